/** Rows by id, instances of series included, which are computed until somebody changes one. */
import type { CalendarRow } from './calendar-book.ts';
import { notFound } from './calendar-error.ts';
import type { EventRow, EventTime } from './event-row.ts';
import { isCancelled } from './event-row.ts';
import type { EventStore } from './event-store.ts';
import { seriesBase } from './event-store.ts';
import { instanceKey, instantOf } from './event-time.ts';
import type { Occurrence, Window } from './recurrence.ts';
import { isOccurrence, occurrences } from './recurrence.ts';
import { Temporal } from 'temporal-polyfill';
import { tidy } from './tidy.ts';

const INSTANCE_ID = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/;

/** The row with this id. @throws {CalendarError} 404 */
export function rowOf(store: EventStore, calendar: CalendarRow, id: string): EventRow {
  const row = findRow(store, calendar, id);
  if (!row) throw notFound();
  return row;
}

/** The row with this id: stored, or an instance that the rule of its series makes. */
export function findRow(store: EventStore, calendar: CalendarRow, id: string): EventRow | undefined {
  const stored = store.get(calendar.id, id);
  if (stored) return withSeries(store, stored);
  const [, base, key] = INSTANCE_ID.exec(id) ?? [];
  if (base === undefined || key === undefined) return undefined;
  for (const master of store.seriesOf(calendar.id, base)) {
    const { recurrence, start, end } = master.content;
    const from = startFromKey(key, start);
    if (recurrence && from && isOccurrence({ start, end, recurrence }, from, calendar.timeZone)) {
      const [occurrence] = occurrencesOf(master, { ...around(from, calendar), limit: 1 }, calendar);
      if (occurrence) return instanceRow(master, occurrence);
    }
  }
  return undefined;
}

/** A changed instance ends with its series: it is cancelled as soon as the master is, and back when that is restored. */
export function withSeries(store: EventStore, row: EventRow): EventRow {
  if (row.recurringEventId === undefined || isCancelled(row)) return row;
  const master = store.get(row.calendarId, row.recurringEventId);
  return master && isCancelled(master) ? { ...row, content: { ...row.content, status: 'cancelled' } } : row;
}

/** The occurrences of a master within a window. */
export function occurrencesOf(
  master: EventRow,
  window: Window,
  calendar: CalendarRow,
): readonly Occurrence[] {
  const { recurrence, start, end } = master.content;
  return recurrence ? occurrences({ start, end, recurrence }, window, calendar.timeZone) : [];
}

/** The first start of a series, which its link names; undefined for anything else. */
export function firstStart(row: EventRow, calendar: CalendarRow): EventTime | undefined {
  if (!row.content.recurrence) return undefined;
  const [first] = occurrencesOf(row, { from: -Infinity, to: Infinity, limit: 1 }, calendar);
  return first?.start;
}

/** An unchanged instance: everything but id and times is the master's. */
export function instanceRow(master: EventRow, occurrence: Occurrence): EventRow {
  return tidy({
    ...master,
    id: `${seriesBase(master.id)}_${instanceKey(occurrence.start)}`,
    recurringEventId: master.id,
    originalStart: occurrence.start,
    content: { ...master.content, recurrence: undefined, start: occurrence.start, end: occurrence.end },
  });
}

/**
 * Everything a row stands for in an expanded listing: itself, or the instances of its series within the window.
 * Changed instances are left to their own rows.
 */
export function expandRow(
  store: EventStore,
  row: EventRow,
  window: Window,
  calendar: CalendarRow,
): readonly EventRow[] {
  if (!row.content.recurrence || isCancelled(row)) return [row];
  const changed = new Set(store.exceptions(row.calendarId, row.id).map((exception) => exception.id));
  return occurrencesOf(row, window, calendar)
    .map((occurrence) => instanceRow(row, occurrence))
    .filter((instance) => !changed.has(instance.id));
}

function startFromKey(key: string, like: EventTime): EventTime | undefined {
  try {
    if ('date' in like)
      return key.length === 8 ? { date: Temporal.PlainDate.from(key).toString() } : undefined;
    return key.length === 8
      ? undefined
      : { at: Temporal.Instant.from(key).epochMilliseconds, timeZone: like.timeZone };
  } catch {
    return undefined; // digits that are no date: no such instance
  }
}

function around(start: EventTime, calendar: CalendarRow): { from: number; to: number } {
  const at = instantOf(start, calendar.timeZone);
  return { from: at, to: at + 1 };
}
