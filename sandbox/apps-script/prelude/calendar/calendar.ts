/** A calendar of the person's list: its events, and how it looks there. */
import { Exception } from '../host.ts';
import { date, flag, integer, mismatch, record, signature, text } from '../check.ts';
import { EnumValue } from '../enum-value.ts';
import { CalendarEvent, CalendarEventSeries, eventById, recurring, seriesById } from './calendar-event.ts';
import { allDay, timed, withoutNulls } from './event-time.ts';
import { isRecurrence } from './recurrence.ts';
import { all, eventsPath, need, textOf } from './rest.ts';
import type { Json } from './rest.ts';

/** @throws {Exception} for what is no `#rrggbb` */
export function colour(value: string): { backgroundColor: string; foregroundColor: string } {
  if (!/^#[0-9a-f]{6}$/i.test(value)) throw new Exception('Invalid argument: color');
  return { backgroundColor: value.toLowerCase(), foregroundColor: '#ffffff' };
}

/** `description`, `location`, `guests` (addresses with commas between, or a list of them) and `sendInvites`. */
function optionsOf(value: unknown): { readonly fields: Json; readonly sendUpdates: string } {
  const { description, location, guests, sendInvites } = (value ?? {}) as Json;
  const emails = textOf(Array.isArray(guests) ? guests.join(',') : guests)
    .split(',')
    .map((email) => email.trim())
    .filter((email) => email !== '');
  const wrong = emails.find((email) => !/^[^\s@]+@[^\s@]+$/.test(email));
  if (wrong !== undefined) throw new Exception(`Invalid email: ${wrong}`);
  return {
    fields: {
      ...(description === undefined ? {} : { description }),
      ...(location === undefined ? {} : { location }),
      ...(emails.length === 0 ? {} : { attendees: emails.map((email) => ({ email })) }),
    },
    sendUpdates: sendInvites === true ? 'all' : 'none',
  };
}

interface Filter {
  readonly start?: number;
  readonly max?: number;
  readonly author?: string;
  readonly search?: string;
  readonly statusFilters?: readonly unknown[];
}

export class Calendar {
  #row: Json;

  constructor(row: Json) {
    this.#row = row;
  }

  getId(): string {
    return textOf(this.#row['id']);
  }

  getName(): string {
    return textOf(this.#row['summaryOverride']) || textOf(this.#row['summary']);
  }

  setName(...args: unknown[]): this {
    return this.#changeCalendar('setName', 'summary', args);
  }

  getDescription(): string {
    return textOf(this.#row['description']);
  }

  setDescription(...args: unknown[]): this {
    return this.#changeCalendar('setDescription', 'description', args);
  }

  getTimeZone(): string {
    return textOf(this.#row['timeZone']);
  }

  setTimeZone(...args: unknown[]): this {
    return this.#changeCalendar('setTimeZone', 'timeZone', args);
  }

  getColor(): string {
    return textOf(this.#row['backgroundColor']);
  }

  setColor(...args: unknown[]): this {
    signature('CalendarApp.Calendar.setColor', args, [text]);
    return this.#changeEntry('setColor', colour(args[0] as string), { colorRgbFormat: true });
  }

  isHidden(): boolean {
    return this.#row['hidden'] === true;
  }

  setHidden(...args: unknown[]): this {
    signature('CalendarApp.Calendar.setHidden', args, [flag]);
    return this.#changeEntry('setHidden', { hidden: args[0] });
  }

  isSelected(): boolean {
    return this.#row['selected'] === true;
  }

  setSelected(...args: unknown[]): this {
    signature('CalendarApp.Calendar.setSelected', args, [flag]);
    return this.#changeEntry('setSelected', { selected: args[0] });
  }

  isMyPrimaryCalendar(): boolean {
    return this.#row['primary'] === true;
  }

  isOwnedByMe(): boolean {
    return this.#row['accessRole'] === 'owner';
  }

  deleteCalendar(): void {
    need('Calendar.deleteCalendar', { http: 'DELETE', path: this.#path('/calendars') });
  }

  unsubscribeFromCalendar(): void {
    need('Calendar.unsubscribeFromCalendar', { http: 'DELETE', path: this.#path('/users/me/calendarList') });
  }

  getEventById(...args: unknown[]): CalendarEvent | null {
    signature('CalendarApp.Calendar.getEventById', args, [text]);
    return eventById('Calendar.getEventById', this.getId(), String(args[0]));
  }

  getEventSeriesById(...args: unknown[]): CalendarEventSeries | null {
    signature('CalendarApp.Calendar.getEventSeriesById', args, [text]);
    return seriesById('Calendar.getEventSeriesById', this.getId(), String(args[0]));
  }

  getEvents(...args: unknown[]): CalendarEvent[] {
    signature('CalendarApp.Calendar.getEvents', args, [date, date], [record]);
    return this.#between('getEvents', args[0] as Date, args[1] as Date, args[2] ?? {});
  }

  getEventsForDay(...args: unknown[]): CalendarEvent[] {
    signature('CalendarApp.Calendar.getEventsForDay', args, [date], [record]);
    const day = args[0] as Date;
    const [year, month, dayOfMonth] = [day.getFullYear(), day.getMonth(), day.getDate()];
    const [start, end] = [new Date(year, month, dayOfMonth), new Date(year, month, dayOfMonth + 1)];
    return this.#between('getEventsForDay', start, end, args[1] ?? {});
  }

  createEvent(...args: unknown[]): CalendarEvent {
    signature('CalendarApp.Calendar.createEvent', args, [text, date, date], [record]);
    const [title, start, end, options] = args as [string, Date, Date, unknown];
    return new CalendarEvent(this.getId(), this.#insert('createEvent', title, timed(start, end), options));
  }

  createAllDayEvent(...args: unknown[]): CalendarEvent {
    const member = 'createAllDayEvent';
    // (title, date), (title, date, options), (title, start, end), (title, start, end, options)
    const spans = date(args[2]);
    signature(`CalendarApp.Calendar.${member}`, args, spans ? [text, date, date] : [text, date], [record]);
    const [title, start] = args as [string, Date];
    const times = allDay(start, spans ? (args[2] as Date) : undefined);
    return new CalendarEvent(this.getId(), this.#insert(member, title, times, args[spans ? 3 : 2]));
  }

  createEventSeries(...args: unknown[]): CalendarEventSeries {
    const member = 'createEventSeries';
    const [title, start, end, recurrence, options] = args as [string, Date, Date, unknown, unknown];
    signature(`CalendarApp.Calendar.${member}`, args, [text, date, date, isRecurrence], [record]);
    const fields = recurring(recurrence, start, end, this.getTimeZone());
    return new CalendarEventSeries(this.getId(), this.#insert(member, title, fields, options));
  }

  createAllDayEventSeries(...args: unknown[]): CalendarEventSeries {
    const member = 'createAllDayEventSeries';
    const [title, start, recurrence, options] = args as [string, Date, unknown, unknown];
    signature(`CalendarApp.Calendar.${member}`, args, [text, date, isRecurrence], [record]);
    const fields = recurring(recurrence, start, undefined, this.getTimeZone());
    return new CalendarEventSeries(this.getId(), this.#insert(member, title, fields, options));
  }

  toString(): string {
    return 'Calendar';
  }

  #path(collection: string): string {
    return `${collection}/${encodeURIComponent(this.getId())}`;
  }

  #insert(member: string, title: string, fields: Record<string, unknown>, options: unknown): Json {
    const { recurrence, ...times } = fields;
    const { fields: more, sendUpdates } = optionsOf(options);
    const body = {
      summary: title,
      ...withoutNulls(times),
      ...(recurrence === undefined ? {} : { recurrence }),
      ...more,
    };
    return need(`Calendar.${member}`, {
      http: 'POST',
      path: eventsPath(this.getId()),
      query: { sendUpdates },
      body,
    });
  }

  #changeCalendar(member: string, field: string, args: readonly unknown[]): this {
    signature(`CalendarApp.Calendar.${member}`, args, [text]);
    const body = { [field]: args[0] };
    const calendar = need(`Calendar.${member}`, { http: 'PATCH', path: this.#path('/calendars'), body });
    this.#row = { ...this.#row, [field]: calendar[field] ?? '' };
    return this;
  }

  #changeEntry(member: string, body: object, query: Readonly<Record<string, boolean>> = {}): this {
    const path = this.#path('/users/me/calendarList');
    this.#row = need(`Calendar.${member}`, { http: 'PATCH', path, query, body });
    return this;
  }

  #between(member: string, start: Date, end: Date, filter: Filter): CalendarEvent[] {
    if (end.getTime() < start.getTime())
      throw new Exception('Event start date must be before event end date.');
    if (start.getTime() === end.getTime()) return [];
    for (const name of ['start', 'max'] as const)
      if (filter[name] !== undefined && !integer(filter[name]))
        throw mismatch(`CalendarApp.Calendar.${member}`, [start, end, filter]);
    const wanted = filter.statusFilters;
    const narrow = filter.author !== undefined || wanted !== undefined;
    const from = filter.start ?? 0;
    const enough = filter.max === undefined || narrow ? undefined : from + filter.max;
    const events = all(
      `Calendar.${member}`,
      {
        path: eventsPath(this.getId()),
        query: {
          singleEvents: true,
          orderBy: 'startTime',
          timeMin: start.toISOString(),
          timeMax: end.toISOString(),
          ...(filter.search === undefined ? {} : { q: filter.search }),
        },
      },
      enough,
    )
      .map((row) => new CalendarEvent(this.getId(), row))
      .filter((event) => filter.author === undefined || event.getCreators().includes(filter.author))
      .filter((event) => wanted?.some((status) => isStatus(status, event)) ?? true);
    return events.slice(from, filter.max === undefined ? undefined : from + filter.max);
  }
}

function isStatus(status: unknown, event: CalendarEvent): boolean {
  return status instanceof EnumValue && event.getMyStatus() === status;
}
