/**
 * Occurrences of a recurring event: expanded on floating time, then mapped into the event's zone, so that
 * "every Monday at nine" stays nine o'clock on both sides of a change of offset.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { invalid } from './calendar-error.ts';
import { instantOf } from './event-time.ts';
import type { EventTime } from './event-row.ts';
import { belongs, checkRule, isFiltered, withoutCount } from './recurrence-rule.ts';

export interface Series {
  readonly start: EventTime;
  readonly end: EventTime;
  readonly recurrence: readonly string[];
}

export interface Occurrence {
  readonly start: EventTime;
  readonly end: EventTime;
}

export interface Window {
  /** Milliseconds; occurrences that end at or before it are left out. */
  readonly from: number;
  /** Milliseconds; occurrences that start at or after it are left out. */
  readonly to: number;
  readonly limit: number;
}

const DAY_MS = 86_400_000;
const MOST_EXCEPTED = 5_000;
const MOST_RULES = 5_000;
/** A hundred years of days: a rare day of a daily rule is still found, an impossible one given up. */
const MOST_STEPS = 40_000;
const rules = new Map<string, RRuleTemporal>();

interface Lines {
  readonly rules: readonly string[];
  /** Rules whose occurrences do not take place (`EXRULE`). */
  readonly exceptions: readonly string[];
  readonly added: readonly string[];
  readonly removed: ReadonlySet<number>;
}

/** The recurrence lines as they are stored: trimmed, without the trailing `;` that some clients send. @throws 400 */
export function readRecurrence(sent: readonly string[], start: EventTime): readonly string[] | undefined {
  if (sent.length === 0) return undefined;
  const lines = sent.map((line) => line.trim().replace(/;+$/, ''));
  for (const line of lines) {
    if (!/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line)) throw invalid('Invalid recurrence rule.');
    if (/^(RRULE|EXRULE):/.test(line)) checkRule(line.slice(line.indexOf(':') + 1));
  }
  try {
    occurrences({ start, end: start, recurrence: lines }, { from: -Infinity, to: Infinity, limit: 1 }, 'UTC');
  } catch (error) {
    throw error instanceof Error && error.name === 'CalendarError'
      ? error
      : invalid('Invalid recurrence rule.');
  }
  return lines;
}

/** The occurrences of `series` that meet `window`, in order. @param zone - the calendar's, where whole days begin */
export function occurrences(series: Series, window: Window, zone: string): readonly Occurrence[] {
  const timeZone = 'at' in series.start ? series.start.timeZone : zone;
  const wall = wallOf(series.start);
  const lines = readLines(series.recurrence, timeZone, series.start);
  const length = instantOf(series.end, zone) - instantOf(series.start, zone);
  const found = new Map<number, EventTime>();
  // A day of slack on both sides, since floating time differs from the instant by the zone's offset.
  const from = Math.max(window.from - length - DAY_MS, instantOf(series.start, zone) - DAY_MS);
  const to = window.to + DAY_MS;
  const excepted = new Set(
    lines.exceptions.flatMap((rule) => expand(rule, wall, timeZone, { from, to, limit: MOST_EXCEPTED })),
  );
  const limit = window.limit + lines.removed.size + excepted.size + 8;
  for (const rule of lines.rules) {
    const until = untilOf(rule, series.start);
    for (const at of expand(rule, wall, timeZone, { from, to, limit })) {
      if (excepted.has(at)) continue;
      const start = fromWall(at, series.start, timeZone);
      const instant = instantOf(start, zone);
      if (instant <= until) found.set(instant, start);
    }
  }
  if (lines.rules.length === 0) found.set(instantOf(series.start, zone), series.start);
  for (const text of lines.added) {
    const start = fromText(text, series.start, timeZone);
    found.set(instantOf(start, zone), start);
  }
  return [...found.entries()]
    .filter(
      ([at]) => !lines.removed.has(at) && at < window.to && (at + length > window.from || at === window.from),
    )
    .sort(([one], [other]) => one - other)
    .slice(0, window.limit)
    .map(([, start]) => ({ start, end: shift(start, series) }));
}

/** True if `start` is an occurrence that the rule makes. */
export function isOccurrence(series: Series, start: EventTime, zone: string): boolean {
  const at = instantOf(start, zone);
  return occurrences(series, { from: at, to: at + 1, limit: 8 }, zone).some(
    (item) => instantOf(item.start, zone) === at,
  );
}

function expand(
  rule: string,
  wall: Temporal.PlainDateTime,
  zone: string,
  { from, to, limit }: Window,
): readonly number[] {
  const { text, count } = isFiltered(rule) ? withoutCount(rule) : { text: rule, count: Infinity };
  const series = parsed(text, wall, zone);
  const found: number[] = [];
  // What is counted has to be counted from the beginning.
  const begin = count === Infinity ? from : -Infinity;
  const first = Temporal.Instant.fromEpochMilliseconds(
    Math.max(begin, wall.toZonedDateTime('UTC').epochMilliseconds),
  ).toZonedDateTimeISO('UTC');
  let seen = 0;
  for (
    let next = nextOf(series, first, true);
    next && found.length < limit;
    next = nextOf(series, next, false)
  ) {
    const at = next.epochMilliseconds;
    if (at >= to || seen >= count) break;
    if (!belongs(rule, at)) continue;
    seen += 1;
    if (at >= from) found.push(at);
  }
  return found;
}

