/** `/token`: codes and refresh tokens into access tokens. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Identity } from './identity.ts';
import { JWT_BEARER, jwtGrant, type JwtAnswer } from './jwt-grant.ts';
import type { OAuthClient } from './oauth-client.ts';
import { OAuthError } from './oauth-error.ts';
import type { FormParameters } from './parameters.ts';
import { EMAIL, OPENID, PROFILE } from './scopes.ts';
import { ACCESS_TOKEN_LIFE_S, type AuthorizationCode } from './tokens.ts';

export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly token_type: 'Bearer';
  readonly id_token?: string;
}

/**
 * Answers a token request.
 * @param endpoint - the address that was asked, which a service account's statement may name
 * @throws {OAuthError} as Google words it.
 */
export async function exchange(
  identity: Identity,
  clock: Clock,
  form: FormParameters,
  basic: readonly [string, string] | undefined,
  endpoint: string,
): Promise<TokenAnswer | JwtAnswer> {
  const grantType = required(form, 'grant_type');
  if (grantType === JWT_BEARER) return jwtGrant(identity, clock.now(), endpoint, required(form, 'assertion'));
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    throw new OAuthError(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType}`);
  }
  const client = authenticate(identity, form, basic);
  return grantType === 'refresh_token'
    ? refresh(identity, form, client)
    : redeem(identity, clock, form, client);
}

function authenticate(
  identity: Identity,
  form: FormParameters,
  basic: readonly [string, string] | undefined,
): OAuthClient {
  const clientId = basic?.[0] ?? form.get('client_id');
  if (clientId === undefined)
    throw new OAuthError(400, 'invalid_request', 'Could not determine client ID from request.');
  const client = identity.client(clientId);
  if (!client) throw new OAuthError(401, 'invalid_client', 'The OAuth client was not found.');
  const secret = basic?.[1] ?? form.get('client_secret');
  if (secret === undefined) throw new OAuthError(400, 'invalid_request', 'client_secret is missing.');
  if (!same(secret, client.clientSecret))
    throw new OAuthError(401, 'invalid_client', 'The provided client secret is invalid.');
  return client;
}

function redeem(
  identity: Identity,
  clock: Clock,
  form: FormParameters,
  client: OAuthClient,
): Promise<TokenAnswer> {
  const code = identity.tokens.code(required(form, 'code'));
  if (!code) throw new OAuthError(400, 'invalid_grant', 'Malformed auth code.');
  if (code.clientId !== client.clientId || code.used || code.expiresAt <= clock.now())
    throw new OAuthError(400, 'invalid_grant', 'Bad Request');
  if (code.redirectUri !== required(form, 'redirect_uri'))
    throw new OAuthError(400, 'redirect_uri_mismatch', 'Bad Request');
  verifyChallenge(code.challenge, form.get('code_verifier'));
  identity.tokens.spendCode(code);
  const refreshToken = code.offline
    ? identity.issueRefreshToken({ email: code.email, clientId: client.clientId, scopes: code.scopes }).token
    : undefined;
  return answer(identity, {
    ...code,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    announce: refreshToken !== undefined,
  });
}

function refresh(identity: Identity, form: FormParameters, client: OAuthClient): Promise<TokenAnswer> {
  const row = identity.tokens.refresh(required(form, 'refresh_token'));
  if (row?.clientId !== client.clientId)
    throw new OAuthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  return answer(identity, {
    email: row.email,
    clientId: row.clientId,
    scopes: row.scopes,
    refreshToken: row.token,
    announce: false,
  });
}

interface Issue {
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  readonly refreshToken?: string;
  /** Whether the refresh token is new to the client. */
  readonly announce: boolean;
}

async function answer(identity: Identity, issue: Issue): Promise<TokenAnswer> {
  const { email, clientId, scopes, refreshToken, nonce } = issue;
  const access = identity.issueAccessToken({
    email,
    clientId,
    scopes,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  });
  const wantsId = scopes.some((scope) => scope === OPENID || scope === EMAIL || scope === PROFILE);
  const idToken = wantsId
    ? await identity.idToken({
        email,
        audience: clientId,
        scopes,
        accessToken: access.token,
        ...(nonce === undefined ? {} : { nonce }),
      })
    : undefined;
  return {
    access_token: access.token,
    expires_in: ACCESS_TOKEN_LIFE_S,
    ...(issue.announce && refreshToken !== undefined ? { refresh_token: refreshToken } : {}),
    scope: scopes.join(' '),
    token_type: 'Bearer',
    ...(idToken === undefined ? {} : { id_token: idToken }),
  };
}

function verifyChallenge(challenge: AuthorizationCode['challenge'], verifier: string | undefined): void {
  if (!challenge && verifier === undefined) return;
  if (challenge && verifier === undefined)
    throw new OAuthError(400, 'invalid_grant', 'Missing code verifier.');
  const derived =
    challenge?.method === 'S256'
      ? createHash('sha256')
          .update(verifier ?? '')
          .digest('base64url')
      : verifier;
  if (derived !== challenge?.value) throw new OAuthError(400, 'invalid_grant', 'Invalid code verifier.');
}

function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function required(form: FormParameters, name: string): string {
  const value = form.get(name);
  if (value === undefined)
    throw new OAuthError(400, 'invalid_request', `Missing required parameter: ${name}`);
  return value;
}
