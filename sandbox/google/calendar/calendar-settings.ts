/** A person's Calendar settings: thirteen of them, values as strings, in Google's order. */
import type { Store, Table } from '../../control/store.ts';
import { notFound } from './calendar-error.ts';
import { listEtag } from './event-list.ts';
import type { IdentityPort } from './identity-port.ts';

const DEFAULTS: Readonly<Record<string, string>> = {
  autoAddHangouts: 'true',
  defaultEventLength: '60',
  dateFieldOrder: 'MDY',
  weekStart: '0',
  format24HourTime: 'false',
  hideInvitations: 'false',
  hideInvitationsSetting: 'ALL',
  locale: 'en',
  remindOnRespondedEventsOnly: 'false',
  showDeclinedEvents: 'true',
  timezone: 'UTC',
  useKeyboardShortcuts: 'true',
  hideWeekends: 'false',
};

/** The etag of a setting nobody changed (recorded). */
const DEFAULT_STAMP = '1589814000000000';

export class CalendarSettings {
  readonly #identity: IdentityPort;
  readonly #table: Table<Readonly<Record<string, string>>>;

  constructor(files: Store, identity: IdentityPort) {
    this.#identity = identity;
    this.#table = files.table('calendar.settings');
  }

  list(email: string): Record<string, unknown> {
    const items = Object.keys(DEFAULTS).map((id) => this.get(email, id));
    const nextSyncToken = `0000${Buffer.from(DEFAULT_STAMP).toString('base64')}`;
    return { kind: 'calendar#settings', etag: `"${listEtag(JSON.stringify(items))}"`, nextSyncToken, items };
  }

  get(email: string, id: string): Record<string, unknown> {
    const value = this.#values(email)[id];
    if (value === undefined) throw notFound();
    return { kind: 'calendar#setting', etag: `"${DEFAULT_STAMP}"`, id, value };
  }

  /** What the settings page of Calendar does; the API cannot. */
  set(email: string, values: Readonly<Record<string, string>>): void {
    this.#table.put(email, { ...this.#table.get(email), ...values });
  }

  #values(email: string): Readonly<Record<string, string>> {
    const person = this.#identity.account(email);
    const european = person !== undefined && !/^en(-US)?$/.test(person.language);
    return {
      ...DEFAULTS,
      ...(person ? { locale: person.language, timezone: person.timeZone } : {}),
      ...(european ? { dateFieldOrder: 'DMY', weekStart: '1', format24HourTime: 'true' } : {}),
      ...this.#table.get(email),
    };
  }
}
