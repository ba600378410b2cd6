import type {
  CardAct,
  CardAnswer,
  ChangesAnswer,
  CheckAnswer,
  ConferencesAnswer,
  Outcome,
  PatchResult,
} from '@webex-scheduler/contracts';
import type { Sync } from '../src/sync/sync.ts';
import type { Reporter } from '../src/sync/world.ts';
import type { TestCalendars, TestEvent } from './test-calendar.ts';

/** One person's add-on: lists, reports, puts blocks on events, keeps checkpoint and offers, as the contract says. */
export class TestAddon {
  readonly reporter: Reporter;
  readonly calendars: string[];
  readonly checkpoints = new Map<string, string>();
  readonly offers = new Map<string, Set<string>>();
  readonly patches = new Map<string, PatchResult[]>();
  /** What the platform answers to the next patches of blocks; 200 when empty. */
  readonly patchAnswers: number[] = [];
  readonly outcomes: Outcome[] = [];
  readonly #sync: () => Sync;
  readonly #world: TestCalendars;
  #listing = 0;

  constructor(
    sync: () => Sync,
    world: TestCalendars,
    reporter: Reporter,
    calendars: readonly string[] = [reporter.email],
  ) {
    this.#sync = sync;
    this.#world = world;
    this.reporter = reporter;
    this.calendars = [...calendars];
  }

