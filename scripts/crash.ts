/** `npm run crash [-- --json] [--deed NAME]`: SIGKILL at every point of every deed; prints how many there are. */
import { parseArgs } from 'node:util';
import { startProduct } from '@webex-scheduler/testkit';
import { DEEDS } from '../scenarios/crash/deeds.ts';
import { beginRecording } from '../scenarios/contract/recording.ts';
import { crashEverywhere, type CrashReport } from '../scenarios/crash/points.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, deed: { type: 'string' }, profile: { type: 'string' } },
});
const begun = performance.now();
const violations: string[] = [];
const reports = new Map<string, CrashReport>();
for (const deed of DEEDS.filter(({ name }) => values.deed === undefined || values.deed === name)) {
  const recording = await beginRecording();
  const product = await startProduct({
    profile: values.profile === 'harsh' ? 'harsh' : 'demo',
    record: recording.folder,
  });
  try {
    const world = { control: product.control, maya: product.person(0) };
    await world.maya.setUp();
    let run = 0;
    const report = await crashEverywhere(
      world,
      deed,
      () => (run += 1),
      ({ place, call, problems }) => {
        process.stderr.write(
          `${problems.length === 0 ? '✓' : '✗'} ${deed.name}: ${place} ${call}${problems.length === 0 ? '' : `: ${problems.join('; ')}`}\n`,
        );
      },
    );
    reports.set(deed.name, report);
  } finally {
    await product.stop();
  }
  violations.push(...(await recording.end(process.stderr)));
}
const points = [...reports.values()].reduce((sum, report) => sum + report.points, 0);
const failed = [...reports.values()].flatMap((report) => report.failed);
const seconds = Math.round((performance.now() - begun) / 1000);
if (values.json) {
  const perDeed = Object.fromEntries([...reports].map(([name, report]) => [name, report.points]));
  process.stdout.write(`${JSON.stringify({ points, perDeed, failed, violations, seconds })}\n`);
} else {
  process.stdout.write(
    `${points} points, ${failed.length} failed, ${violations.length} contract violations, ${seconds} s\n`,
  );
}
process.exitCode = failed.length === 0 && violations.length === 0 && points > 0 ? 0 : 1;
