/**
 * The dates of a series by other means than the local Google's: rrule.js on floating time, zones by `Intl`. Only what
 * a calendar person reads off the rule is shared: its text.
 */
import rrule from 'rrule';
import type { DrawnSeries } from './rule-draw.ts';

export interface Dates {
  /** The series as a client would write it. */
  readonly start: string;
  readonly recurrence: readonly string[];
  /** Instants (ms), or dates of whole days, in order; at most as many as were asked for. */
  readonly dates: readonly (number | string)[];
}

/** Why a series is not compared: libraries contradict each other here, and nothing is promised. */
export type Contradiction =
  | 'a year’s BYMONTHDAY without BYMONTH'
  | 'BYWEEKNO with INTERVAL'
  | 'BYWEEKNO at a turn of the year'
  | 'a start that the rule skips'
  | 'a year’s 29 February'
  | 'BYSETPOS in a week that the start cuts'
  | 'a start in a gap, which moves the whole series'
  | 'no date at all';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Dates from here on (ms) are not compared. */
export const HORIZON = Date.UTC(2050, 0);

/** @param most - how many dates are wanted */
export function secondOpinion(drawn: DrawnSeries, most: number): Dates | Contradiction {
  const { rule, zone } = drawn;
  if (/FREQ=YEARLY/.test(rule) && rule.includes('BYMONTHDAY') && !rule.includes('BYMONTH='))
    return 'a year’s BYMONTHDAY without BYMONTH';
  if (rule.includes('BYWEEKNO') && rule.includes('INTERVAL')) return 'BYWEEKNO with INTERVAL';
  if (/BYWEEKNO=[^;]*(?<!\d)(1|5[23]|-1)(?!\d)/.test(rule)) return 'BYWEEKNO at a turn of the year';
  if (/FREQ=WEEKLY/.test(rule) && rule.includes('BYSETPOS')) return 'BYSETPOS in a week that the start cuts';
  const wholeDay = !drawn.from.includes('T');
  const [start] = walls(rule, drawn.from, 1);
  if (start === undefined) return 'no date at all';
  const found = walls(rule, start, most + drawn.removed.length + 1);
  if (found[0] !== start) return 'a start that the rule skips';
  if (!wholeDay && !exists(start, zone)) return 'a start in a gap, which moves the whole series';
  if (/FREQ=YEARLY/.test(rule) && start.slice(5, 10) === '02-29') return 'a year’s 29 February';
  const at = (wall: string): number | string => (wholeDay ? wall : instantOfWall(wall, zone));
  const { ending, kept } = ended(drawn, start, found, at);
  const removed = drawn.removed.map((position) => kept[position]).filter((wall) => wall !== undefined);
  const added = drawn.added.map((days) => later(start, days)).filter((wall) => !kept.includes(wall));
  const line = (name: string, list: readonly string[]): readonly string[] =>
    list.length === 0
      ? []
      : [`${name}${wholeDay ? ';VALUE=DATE' : `;TZID=${zone}`}:${list.map(compact).join(',')}`];
  const dates = [...kept.filter((wall) => !removed.includes(wall)), ...added].map(at);
  return {
    start,
    recurrence: [`RRULE:${rule}${ending}`, ...line('EXDATE', removed), ...line('RDATE', added)],
    dates: [...new Set(dates)].sort((one, other) => (one < other ? -1 : 1)).slice(0, most),
  };
}

/** The wall times that a rule makes from a start on, without its end. */
function walls(rule: string, from: string, most: number): readonly string[] {
  const wholeDay = !from.includes('T');
  const dtstart = new Date(wholeDay ? `${from}T00:00:00Z` : `${from}Z`);
  const days = /BYYEARDAY/.test(rule) ? /BYDAY=([^;]+)/.exec(rule)?.[1]?.split(',') : undefined;
  const until = new Date(HORIZON);
  const found: string[] = [];
  const series = new rrule.RRule({ ...rrule.RRule.parseString(rule), dtstart, until });
  series.all((date) => {
    // Once more by hand: BYDAY limits BYYEARDAY.
    const text = date.toISOString().slice(0, wholeDay ? 10 : 19);
    if (text === found.at(-1)) return true; // one day by two positions
    if (!days || days.includes(['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][date.getUTCDay()] ?? ''))
      found.push(text);
    return found.length < most;
  });
  return found;
}

function ended(
  { end }: DrawnSeries,
  start: string,
  found: readonly string[],
  at: (wall: string) => number | string,
): { ending: string; kept: readonly string[] } {
  if (end.kind === 'endless') return { ending: '', kept: found };
  if (end.kind === 'count') return { ending: `;COUNT=${String(end.count)}`, kept: found.slice(0, end.count) };
  const first = at(start);
  if (typeof first === 'string') {
    const until = later(start, end.days);
    return { ending: `;UNTIL=${compact(until)}`, kept: found.filter((wall) => wall <= until) };
  }
  // Near an occurrence, so that the second before and after it counts.
  const wished = first + end.days * DAY_MS;
  const near = found.map(at).findLast((instant) => Number(instant) <= wished) ?? first;
  const until = Number(near) + end.seconds * 1000;
  const text = new Date(until).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return { ending: `;UNTIL=${text}`, kept: found.filter((wall) => Number(at(wall)) <= until) };
}

function later(wall: string, days: number): string {
  const date = new Date(Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return date + wall.slice(10);
}

function compact(wall: string): string {
  return wall.replaceAll(/[-:]/g, '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offset(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/** Whether clocks ever show this wall time. */
function exists(wall: string, zone: string): boolean {
  const at = instantOfWall(wall, zone);
  return at + offset(zone, at) === Date.parse(`${wall}Z`);
}

/** The first instant of an ambiguous hour; past a gap, as far as the wall time lay in it. */
function instantOfWall(wall: string, zone: string): number {
  const local = Date.parse(`${wall}Z`);
  const [before, after] = [offset(zone, local - DAY_MS), offset(zone, local + DAY_MS)];
  const right = [before, after]
    .map((shift) => ({ at: local - shift, shift }))
    .filter(({ at, shift }) => offset(zone, at) === shift)
    .map(({ at }) => at);
  return right.length > 0 ? Math.min(...right) : local - before;
}
