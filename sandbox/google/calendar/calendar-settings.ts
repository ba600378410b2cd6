/** A person's Calendar settings: thirteen of them, values as strings, in Google's order. */
import type { Store, Table } from '../../control/store.ts';
import { notFound } from './calendar-error.ts';
import type { Listed } from './collection-page.ts';
import type { IdentityPort } from './identity-port.ts';

const DEFAULTS: Readonly<Record<string, string>> = {
  autoAddHangouts: 'true',
  defaultEventLength: '60',
  dateFieldOrder: 'MDY',
  weekStart: '0',
  format24HourTime: 'false',
  hideInvitations: 'false',
  hideInvitationsSetting: 'NONE',
  locale: 'en',
  remindOnRespondedEventsOnly: 'false',
  showDeclinedEvents: 'true',
  timezone: 'UTC',
  useKeyboardShortcuts: 'true',
  hideWeekends: 'false',
};

/** The etag of a setting nobody changed (recorded). */
const DEFAULT_STAMP = 1_589_814_000_000_000;

export class CalendarSettings {
  readonly #identity: IdentityPort;
  readonly #table: Table<Readonly<Record<string, string>>>;
  readonly #stamps: Table<Readonly<Record<string, number>>>;
  readonly #stamp: () => number;
  readonly #changed: (email: string) => void;

  /**
   * @param stamp - the next microsecond stamp
   * @param changed - told whose settings changed
   */
  constructor(files: Store, identity: IdentityPort, stamp: () => number, changed: (email: string) => void) {
    this.#identity = identity;
    this.#table = files.table('calendar.settings');
    this.#stamps = files.table('calendar.settingStamps');
    this.#stamp = stamp;
    this.#changed = changed;
  }

  all(email: string): readonly Listed<Record<string, unknown>>[] {
    return Object.keys(DEFAULTS).map((id) => ({
      stamp: this.#stampOf(email, id),
      deleted: false,
      resource: this.get(email, id),
    }));
  }

  get(email: string, id: string): Record<string, unknown> {
    const value = this.value(email, id);
    if (value === undefined) throw notFound();
    return { kind: 'calendar#setting', etag: `"${String(this.#stampOf(email, id))}"`, id, value };
  }

  value(email: string, id: string): string | undefined {
    return this.#values(email)[id];
  }

  /** What the settings page of Calendar does; the API cannot. */
  set(email: string, values: Readonly<Record<string, string>>): void {
    this.#table.put(email, { ...this.#table.get(email), ...values });
    const at = this.#stamp();
    const stamps = Object.fromEntries(Object.keys(values).map((id) => [id, at]));
    this.#stamps.put(email, { ...this.#stamps.get(email), ...stamps });
    this.#changed(email);
  }

  #stampOf(email: string, id: string): number {
    return this.#stamps.get(email)?.[id] ?? DEFAULT_STAMP;
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
