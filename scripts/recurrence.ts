/**
 * `npm run recurrence [-- --rules N] [--seed S] [--json]`: holds the dates that local Google gives to a series against
 * those of a second library, for N series drawn from the grammar that Google accepts. Prints how many were compared,
 * which were not and why, and each difference.
 */
import { parseArgs } from 'node:util';
import { ANNA, startLocalGoogle } from '../sandbox/google/calendar/test/local-google.ts';
import { compareRules } from '../sandbox/google/calendar/test/recurrence-agreement.ts';

const { values } = parseArgs({
  options: { rules: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
});
const wanted = Number(values.rules ?? 5_000);
const seed = Number(values.seed ?? 1);
const begun = performance.now();
const google = await startLocalGoogle({ http: false });
const { compared, dates, skipped, differences } = compareRules(google.calendar, google.page(ANNA), {
  wanted,
  seed,
});
await google.close();
const seconds = Math.round((performance.now() - begun) / 1000);
if (values.json) {
  process.stdout.write(`${JSON.stringify({ seed, compared, dates, skipped, differences, seconds })}\n`);
} else {
  for (const difference of differences) process.stdout.write(`✗ ${JSON.stringify(difference)}\n`);
  process.stdout.write(
    `seed ${seed}: ${compared} series, ${dates} dates, ${differences.length} differences\n`,
  );
  for (const [why, count] of Object.entries(skipped))
    process.stdout.write(`not compared: ${count} (${why})\n`);
}
process.exitCode = differences.length === 0 && compared === wanted ? 0 : 1;
