/** Compares `events.instances` with a second library, series by series. */
import fc from 'fast-check';
import type { Actor, Calendar, EventResource } from '../calendar.ts';
import { drawnSeries } from './rule-draw.ts';
import type { Contradiction } from './second-opinion.ts';
import { HORIZON, secondOpinion } from './second-opinion.ts';

export interface Comparison {
  /** How many series are to be compared; contradictions are drawn on top. */
  readonly wanted: number;
  /** The same one draws the same series. */
  readonly seed: number;
  /** How many dates of each. */
  readonly most?: number;
}

export interface Agreement {
  readonly compared: number;
  readonly dates: number;
  /** Series that were not compared, by the reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly zone: string;
  readonly start: string;
  readonly recurrence: readonly string[];
  readonly here: readonly string[];
  readonly there: readonly string[];
}

/** How many dates of a series are compared, unless told. */
const MOST_DATES = 30;

/** Draws series and compares their dates. */
export function compareRules(
  calendar: Calendar,
  actor: Actor,
  { wanted, seed, most = MOST_DATES }: Comparison,
): Agreement {
  const skipped: Record<string, number> = {};
  const differences: Difference[] = [];
  let [compared, dates] = [0, 0];
  for (const drawn of drawEndlessly(seed)) {
    if (compared === wanted) break;
    const opinion = secondOpinion(drawn, most);
    if (typeof opinion === 'string') {
      skipped[opinion satisfies Contradiction] = (skipped[opinion] ?? 0) + 1;
      continue;
    }
    compared += 1;
    const here = instancesOf(calendar, actor, { ...opinion, zone: drawn.zone, most });
    const there = opinion.dates.map((date) =>
      typeof date === 'number' ? new Date(date).toISOString() : date,
    );
    dates += there.length;
    if (JSON.stringify(here) !== JSON.stringify(there))
      differences.push({
        zone: drawn.zone,
        start: opinion.start,
        recurrence: opinion.recurrence,
        here,
        there,
      });
  }
  return { compared, dates, skipped, differences };
}

function* drawEndlessly(seed: number): Generator<ReturnType<typeof sample>[number]> {
  for (let round = 0; ; round += 1) yield* sample(seed + round);
}

function sample(seed: number) {
  return fc.sample(drawnSeries, { seed, numRuns: 500 });
}

function instancesOf(
  calendar: Calendar,
  actor: Actor,
  {
    start,
    recurrence,
    zone,
    most,
  }: { start: string; recurrence: readonly string[]; zone: string; most: number },
): readonly string[] {
  const time = (wall: string) => (wall.includes('T') ? { dateTime: wall, timeZone: zone } : { date: wall });
  const { id } = calendar.insertEvent(actor, actor.email, {
    start: time(start),
    end: time(start.includes('T') ? start.replace(/:00$/, ':01') : dayAfter(start)),
    recurrence,
  });
  const { items } = calendar.instances(actor, actor.email, id, {
    maxResults: most,
    timeMax: new Date(HORIZON).toISOString(),
  });
  return items.map(startOf);
}

function startOf({ start }: EventResource): string {
  return start?.date ?? new Date(start?.dateTime ?? '').toISOString();
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
