/**
 * Who people and clients are, in local Google: accounts, OAuth clients, grants, tokens and signed ID tokens.
 *
 * The state is in the store; the HTTP shell (`oauth-routes.ts`) and the other platforms of the sandbox ask here.
 * Unknown tokens and clients are undefined here and refused there; nobody becomes a default user.
 */
import { randomBytes } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import type { Store, Table } from '../../control/store.ts';
import { toAccount, type Account, type NewAccount } from './account.ts';
import { Grants } from './grants.ts';
import { forgeIdToken, idTokenClaims, signIdToken, type Forgery } from './id-token.ts';
import { toClient, type NewClient, type OAuthClient } from './oauth-client.ts';
import {
  isServiceAccount,
  ServiceAccounts,
  type Delegation,
  type ServiceAccountKey,
} from './service-accounts.ts';
import { SigningKeys } from './signing-keys.ts';
import { TokenStore } from './token-store.ts';
import type { AccessToken, RefreshToken, TokenHolder } from './tokens.ts';

export interface ConsentDecision {
  readonly allow: boolean;
  /** The scopes allowed; omitted means all that are asked for. */
  readonly scopes?: readonly string[];
}

export interface TokenRequest {
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Seconds; null: until `expire`. */
  readonly expiresInS?: number | null;
  /** The refresh token it goes with. */
  readonly refreshToken?: string;
}

export interface IdTokenOptions {
  readonly email: string;
  readonly audience: string;
  readonly scopes: Iterable<string>;
  readonly nonce?: string;
  readonly accessToken?: string;
}

/** `what` is lost: of one person, of the owner of one token, or (neither given) of everybody. */
export interface Expiry {
  readonly what: 'accessToken' | 'refreshToken' | 'grant';
  readonly email?: string;
  readonly token?: string;
}

/** Told after a client lost or changed what it may do for a person. */
export type GrantListener = (change: { readonly email: string; readonly client: OAuthClient }) => void;

export class Identity {
  readonly keys: SigningKeys;
  readonly grants: Grants;
  readonly tokens: TokenStore;
  readonly serviceAccounts: ServiceAccounts;
  readonly #ground: Ground;
  readonly #store: Store;
  readonly #accounts: Table<Account>;
  readonly #clients: Table<OAuthClient>;
  readonly #decisions: Table<ConsentDecision>;
  readonly #apiKeys: Table<{ readonly key: string }>;
  readonly #listeners = new Set<GrantListener>();

  constructor(ground: Ground, store: Store) {
    this.#ground = ground;
    this.#store = store;
    this.keys = new SigningKeys(store);
    this.grants = new Grants(store);
    this.tokens = new TokenStore(store);
    this.serviceAccounts = new ServiceAccounts(store);
    this.#accounts = store.table('identity.accounts');
    this.#clients = store.table('identity.clients');
    this.#decisions = store.table('identity.decisions');
    this.#apiKeys = store.table('identity.apiKeys');
  }

