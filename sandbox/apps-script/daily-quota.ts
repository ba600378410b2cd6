/** Google's daily limits: so much per person in the 24 hours that begin with the first use. */
import type { Clock } from '../control/clock.ts';
import type { Store, Table } from '../control/store.ts';

/** What a person may use in a day: as a consumer, and in a Workspace domain. */
interface Limit {
  readonly consumer: number;
  readonly workspace: number;
}

/** https://developers.google.com/apps-script/guides/services/quotas */
export const LIMITS = {
  properties: { consumer: 50_000, workspace: 500_000 },
  urlfetch: { consumer: 20_000, workspace: 100_000 },
  calendar: { consumer: 5_000, workspace: 10_000 },
  email: { consumer: 100, workspace: 1_500 },
} as const satisfies Readonly<Record<string, Limit>>;

export type Limited = keyof typeof LIMITS;

const DAY_MS = 86_400_000;

interface Window {
  readonly since: number;
  readonly used: number;
}

export class DailyQuota {
  readonly #clock: Clock;
  /** Only what lasts is written: counters of cheap calls stay in memory. */
  readonly #kept: Table<Window>;
  readonly #counts = new Map<string, Window>();

  constructor(store: Store, clock: Clock) {
    this.#clock = clock;
    this.#kept = store.table('scripts.quota');
  }

  /** Takes one of a cheap quota; false where the day's limit is used up. */
  take(name: Limited, { email, consumer }: { readonly email: string; readonly consumer: boolean }): boolean {
    const limit = LIMITS[name][consumer ? 'consumer' : 'workspace'];
    const key = `${name} ${email}`;
    const window = this.#current(this.#counts.get(key));
    if (window.used + 1 > limit) return false;
    this.#counts.set(key, { ...window, used: window.used + 1 });
    return true;
  }

  /** What `email` used of a lasting quota today. */
  used(name: string, email: string): number {
    return this.#current(this.#kept.get(`${name} ${email}`)).used;
  }

  /** Adds to a lasting quota. */
  add(name: string, email: string, amount: number): void {
    const key = `${name} ${email}`;
    const window = this.#current(this.#kept.get(key));
    this.#kept.put(key, { ...window, used: window.used + amount });
  }

  reset(): void {
    this.#counts.clear();
  }

  #current(window: Window | undefined): Window {
    const now = this.#clock.now();
    return window && now - window.since < DAY_MS && now >= window.since ? window : { since: now, used: 0 };
  }
}
