/** CalendarEvent (an event or one occurrence) and CalendarEventSeries (the event with the rule). */
import { Exception } from '../host.ts';
import { date, mismatch } from '../check.ts';
import { EventLike } from './event-like.ts';
import { allDay, dateOf, timed } from './event-time.ts';
import { EventRecurrence, isRecurrence, recurrenceOf } from './recurrence.ts';
import { all, call, eventsPath, textOf } from './rest.ts';
import type { Json } from './rest.ts';

export class CalendarEvent extends EventLike {
  constructor(calendarId: string, row: Json) {
    super('CalendarEvent', calendarId, row);
  }

  getStartTime(): Date {
    return dateOf(EventLike.rowOf(this)['start']);
  }

  getEndTime(): Date {
    return dateOf(EventLike.rowOf(this)['end']);
  }

  isAllDayEvent(): boolean {
    return 'date' in ((EventLike.rowOf(this)['start'] as object | undefined) ?? {});
  }

  getAllDayStartDate(): Date {
    this.#mustBeAllDay();
    return this.getStartTime();
  }

  getAllDayEndDate(): Date {
    this.#mustBeAllDay();
    return this.getEndTime();
  }

  setTime(...args: unknown[]): this {
    EventLike.one(this, 'setTime', args, date, date);
    return EventLike.change(this, 'setTime', timed(args[0] as Date, args[1] as Date));
  }

  setAllDayDate(...args: unknown[]): this {
    return EventLike.change(
      this,
      'setAllDayDate',
      allDay(EventLike.one(this, 'setAllDayDate', args, date) as Date),
    );
  }

  setAllDayDates(...args: unknown[]): this {
    EventLike.one(this, 'setAllDayDates', args, date, date);
    return EventLike.change(this, 'setAllDayDates', allDay(args[0] as Date, args[1] as Date));
  }

  isRecurringEvent(): boolean {
    const row = EventLike.rowOf(this);
    return row['recurrence'] !== undefined || row['recurringEventId'] !== undefined;
  }

  /** For a single event too: then a series of one. */
  getEventSeries(): CalendarEventSeries {
    const row = EventLike.rowOf(this);
    const calendarId = EventLike.calendarOf(this);
    const series = textOf(row['recurringEventId']);
    if (series === '') return new CalendarEventSeries(calendarId, row);
    const path = `${eventsPath(calendarId)}/${encodeURIComponent(series)}`;
    return new CalendarEventSeries(calendarId, call('CalendarEvent.getEventSeries', { path }) ?? row);
  }

  deleteEvent(): void {
    EventLike.remove(this, 'deleteEvent');
  }

  override toString(): string {
    return 'CalendarEvent';
  }

  #mustBeAllDay(): void {
    if (!this.isAllDayEvent()) throw new Exception('This is not an all-day event.');
  }
}

export class CalendarEventSeries extends EventLike {
  constructor(calendarId: string, row: Json) {
    super('CalendarEventSeries', calendarId, row);
  }

  setRecurrence(...args: unknown[]): this {
    const [recurrence, start, end] = args;
    const fits =
      args.length >= 2 && args.length <= 3 && isRecurrence(recurrence) && args.slice(1).every(date);
    if (!fits) throw mismatch('CalendarApp.CalendarEventSeries.setRecurrence', args);
    return EventLike.change(this, 'setRecurrence', {
      ...recurring(recurrence, start as Date, end as Date | undefined, this.#zone()),
    });
  }

  deleteEventSeries(): void {
    EventLike.remove(this, 'deleteEventSeries');
  }

  override toString(): string {
    return 'CalendarEventSeries';
  }

  #zone(): string {
    return textOf(((EventLike.rowOf(this)['start'] ?? {}) as Json)['timeZone']);
  }
}

/** Times and rule of a series: all day where there is no end. */
export function recurring(
  value: unknown,
  start: Date,
  end: Date | undefined,
  timeZone: string,
): Record<string, unknown> {
  const recurrence = recurrenceOf(value);
  const zone = EventRecurrence.zoneOf(recurrence) ?? timeZone;
  const times = end === undefined ? allDay(start) : timed(start, end, zone || 'UTC');
  return { ...times, recurrence: EventRecurrence.linesOf(recurrence, end === undefined) };
}

/** The event with this id, with or without the iCalendar suffix; the first one of a series. Null where none is. */
export function eventById(member: string, calendarId: string, id: string): CalendarEvent | null {
  const row = rowById(member, calendarId, id);
  if (row === null) return null;
  if (row['recurrence'] === undefined) return new CalendarEvent(calendarId, row);
  const path = `${eventsPath(calendarId)}/${encodeURIComponent(textOf(row['id']))}/instances`;
  const [first] = all(member, { path, query: { maxResults: 1 } }, 1);
  return new CalendarEvent(calendarId, first ?? row);
}

export function seriesById(member: string, calendarId: string, id: string): CalendarEventSeries | null {
  const row = rowById(member, calendarId, id);
  return row === null ? null : new CalendarEventSeries(calendarId, row);
}

/** Ids of events that came from elsewhere are no REST ids: those are found by their iCalendar id. */
function rowById(member: string, calendarId: string, id: string): Json | null {
  const native = id.replace(/@google\.com$/, '');
  const path = eventsPath(calendarId);
  const row = call(member, { path: `${path}/${encodeURIComponent(native)}` });
  if (row !== null) return row['status'] === 'cancelled' ? null : row;
  if (native !== id || !id.includes('@')) return null;
  const [found] = all(member, { path, query: { iCalUID: id } }, 1);
  return found ?? null;
}
