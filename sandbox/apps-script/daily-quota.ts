/** Google's daily limits: so much per person in the 24 hours that begin with the first use. */
import type { Clock } from '../control/clock.ts';
import type { Store, Table } from '../control/store.ts';

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

  /** Takes `amount` of a cheap quota; false where the day's limit is used up. */
  take(name: string, email: string, amount: number, limit: number): boolean {
    const key = `${name} ${email}`;
    const window = this.#current(this.#counts.get(key));
    if (window.used + amount > limit) return false;
    this.#counts.set(key, { ...window, used: window.used + amount });
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
