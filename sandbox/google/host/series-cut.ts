/** Where Google's page cuts a series in two: the lines of its recurrence before and from an occurrence on. */
import { Temporal } from 'temporal-polyfill';
import type { EventTime } from '../calendar/event-row.ts';
import { instantOf } from '../calendar/event-time.ts';
import { occurrences, type Series } from '../calendar/recurrence.ts';

/** Whole days are compared as days, wherever they lie. */
const DAYS = 'UTC';
const MANY = 20_000;

interface Cut {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * @param at - the start, by the rule, of the first occurrence that goes to the new series
 */
export function cutRecurrence(series: Series, at: EventTime): Cut {
  const before: string[] = [];
  const after: string[] = [];
  for (const line of series.recurrence) {
    if (line.startsWith('RRULE')) {
      const cut = cutRule(line, series, at);
      before.push(cut.before);
      after.push(cut.after);
    } else {
      const dates = cutDates(line, series.start, at);
      if (dates.before !== undefined) before.push(dates.before);
      if (dates.after !== undefined) after.push(dates.after);
    }
  }
  return { before, after };
}

/** How many occurrences the rule has before `at`, up to {@link MANY}. */
export function countBefore(series: Series, at: EventTime): number {
  const to = instantOf(at, DAYS);
  return occurrences(series, { from: -Infinity, to, limit: MANY }, DAYS).length;
}

/** A counted rule stays a counted one; any other ends with the day before. */
function cutRule(line: string, series: Series, at: EventTime): { before: string; after: string } {
  const count = Number(/;COUNT=(\d+)|:COUNT=(\d+);/.exec(line)?.slice(1).find(Boolean) ?? 0);
  if (count > 0) {
    const done = countBefore({ ...series, recurrence: [line] }, at);
    const counted = (n: number): string => line.replace(/COUNT=\d+/, `COUNT=${String(n)}`);
    return { before: counted(done), after: counted(Math.max(1, count - done)) };
  }
  const open = line.replace(/;UNTIL=[^;]*/, '').replace(/:UNTIL=[^;]*;/, ':');
  return { before: `${open};UNTIL=${lastMoment(line, at)}`, after: line };
}

/** The end of the day before (as Google's page writes it), or a second before where a day has several occurrences. */
function lastMoment(line: string, at: EventTime): string {
  if ('date' in at)
    return Temporal.PlainDate.from(at.date).subtract({ days: 1 }).toString().replaceAll('-', '');
  const start = Temporal.Instant.fromEpochMilliseconds(at.at);
  const often = /FREQ=(HOURLY|MINUTELY|SECONDLY)|BY(HOUR|MINUTE|SECOND)=/.test(line);
  const last = often
    ? start.subtract({ seconds: 1 })
    : start.toZonedDateTimeISO(at.timeZone).startOfDay().subtract({ seconds: 1 }).toInstant();
  return last.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

function cutDates(line: string, start: EventTime, at: EventTime): { before?: string; after?: string } {
  const colon = line.indexOf(':');
  const head = line.slice(0, colon + 1);
  const values = line.slice(colon + 1).split(',');
  const isBefore = (text: string): boolean => momentOf(text, head, start) < instantOf(at, DAYS);
  const [early, late] = [values.filter(isBefore), values.filter((text) => !isBefore(text))];
  return {
    ...(early.length === 0 ? {} : { before: head + early.join(',') }),
    ...(late.length === 0 ? {} : { after: head + late.join(',') }),
  };
}

function momentOf(text: string, head: string, start: EventTime): number {
  if (text.length === 8) return instantOf({ date: Temporal.PlainDate.from(text).toString() }, DAYS);
  if (text.endsWith('Z')) return Temporal.Instant.from(text).epochMilliseconds;
  const zone = /TZID=([^:;]+)/.exec(head)?.[1] ?? ('at' in start ? start.timeZone : DAYS);
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}
