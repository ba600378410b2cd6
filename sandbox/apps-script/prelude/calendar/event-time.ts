/** Times of events: REST's two forms against the dates of a script, whose zone is the project's. */
import { Exception } from '../host.ts';

interface Time {
  readonly dateTime?: string;
  readonly date?: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day a date lies on in the script's zone. */
export function dayOf(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** For a day without a time: its midnight in the script's zone. */
export function dateOf(time: unknown): Date {
  const { dateTime, date } = (time ?? {}) as Time;
  if (dateTime !== undefined) return new Date(dateTime);
  const [year = 0, month = 1, day = 1] = (date ?? '').split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** Start and end of an event at these instants. Clears what an all-day event had, so that it serves a patch too. */
export function timed(start: Date, end: Date, timeZone?: string): Record<string, unknown> {
  if (end.getTime() < start.getTime()) throw new Exception('Event start date must be before event end date.');
  const zone = timeZone === undefined ? {} : { timeZone };
  return {
    start: { dateTime: start.toISOString(), date: null, ...zone },
    end: { dateTime: end.toISOString(), date: null, ...zone },
  };
}

/** Whole days; the end is the day after the last one. */
export function allDay(start: Date, end?: Date): Record<string, unknown> {
  const after = end ?? new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1);
  if (dayOf(after) <= dayOf(start)) throw new Exception('Event start date must be before event end date.');
  return {
    start: { date: dayOf(start), dateTime: null, timeZone: null },
    end: { date: dayOf(after), dateTime: null, timeZone: null },
  };
}

/** Without the nulls that only a patch needs. */
export function withoutNulls(times: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(times).map(([key, time]) => [
      key,
      Object.fromEntries(Object.entries(time as object).filter(([, value]) => value !== null)),
    ]),
  );
}
