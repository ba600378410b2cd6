/**
 * Quotas on requests: a sliding minute per person and per project (OAuth client), and the calendar's own limit on
 * events made by one person a day. All are off unless a switch sets them; the clock is the virtual one.
 *
 * @see https://developers.google.com/workspace/calendar/api/guides/quota
 */
import type { Ground } from '../../../control/ground.ts';
import type { Actor } from '../actor.ts';
import type { CalendarError } from '../calendar-error.ts';
import { usageLimit } from '../calendar-error.ts';
import type { Method } from '../method-scopes.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A patch is billed as three requests (facts of the reference). */
const UNITS: Partial<Record<Method, number>> = { 'events.patch': 3 };
const CREATES: ReadonlySet<Method> = new Set(['events.insert', 'events.import', 'events.quickAdd']);

interface Use {
  readonly at: number;
  readonly units: number;
}

export class RequestQuotas {
  readonly #ground: Ground;
  readonly #uses = new Map<string, Use[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Counts a request. @throws {CalendarError} 403 or 429 for one that is too many */
  count(actor: Actor, method: Method): void {
    const { switches } = this.#ground;
    const units = switches.is('google.patchCostsThree') ? (UNITS[method] ?? 1) : 1;
    const project = actor.clientId ?? actor.via;
    this.#take(`user ${project} ${actor.email}`, 'google.requestsPerMinute', MINUTE_MS, units, () =>
      this.#tooFast('google.userLimitAnswer'),
    );
    this.#take(`project ${project}`, 'google.projectRequestsPerMinute', MINUTE_MS, units, () =>
      this.#tooFast('google.projectLimitAnswer'),
    );
    if (CREATES.has(method)) {
      this.#take(`events ${actor.email}`, 'google.eventsPerDay', DAY_MS, 1, () =>
        usageLimit('quotaExceeded', 403),
      );
    }
  }

  #take(key: string, limitSwitch: string, window: number, units: number, refusal: () => CalendarError): void {
    const limit = this.#ground.switches.number(limitSwitch);
    if (limit === 0) return;
    const now = this.#ground.clock.now();
    const recent = (this.#uses.get(key) ?? []).filter(({ at }) => now - at < window);
    const used = recent.reduce((sum, use) => sum + use.units, 0);
    if (used >= limit) throw refusal();
    this.#uses.set(key, [...recent, { at: now, units }]);
  }

  /** A switch's value such as `rateLimitExceeded 429`. */
  #tooFast(answerSwitch: string): CalendarError {
    const [reason = 'rateLimitExceeded', status = '403'] = this.#ground.switches
      .text(answerSwitch)
      .split(' ');
    return usageLimit(reason, Number(status));
  }
}
