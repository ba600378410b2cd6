/** LockService: one holder per person and script, or per script; waiting happens in virtual time, in order of arrival. */
import type { Clock } from '../../control/clock.ts';
import type { Caller, Services } from './host-call.ts';
import { storeName } from './scoped-rows.ts';

interface Waiter {
  readonly caller: Caller;
  readonly grant: (got: boolean) => void;
}

interface LockState {
  holder: number;
  readonly waiting: Waiter[];
}

export class Locks {
  readonly #clock: Clock;
  readonly #locks = new Map<string, LockState>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  services(): Services {
    const acquire = (caller: Caller, [scope, ms]: readonly unknown[]): Promise<boolean> | boolean =>
      this.#acquire(storeName(scope, caller.project.scriptId, caller.email), caller, ms as number);
    const nameOf = (caller: Caller, scope: unknown): string =>
      storeName(scope, caller.project.scriptId, caller.email);
    return {
      'LockService.tryLock': acquire,
      'LockService.waitLock': acquire,
      'LockService.hasLock': (caller, [scope]) =>
        this.#locks.get(nameOf(caller, scope))?.holder === caller.id,
      'LockService.releaseLock': (caller, [scope]) => this.#release(nameOf(caller, scope), caller.id),
    };
  }

  #acquire(name: string, caller: Caller, ms: number): Promise<boolean> | boolean {
    const state = this.#locks.get(name);
    if (state?.holder === caller.id) return true;
    if (!state) {
      this.#locks.set(name, { holder: caller.id, waiting: [] });
      caller.onEnd(() => this.#release(name, caller.id));
      return true;
    }
    if (ms <= 0) return false;
    return caller.wait(this.#queue(name, state, caller, ms));
  }

  #queue(name: string, state: LockState, caller: Caller, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(
        { at: this.#clock.now() + ms, kind: 'execution', what: 'lock wait' },
        () => grant(false),
      );
      const grant = (got: boolean): void => {
        cancel();
        const at = state.waiting.indexOf(waiter);
        if (at >= 0) state.waiting.splice(at, 1);
        if (got) caller.onEnd(() => this.#release(name, caller.id));
        resolve(got);
      };
      const waiter: Waiter = { caller, grant };
      state.waiting.push(waiter);
      caller.onEnd(() => grant(false));
    });
  }

  /** The next in line that is still alive gets the lock. */
  #release(name: string, holder: number): void {
    const state = this.#locks.get(name);
    if (state?.holder !== holder) return;
    const next = state.waiting.find(({ caller }) => !caller.hasEnded());
    if (!next) {
      this.#locks.delete(name);
      return;
    }
    state.holder = next.caller.id;
    next.grant(true);
  }
}
