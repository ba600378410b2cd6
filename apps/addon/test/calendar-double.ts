/** Calendars in memory: etags, tombstones, sync tokens, pages. Small, but stateful like the real one. */
import type { CalendarEvent, ConferenceResource, EventPage } from '../src/calendar/event.ts';
import { ListingExpired } from '../src/ports.ts';
import type { Calendars, ListQuery } from '../src/ports.ts';

interface Row {
  readonly event: CalendarEvent;
  readonly change: number;
}

export class CalendarDouble implements Calendars {
  readonly #calendars = new Map<string, Map<string, Row>>();
  #change = 0;
  #epoch = 0;
  pageSize = 100;
  /** What a write of conference data is answered with. */
  patchAnswer: (eventId: string) => number = () => 200;
  writes = 0;
  /** Events whose guests outside Google mailed. */
  readonly told: string[] = [];

  /** Puts or changes an event, as a person would. */
  put(calendarId: string, event: CalendarEvent & { readonly id: string }): void {
    this.#change += 1;
    const before = this.#rows(calendarId).get(event.id)?.event ?? {};
    const organizer = { email: calendarId, self: true };
    const next = {
      status: 'confirmed',
      organizer,
      creator: organizer,
      ...before,
      ...event,
      etag: `"${this.#change}"`,
    };
    this.#rows(calendarId).set(event.id, { event: next, change: this.#change });
  }

  /** Deletes an event; a tombstone stays. */
  remove(calendarId: string, id: string): void {
    this.put(calendarId, { id, status: 'cancelled' });
  }

  /** Every token handed out so far is void. */
  expire(): void {
    this.#epoch += 1;
  }

  truth(calendarId: string): readonly CalendarEvent[] {
    return [...this.#rows(calendarId).values()].map((row) => row.event);
  }

  get(calendarId: string, eventId: string): CalendarEvent | null {
    return this.#rows(calendarId).get(eventId)?.event ?? null;
  }

  list(calendarId: string, query: ListQuery): EventPage {
    const [epoch, since] = (query.syncToken ?? `${this.#epoch}:0`).split(':').map(Number);
    const [pageEpoch, from, until] = (query.pageToken ?? `${this.#epoch}:0:${this.#change}`)
      .split(':')
      .map(Number);
    if (epoch !== this.#epoch || pageEpoch !== this.#epoch) throw new ListingExpired();
    const after = Math.max(since ?? 0, from ?? 0);
    const rows = [...this.#rows(calendarId).values()].sort((a, b) => a.change - b.change);
    const left = rows.filter((row) => row.change > after && row.change <= (until ?? 0));
    const page = left.slice(0, this.pageSize);
    const last = page.at(-1);
    return {
      items: page.map((row) => row.event),
      ...(left.length > page.length && last !== undefined
        ? { nextPageToken: `${this.#epoch}:${last.change}:${until ?? 0}` }
        : { nextSyncToken: `${this.#epoch}:${until ?? 0}` }),
    };
  }

  upcoming(calendarId: string, from: string, to: string): readonly CalendarEvent[] {
    return this.truth(calendarId).filter((event) => {
      const start = event.start?.dateTime ?? '';
      return (
        event.status !== 'cancelled' &&
        Date.parse(start) >= Date.parse(from) &&
        Date.parse(start) < Date.parse(to)
      );
    });
  }

  patchConference(
    calendarId: string,
    eventId: string,
    data: ConferenceResource | null,
    ifMatch?: string,
  ): number {
    const event = this.get(calendarId, eventId);
    if (event === null) return 404;
    if (ifMatch !== undefined && ifMatch !== event.etag) return 412;
    const answer = this.patchAnswer(eventId);
    if (answer !== 200) return answer;
    this.writes += 1;
    const { conferenceData: _old, ...rest } = event;
    this.#rows(calendarId).set(eventId, { event: rest, change: this.#change });
    this.put(calendarId, { ...rest, id: eventId, ...(data === null ? {} : { conferenceData: data }) });
    return 200;
  }

  tellOutside(calendarId: string, eventId: string, data: ConferenceResource, ifMatch?: string): number {
    const before = JSON.stringify(this.get(calendarId, eventId)?.conferenceData);
    const code = this.patchConference(calendarId, eventId, data, ifMatch);
    // As Google does: a write that changes nothing mails nobody.
    if (code === 200 && before !== JSON.stringify(data)) this.told.push(eventId);
    return code;
  }

  title(calendarId: string): string | undefined {
    return `Calendar ${calendarId}`;
  }

  setting(name: string): string | null {
    return name === 'format24HourTime' ? 'true' : null;
  }

  #rows(calendarId: string): Map<string, Row> {
    const rows = this.#calendars.get(calendarId) ?? new Map<string, Row>();
    this.#calendars.set(calendarId, rows);
    return rows;
  }
}
