/**
 * `npm run scenarios [-- --all | --flip-each]`: every story once, as `npm test` runs them; with `--all` under both
 * profiles, each way in which Google may treat our block, and both of Webex's sites; with `--flip-each` once for each other value of each
 * single switch of the local platforms, everything else as harsh as it gets. `--only TEXT` keeps the runs whose name
 * holds the text.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { otherValues } from '../sandbox/control/switches.ts';
import { ALL_SWITCHES } from '../sandbox/switch-list.ts';
import { beginTally } from './exchange-tally.ts';

const ROOT = resolve(import.meta.dirname, '..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
/** The one switch that flips do not begin with at its harshest: what follows by itself is to be seen. */
const CONFERENCE_WRITE = 'google.conferenceWrite';

interface Run {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the names of files hold that are run; none: all files. */
  readonly files: readonly string[];
}

const under = (profile: string, conferenceWrite: string): Run => ({
  name: `${profile}, google.conferenceWrite ${conferenceWrite}`,
  environment: { SCENARIO_PROFILE: profile, SCENARIO_CONFERENCE_WRITE: conferenceWrite },
  files: [],
});
const ONCE = [under('harsh', 'ownScript')];
const ALL = ['demo', 'harsh'].flatMap((profile) => [
  ...['ownScript', 'nobody', 'anyClient'].map((conferenceWrite) => under(profile, conferenceWrite)),
  onFreeSite(under(profile, 'ownScript')),
]);

function onFreeSite({ name, environment, files }: Run): Run {
  const site = 'webex.site="free"';
  return { name: `${name}, ${site}`, environment: { ...environment, SCENARIO_FLIP: site }, files };
}

/** A run for each value that a switch does not have anyway. */
const FLIPS = ALL_SWITCHES.flatMap((declaration) =>
  otherValues(declaration, declaration.name === CONFERENCE_WRITE ? 'ownScript' : declaration.harsh).map(
    (other) => flip(declaration.name, other),
  ),
);

function flip(name: string, value: unknown): Run {
  const flipped = `${name}=${JSON.stringify(value)}`;
  const conferenceWrite = name === CONFERENCE_WRITE ? String(value) : 'ownScript';
  const { environment } = under('harsh', conferenceWrite);
  return {
    name: flipped,
    environment: { ...environment, SCENARIO_FLIP: flipped },
    files: ['scenarios/lanes/'],
  };
}

const tally = beginTally();

function passes({ name, environment, files }: Run): Promise<boolean> {
  process.stdout.write(`\n${name}\n`);
  const child = spawn(process.execPath, [VITEST, 'run', '--project', 'scenarios', ...files], {
    cwd: ROOT,
    env: { ...process.env, ...tally.environment, ...environment },
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
const runs = (values['flip-each'] ? FLIPS : values.all ? ALL : ONCE).filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
const failed = [];
for (const run of runs) if (!(await passes(run))) failed.push(run.name);
const { lines, violations } = tally.end();
for (const line of lines) process.stdout.write(`${line}\n`);
process.stdout.write(
  failed.length === 0
    ? `\nEvery story holds, in ${runs.length} runs.\n`
    : `\nFailed: ${failed.join(' · ')}\n`,
);
process.exitCode = failed.length === 0 && violations === 0 && runs.length > 0 ? 0 : 1;