/** The next date; none where the library gives up looking for one, as it does after some thousand years. */
function nextOf(
  series: RRuleTemporal,
  after: Temporal.ZonedDateTime,
  inclusive: boolean,
): Temporal.ZonedDateTime | null {
  try {
    return series.next(after, inclusive);
  } catch {
    return null;
  }
}

/** Rules as the library read them: a listing asks for the same few over and over. */
function parsed(rule: string, wall: Temporal.PlainDateTime, zone: string): RRuleTemporal {
  const begin = `${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
  const rruleString = `DTSTART:${begin}\nRRULE:${localUntil(rule, zone)}`;
  let series = rules.get(rruleString);
  if (!series) {
    series = new RRuleTemporal({ rruleString, temporal: Temporal, maxIterations: MOST_STEPS });
    if (rules.size >= MOST_RULES) rules.clear();
    rules.set(rruleString, series);
  }
  return series;
}

/** The last instant (ms) of a rule whose UNTIL stands in UTC; an hour that comes twice makes wall times a poor judge. */
function untilOf(rule: string, start: EventTime): number {
  const text = 'at' in start ? /UNTIL=(\d{8}T\d{6}Z)/.exec(rule)?.[1] : undefined;
  return text === undefined ? Infinity : Temporal.Instant.from(text).epochMilliseconds;
}

/** UNTIL of a timed event stands in UTC; floating expansion needs it as the zone's wall time, with a day to spare. */
function localUntil(rule: string, zone: string): string {
  return rule.replace(
    /UNTIL=(\d{8})(?:T(\d{6})(Z?))?/,
    (_all, date: string, time: string | undefined, utc: string | undefined) => {
      if (time === undefined) return `UNTIL=${date}T235959Z`;
      if (!utc) return `UNTIL=${date}T${time}Z`;
      const local = Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(zone).add({ days: 1 });
      return `UNTIL=${local.toPlainDateTime().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
    },
  );
}

function readLines(recurrence: readonly string[], zone: string, start: EventTime): Lines {
  const rules: string[] = [];
  const exceptions: string[] = [];
  const added: string[] = [];
  const removed = new Set<number>();
  for (const line of recurrence) {
    const colon = line.indexOf(':');
    const [name = ''] = line.slice(0, colon).split(';', 1);
    const value = line.slice(colon + 1);
    const lineZone = /TZID=([^:;]+)/.exec(line.slice(0, colon))?.[1] ?? zone;
    if (name === 'RRULE') rules.push(value);
    else if (name === 'EXRULE') exceptions.push(value);
    else if (name === 'RDATE') added.push(...value.split(',').map((text) => withZone(text, lineZone)));
    else if (name === 'EXDATE') {
      for (const text of value.split(','))
        removed.add(instantOf(fromText(withZone(text, lineZone), start, zone), zone));
    }
  }
  return { rules, exceptions, added, removed };
}

function withZone(text: string, zone: string): string {
  return text.endsWith('Z') || text.length === 8 ? text : `${text}[${zone}]`;
}

function fromText(text: string, like: EventTime, zone: string): EventTime {
  const [local = '', inZone] = text.split(/[[\]]/);
  if ('date' in like || local.length === 8)
    return { date: Temporal.PlainDate.from(local.slice(0, 8)).toString() };
  if (local.endsWith('Z')) return { at: Temporal.Instant.from(local).epochMilliseconds, timeZone: zone };
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(inZone ?? zone).epochMilliseconds;
  return { at, timeZone: zone };
}

function wallOf(start: EventTime): Temporal.PlainDateTime {
  if ('date' in start) return Temporal.PlainDate.from(start.date).toPlainDateTime();
  return Temporal.Instant.fromEpochMilliseconds(start.at)
    .toZonedDateTimeISO(start.timeZone)
    .toPlainDateTime();
}

function fromWall(at: number, like: EventTime, zone: string): EventTime {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime();
  if ('date' in like) return { date: wall.toPlainDate().toString() };
  return {
    at: wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
    timeZone: zone,
  };
}

/** The end of an occurrence that starts at `start`: as many days, or as long, as the series' first one. */
function shift(start: EventTime, series: Series): EventTime {
  if ('date' in start) {
    if (!('date' in series.start) || !('date' in series.end)) return start;
    const days = Temporal.PlainDate.from(series.start.date).until(series.end.date).days;
    return { date: Temporal.PlainDate.from(start.date).add({ days }).toString() };
  }
  if (!('at' in series.start) || !('at' in series.end)) return start;
  return { at: start.at + (series.end.at - series.start.at), timeZone: series.end.timeZone };
}
