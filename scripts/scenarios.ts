/**
 * `npm run scenarios [-- --all | --flip-each]`: every story once, as `npm test` runs them; with `--all` under both
 * profiles and each way in which Google may treat our block; with `--flip-each` once for each other value of each
 * single switch of the local platforms, everything else as harsh as it gets. `--only TEXT` keeps the runs whose name
 * holds the text.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startProduct } from '@webex-scheduler/testkit';

const ROOT = resolve(import.meta.dirname, '..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
/** The stories themselves: kills at every point and the search for what was written have runs of their own. */
const STORIES = ['copies', 'first-link', 'following', 'health', 'keeping', 'people', 'writes'];

interface Run {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

const under = (profile: string, conferenceWrite: string): Run => ({
  name: `${profile}, google.conferenceWrite ${conferenceWrite}`,
  environment: { SCENARIO_PROFILE: profile, SCENARIO_CONFERENCE_WRITE: conferenceWrite },
  files: [],
});
const ONCE = [under('harsh', 'ownScript')];
const ALL = ['demo', 'harsh'].flatMap((profile) =>
  ['ownScript', 'nobody', 'anyClient'].map((conferenceWrite) => under(profile, conferenceWrite)),
);

/** A run for each value that a switch does not have anyway. */
async function flips(): Promise<readonly Run[]> {
  const product = await startProduct({ profile: 'harsh' });
  try {
    const switches = await product.control.call<Record<string, { value: unknown; values: unknown }>>(
      'GET',
      '/switches',
    );
    return Object.entries(switches).flatMap(([name, { value, values }]) =>
      (Array.isArray(values) ? (values as unknown[]) : [])
        .filter((other) => JSON.stringify(other) !== JSON.stringify(value))
        .map((other) => flip(name, other)),
    );
  } finally {
    await product.stop();
  }
}

function flip(name: string, value: unknown): Run {
  const flipped = `${name}=${JSON.stringify(value)}`;
  const conferenceWrite = name === 'google.conferenceWrite' ? String(value) : 'ownScript';
  const { environment } = under('harsh', conferenceWrite);
  return { name: flipped, environment: { ...environment, SCENARIO_FLIP: flipped }, files: STORIES };
}

function passes({ name, environment, files }: Run): Promise<boolean> {
  process.stdout.write(`\n${name}\n`);
  const child = spawn(process.execPath, [VITEST, 'run', '--project', 'scenarios', ...files], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return new Promise((done) => {
    child.on('close', (code) => {
      done(code === 0);
    });
  });
}

const { values } = parseArgs({
  options: { all: { type: 'boolean' }, 'flip-each': { type: 'boolean' }, only: { type: 'string' } },
});
const runs = (values['flip-each'] ? await flips() : values.all ? ALL : ONCE).filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
const failed = [];
for (const run of runs) if (!(await passes(run))) failed.push(run.name);
process.stdout.write(
  failed.length === 0
    ? `\nEvery story holds, in ${runs.length} runs.\n`
    : `\nFailed: ${failed.join(' · ')}\n`,
);
process.exitCode = failed.length === 0 && runs.length > 0 ? 0 : 1;
