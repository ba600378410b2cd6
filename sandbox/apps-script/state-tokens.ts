/** State tokens: how a page outside Google comes back into a script, as the person who asked for it. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../control/clock.ts';
import type { Store, Table } from '../control/store.ts';

interface StateToken {
  readonly scriptId: string;
  readonly email: string;
  readonly method: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

export class StateTokens {
  readonly #clock: Clock;
  readonly #table: Table<StateToken>;

  constructor(store: Store, clock: Clock) {
    this.#clock = clock;
    this.#table = store.table('scripts.stateTokens');
  }

  create(from: Omit<StateToken, 'expiresAt'> & { readonly timeoutS: number }): string {
    const { timeoutS, ...rest } = from;
    const token = randomBytes(48).toString('base64url');
    this.#table.put(token, { ...rest, expiresAt: this.#clock.now() + timeoutS * 1000 });
    return token;
  }

  /** What stands behind a token of this script; undefined where it is unknown or out of date. */
  read(token: string, scriptId: string): StateToken | undefined {
    const found = this.#table.get(token);
    return found?.scriptId === scriptId && found.expiresAt > this.#clock.now() ? found : undefined;
  }
}
