/**
 * SIGKILL at every point: of the service before and after each call it makes and each answer it gives, of the
 * script's execution before and after each host call. A point is found by planting the fault further and further
 * on until no call is left to meet it.
 */
import type { Fault } from '@webex-scheduler/testkit';
import type { CrashWorld, Deed } from './deeds.ts';

export interface Place {
  readonly name: string;
  readonly fault: Fault;
}

export const PLACES: readonly Place[] = (['before', 'after'] as const).flatMap((when) => [
  {
    name: `service, ${when} a call to Webex`,
    fault: { on: 'webex', kind: 'kill', process: 'service', when },
  },
  {
    name: `service, ${when} a call to Google`,
    fault: {
      on: 'google',
      match: { path: '^/(oauth2/v3/certs|token)' },
      kind: 'kill',
      process: 'service',
      when,
    },
  },
  { name: `service, ${when} an answer`, fault: { on: 'service', kind: 'kill', process: 'service', when } },
  { name: `script, ${when} a host call`, fault: { on: 'script', kind: 'kill', process: 'script', when } },
]);

export interface PointResult {
  readonly deed: Deed['name'];
  readonly place: string;
  readonly call: number;
  readonly problems: readonly string[];
}

export interface CrashReport {
  readonly points: number;
  readonly failed: readonly PointResult[];
}

/**
 * Cuts `deed` short at every point of every place.
 * @param run - numbers the runs; each gets an event of its own
 */
export async function crashEverywhere(
  world: CrashWorld,
  deed: Deed,
  run: () => number,
  onPoint: (result: PointResult) => void = () => undefined,
): Promise<CrashReport> {
  const results: PointResult[] = [];
  for (const place of PLACES) {
    for (let call = 0; ; call += 1) {
      const problems = await cutShort(world, deed, place, call, run());
      if (problems === 'no such call') break;
      const result = { deed: deed.name, place: place.name, call, problems };
      results.push(result);
      onPoint(result);
    }
  }
  return { points: results.length, failed: results.filter((result) => result.problems.length > 0) };
}

async function cutShort(
  world: CrashWorld,
  deed: Deed,
  place: Place,
  call: number,
  run: number,
): Promise<readonly string[] | 'no such call'> {
  const { control } = world;
  const event = await deed.prepare(world, run);
  const { id } = await control.fault({ ...place.fault, skip: call, times: 1 });
  const ids = await deed.act(world, event, run);
  await control.advance('PT4M');
  const hit = (await control.faults()).find((fault) => fault.id === id)?.hits ?? 0;
  await control.clearFaults();
  await control.advance('PT65M');
  return hit === 0 ? 'no such call' : deed.check(world, ids);
}
