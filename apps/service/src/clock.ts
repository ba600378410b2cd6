/**
 * The service's clock: the only file that reads the machine's time.
 *
 * Normally it is the system's clock. Under a local platform (`CLOCK_URL`) the platform serves `{seq, now, mode}`
 * as a stream of lines, and takes a report `{seq, idle, nextDue, pending}` after each round and request; that is
 * how virtual hours pass on the real product.
 */
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';

export interface Clock {
  /** Now, milliseconds since the epoch. */
  now(): number;
}

export type ClockMode = 'running' | 'stopped';

/** What the service says of itself after a tick or a request. */
export interface WorkReport {
  readonly idle: boolean;
  /** When something falls due next (ms since the epoch), or null. */
  readonly nextDue: number | null;
  /** Kinds and dues only; no ids, no personal data. */
  readonly pending: readonly { readonly due: number; readonly what: string }[];
}

/** A clock together with the work that falls due by it. */
export interface Heartbeat extends Clock {
  /** Starts calling `round` whenever something may be due: it runs what is due and says how things stand then. */
  start(round: () => Promise<WorkReport>): void;
  /** Says that a request has ended, so that whoever drives the clock knows what falls due next. */
  requestEnded(): void;
  stop(): Promise<void>;
}

const MAX_WAIT_MS = 15_000;

/** The system's clock: a round when the next row falls due, after requests, and at least every 15 s. */
export function systemClock(): Heartbeat {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  /** Rounds that were wished for, and that one began after. */
  let wishes = 0;
  let heard = 0;
  let work: (() => Promise<WorkReport>) | undefined;
  const runRound = async (): Promise<void> => {
    heard = wishes;
    // A round that fails (no database) is as one that found nothing: the next comes in time.
    const nextDue = await work?.().then(
      (report) => report.nextDue,
      () => null,
    );
    if (stopped || wishes > heard) return;
    const ms = Math.min(Math.max((nextDue ?? Infinity) - Date.now(), 0), MAX_WAIT_MS);
    timer = setTimeout(wake, ms);
  };
  /** One round after the one that may be running; several wishes meanwhile make one. */
  const wake = (): void => {
    if (wishes > heard || stopped || !work) return;
    wishes += 1;
    clearTimeout(timer);
    running = running.then(runRound);
  };
  return {
    now: () => Date.now(),
    start(round) {
      work = round;
      wake();
    },
    requestEnded: wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

const Beat = v.object({ seq: v.number(), now: v.number(), mode: v.picklist(['running', 'stopped']) });

const RECONNECT_MS = 200;

/** A local platform's clock. Resolves once the first beat has arrived. */
export async function platformClock(url: string): Promise<Heartbeat> {
  const clock = new PlatformClock(url);
  await clock.connected;
  return clock;
}

class PlatformClock implements Heartbeat {
  readonly connected: Promise<void>;
  readonly #url: string;
  readonly #abort = new AbortController();
  #setConnected: () => void = () => undefined;
  #beat = { seq: 0, now: 0, mode: 'stopped' as ClockMode };
  #heardAt = 0;
  #work: (() => Promise<WorkReport>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #wanted = false;

  constructor(url: string) {
    this.#url = url;
    this.connected = new Promise((resolve) => {
      this.#setConnected = resolve;
    });
    void this.#listen();
  }

  now(): number {
    const { now, mode } = this.#beat;
    return mode === 'stopped' ? now : now + Math.floor(performance.now() - this.#heardAt);
  }

  start(round: () => Promise<WorkReport>): void {
    this.#work = round;
    this.#wake();
  }

  requestEnded(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Runs one round after the one that may be running; several wishes meanwhile make one. */
  #wake(): void {
    if (this.#wanted || !this.#work) return;
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#round = this.#round.then(() => this.#runRound()).catch(() => undefined);
  }

  async #runRound(): Promise<void> {
    this.#wanted = false;
    const { seq, mode } = this.#beat;
    const report = await this.#work?.();
    if (!report || this.#abort.signal.aborted) return;
    if (mode === 'running' && report.nextDue !== null) {
      const ms = Math.min(Math.max(report.nextDue - this.now(), 0), MAX_WAIT_MS);
      this.#timer = setTimeout(() => {
        this.#wake();
      }, ms);
    }
    await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seq, ...report }),
      signal: this.#abort.signal,
    });
  }

  async #listen(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      try {
        const response = await fetch(this.#url, { signal: this.#abort.signal });
        if (response.body) await this.#read(response.body);
      } catch {
        // The platform restarts, or this service stops; the loop's condition tells.
      }
      await wait(RECONNECT_MS, undefined, { signal: this.#abort.signal }).catch(() => undefined);
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') this.#hear(line);
    }
  }

  #hear(line: string): void {
    this.#beat = v.parse(Beat, JSON.parse(line));
    this.#heardAt = performance.now();
    this.#setConnected();
    this.#wake();
  }
}
