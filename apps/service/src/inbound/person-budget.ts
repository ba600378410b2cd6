import { ServiceError } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';

/** Google's own limit for a person's Calendar calls; an add-on that stays below it never meets ours. */
const CALLS = 600;
const WINDOW_MS = 60_000;
const MANY = 10_000;

/**
 * How often one person may call. Kept by the injected clock (a virtual hour is an hour), which is why it is not the
 * limiter that the database has: that one knows the machine's time only.
 */
export class PersonBudget {
  readonly #clock: Clock;
  readonly #used = new Map<string, { calls: number; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws {ServiceError} `too-many-requests` with the seconds to wait */
  spend(orgId: string, accountId: string): void {
    const now = this.#clock.now();
    if (this.#used.size > MANY) this.#forget(now);
    const key = JSON.stringify([orgId, accountId]);
    const used = this.#used.get(key);
    if (!used || used.until <= now) {
      this.#used.set(key, { calls: 1, until: now + WINDOW_MS });
      return;
    }
    used.calls += 1;
    if (used.calls > CALLS) {
      throw new ServiceError('too-many-requests', { retryAfterS: Math.ceil((used.until - now) / 1000) });
    }
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#used) if (until <= now) this.#used.delete(key);
  }
}
