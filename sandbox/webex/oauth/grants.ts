import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Caller } from '../../control/calls.ts';
import type { Switches } from '../../control/switches.ts';
import { newClientId, newCode, newSecret, newToken } from '../identifiers.ts';
import type { Users } from '../users/users.ts';
import type { WebexTables } from '../webex-tables.ts';
import { OAuthError } from './oauth-error.ts';
import type {
  AccessToken,
  Consent,
  Granted,
  OAuthClient,
  RefreshToken,
  TokenReply,
} from './oauth-records.ts';

const CODE_LIFE_MS = 10 * 60 * 1000;
/** The client of tokens that nobody asked for through a consent page. */
const OUTSIDE_CLIENT = 'outside';

interface CodeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly email: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
}

type Form = Readonly<Record<string, string | undefined>>;

/** Integrations, consents, codes and tokens. Pure state: the pages and forms are in `oauth-routes.ts`. */
export class Grants {
  readonly #tables: WebexTables;
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #users: Users;

  constructor(tables: WebexTables, clock: Clock, switches: Switches, users: Users) {
    this.#tables = tables;
    this.#clock = clock;
    this.#switches = switches;
    this.#users = users;
  }

  addClient(client: {
    readonly redirectUris: readonly string[];
    readonly name?: string | undefined;
    readonly caller?: Caller | undefined;
    readonly clientId?: string | undefined;
    readonly clientSecret?: string | undefined;
  }): { clientId: string; clientSecret: string } {
    const clientId = client.clientId ?? newClientId();
    const before = this.#tables.clients.get(clientId);
    const clientSecret = client.clientSecret ?? before?.clientSecret ?? newSecret();
    this.#tables.clients.put(clientId, {
      clientId,
      clientSecret,
      name: client.name ?? before?.name ?? 'Integration',
      redirectUris: client.redirectUris,
      caller: client.caller ?? before?.caller ?? 'outside',
    });
    return { clientId, clientSecret };
  }

  client(clientId: string | undefined): OAuthClient | undefined {
    return clientId === undefined ? undefined : this.#tables.clients.get(clientId);
  }

  setConsent(email: string, allow: boolean, scopes: readonly string[] | undefined): void {
    this.#tables.consents.put(email.toLowerCase(), { email, allow, ...(scopes ? { scopes } : {}) });
  }

  consent(email: string): Consent | undefined {
    return this.#tables.consents.get(email.toLowerCase());
  }

  /** A code for what a person has just allowed; good once, for ten minutes. */
  newCode(request: CodeRequest): string {
    const { challenge, ...rest } = request;
    const code = newCode();
    this.#tables.codes.put(code, {
      ...rest,
      ...(challenge === undefined ? {} : { challenge }),
      grant: randomUUID(),
      expiresAt: this.#clock.now() + CODE_LIFE_MS,
    });
    return code;
  }

  /**
   * The token endpoint.
   * @throws {OAuthError} in the token endpoint's own shape.
   */
  token(form: Form): TokenReply {
    const client = this.#authenticate(form);
    if (form['grant_type'] === 'authorization_code') return this.#exchange(client, form);
    if (form['grant_type'] === 'refresh_token') return this.#refresh(client, form);
    throw new OAuthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }

  issue(
    email: string,
    scopes: readonly string[],
    options: { readonly expiresInS?: number | null | undefined; readonly clientId?: string | undefined },
  ): TokenReply {
    const clientId = options.clientId ?? OUTSIDE_CLIENT;
    const granted: Granted = { email, clientId, scopes: [...scopes], grant: randomUUID() };
    const expiresInS =
      options.expiresInS === undefined ? this.#switches.number('webex.accessTokenS') : options.expiresInS;
    return this.#reply(granted, this.#newRefreshToken(granted), expiresInS);
  }

  /** The access token behind an Authorization header's value, while it lives. */
  access(token: string): AccessToken | undefined {
    const found = this.#tables.accessTokens.get(token);
    if (!found || (found.expiresAt !== null && found.expiresAt <= this.#clock.now())) return undefined;
    return found;
  }

  /** True while a token of `email`'s for this client lives. */
  lives(email: string, clientId: string): boolean {
    const now = this.#clock.now();
    const alive = (granted: Granted & { readonly expiresAt: number | null }): boolean =>
      granted.clientId === clientId &&
      granted.email.toLowerCase() === email.toLowerCase() &&
      (granted.expiresAt === null || granted.expiresAt > now);
    return [...this.#tables.accessTokens.values(), ...this.#tables.refreshTokens.values()].some(alive);
  }

  expire(
    what: 'accessToken' | 'refreshToken' | 'grant',
    of: { readonly email?: string | undefined; readonly token?: string | undefined },
  ): number {
    const named = this.#named(of.token);
    const chosen = (key: string, granted: Granted): boolean => {
      if (of.email !== undefined && granted.email.toLowerCase() !== of.email.toLowerCase()) return false;
      if (of.token === undefined) return true;
      return what === 'grant' ? granted.grant === named?.grant : key === of.token;
    };
    let ended = 0;
    for (const table of [this.#tables.accessTokens, this.#tables.refreshTokens, this.#tables.codes]) {
      if (what === 'accessToken' && table !== this.#tables.accessTokens) continue;
      if (what === 'refreshToken' && table !== this.#tables.refreshTokens) continue;
      for (const [key, granted] of [...table.entries()]) {
        if (!chosen(key, granted)) continue;
        table.delete(key);
        ended += 1;
      }
    }
    return ended;
  }

  #named(token: string | undefined): Granted | undefined {
    if (token === undefined) return undefined;
    return this.#tables.accessTokens.get(token) ?? this.#tables.refreshTokens.get(token);
  }

  #authenticate(form: Form): OAuthClient {
    if (!form['client_id']) throw new OAuthError(400, 'invalid_request', 'client_id cannot be null or empty');
    // Measured: the secret is asked for even where PKCE is used.
    if (!form['client_secret'])
      throw new OAuthError(400, 'invalid_request', 'client_secret cannot be null or empty');
    const client = this.client(form['client_id']);
    if (client?.clientSecret !== form['client_secret']) {
      throw new OAuthError(401, 'invalid_client', 'Client authentication failed.');
    }
    return client;
  }

  #exchange(client: OAuthClient, form: Form): TokenReply {
    const code = form['code'] ?? '';
    const found = this.#tables.codes.get(code);
    if (!found || found.clientId !== client.clientId || found.expiresAt <= this.#clock.now()) {
      throw new OAuthError(400, 'invalid_grant', 'The authorization code is invalid, used or expired.');
    }
    this.#tables.codes.delete(code);
    if (found.redirectUri !== form['redirect_uri']) {
      throw new OAuthError(
        400,
        'invalid_grant',
        'The redirect_uri does not match the authorization request.',
      );
    }
    if (found.challenge !== undefined && found.challenge !== challengeOf(form['code_verifier'])) {
      throw new OAuthError(400, 'invalid_grant', 'The code_verifier does not match the code_challenge.');
    }
    const { email, clientId, scopes, grant } = found;
    const granted: Granted = { email, clientId, scopes, grant };
    return this.#reply(granted, this.#newRefreshToken(granted), this.#switches.number('webex.accessTokenS'));
  }

  #refresh(client: OAuthClient, form: Form): TokenReply {
    const token = form['refresh_token'] ?? '';
    const found = this.#tables.refreshTokens.get(token);
    if (!found || found.clientId !== client.clientId || found.expiresAt <= this.#clock.now()) {
      throw new OAuthError(400, 'invalid_grant', 'The refresh token is invalid or expired.');
    }
    return this.#reply(found, this.#renew(token, found), this.#switches.number('webex.accessTokenS'));
  }

  /** Open: whether a refresh keeps the token and its clock. */
  #renew(token: string, found: RefreshToken): string {
    const how = this.#switches.text('webex.refresh');
    if (how === 'sameTokenRunsOn') return token;
    if (how === 'newToken') {
      this.#tables.refreshTokens.delete(token);
      return this.#newRefreshToken(found);
    }
    this.#tables.refreshTokens.put(token, { ...found, expiresAt: this.#refreshEnd() });
    return token;
  }

  #newRefreshToken(granted: Granted): string {
    const token = newToken(this.#users.find(granted.email)?.orgId ?? randomUUID());
    const { email, clientId, scopes, grant } = granted;
    this.#tables.refreshTokens.put(token, { email, clientId, scopes, grant, expiresAt: this.#refreshEnd() });
    return token;
  }

  #refreshEnd(): number {
    return this.#clock.now() + this.#switches.number('webex.refreshTokenS') * 1000;
  }

  #reply(granted: Granted, refreshToken: string, expiresInS: number | null): TokenReply {
    const { email, clientId, scopes, grant } = granted;
    const now = this.#clock.now();
    const accessToken = newToken(this.#users.find(email)?.orgId ?? randomUUID());
    const expiresAt = expiresInS === null ? null : now + expiresInS * 1000;
    this.#tables.accessTokens.put(accessToken, { email, clientId, scopes, grant, expiresAt });
    const refreshEnd = this.#tables.refreshTokens.get(refreshToken)?.expiresAt ?? now;
    return {
      access_token: accessToken,
      expires_in: expiresInS ?? this.#switches.number('webex.accessTokenS'),
      refresh_token: refreshToken,
      refresh_token_expires_in: Math.floor((refreshEnd - now) / 1000),
      token_type: 'Bearer',
      scope: scopes.join(' '),
    };
  }
}

function challengeOf(verifier: string | undefined): string | undefined {
  return verifier === undefined ? undefined : createHash('sha256').update(verifier).digest('base64url');
}