  /** People, in the order they were made; service accounts are none. */
  accounts(): readonly Account[] {
    return [...this.#accounts.values()].filter(({ email }) => !isServiceAccount(email));
  }

  account(email: string): Account | undefined {
    return this.#accounts.get(email.toLowerCase());
  }

  /** Makes an account, or replaces the one with that address. */
  addAccount(from: NewAccount): Account {
    const account = toAccount(from);
    this.#accounts.put(account.email, account);
    return account;
  }

  /** Makes or replaces an account as it is. Of one that is suspended every token is dead. */
  putAccount(account: Account): void {
    this.#accounts.put(account.email, account);
    if (account.suspended) this.#dropAllTokens(account.email);
  }

  /** Nobody has this address any more; the person's tokens and those to come are refused. */
  removeAccount(email: string): void {
    this.#dropAllTokens(email);
    this.#accounts.delete(email);
  }

  /** A new service account, an OAuth client too, with the key that its program signs with. */
  async addServiceAccount(delegation?: Delegation, tokenUri?: string): Promise<ServiceAccountKey> {
    const key = await this.serviceAccounts.make(delegation, tokenUri);
    this.#store.transaction(() => {
      this.addAccount({ email: key.client_email, name: key.client_email, domain: null });
      this.addClient({ kind: 'outside', name: key.client_email, clientId: key.client_id, redirectUris: [] });
    });
    return key;
  }

  client(clientId: string): OAuthClient | undefined {
    return this.#clients.get(clientId);
  }

  addClient(from: NewClient): OAuthClient {
    const client = toClient(from);
    this.#clients.put(client.clientId, client);
    return client;
  }

  /** The client of an Apps Script project, made when first asked for. The same script id gives the same client id. */
  scriptClient(scriptId: string, name?: string): OAuthClient {
    const wanted = toClient({ kind: 'script', scriptId, ...(name === undefined ? {} : { name }) });
    const known = this.#clients.get(wanted.clientId);
    if (known && (name === undefined || known.name === name)) return known;
    const client = known ? { ...known, name: wanted.name } : wanted;
    this.#clients.put(client.clientId, client);
    return client;
  }

  /** The scopes a client may use for a person at this moment. */
  grantedScopes(email: string, clientId: string): ReadonlySet<string> {
    const account = this.account(email);
    return account ? this.grants.scopes(account, clientId) : new Set();
  }

  /** Replaces what a person allows a client. Tokens that carry a scope withdrawn by it stop working. */
  setGrant(email: string, clientId: string, scopes: Iterable<string>): void {
    const kept = new Set(scopes);
    this.#store.transaction(() => {
      this.grants.set(email, clientId, kept);
      this.#dropTokens(
        (row) =>
          row.email === email && row.clientId === clientId && !row.scopes.every((scope) => kept.has(scope)),
      );
    });
    this.#tell(email, clientId);
  }

  /** Takes back all that a person allows a client: its tokens are dead, and it must ask again. */
  revokeGrant(email: string, clientId: string): void {
    this.#store.transaction(() => {
      this.grants.set(email, clientId, []);
      this.#dropTokens((row) => row.email === email && row.clientId === clientId);
    });
    this.#tell(email, clientId);
  }

  /** What an administrator allows a client for everybody in a domain; undefined takes it back. */
  setDomainGrant(domain: string, clientId: string, scopes: Iterable<string> | undefined): void {
    if (scopes) this.grants.setForDomain(domain, clientId, scopes);
    else this.grants.forgetDomain(domain, clientId);
  }

  /** Forgets that the person was ever asked: what the domain allows, if anything, holds again. */
  forgetGrant(email: string, clientId: string): void {
    this.#store.transaction(() => {
      this.grants.forget(email, clientId);
      this.#dropTokens((row) => row.email === email && row.clientId === clientId);
    });
    this.#tell(email, clientId);
  }

  /** @returns what ends the telling */
  onGrantChanged(listener: GrantListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes a token, without asking anybody for consent: that is the caller's business. */
  issueAccessToken(request: TokenRequest): AccessToken {
    return this.tokens.issueAccess(request, this.#ground.clock.now());
  }

  issueRefreshToken(request: Omit<RefreshToken, 'token'>): RefreshToken {
    return this.tokens.issueRefresh(request);
  }

  /** A token that several runs of a script share while it is fresh. */
  sharedToken(request: TokenRequest): AccessToken {
    return this.tokens.reuseAccess(request, this.#ground.clock.now());
  }

  /** Who holds this access token; undefined where it is unknown, expired or revoked. */
  resolve(token: string): TokenHolder | undefined {
    const row = this.tokens.access(token, this.#ground.clock.now());
    const account = row && this.account(row.email);
    const client = row && this.client(row.clientId);
    if (!account || account.suspended || !client) return undefined;
    return {
      email: account.email,
      sub: account.sub,
      clientId: client.clientId,
      kind: client.kind,
      ...(client.scriptId === undefined ? {} : { scriptId: client.scriptId }),
      scopes: new Set(row.scopes),
      expiresAt: row.expiresAt,
    };
  }

  /** An ID token signed with the current key; undefined for a person nobody knows. */
  async idToken(options: IdTokenOptions): Promise<string | undefined> {
    const claims = this.#claims(options);
    return claims && signIdToken(this.keys, claims);
  }

  /** An ID token with whatever is wrong about it that a test asks for. */
  async forgedIdToken(options: IdTokenOptions, forgery: Forgery): Promise<string | undefined> {
    const claims = this.#claims(options);
    return claims && forgeIdToken(this.keys, claims, forgery);
  }

  /** A new API key of somebody's project: it says which program asks, not for whom. */
  addApiKey(): string {
    const key = `AIza${randomBytes(26).toString('base64url')}`;
    this.#apiKeys.put(key, { key });
    return key;
  }

  isApiKey(key: string): boolean {
    return this.#apiKeys.has(key);
  }

  /** From now on the authorize page answers at once for this person; undefined brings the page back. */
  setConsent(email: string, decision: ConsentDecision | undefined): void {
    if (decision) this.#decisions.put(email.toLowerCase(), decision);
    else this.#decisions.delete(email.toLowerCase());
  }

  consent(email: string): ConsentDecision | undefined {
    return this.#decisions.get(email.toLowerCase());
  }

  /**
   * Makes tokens or grants end early; answers how many did. A `grant` named by address leaves clients of kind
   * `outside` alone: those are the tester's own hands, and he can name their token.
   */
  expire(expiry: Expiry): number {
    const email = expiry.email?.toLowerCase();
    const hit = (row: AccessToken | RefreshToken): boolean =>
      (email === undefined || row.email === email) &&
      (expiry.token === undefined || row.token === expiry.token);
    if (expiry.what === 'accessToken') return this.#store.transaction(() => this.tokens.dropAccess(hit));
    if (expiry.what === 'refreshToken') return this.#store.transaction(() => this.tokens.dropRefresh(hit));
    const pairs = expiry.token === undefined ? this.#grantsOf(email) : this.#ownerOf(expiry.token);
    for (const [person, clientId] of pairs) this.revokeGrant(person, clientId);
    return pairs.length;
  }

  /** Forgets everybody and everything but the signing keys and the clients of scripts, page and service. */
  reset(): void {
    const kept = [...this.#clients.values()].filter((client) => client.kind !== 'outside');
    const keys = this.keys.snapshot();
    this.#store.transaction(() => {
      this.grants.clear();
      this.tokens.clear();
      this.serviceAccounts.clear();
      for (const table of [this.#accounts, this.#clients, this.#decisions, this.#apiKeys])
        for (const key of [...table.keys()]) table.delete(key);
      for (const client of kept) this.#clients.put(client.clientId, client);
      this.keys.keep(keys);
    });
  }

  #claims(options: IdTokenOptions): ReturnType<typeof idTokenClaims> | undefined {
    const account = this.account(options.email);
    if (!account) return undefined;
    return idTokenClaims({
      ...options,
      account,
      scopes: new Set(options.scopes),
      now: this.#ground.clock.now(),
    });
  }

  #grantsOf(email: string | undefined): (readonly [string, string])[] {
    const people = email === undefined ? this.accounts().map((account) => account.email) : [email];
    return people.flatMap((person) =>
      [...new Set([...this.grants.clientsOf(person), ...this.#scriptsOf(person)])]
        .filter((clientId) => this.client(clientId)?.kind !== 'outside')
        .map((clientId) => [person, clientId] as const),
    );
  }

  /** Scripts that work for the person by the domain's grant, without a row of his own. */
  #scriptsOf(email: string): readonly string[] {
    return [...this.#clients.values()]
      .filter((client) => client.kind === 'script' && this.grantedScopes(email, client.clientId).size > 0)
      .map((client) => client.clientId);
  }

  #ownerOf(token: string): (readonly [string, string])[] {
    const row = this.tokens.access(token, this.#ground.clock.now()) ?? this.tokens.refresh(token);
    return row ? [[row.email, row.clientId]] : [];
  }

  #dropAllTokens(email: string): void {
    this.#store.transaction(() => {
      this.#dropTokens((row) => row.email === email);
    });
  }

  #dropTokens(of: (row: AccessToken | RefreshToken) => boolean): void {
    this.tokens.dropAccess(of);
    this.tokens.dropRefresh(of);
  }

  #tell(email: string, clientId: string): void {
    const client = this.client(clientId);
    if (client) for (const listener of this.#listeners) listener({ email, client });
  }
}
