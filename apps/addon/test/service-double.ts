/** A service in memory: remembers what it heard of each event, and wants the block it wishes for to be there. */
import type {
  Block,
  CardAnswer,
  CardRequest,
  ChangesAnswer,
  ChangesRequest,
  CheckAnswer,
  CheckRequest,
  ConferencesAnswer,
  ConferencesRequest,
  EventReport,
  Health,
  Outcome,
  Want,
} from '@webex-scheduler/contracts';
import type { Service } from '../src/ports.ts';
import { ServiceError } from '../src/service-client.ts';

export const NOBODY_ASKED: Want = { events: [], full: [], list: [], follow: [] };

export class ServiceDouble implements Service {
  readonly heard = new Map<string, EventReport>();
  readonly requests: ChangesRequest[] = [];
  readonly checks: CheckRequest[] = [];
  readonly cardRequests: CardRequest[] = [];
  readonly wishes = new Map<string, Block>();
  readonly offered = new Map<string, string>();
  want: Want = NOBODY_ASKED;
  health: Health = {
    organisation: 'on',
    webex: 'ok',
    linkUrl: 'https://service.example/link',
    privacyUrl: 'https://service.example/me',
    links: 1,
    inStep: 1,
    confirm: [],
  };
  cards: CheckAnswer['cards'] = [];
  creation: ConferencesAnswer | undefined;
  cardAnswer: Partial<CardAnswer> = {};
  down = false;
  /** Ids that the service cannot read. */
  readonly unreadable = new Set<string>();
  #checkpoint = 0;

  changes(request: ChangesRequest): ChangesAnswer {
    this.#mustBeUp();
    if (request.events.some((event) => this.unreadable.has(event.id)))
      throw new ServiceError('bad-request', 400);
    this.requests.push(request);
    for (const event of request.events) this.heard.set(`${request.calendarId} ${event.id}`, event);
    this.#checkpoint += 1;
    return {
      checkpoint: `c${this.#checkpoint}`,
      outcomes: request.events.map((event) => this.#outcome(event)),
      want: this.#takeWant(),
      health: this.health,
    };
  }

  check(request: CheckRequest): CheckAnswer {
    this.#mustBeUp();
    this.checks.push(request);
    return { want: this.#takeWant(), health: this.health, cards: this.cards };
  }

  conferences(_request: ConferencesRequest): ConferencesAnswer {
    this.#mustBeUp();
    return this.creation ?? { error: { type: 'TEMPORARY', code: 'webex-unavailable' }, health: this.health };
  }

  card(request: CardRequest): CardAnswer {
    this.#mustBeUp();
    this.cardRequests.push(request);
    return { health: this.health, ...this.cardAnswer };
  }

  /** Events told, over all requests. */
  told(): readonly string[] {
    return this.requests.flatMap((request) => request.events.map((event) => event.id));
  }

  #outcome(event: EventReport): Outcome {
    const { id } = event;
    const again = this.offered.get(id);
    if (again !== undefined) {
      this.offered.delete(id);
      return { id, do: 'offerAgain', notBefore: again, reason: 'webex-unavailable' };
    }
    const wish = this.wishes.get(id);
    if (wish === undefined || event.status === 'cancelled' || event.block?.ref === wish.parameters.ref) {
      return { id, do: 'settled' };
    }
    return { id, do: 'patch', ifMatch: event.etag ?? '', block: wish };
  }

  #takeWant(): Want {
    const { want } = this;
    // What is asked is asked once; what is to be followed is named each time.
    this.want = { ...NOBODY_ASKED, follow: want.follow };
    return want;
  }

  #mustBeUp(): void {
    if (this.down) throw new ServiceError('service-unreachable', 0);
  }
}
