import type { Clock } from '../../control/clock.ts';
import type { Switches } from '../../control/switches.ts';
import { messageFor, WebexError } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** On behalf of one and the same host, and altogether, for an administrator. */
const BEHALF_PER_HOST = 800;
const BEHALF_TOTAL = 3000;

/**
 * How many meetings may be created in 24 hours. Attempts that fail count too, so a storm of retries locks a
 * person out for a day; attempts refused by this very limit do not.
 */
export class CreationQuota {
  readonly #tables: WebexTables;
  readonly #clock: Clock;
  readonly #switches: Switches;

  constructor(tables: WebexTables, clock: Clock, switches: Switches) {
    this.#tables = tables;
    this.#clock = clock;
    this.#switches = switches;
  }

  /** Counts one attempt of `email`. @throws {WebexError} 429 with `Retry-After` */
  own(email: string): void {
    this.#count([[`own ${email.toLowerCase()}`, this.#switches.number('webex.createsPerDay')]]);
  }

  /** Counts one attempt for `host` by an administrator's client. @throws {WebexError} 429 with `Retry-After` */
  onBehalf(clientId: string, host: string): void {
    this.#count([
      [`behalf ${host.toLowerCase()}`, BEHALF_PER_HOST],
      [`client ${clientId}`, BEHALF_TOTAL],
    ]);
  }

  #count(limits: readonly (readonly [key: string, limit: number])[]): void {
    const now = this.#clock.now();
    const counted = limits.map(([key, limit]) => {
      const attempts = (this.#tables.creations.get(key) ?? []).filter((at) => at > now - DAY_MS);
      const oldest = attempts[0];
      if (oldest !== undefined && attempts.length >= limit) {
        const seconds = Math.max(1, Math.ceil((oldest + DAY_MS - now) / 1000));
        throw new WebexError(429, messageFor(429), undefined, { 'retry-after': String(seconds) });
      }
      return [key, attempts] as const;
    });
    for (const [key, attempts] of counted) this.#tables.creations.put(key, [...attempts, now]);
  }
}
