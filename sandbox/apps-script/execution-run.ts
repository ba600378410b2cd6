/**
 * One execution while it runs: its limits, its open work, its cleanup.
 *
 * It counts as open work (which `settle` and a jump of the clock wait for) only while it really works: not while it
 * sleeps or waits for a lock. While it waits for an answer over HTTP that itself waits for the clock, it cannot know;
 * whoever moves the clock sees that something sleeps and nothing makes progress.
 */
import type { Ground } from '../control/ground.ts';
import type { ExecuteRequest, ExecutionResult, LogLine, ScriptFailure } from './execution.ts';
import { killed, LIMIT_MESSAGE } from './execution.ts';
import type { Project } from './project.ts';
import type { Outcome } from './runtime/wire.ts';
import type { Caller } from './services/host-call.ts';

/** In stopped mode virtual limits never come by themselves: what spins that long in real time is ended. */
const REAL_STOP_MS = 30_000;

interface RunOptions {
  readonly id: number;
  readonly ground: Ground;
  readonly project: Project;
  readonly request: ExecuteRequest;
  readonly clientId: string;
  readonly consumer: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly limitMs: number;
  /** Ends the code itself, wherever it is. */
  readonly kill: () => void;
  /** The code stands still until time brings what it waits for, or goes on. */
  readonly rest: (resting: boolean) => void;
}

export class ExecutionRun implements Caller {
  readonly id: number;
  readonly project: Project;
  readonly email: string;
  readonly activeEmail: string | null;
  readonly userAgent: string | null;
  readonly clientId: string;
  readonly consumer: boolean;
  readonly cause: ExecuteRequest['cause'];
  readonly scopes: ReadonlySet<string>;
  readonly logs: LogLine[] = [];
  readonly hostCalls: string[] = [];
  readonly startedAt: number;
  readonly finished: Promise<ExecutionResult>;
  readonly #ground: Ground;
  readonly #what: string;
  readonly #kill: () => void;
  readonly #rest: RunOptions['rest'];
  readonly #cleanups: (() => void)[] = [];
  readonly #realStart = performance.now();
  #resolve: (result: ExecutionResult) => void = () => undefined;
  #waiting = 0;
  #closeWork: () => void = () => undefined;
  #ended = false;
  #stop: NodeJS.Timeout | undefined;

  constructor(options: RunOptions) {
    const { ground, request, limitMs } = options;
    this.id = options.id;
    this.project = options.project;
    this.email = request.as;
    this.activeEmail = request.active === undefined ? request.as : request.active;
    this.userAgent = request.userAgent ?? null;
    this.clientId = options.clientId;
    this.consumer = options.consumer;
    this.cause = request.cause;
    this.scopes = options.scopes;
    this.startedAt = ground.clock.now();
    this.#ground = ground;
    this.#what = `execution ${request.function}`;
    this.#kill = options.kill;
    this.#rest = options.rest;
    this.finished = new Promise((resolve) => (this.#resolve = resolve));
    this.#open();
    this.#cleanups.push(
      ground.clock.schedule(
        { at: this.startedAt + limitMs, kind: 'execution', what: 'execution limit', background: true },
        () => this.abort(LIMIT_MESSAGE),
      ),
    );
    this.#watch();
  }

  hasEnded(): boolean {
    return this.#ended;
  }

  onEnd(cleanup: () => void): void {
    if (this.#ended) cleanup();
    else this.#cleanups.push(cleanup);
  }

  async wait<T>(promise: Promise<T>): Promise<T> {
    this.#waiting += 1;
    if (this.#waiting === 1) this.#rest(true);
    this.#closeWork();
    try {
      return await promise;
    } finally {
      this.#waiting -= 1;
      if (!this.#ended && this.#waiting === 0) this.#rest(false);
      if (!this.#ended) this.#open();
    }
  }

  finish(outcome: Outcome): void {
    this.#end({ ...outcome, logs: this.logs, durationMs: this.#duration() });
  }

  fail(error: ScriptFailure): void {
    this.finish({ result: null, kind: 'error', error });
  }

  /** Ends it from outside. The script notices nothing: neither `catch` nor `finally` runs. */
  abort(message: string): void {
    if (this.#ended) return;
    this.#kill();
    this.fail(killed(message));
  }

  #duration(): number {
    // In stopped mode virtual time does not see what the code itself took.
    return Math.max(
      this.#ground.clock.now() - this.startedAt,
      Math.round(performance.now() - this.#realStart),
    );
  }

  #end(result: ExecutionResult): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#stop);
    for (const cleanup of this.#cleanups) cleanup();
    this.#closeWork();
    this.#resolve(result);
  }

  #open(): void {
    this.#closeWork();
    this.#closeWork = this.#ground.open.begin(this.#what);
  }

  #watch(): void {
    this.#stop = setTimeout(() => {
      const { clock } = this.#ground;
      const asleep = this.#waiting > 0 || clock.pending().some(({ kind }) => kind === 'delay');
      if (clock.mode === 'stopped' && !asleep) this.abort(LIMIT_MESSAGE);
      else this.#watch();
    }, REAL_STOP_MS);
    this.#stop.unref();
  }
}
