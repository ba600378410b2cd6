/**
 * How virtual time passes on request: `advance` goes from due instant to due instant and waits, at each, until
 * nothing is under way any more; `settle` waits until what is there now, and what it causes, is done.
 *
 * Work that sleeps in virtual time (a fault's delay, a script waiting for a lock) is under way and yet must not
 * hold the clock up, for only the clock can wake it. It cannot be told apart from its callers across HTTP, so:
 * while something sleeps, work that has made no progress for {@link STALL_MS} of real time counts as asleep too.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { PendingKind } from './clock.ts';
import type { Ground } from './ground.ts';
import type { ServiceClock } from './service-clock.ts';
import type { ServiceHandle } from './service-handle.ts';

const POLL_MS = 2;
const STALL_MS = 120;
const GIVE_UP_MS = 60_000;
const CONNECT_MS = 15_000;

export interface PendingItem {
  readonly kind: PendingKind;
  readonly due: string;
  readonly what: string;
}

export class Passage {
  readonly #ground: Ground;
  readonly #service: ServiceClock;
  readonly #process: Pick<ServiceHandle, 'down'>;
  #turn: Promise<unknown> = Promise.resolve();
  /** How things stood when the service was last told the time; undefined: it must be told. */
  #told: string | undefined;

  /** @param process - says whether the service is meant to run */
  constructor(ground: Ground, service: ServiceClock, process: Pick<ServiceHandle, 'down'>) {
    this.#ground = ground;
    this.#service = service;
    this.#process = process;
  }

  /** Moves virtual time on by `ms`, doing on the way everything that falls due. Calls queue up. */
  advance(ms: number): Promise<void> {
    const turn = this.#turn.then(() => this.#advance(ms));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** See design: waits (running) or runs what is due (stopped). Never throws for a timeout. */
  async settle(timeoutMs: number): Promise<{ now: string; idle: boolean; pending: PendingItem[] }> {
    const { clock } = this.#ground;
    const giveUp = performance.now() + timeoutMs;
    const horizon = clock.now() + timeoutMs;
    for (;;) {
      this.#told = undefined;
      const quiet = await this.#quiet(giveUp);
      const waiting =
        clock.mode === 'running' ? this.pending().filter((item) => Date.parse(item.due) <= horizon) : [];
      if (quiet && waiting.length === 0) return { now: clock.iso(), idle: true, pending: this.pending() };
      if (performance.now() >= giveUp) return { now: clock.iso(), idle: false, pending: this.pending() };
      await wait(10);
    }
  }

  /** What will happen: entries of the platforms' queue (hourly clocks aside) and what the service says of itself. */
  pending(): PendingItem[] {
    const platforms = this.#ground.clock
      .pending()
      .filter((due) => !due.background)
      .map((due) => ({ kind: due.kind, due: new Date(due.at).toISOString(), what: due.what }));
    const service = this.#service.pending.map((job) => ({
      kind: 'job' as const,
      due: new Date(job.due).toISOString(),
      what: job.what,
    }));
    return [...platforms, ...service].sort((a, b) => a.due.localeCompare(b.due));
  }

  async #advance(ms: number): Promise<void> {
    const { clock } = this.#ground;
    const mode = clock.mode;
    const target = clock.now() + ms;
    this.#told = undefined; // people and pages reach the service without us
    if (mode === 'running') clock.setMode('stopped');
    try {
      for (;;) {
        await this.#quiet(performance.now() + GIVE_UP_MS);
        const next = this.#nextDue();
        if (next === undefined || next > target) break;
        if (next > clock.now()) this.#jump(next);
        else await wait(POLL_MS);
      }
      this.#jump(target);
      await this.#quiet(performance.now() + GIVE_UP_MS);
    } finally {
      if (mode === 'running') clock.setMode('running');
    }
  }

  /** The jump itself tells the service. */
  #jump(at: number): void {
    this.#ground.clock.set(at);
    this.#told = this.#signature();
  }

  #nextDue(): number | undefined {
    const dues = [this.#ground.clock.next()?.at, this.#service.nextDue ?? undefined].filter(
      (at) => at !== undefined,
    );
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /**
   * Runs what is due and waits until nothing is under way. False if that did not come about by `giveUp`. A round of
   * the service that found nothing open before it and made nothing move is the proof; it needs no second one.
   */
  async #quiet(giveUp: number): Promise<boolean> {
    let signature = '';
    let since = performance.now();
    while (performance.now() < giveUp) {
      const started = this.#ground.clock.mode === 'stopped' ? this.#ground.clock.runDue() : 0;
      const before = this.#signature();
      const asked = started === 0 && this.#atRest() ? await this.#serviceAtRest(giveUp) : false;
      if (asked && this.#atRest()) {
        if (this.#signature() === before) return true;
        continue;
      }
      const now = this.#signature();
      if (now !== signature) {
        signature = now;
        since = performance.now();
      } else if (this.#asleep() && performance.now() - since > STALL_MS) return true;
      await wait(POLL_MS);
    }
    return false;
  }

  #atRest(): boolean {
    return this.#ground.open.count === 0 && !this.#ground.clock.busy;
  }

  #asleep(): boolean {
    return this.#ground.clock.pending().some((due) => due.kind === 'delay');
  }

  /** Changes whenever something makes progress. */
  #signature(): string {
    const { open, calls, clock } = this.#ground;
    return `${open.begun}/${open.count}/${calls.last}/${clock.scheduled}`;
  }

  /**
   * Asks the service to tick now, unless it was asked and nothing has moved since, and waits for its answer. One that is meant to be down has nothing under way; one
   * that was killed is started again at once, which takes real time but no virtual time.
   */
  async #serviceAtRest(giveUp: number): Promise<boolean> {
    const down = (): boolean => this.#process.down;
    if (down()) return true;
    const connectBy = Math.min(giveUp, performance.now() + CONNECT_MS);
    while (!this.#service.connected) {
      if (down() || performance.now() > connectBy) return true;
      await wait(POLL_MS);
    }
    const now = this.#signature();
    if (this.#told !== now) this.#service.beat();
    this.#told = now;
    const stalled = performance.now() + STALL_MS;
    while (!this.#done() && performance.now() < giveUp) {
      if (this.#asleep() && performance.now() > stalled) return false;
      await wait(POLL_MS);
    }
    return this.#service.settled;
  }

  #done(): boolean {
    return this.#service.settled || !this.#service.connected;
  }
}
