/** `/tokeninfo` and its older forms: what a token says about itself, every value of the newer form a string. */
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Account } from './account.ts';
import { ISSUER } from './id-token.ts';
import type { Identity } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { EMAIL } from './scopes.ts';
import { ACCESS_TOKEN_LIFE_S, type AccessToken } from './tokens.ts';

/** What an access token is about, in the form of `/tokeninfo` and `/oauth2/v3/tokeninfo`. */
export function describeAccessToken(
  identity: Identity,
  token: string,
  now: number,
): Readonly<Record<string, string>> {
  const { row, account } = find(identity, token, now);
  const email = row.scopes.includes(EMAIL);
  return {
    azp: row.clientId,
    aud: row.clientId,
    sub: account.sub,
    scope: row.scopes.join(' '),
    exp: String(Math.floor(now / 1000) + secondsLeft(row, now)),
    expires_in: String(secondsLeft(row, now)),
    ...(email ? { email: account.email, email_verified: 'true' } : {}),
    access_type: row.refreshToken === undefined ? 'online' : 'offline',
  };
}

/** The same in the form of `/oauth2/v1/tokeninfo` and v2, which older clients read. */
export function describeAccessTokenOld(
  identity: Identity,
  token: string,
  now: number,
): Readonly<Record<string, unknown>> {
  const { row, account } = find(identity, token, now);
  return {
    issued_to: row.clientId,
    audience: row.clientId,
    user_id: account.sub,
    scope: row.scopes.join(' '),
    expires_in: secondsLeft(row, now),
    ...(row.scopes.includes(EMAIL) ? { email: account.email, verified_email: true } : {}),
    access_type: row.refreshToken === undefined ? 'online' : 'offline',
  };
}

/** The claims of an ID token that this Google signed and that is still good. */
export async function describeIdToken(
  identity: Identity,
  token: string,
  now: number,
): Promise<Readonly<Record<string, string>>> {
  try {
    const keySet = createLocalJWKSet(await identity.keys.jwks());
    const { payload } = await jwtVerify(token, keySet, {
      issuer: ISSUER,
      algorithms: ['RS256'],
      currentDate: new Date(now),
    });
    const { alg, kid, typ } = decodeProtectedHeader(token);
    return Object.fromEntries(
      Object.entries({ ...payload, alg, kid, typ }).map(([name, value]) => [name, String(value)]),
    );
  } catch {
    throw invalidValue();
  }
}

export function invalidValue(): OAuthError {
  return new OAuthError(400, 'invalid_token', 'Invalid Value');
}

function find(identity: Identity, token: string, now: number): { row: AccessToken; account: Account } {
  const row = identity.tokens.access(token, now);
  const account = row && identity.account(row.email);
  if (!account) throw invalidValue();
  return { row, account };
}

function secondsLeft(row: AccessToken, now: number): number {
  return row.expiresAt === null ? ACCESS_TOKEN_LIFE_S : Math.max(0, Math.floor((row.expiresAt - now) / 1000));
}
