import type { EventReport, Guest } from '@webex-scheduler/contracts';

export interface TestEvent {
  readonly id: string;
  /** The organiser's calendar. */
  calendar: string;
  etag: number;
  state: 'live' | 'deleted' | 'vanished';
  creator: string;
  start: string;
  end: string;
  timeZone: string | undefined;
  summary: string | undefined;
  guests: Guest[];
  guestsPartial: boolean;
  block:
    | {
        readonly v: string;
        readonly ref: string;
        readonly gen: number;
        readonly eventId: string;
        readonly uri: string;
      }
    | undefined;
  recurrence: readonly string[] | undefined;
  allDay: boolean;
  /** The same for an event and whatever was imported from its invitation. */
  iCalUID: string | undefined;
}

/** Google Calendar as far as reports show it: one store of events, each calendar with its own view. */
export class TestCalendars {
  readonly events = new Map<string, TestEvent>();
  readonly #changed = new Map<string, Set<string>>();
  #serial = 0;

  newEvent(
    calendar: string,
    event: Partial<TestEvent> & { readonly start: string; readonly end: string },
  ): TestEvent {
    this.#serial += 1;
    const made: TestEvent = {
      id: `event${String(this.#serial)}`,
      calendar,
      etag: 1,
      state: 'live',
      creator: calendar,
      timeZone: 'Europe/Paris',
      summary: 'Weekly planning',
      guests: [],
      guestsPartial: false,
      block: undefined,
      recurrence: undefined,
      allDay: false,
      iCalUID: undefined,
      ...event,
    };
    this.events.set(made.id, made);
    this.touch(made);
    return made;
  }

  change(event: TestEvent, change: Partial<TestEvent>): void {
    Object.assign(event, change);
    event.etag += 1;
    this.touch(event);
  }

  /** A copy carries the original's conference data, block included. */
  copy(event: TestEvent, change: Partial<TestEvent> = {}): TestEvent {
    const { id: _id, ...rest } = event;
    return this.newEvent(event.calendar, { ...rest, etag: 1, state: 'live', iCalUID: undefined, ...change });
  }

  touch(event: TestEvent): void {
    for (const calendar of [event.calendar, ...event.guests.map((guest) => guest.email)])
      this.#of(calendar).add(event.id);
  }

  /** What an incremental list of this calendar would contain; taken once. */
  takeChanged(calendar: string): readonly string[] {
    const ids = [...this.#of(calendar)];
    this.#of(calendar).clear();
    return ids;
  }

  putBack(calendar: string, ids: readonly string[]): void {
    for (const id of ids) this.#of(calendar).add(id);
  }

  /** How the event looks in this calendar; content only where the contract allows it. */
  view(calendar: string, eventId: string, asked: boolean): EventReport {
    const event = this.events.get(eventId);
    const base = { id: eventId, otherLink: false } as const;
    if (event === undefined || event.state === 'vanished')
      return { ...base, status: 'cancelled', copy: 'organizer', tombstone: 'notFound' };
    const organiser = event.calendar === calendar;
    const guest = event.guests.some(({ email }) => email === calendar);
    if (!organiser) {
      const seen = guest ? ({ status: 'confirmed' } as const) : ({ status: 'cancelled' } as const);
      return { ...base, ...seen, copy: 'guest', tombstone: 'moved', organizer: event.calendar };
    }
    if (event.state === 'deleted')
      return {
        ...base,
        status: 'cancelled',
        copy: 'organizer',
        tombstone: 'deleted',
        organizer: event.calendar,
      };
    return {
      ...base,
      etag: `"${String(event.etag)}"`,
      status: 'confirmed',
      copy: 'organizer',
      organizer: event.calendar,
      creator: event.creator,
      ...(event.block === undefined
        ? {}
        : {
            block: {
              v: event.block.v,
              ref: event.block.ref,
              gen: event.block.gen,
              eventId: event.block.eventId,
              link: event.block.uri,
            },
          }),
      ...(event.iCalUID === undefined ? {} : { iCalUID: event.iCalUID }),
      ...(event.recurrence === undefined ? {} : { recurrence: event.recurrence }),
      ...(event.block !== undefined || asked ? content(event) : {}),
    };
  }

  #of(calendar: string): Set<string> {
    const known = this.#changed.get(calendar) ?? new Set<string>();
    this.#changed.set(calendar, known);
    return known;
  }
}

function content(event: TestEvent): Partial<EventReport> {
  const zone = event.timeZone === undefined ? {} : { timeZone: event.timeZone };
  return {
    start: event.allDay ? { date: event.start.slice(0, 10) } : { dateTime: event.start, ...zone },
    end: event.allDay ? { date: event.end.slice(0, 10) } : { dateTime: event.end, ...zone },
    ...(event.summary === undefined ? {} : { summary: event.summary }),
    guests: event.guests,
    ...(event.guestsPartial ? { guestsPartial: true } : {}),
  };
}
