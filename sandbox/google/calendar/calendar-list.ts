/** A person's list of calendars: which ones he shows, and how. */
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { CalendarBook, OpenCalendar } from './calendar-book.ts';
import { notFound, required } from './calendar-error.ts';
import { listEtag } from './event-list.ts';

interface ListedRow {
  readonly colorId?: string | undefined;
  readonly selected?: boolean | undefined;
  readonly summaryOverride?: string | undefined;
  /** Microseconds. */
  readonly updated: number;
}

const COLORS: readonly (readonly [background: string, foreground: string])[] = [
  ['#ac725e', '#000000'],
  ['#d06b64', '#000000'],
  ['#f83a22', '#000000'],
  ['#fa573c', '#000000'],
  ['#ff7537', '#000000'],
  ['#ffad46', '#000000'],
  ['#42d692', '#000000'],
  ['#16a765', '#000000'],
  ['#7bd148', '#000000'],
  ['#b3dc6c', '#000000'],
  ['#fbe983', '#000000'],
  ['#fad165', '#000000'],
  ['#92e1c0', '#000000'],
  ['#9fe1e7', '#000000'],
];

export class CalendarList {
  readonly #book: CalendarBook;
  readonly #clock: Clock;
  readonly #table: Table<ListedRow>;

  constructor(files: Store, book: CalendarBook, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
    this.#table = files.table<ListedRow>('calendar.list');
  }

  /** Every calendar in a person's list: his own, and what he added of those shared with him. */
  list(email: string): Record<string, unknown> {
    this.#book.find(email);
    const items = [...this.#book.of(email)]
      .filter((open) => this.#isListed(email, open))
      .map((open) => this.#entry(email, open));
    return {
      kind: 'calendar#calendarList',
      etag: `"${listEtag(JSON.stringify(items))}"`,
      nextSyncToken: this.#token(email, items),
      items,
    };
  }

  get(email: string, calendarId: string): Record<string, unknown> {
    const open = this.#book.open({ email }, calendarId, 'freeBusyReader');
    if (!this.#isListed(email, open)) throw notFound();
    return this.#entry(email, open);
  }

  /** Adds a calendar shared with the person to his list. */
  insert(
    email: string,
    sent: { id?: string | undefined; selected?: boolean | undefined },
  ): Record<string, unknown> {
    if (!sent.id) throw required('Missing calendar id.');
    const open = this.#book.open({ email }, sent.id, 'freeBusyReader');
    this.#table.put(`${email}\n${open.row.id}`, {
      selected: sent.selected ?? true,
      updated: this.#clock.now() * 1000,
    });
    return this.#entry(email, open);
  }

  remove(email: string, calendarId: string): void {
    this.get(email, calendarId);
    this.#table.delete(`${email}\n${calendarId}`);
  }

  #isListed(email: string, { row }: OpenCalendar): boolean {
    return row.owner === email || this.#table.has(`${email}\n${row.id}`);
  }

  #entry(email: string, { row, role }: OpenCalendar): Record<string, unknown> {
    const listed = this.#table.get(`${email}\n${row.id}`);
    const own = row.primary && row.owner === email;
    const number = Number(
      listed?.colorId ?? (own ? 14 : 1 + (Buffer.from(row.id).reduce((sum, byte) => sum + byte, 0) % 13)),
    );
    const [backgroundColor = '#9fe1e7', foregroundColor = '#000000'] = COLORS[number - 1] ?? [];
    return {
      kind: 'calendar#calendarListEntry',
      etag: `"${String(Math.max(row.updated, listed?.updated ?? 0))}"`,
      id: row.id,
      summary: row.summary,
      ...(row.description === undefined ? {} : { description: row.description }),
      ...(row.location === undefined ? {} : { location: row.location }),
      timeZone: row.timeZone,
      ...(listed?.summaryOverride === undefined ? {} : { summaryOverride: listed.summaryOverride }),
      colorId: String(number),
      backgroundColor,
      foregroundColor,
      selected: listed?.selected ?? true,
      accessRole: role,
      defaultReminders: own ? [{ method: 'popup', minutes: 10 }] : [],
      ...(own ? { notificationSettings: NOTIFICATIONS, primary: true } : {}),
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
      ...(row.primary ? {} : { dataOwner: row.owner }),
    };
  }

  /** Real ones encode microseconds and the address. */
  #token(email: string, items: readonly Record<string, unknown>[]): string {
    const latest = Math.max(0, ...items.map((item) => Number(String(item['etag']).replaceAll('"', ''))));
    return Buffer.from(`\b${String(latest)}\u0012${email}`).toString('base64');
  }
}

const NOTIFICATIONS = {
  notifications: ['eventCreation', 'eventChange', 'eventCancellation', 'eventResponse'].map((type) => ({
    type,
    method: 'email',
  })),
};
