/** The log of executions that `GET /executions` lists, newest last. It is not kept beyond the process. */
import type { Clock } from '../control/clock.ts';
import type { ExecuteRequest, ExecutionRecord, ExecutionResult } from './execution.ts';
import { killed } from './execution.ts';
import type { ExecutionRun } from './execution-run.ts';

const KEPT = 2_000;

export class ExecutionLog {
  readonly #clock: Clock;
  #records: ExecutionRecord[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(run: ExecutionRun, request: ExecuteRequest, { error, logs, durationMs }: ExecutionResult): void {
    const at = new Date(run.startedAt).toISOString();
    this.#keep(request, { at, durationMs, error, logs, hostCalls: run.hostCalls });
  }

  /** A firing that Google did not even begin. */
  addRefused(request: ExecuteRequest, message: string): void {
    const at = this.#clock.iso();
    this.#keep(request, { at, durationMs: 0, error: killed(message), logs: [], hostCalls: [] });
  }

  list(scriptId?: string): readonly ExecutionRecord[] {
    return this.#records.filter((record) => scriptId === undefined || record.scriptId === scriptId);
  }

  clear(): void {
    this.#records = [];
  }

  #keep(
    { scriptId, function: name, as, cause }: ExecuteRequest,
    rest: Omit<ExecutionRecord, 'scriptId' | 'function' | 'as' | 'cause'>,
  ): void {
    this.#records.push({ scriptId, function: name, as, cause, ...rest });
    if (this.#records.length > KEPT) this.#records = this.#records.slice(-KEPT / 2);
  }
}
