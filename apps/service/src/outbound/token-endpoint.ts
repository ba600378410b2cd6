import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import type { Fetch } from './allowlist.ts';

/** An OAuth client of ours at one provider. */
export interface OAuthParty {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly secret: oauth.ClientAuth;
  readonly redirectUri: string;
  readonly fetch: Fetch;
}

export interface Tokens {
  readonly accessToken: string;
  readonly expiresInS: number;
  /** Absent where the provider leaves the old one in force. */
  readonly refreshToken: string | undefined;
  readonly refreshExpiresInS: number | undefined;
  readonly idToken: string | undefined;
}

/**
 * A token endpoint's refusal.
 * - `invalid-grant`: this grant is dead, only the person can mend it.
 * - `refused`: another 4xx, e.g. our own client secret is wrong: says nothing about the person's grant.
 * - `unavailable`: no answer, 5xx, or an answer that cannot be read.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: 'invalid-grant' | 'refused' | 'unavailable';
  readonly status: number;
  constructor(code: TokenError['code'], status: number, options?: ErrorOptions) {
    super(`The token endpoint did not grant: ${code} (${status})`, options);
    this.code = code;
    this.status = status;
  }
}

const Granted = v.object({
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
  token_type: v.optional(v.string()),
  expires_in: v.pipe(v.number(), v.minValue(0)),
  refresh_token: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(8192))),
  refresh_token_expires_in: v.optional(v.pipe(v.number(), v.minValue(0))),
  id_token: v.optional(v.pipe(v.string(), v.maxLength(16_384))),
});
const Refused = v.object({ error: v.string() });

const MAX_ANSWER = 64 * 1024;

/**
 * For whoever waits at the other end: a refresh is part of what must be done within a card's or a menu's patience.
 */
export const REFRESH_TIMEOUT_MS = 3_000;
export const EXCHANGE_TIMEOUT_MS = 8_000;

/** Options for a call of the token endpoint; plain http is only ever configured for this machine. */
export function callOptions(party: OAuthParty, timeoutMs: number): oauth.TokenEndpointRequestOptions {
  return {
    [oauth.customFetch]: (url: string, init: RequestInit) => party.fetch(url, init),
    // Marked so to stand out, not to go away: local platforms speak plain http on loopback, https never sets it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    [oauth.allowInsecureRequests]: party.server.token_endpoint?.startsWith('http:') ?? false,
    signal: AbortSignal.timeout(timeoutMs),
  };
}

/**
 * Reads what a token endpoint answered. The ID token, if any, is *not* verified here.
 * @throws {TokenError}
 */
export async function readTokens(answer: Promise<Response>): Promise<Tokens> {
  const { status, body } = await answer.then(readJson).catch((error: unknown) => {
    throw error instanceof TokenError ? error : new TokenError('unavailable', 0, { cause: error });
  });
  const granted = v.safeParse(Granted, body);
  if (status === 200 && granted.success) {
    const value = granted.output;
    return {
      accessToken: value.access_token,
      expiresInS: value.expires_in,
      refreshToken: value.refresh_token,
      refreshExpiresInS: value.refresh_token_expires_in,
      idToken: value.id_token,
    };
  }
  const refused = v.safeParse(Refused, body);
  if ((status === 400 || status === 401) && refused.success && refused.output.error === 'invalid_grant') {
    throw new TokenError('invalid-grant', status);
  }
  throw new TokenError(
    status >= 400 && status < 500 && status !== 429 && status !== 408 ? 'refused' : 'unavailable',
    status,
  );
}

async function readJson(response: Response): Promise<{ status: number; body: unknown }> {
  const text = await response.text();
  if (text.length > MAX_ANSWER) return { status: response.status, body: undefined };
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    // An error page: its status says enough, and the parser's message would quote it.
    return { status: response.status, body: undefined };
  }
}