  /** The conferencing menu (or the card's Add): a block goes on the event in the editor. */
  async pick(
    calendar: string,
    eventId: string,
    options: { from?: 'menu' | 'card'; draft?: boolean } = {},
  ): Promise<ConferencesAnswer> {
    const event = options.draft === true ? undefined : this.#world.view(calendar, eventId, true);
    const answer = await this.#sync().conference(this.reporter, {
      contract: 1,
      calendarId: calendar,
      eventId,
      from: options.from ?? 'menu',
      person: {
        timeZone: 'Europe/Paris',
        language: 'en',
        ...(this.reporter.name === undefined ? {} : { name: this.reporter.name }),
      },
      ...this.#checkpoint(calendar),
      ...(event === undefined ? {} : { event }),
    });
    if ('block' in answer) this.checkpoints.set(calendar, answer.checkpoint);
    return answer;
  }

  /** Picks Webex on an event and saves it. */
  async add(event: TestEvent, options: { from?: 'menu' | 'card' } = {}): Promise<ConferencesAnswer> {
    const answer = await this.pick(event.calendar, event.id, options);
    if ('block' in answer) this.#put(event, answer.block.parameters, answer.block.video.uri);
    return answer;
  }

  /** Picks Webex on an event, saves it, and the trigger fires. */
  async schedule(event: TestEvent): Promise<TestEvent> {
    await this.add(event);
    await this.fire(event.calendar);
    return event;
  }

  /** A firing of the trigger: lists what changed, reports it, does what is answered. */
  async fire(calendar = this.calendars[0] ?? ''): Promise<ChangesAnswer> {
    const changed = this.#world
      .takeChanged(calendar)
      .filter((id) => this.#world.view(calendar, id, false).copy === 'organizer' || this.#known(id));
    const offered = [...(this.offers.get(calendar) ?? [])];
    if (offered.length > 0) await this.send(calendar, offered, 'offered');
    return this.send(calendar, changed, 'incremental');
  }

  async send(
    calendar: string,
    ids: readonly string[],
    kind: 'incremental' | 'full' | 'offered',
    more: { listing?: string; complete?: boolean } = {},
  ): Promise<ChangesAnswer> {
    const answer = await this.#sync().report(this.reporter, {
      contract: 1,
      calendarId: calendar,
      ...this.#checkpoint(calendar),
      kind,
      complete: more.complete ?? true,
      ...(more.listing === undefined ? {} : { listing: more.listing }),
      events: ids.map((id) => this.#world.view(calendar, id, kind === 'offered')),
      patches: this.patches.get(calendar) ?? [],
    });
    this.patches.delete(calendar);
    for (const outcome of answer.outcomes) this.#obey(calendar, outcome);
    this.checkpoints.set(calendar, answer.checkpoint);
    return answer;
  }

  /** The hourly check: what is wanted is read and reported. */
  async hourly(): Promise<CheckAnswer> {
    const answer = await this.check('hourly');
    await this.#answerWant(answer);
    return answer;
  }

  async check(
    cause: 'hourly' | 'home' | 'open',
    open?: { calendarId: string; eventId: string },
  ): Promise<CheckAnswer> {
    return this.#sync().check(this.reporter, {
      contract: 1,
      cause,
      addon: { triggers: this.calendars, hourly: true, missingScopes: [], tired: false },
      calendars: this.calendars.map((calendarId) => ({ calendarId, ...this.#checkpoint(calendarId) })),
      ...(open === undefined ? {} : { open }),
    });
  }

  async card(act: CardAct, calendarId: string, event?: TestEvent, withContent = false): Promise<CardAnswer> {
    return this.#sync().card(this.reporter, {
      contract: 1,
      act,
      calendarId,
      ...(event === undefined ? {} : { eventId: event.id }),
      ...(event !== undefined && withContent ? { event: this.#world.view(calendarId, event.id, true) } : {}),
    });
  }

  /** A whole listing: every event with a block of ours. */
  async fullListing(calendar: string): Promise<ChangesAnswer> {
    this.#listing += 1;
    const ids = [...this.#world.events.values()]
      .filter((event) => event.calendar === calendar && event.state === 'live' && event.block !== undefined)
      .map((event) => event.id);
    return this.send(calendar, ids, 'full', { listing: `l${String(this.#listing)}`, complete: true });
  }

  async #answerWant(answer: CheckAnswer): Promise<void> {
    let want = answer.want.events;
    for (const { calendarId } of answer.want.full) want = (await this.fullListing(calendarId)).want.events;
    for (const calendar of this.calendars) {
      const asked = want.filter(({ calendarId }) => calendarId === calendar).map(({ eventId }) => eventId);
      const offered = [...(this.offers.get(calendar) ?? [])];
      const ids = [...new Set([...asked, ...offered])];
      if (ids.length > 0) await this.send(calendar, ids, 'offered');
    }
    for (const calendar of answer.want.list) await this.fire(calendar);
  }

  #known(id: string): boolean {
    return this.#world.events.get(id)?.block !== undefined;
  }

  #obey(calendar: string, outcome: Outcome): void {
    this.outcomes.push(outcome);
    const offers = this.offers.get(calendar) ?? new Set<string>();
    this.offers.set(calendar, offers);
    offers.delete(outcome.id);
    if (outcome.do === 'offerAgain') offers.add(outcome.id);
    if (outcome.do !== 'patch') return;
    const event = this.#world.events.get(outcome.id);
    if (event === undefined) return;
    const code = this.patchAnswers.shift() ?? (outcome.ifMatch === `"${String(event.etag)}"` ? 200 : 412);
    if (code === 200) {
      if (outcome.block === null) this.#world.change(event, { block: undefined });
      else this.#put(event, outcome.block.parameters, outcome.block.video.uri);
    } else if (code === 400)
      this.patches.set(calendar, [...(this.patches.get(calendar) ?? []), { id: outcome.id, code }]);
    else if (code !== 412) offers.add(outcome.id);
  }

  #put(
    event: TestEvent,
    parameters: { readonly v: string; readonly ref: string; readonly gen: string; readonly eventId: string },
    uri: string,
  ): void {
    this.#world.change(event, {
      block: {
        v: parameters.v,
        ref: parameters.ref,
        gen: Number(parameters.gen),
        eventId: parameters.eventId,
        uri,
      },
    });
  }

  #checkpoint(calendar: string): { readonly checkpoint?: string } {
    const checkpoint = this.checkpoints.get(calendar);
    return checkpoint === undefined ? {} : { checkpoint };
  }
}
