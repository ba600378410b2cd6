/** The RSA keys of local Google's ID tokens: one that signs, and the one before it, which still verifies. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Store, Table } from '../../control/store.ts';

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

export type KeySlot = 'current' | 'previous';

const ALGORITHM = 'RS256';

/** Makes an RSA key that local Google does not publish unless somebody stores it. */
export async function newSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  return { kid: await calculateJwkThumbprint(publicJwk), privateJwk, publicJwk };
}

const imported = new WeakMap<SigningKey, ReturnType<typeof importJWK>>();

/** The private half, ready for jose. */
export function privateKeyOf(key: SigningKey): ReturnType<typeof importJWK> {
  let ready = imported.get(key);
  if (!ready) imported.set(key, (ready = importJWK(key.privateJwk, ALGORITHM)));
  return ready;
}

export class SigningKeys {
  readonly #rows: Table<SigningKey>;
  readonly #store: Store;
  #ready: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
    this.#rows = store.table('identity.keys');
  }

  /** The key in `slot`; both are made when first asked for. */
  async get(slot: KeySlot): Promise<SigningKey> {
    await this.#prepare();
    const key = this.#rows.get(slot);
    if (!key) throw new Error(`no ${slot} signing key`);
    return key;
  }

  /** The published key set. */
  async jwks(): Promise<{ keys: JWK[] }> {
    const keys = await Promise.all([this.get('current'), this.get('previous')]);
    return { keys: keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' })) };
  }

  /** Signs with a new key from now on; the present one becomes the previous one, and that one is forgotten. */
  async rotate(): Promise<void> {
    const [current, fresh] = await Promise.all([this.get('current'), newSigningKey()]);
    this.#store.transaction(() => {
      this.#rows.put('previous', current);
      this.#rows.put('current', fresh);
    });
  }

  /**
   * Takes over the keys from before a reset: whoever verifies has the key set in his cache, and a real Google
   * does not change its keys because an account went away.
   */
  keep(kept: ReadonlyMap<string, SigningKey>): void {
    for (const [slot, key] of kept) this.#rows.put(slot, key);
  }

  snapshot(): ReadonlyMap<string, SigningKey> {
    return new Map(this.#rows.entries());
  }

  #prepare(): Promise<void> {
    if (this.#rows.has('current') && this.#rows.has('previous')) return Promise.resolve();
    this.#ready ??= this.#make().finally(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }

  async #make(): Promise<void> {
    const [current, previous] = await Promise.all([newSigningKey(), newSigningKey()]);
    this.#store.transaction(() => {
      this.#rows.put('current', current);
      this.#rows.put('previous', previous);
    });
  }
}
