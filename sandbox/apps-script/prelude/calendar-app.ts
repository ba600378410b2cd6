/** CalendarApp: the getters of a calendar and of an event. Everything else is refused by name. */
import { ask } from './host.ts';
import { signature, text } from './check.ts';

interface CalendarRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly timeZone: string;
  readonly owned: boolean;
}

interface EventRow {
  readonly iCalUID: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly creators: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
  readonly recurring: boolean;
  readonly created: string;
  readonly updated: string;
  readonly calendarId: string;
}

export class CalendarEvent {
  readonly #row: EventRow;

  constructor(row: EventRow) {
    this.#row = row;
  }

  getId(): string {
    return this.#row.iCalUID;
  }

  getTitle(): string {
    return this.#row.title;
  }

  getDescription(): string {
    return this.#row.description;
  }

  getLocation(): string {
    return this.#row.location;
  }

  getCreators(): string[] {
    return [...this.#row.creators];
  }

  getStartTime(): Date {
    return new Date(this.#row.start);
  }

  getEndTime(): Date {
    return new Date(this.#row.end);
  }

  getDateCreated(): Date {
    return new Date(this.#row.created);
  }

  getLastUpdated(): Date {
    return new Date(this.#row.updated);
  }

  getOriginalCalendarId(): string {
    return this.#row.calendarId;
  }

  isAllDayEvent(): boolean {
    return this.#row.allDay;
  }

  isRecurringEvent(): boolean {
    return this.#row.recurring;
  }

  toString(): string {
    return 'CalendarEvent';
  }
}

export class Calendar {
  readonly #row: CalendarRow;

  constructor(row: CalendarRow) {
    this.#row = row;
  }

  getId(): string {
    return this.#row.id;
  }

  getName(): string {
    return this.#row.name;
  }

  getDescription(): string {
    return this.#row.description;
  }

  getTimeZone(): string {
    return this.#row.timeZone;
  }

  isOwnedByMe(): boolean {
    return this.#row.owned;
  }

  /** Null for an event that is not there (yet). */
  getEventById(...args: unknown[]): CalendarEvent | null {
    signature('CalendarApp.Calendar.getEventById', args, [text]);
    return eventById(this.#row.id, args[0] as string);
  }

  toString(): string {
    return 'Calendar';
  }
}

function eventById(calendarId: string, id: string): CalendarEvent | null {
  const row = ask('CalendarApp.getEventById', calendarId, id) as EventRow | null;
  return row === null ? null : new CalendarEvent(row);
}

function calendarById(id: string): Calendar | null {
  const row = ask('CalendarApp.getCalendarById', id) as CalendarRow | null;
  return row === null ? null : new Calendar(row);
}

export const calendarApp = {
  getCalendarById(...args: unknown[]): Calendar | null {
    signature('CalendarApp.getCalendarById', args, [text]);
    return calendarById(args[0] as string);
  },
  getDefaultCalendar: () => calendarById('primary'),
  getId: () => calendarById('primary')?.getId() ?? null,
  getName: () => calendarById('primary')?.getName() ?? null,
  getTimeZone: () => calendarById('primary')?.getTimeZone() ?? null,
  getDescription: () => calendarById('primary')?.getDescription() ?? null,
  getEventById(...args: unknown[]): CalendarEvent | null {
    signature('CalendarApp.getEventById', args, [text]);
    return eventById('primary', args[0] as string);
  },
};
