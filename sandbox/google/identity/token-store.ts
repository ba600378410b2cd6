/** Access and refresh tokens and authorisation codes, by the string that was handed out. */
import { randomBytes } from 'node:crypto';
import type { Store, Table } from '../../control/store.ts';
import {
  ACCESS_TOKEN_LIFE_S,
  CODE_LIFE_MS,
  type AccessToken,
  type AuthorizationCode,
  type RefreshToken,
} from './tokens.ts';

/** Expired rows are swept out each time so many tokens have been made: a long demo must not grow for ever. */
const SWEEP_EVERY = 256;
/** A script's run takes a token that is still good for this long, so that it outlives the run. */
const REUSE_MARGIN_MS = 600_000;

export type NewAccessToken = Omit<AccessToken, 'token' | 'expiresAt'> & {
  /** Seconds; null never expires; omitted as Google's. */
  readonly expiresInS?: number | null;
};

export class TokenStore {
  readonly #access: Table<AccessToken>;
  readonly #refresh: Table<RefreshToken>;
  readonly #codes: Table<AuthorizationCode>;
  /** Latest token of a person, client and set of scopes. An index: rebuilt by use, never trusted for validity. */
  readonly #reusable = new Map<string, string>();
  #made = 0;

  constructor(store: Store) {
    this.#access = store.table('identity.accessTokens');
    this.#refresh = store.table('identity.refreshTokens');
    this.#codes = store.table('identity.codes');
  }

  access(token: string, now: number): AccessToken | undefined {
    const row = this.#access.get(token);
    return row && (row.expiresAt === null || row.expiresAt > now) ? row : undefined;
  }

  issueAccess(from: NewAccessToken, now: number): AccessToken {
    const { expiresInS = ACCESS_TOKEN_LIFE_S, ...rest } = from;
    const expiresAt = expiresInS === null ? null : now + expiresInS * 1000;
    const row: AccessToken = { ...rest, token: `ya29.${randomBytes(48).toString('base64url')}`, expiresAt };
    this.#access.put(row.token, row);
    this.#made += 1;
    if (this.#made % SWEEP_EVERY === 0) this.#sweep(now);
    return row;
  }

  /** The same token again while it is fresh: Google too serves one to several runs of a script. */
  reuseAccess(from: NewAccessToken, now: number): AccessToken {
    const key = [from.email, from.clientId, ...from.scopes].join(' ');
    const known = this.access(this.#reusable.get(key) ?? '', now);
    if (known && known.expiresAt !== null && known.expiresAt > now + REUSE_MARGIN_MS) return known;
    const fresh = this.issueAccess(from, now);
    this.#reusable.set(key, fresh.token);
    return fresh;
  }

  refresh(token: string): RefreshToken | undefined {
    return this.#refresh.get(token);
  }

  hasRefresh(email: string, clientId: string): boolean {
    return [...this.#refresh.values()].some((row) => row.email === email && row.clientId === clientId);
  }

  issueRefresh(from: Omit<RefreshToken, 'token'>): RefreshToken {
    const row: RefreshToken = { ...from, token: `1//0${randomBytes(45).toString('base64url')}` };
    this.#refresh.put(row.token, row);
    return row;
  }

  code(code: string): AuthorizationCode | undefined {
    return this.#codes.get(code);
  }

  issueCode(from: Omit<AuthorizationCode, 'code' | 'expiresAt' | 'used'>, now: number): AuthorizationCode {
    const code = `4/0A${randomBytes(36).toString('base64url')}`;
    const row: AuthorizationCode = { ...from, code, expiresAt: now + CODE_LIFE_MS, used: false };
    this.#codes.put(code, row);
    return row;
  }

  spendCode(row: AuthorizationCode): void {
    this.#codes.put(row.code, { ...row, used: true });
  }

  /** Deletes the access tokens that `of` picks; answers how many. */
  dropAccess(of: (row: AccessToken) => boolean): number {
    return drop(this.#access, of);
  }

  dropRefresh(of: (row: RefreshToken) => boolean): number {
    return drop(this.#refresh, of);
  }

  clear(): void {
    drop(this.#access, () => true);
    drop(this.#refresh, () => true);
    drop(this.#codes, () => true);
    this.#reusable.clear();
  }

  #sweep(now: number): void {
    drop(this.#access, (row) => row.expiresAt !== null && row.expiresAt <= now);
    drop(this.#codes, (row) => row.expiresAt <= now);
  }
}

function drop<T>(table: Table<T>, of: (row: T) => boolean): number {
  const gone = [...table.entries()].filter(([, row]) => of(row)).map(([key]) => key);
  for (const key of gone) table.delete(key);
  return gone.length;
}
