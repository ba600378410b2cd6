/**
 * Occurrences of a recurring event: expanded on floating time, then mapped into the event's zone, so that
 * "every Monday at nine" stays nine o'clock on both sides of a change of offset.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { invalid } from './calendar-error.ts';
import { instantOf } from './event-time.ts';
import type { EventTime } from './event-row.ts';

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

interface Lines {
  readonly rules: readonly string[];
  readonly added: readonly string[];
  readonly removed: ReadonlySet<number>;
}

/** The recurrence lines as they are stored: trimmed, without the trailing `;` that some clients send. @throws 400 */
export function readRecurrence(sent: readonly string[], start: EventTime): readonly string[] | undefined {
  if (sent.length === 0) return undefined;
  const lines = sent.map((line) => line.trim().replace(/;+$/, ''));
  for (const line of lines) {
    if (!/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line)) throw invalid('Invalid recurrence rule.');
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
  for (const rule of lines.rules) {
    for (const at of expand(
      rule,
      wall,
      timeZone,
      from,
      window.to + DAY_MS,
      window.limit + lines.removed.size + 8,
    )) {
      const start = fromWall(at, series.start, timeZone);
      found.set(instantOf(start, zone), start);
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
  from: number,
  to: number,
  limit: number,
): readonly number[] {
  const begin = `${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
  const series = new RRuleTemporal({
    rruleString: `DTSTART:${begin}\nRRULE:${localUntil(rule, zone)}`,
    temporal: Temporal,
  });
  const found: number[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC');
  for (let next = series.next(first, true); next && found.length < limit; next = series.next(next, false)) {
    const at = next.epochMilliseconds;
    if (at >= to) break;
    found.push(at);
  }
  return found;
}

/** UNTIL of a timed event stands in UTC; floating expansion needs it as the zone's wall time. */
function localUntil(rule: string, zone: string): string {
  return rule.replace(
    /UNTIL=(\d{8})(?:T(\d{6})(Z?))?/,
    (_all, date: string, time: string | undefined, utc: string | undefined) => {
      if (time === undefined) return `UNTIL=${date}T235959Z`;
      if (!utc) return `UNTIL=${date}T${time}Z`;
      const local = Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(zone);
      return `UNTIL=${local.toPlainDateTime().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
    },
  );
}

function readLines(recurrence: readonly string[], zone: string, start: EventTime): Lines {
  const rules: string[] = [];
  const added: string[] = [];
  const removed = new Set<number>();
  for (const line of recurrence) {
    const colon = line.indexOf(':');
    const [name = ''] = line.slice(0, colon).split(';', 1);
    const value = line.slice(colon + 1);
    const lineZone = /TZID=([^:;]+)/.exec(line.slice(0, colon))?.[1] ?? zone;
    if (name === 'RRULE') rules.push(value);
    else if (name === 'RDATE') added.push(...value.split(',').map((text) => withZone(text, lineZone)));
    else if (name === 'EXDATE') {
      for (const text of value.split(','))
        removed.add(instantOf(fromText(withZone(text, lineZone), start, zone), zone));
    }
  }
  return { rules, added, removed };
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
