/**
 * `npm run mutants [-- --json] [--only I5]`: plants known faults, at least one per invariant, and expects the tests
 * to notice each. Prints killed/total; exit 1 if one survives. Progress goes to stderr.
 */
import { parseArgs } from 'node:util';
import { ADDON_MUTANTS } from './mutants/addon-mutants.ts';
import { LOOP_MUTANTS } from './mutants/loop-mutants.ts';
import { PLANNER_MUTANTS } from './mutants/planner-mutants.ts';
import type { Mutant } from './mutants/planted.ts';
import { MutantError, ProvingGround } from './mutants/proving-ground.ts';

interface Result {
  readonly invariant: string;
  readonly fault: string;
  readonly file: string;
  readonly verdict: string;
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const mutants = [...PLANNER_MUTANTS, ...LOOP_MUTANTS, ...ADDON_MUTANTS].filter(
  ({ invariant }) => values.only === undefined || invariant === values.only,
);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const begun = performance.now();
const ground = await ProvingGround.make();
process.once('SIGINT', () => void ground.remove().then(() => process.exit(130)));
try {
  await expectSound(ground);
  const results: Result[] = [];
  for (const mutant of mutants) {
    const { invariant, fault, file } = mutant;
    const verdict = await tried(ground, mutant);
    results.push({ invariant, fault, file, verdict });
    say(
      `${verdict === 'killed' ? '✓' : '✗'} ${invariant} ${fault}${verdict === 'killed' ? '' : `: ${verdict}`}`,
    );
  }
  report(results);
} finally {
  await ground.remove();
}

/** Without a fault the same tests must pass, or their failing would prove nothing. */
async function expectSound(here: ProvingGround): Promise<void> {
  for (const project of ['core', 'fast', 'database'] as const) {
    const tests = mutants.flatMap((mutant) => (mutant.tests.project === project ? [mutant.tests] : []));
    if (tests.length === 0) continue;
    say(`${project}: the tests without a fault`);
    const verdict = await here.run(tests);
    if (verdict !== 'survived')
      throw new Error(`The ${project} tests do not pass without a fault: ${verdict}.`);
  }
}

async function tried(here: ProvingGround, mutant: Mutant): Promise<string> {
  try {
    return await here.try(mutant);
  } catch (error) {
    if (error instanceof MutantError) return error.message;
    throw error;
  }
}

function report(results: readonly Result[]): void {
  const survivors = results.filter(({ verdict }) => verdict !== 'killed');
  const killed = results.length - survivors.length;
  const seconds = Math.round((performance.now() - begun) / 1000);
  const invariants = new Set(results.map(({ invariant }) => invariant)).size;
  if (values.json) {
    const summary = { killed, total: results.length, invariants, survivors, seconds };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  } else {
    process.stdout.write(`${killed}/${results.length} killed, ${invariants} invariants, ${seconds} s\n`);
  }
  process.exitCode = survivors.length === 0 && results.length > 0 ? 0 : 1;
}
