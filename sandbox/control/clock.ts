/**
 * The one clock of the local platforms.
 *
 * Google, Webex, scripts and (through `CLOCK_URL`) the service all read it. In `running` mode virtual time is
 * the machine's time plus an offset; in `stopped` mode it stands still until somebody advances it. Everything
 * that happens later is a {@link Due} in this clock's queue, so "what happens next week?" can be asked of the
 * real product.
 *
 * Invariants:
 * - a due entry runs once, never before its instant, and entries of one instant run in the order they were made;
 * - in `stopped` mode nothing runs by itself: {@link Clock.runDue} is the only way;
 * - `now` never goes back, except by an explicit `set` in stopped mode.
 */
import { performance } from 'node:perf_hooks';

export type ClockMode = 'running' | 'stopped';

/** What a due entry is, as `POST /settle` names it. */
export type PendingKind = 'trigger' | 'job' | 'push' | 'webhook' | 'propagation' | 'execution' | 'delay';

export interface Due {
  readonly id: number;
  /** Virtual instant, milliseconds since the epoch. */
  readonly at: number;
  readonly kind: PendingKind;
  /** A short description without personal data, e.g. `trigger onEventUpdated`. */
  readonly what: string;
  /** True for recurring background work (the hourly clock), which `settle` does not wait for. */
  readonly background: boolean;
  readonly run: () => Promise<void> | void;
}

export interface DueOptions {
  readonly at: number;
  readonly kind: PendingKind;
  readonly what: string;
  readonly background?: boolean;
}

/** What the queue does with an error that a due entry throws: the log's business, never a crash of the clock. */
export type DueFailure = (due: Due, error: unknown) => void;

const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export class Clock {
  #mode: ClockMode;
  #base: number;
  #since: number;
  #sequence = 0;
  readonly #queue = new Map<number, Due>();
  readonly #open = new Map<number, Due>();
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #onFailure: DueFailure;

  /**
   * @param startAt - virtual instant to start at, ms since the epoch
   * @param mode - whether time passes by itself
   * @param onFailure - told about every error a due entry throws
   */
  constructor(startAt: number, mode: ClockMode, onFailure: DueFailure = () => undefined) {
    this.#base = startAt;
    this.#since = performance.now();
    this.#mode = mode;
    this.#onFailure = onFailure;
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Virtual now, ms since the epoch. */
  now(): number {
    return this.#mode === 'stopped' ? this.#base : Math.floor(this.#base + performance.now() - this.#since);
  }

  /** Virtual now as `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves virtual time to `at` (ms). Entries due by then run: by themselves when running, by `runDue` when stopped. */
  set(at: number): void {
    this.#base = at;
    this.#since = performance.now();
    this.#changed();
  }

  setMode(mode: ClockMode): void {
    this.#base = this.now();
    this.#since = performance.now();
    this.#mode = mode;
    this.#changed();
  }

  /** Calls `listener` after each jump or change of mode (not for time that simply passes). */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts `run` into the queue. The returned function takes it out again (no effect once it has run). */
  schedule(options: DueOptions, run: Due['run']): () => void {
    const id = ++this.#sequence;
    this.#queue.set(id, { id, background: false, ...options, run });
    this.#arm();
    return () => {
      this.#queue.delete(id);
      this.#arm();
    };
  }

  /** Resolves when virtual time has moved on by `ms`. In stopped mode it waits for somebody to advance the clock. */
  sleep(ms: number, what: string, kind: PendingKind = 'delay'): Promise<void> {
    return new Promise((resolve) => {
      this.schedule({ at: this.now() + ms, kind, what }, resolve);
    });
  }

  /** Everything queued or running, soonest first. */
  pending(): readonly Due[] {
    return [...this.#open.values(), ...this.#queue.values()].sort((a, b) => a.at - b.at || a.id - b.id);
  }

  /** The soonest entry still waiting, if any. */
  next(): Due | undefined {
    let soonest: Due | undefined;
    for (const due of this.#queue.values()) {
      if (!soonest || due.at < soonest.at || (due.at === soonest.at && due.id < soonest.id)) soonest = due;
    }
    return soonest;
  }

  /** How many entries were ever put into the queue. */
  get scheduled(): number {
    return this.#sequence;
  }

  /** True while an entry that was started has not finished. */
  get busy(): boolean {
    return this.#open.size > 0;
  }

  /** Starts every entry that is due now. Returns how many were started; does not wait for them. */
  runDue(): number {
    let started = 0;
    for (let due = this.next(); due && due.at <= this.now(); due = this.next()) {
      this.#queue.delete(due.id);
      this.#start(due);
      started += 1;
    }
    this.#arm();
    return started;
  }

  /** Forgets everything queued (a reset). Entries that run already go on. */
  clear(): void {
    this.#queue.clear();
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#queue.clear();
  }

  #start(due: Due): void {
    this.#open.set(due.id, due);
    void Promise.resolve()
      .then(() => due.run())
      .catch((error: unknown) => {
        this.#onFailure(due, error);
      })
      .finally(() => this.#open.delete(due.id));
  }

  #changed(): void {
    this.#arm();
    for (const listener of this.#listeners) listener();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#mode === 'stopped') return;
    const next = this.next();
    if (!next) return;
    const wait = Math.min(Math.max(next.at - this.now(), 0), MAX_TIMEOUT_MS);
    this.#timer = setTimeout(() => this.runDue(), wait);
  }
}
