/** ID tokens: those that Google signs, and the forgeries that a test wants to see refused. */
import { createHash } from 'node:crypto';
import { base64url, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import type { Account } from './account.ts';
import { newSigningKey, privateKeyOf, type SigningKey, type SigningKeys } from './signing-keys.ts';

export const ISSUER = 'https://accounts.google.com';
export const ID_TOKEN_LIFE_S = 3600;

export interface IdTokenRequest {
  readonly account: Account;
  /** The client it is for: `aud` and `azp`. */
  readonly audience: string;
  readonly scopes: ReadonlySet<string>;
  /** Virtual now, in ms. */
  readonly now: number;
  readonly nonce?: string;
  /** The access token it goes with: gives `at_hash`. */
  readonly accessToken?: string;
}

export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly alg?: 'RS256' | 'HS256' | 'none';
  readonly key?: 'current' | 'previous' | 'unknown';
}

/** The claims Google would state for this person under these scopes. */
export function idTokenClaims(request: IdTokenRequest): JWTPayload {
  const { account, audience, scopes, now, nonce, accessToken } = request;
  const issuedAt = Math.floor(now / 1000);
  const email = scopes.has('https://www.googleapis.com/auth/userinfo.email');
  const profile = scopes.has('https://www.googleapis.com/auth/userinfo.profile');
  return {
    iss: ISSUER,
    azp: audience,
    aud: audience,
    sub: account.sub,
    ...(account.domain === null ? {} : { hd: account.domain }),
    ...(email ? { email: account.email, email_verified: true } : {}),
    ...(accessToken === undefined ? {} : { at_hash: accessTokenHash(accessToken) }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(profile
      ? {
          name: account.name,
          given_name: account.givenName,
          family_name: account.familyName,
          locale: account.language,
        }
      : {}),
    iat: issuedAt,
    exp: issuedAt + ID_TOKEN_LIFE_S,
  };
}

/** Signs `claims` as Google does. */
export async function signIdToken(keys: SigningKeys, claims: JWTPayload): Promise<string> {
  return sign(await keys.get('current'), claims, {});
}

/** Signs `claims` as asked, however wrong that is. */
export async function forgeIdToken(keys: SigningKeys, claims: JWTPayload, forgery: Forgery): Promise<string> {
  const altered = alter(claims, forgery.claims ?? {});
  const key = forgery.key === 'unknown' ? await newSigningKey() : await keys.get(forgery.key ?? 'current');
  if (forgery.alg === 'none') return new UnsecuredJWT(altered).encode();
  if (forgery.alg === 'HS256') {
    // The old confusion of algorithms: the public modulus, which everybody knows, taken for a shared secret.
    const secret = base64url.decode(key.publicJwk.n ?? '');
    return new SignJWT(altered)
      .setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'JWT', ...forgery.header })
      .sign(secret);
  }
  return sign(key, altered, forgery.header ?? {});
}

async function sign(
  key: SigningKey,
  claims: JWTPayload,
  header: Readonly<Record<string, unknown>>,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT', ...header })
    .sign(await privateKeyOf(key));
}

/** Lays `changes` over the claims; null takes a claim away. */
function alter(claims: JWTPayload, changes: Readonly<Record<string, unknown>>): JWTPayload {
  return Object.fromEntries(Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== null));
}

function accessTokenHash(token: string): string {
  return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
}
