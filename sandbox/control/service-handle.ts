/** The sandbox's hand on the service's process: it may kill it by itself, all else it asks of the launcher. */
import { setTimeout as wait } from 'node:timers/promises';
import { ControlError } from './control-error.ts';
import type { ServiceProcess } from './processes.ts';

export type ServiceWish = 'hold' | 'stop' | 'start' | 'wipe';

export interface ServiceState {
  readonly pid: number | null;
  readonly restarts: number;
  readonly healthy: boolean;
}

const POLL_MS = 5;
const PATIENCE_MS = 60_000;

export class ServiceHandle implements ServiceProcess {
  readonly #ask: ((wish: ServiceWish) => void) | undefined;
  #state: ServiceState = { pid: null, restarts: 0, healthy: false };
  #down = true;
  /** The process that was sent SIGKILL from here, until its owner says that it is gone. */
  #dying: number | undefined;

  /** @param ask - sends a wish to whoever owns the process; none where the platforms run alone */
  constructor(ask: ((wish: ServiceWish) => void) | undefined) {
    this.#ask = ask;
  }

  get pid(): number | null {
    return this.#state.pid;
  }

  get restarts(): number {
    return this.#state.restarts;
  }

  /** True while it is meant to be down: never started, or taken down until `start`. Killed by a fault it is not. */
  get down(): boolean {
    return this.#down;
  }

  /** Takes what the owner says of the process. */
  update(state: ServiceState): void {
    // Said before the owner had noticed: what stands here is newer.
    if (this.#dying !== undefined && state.pid === this.#dying) return;
    this.#dying = undefined;
    if (this.#state.pid === null && state.pid !== null && state.restarts === 0) this.#down = false;
    this.#state = state;
  }

  kill(): void {
    const { pid } = this.#state;
    if (pid === null) return;
    this.#dying = pid;
    this.#state = { ...this.#state, pid: null, healthy: false };
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has died by itself in this very moment; the owner is about to say so.
    }
  }

  /** @throws {ControlError} `no-service` */
  async takeDown(how: 'kill' | 'stop'): Promise<void> {
    const ask = this.#owner();
    this.#down = true;
    if (how === 'stop') {
      ask('stop');
    } else {
      ask('hold');
      this.kill();
    }
    await this.#until(() => this.#state.pid === null && this.#dying === undefined);
  }

  /** @throws {ControlError} `no-service` */
  async start(): Promise<void> {
    this.#owner()('start');
    await this.#until(() => this.#state.healthy);
    this.#down = false;
  }

  /** Empties its data and starts it again, if there is one. */
  async wipe(): Promise<void> {
    if (!this.#ask) return;
    const { pid } = this.#state;
    this.#ask('wipe');
    await this.#until(() => this.#state.healthy && this.#state.pid !== pid);
    this.#down = false;
  }

  /** Resolves when a process other than `pid` answers. */
  async restarted(pid: number | null): Promise<void> {
    await this.#until(() => this.#state.healthy && this.#state.pid !== pid);
  }

  #owner(): (wish: ServiceWish) => void {
    if (this.#ask) return this.#ask;
    throw new ControlError(409, 'no-service', 'The platforms run alone here: there is no add-on service.');
  }

  async #until(holds: () => boolean): Promise<void> {
    const giveUp = performance.now() + PATIENCE_MS;
    while (!holds()) {
      if (performance.now() > giveUp)
        throw new Error('The add-on service did not follow in time; see its log.');
      await wait(POLL_MS);
    }
  }
}
