/**
 * The grant of service accounts: a signed statement (`assertion`) for a token of their own, or, where an administrator
 * delegated it, for a token of a person of the domain.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
 */
import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';
import type { Identity } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { isKnownScope } from './scopes.ts';
import type { ServiceAccount } from './service-accounts.ts';
import { ACCESS_TOKEN_LIFE_S } from './tokens.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Where Google lets a statement be addressed to, besides the very address that it was posted to. */
const AUDIENCES = [
  'https://oauth2.googleapis.com/token',
  'https://accounts.google.com/o/oauth2/token',
  'https://www.googleapis.com/oauth2/v3/token',
  'https://www.googleapis.com/oauth2/v4/token',
];
const LONGEST_LIFE_S = 3600;
/** How far a client's clock may be ahead. */
const SKEW_S = 300;

export interface JwtAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly token_type?: 'Bearer';
  readonly id_token?: string;
}

/**
 * @param now - virtual now, ms; @param endpoint - the address that was asked
 * @throws {OAuthError} as Google words it
 */
export async function jwtGrant(
  identity: Identity,
  now: number,
  endpoint: string,
  assertion: string,
): Promise<JwtAnswer> {
  const claims = claimsIn(assertion);
  const account = issuerOf(identity, claims);
  checkSignature(account, assertion);
  judgeTimes(claims, Math.floor(now / 1000));
  if (![...AUDIENCES, endpoint].includes(claims.aud ?? ''))
    throw refused('Invalid JWT: Failed audience check.');
  const audience = claims.target_audience;
  if (audience !== undefined) return { id_token: await ownIdToken(identity, account, audience) };
  const scopes = scopesIn(claims);
  // Clients before `sub` said `prn`.
  const { access_token } = tokenFor(identity, account, claims.sub ?? claims.prn, scopes);
  return { access_token, expires_in: ACCESS_TOKEN_LIFE_S, token_type: 'Bearer' };
}

const ClaimsSchema = v.object({
  iss: v.optional(v.string()),
  sub: v.optional(v.string()),
  prn: v.optional(v.string()),
  aud: v.optional(v.string()),
  iat: v.optional(v.number()),
  exp: v.optional(v.number()),
  scope: v.optional(v.string()),
  target_audience: v.optional(v.string()),
});

type Claims = v.InferOutput<typeof ClaimsSchema>;

/** The claims of a statement. Older clients write its parts in plain base64, with padding, and Google reads that. */
function claimsIn(assertion: string): Claims {
  const [, body = ''] = assertion.split('.');
  try {
    return v.parse(ClaimsSchema, JSON.parse(Buffer.from(body, 'base64').toString('utf8')));
  } catch {
    throw refused('Invalid JWT: The JWT could not be read.');
  }
}

function issuerOf(identity: Identity, { iss }: Claims): ServiceAccount {
  const account = iss === undefined ? undefined : identity.serviceAccounts.get(iss);
  if (!account) throw refused('Invalid grant: account not found');
  return account;
}

/** RS256 is the only way to sign that Google takes. */
function checkSignature({ publicJwk }: ServiceAccount, assertion: string): void {
  const at = assertion.lastIndexOf('.');
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
  const signature = Buffer.from(assertion.slice(at + 1), 'base64');
  if (!verify('RSA-SHA256', Buffer.from(assertion.slice(0, at)), key, signature))
    throw refused('Invalid JWT Signature.');
}

function judgeTimes({ iat, exp }: Claims, nowS: number): void {
  const inTime =
    iat !== undefined &&
    exp !== undefined &&
    exp - iat <= LONGEST_LIFE_S &&
    iat <= nowS + SKEW_S &&
    exp > nowS;
  if (!inTime) throw badTimes();
}

function scopesIn({ scope }: Claims): readonly string[] {
  const scopes = (scope ?? '').split(/[\s,]+/).filter((name) => name !== '');
  if (scopes.length === 0 || !scopes.every(isKnownScope))
    throw new OAuthError(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  return scopes;
}

function tokenFor(
  identity: Identity,
  { email, clientId, delegation }: ServiceAccount,
  person: string | undefined,
  scopes: readonly string[],
): { readonly access_token: string } {
  if (person === undefined || person === email)
    return { access_token: identity.issueAccessToken({ email, clientId, scopes }).token };
  const account = identity.account(person);
  if (!account) throw refused('Invalid email or User ID');
  const allowed = delegation !== undefined && account.domain === delegation.domain;
  if (!allowed || !scopes.every((scope) => delegation.scopes.includes(scope)))
    throw new OAuthError(
      401,
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    );
  return { access_token: identity.issueAccessToken({ email: account.email, clientId, scopes }).token };
}

async function ownIdToken(identity: Identity, { email }: ServiceAccount, audience: string): Promise<string> {
  const scopes = ['https://www.googleapis.com/auth/userinfo.email'];
  const token = await identity.idToken({ email, audience, scopes });
  if (token === undefined) throw refused('Invalid grant: account not found');
  return token;
}

function refused(message: string): OAuthError {
  return new OAuthError(400, 'invalid_grant', message);
}

function badTimes(): OAuthError {
  return refused(
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
  );
}
