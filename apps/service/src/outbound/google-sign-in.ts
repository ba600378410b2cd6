import * as oauth from 'oauth4webapi';
import { ServiceError } from '../errors.ts';
import type { GoogleIdentity, IdTokenVerifier } from './google-identity.ts';
import { callOptions, EXCHANGE_TIMEOUT_MS, readTokens, TokenError } from './token-endpoint.ts';
import type { OAuthParty } from './token-endpoint.ts';

/** The one-time values of a browser's way to a provider and back. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Signing a browser in with Google: who it is, and nothing else (no Google token is kept). */
export interface GoogleSignIn {
  /** Where to send the browser. `hint` is the address Google should offer. */
  authorizeUrl(
    secrets: FlowSecrets,
    options?: { readonly hint?: string; readonly choose?: boolean },
  ): Promise<string>;
  /**
   * What came back at the redirect address.
   * @throws {ServiceError} `link-denied` (the person said no), `not-signed-in`, `temporarily-unavailable`
   */
  finish(callback: URLSearchParams, secrets: FlowSecrets): Promise<GoogleIdentity>;
}

const SCOPE = 'openid email profile';

export function createGoogleSignIn(
  party: OAuthParty,
  authorizeUrl: string,
  verifier: IdTokenVerifier,
): GoogleSignIn {
  return {
    async authorizeUrl(secrets, { hint, choose } = {}) {
      const url = new URL(authorizeUrl);
      const parameters: Record<string, string> = {
        client_id: party.client.client_id,
        redirect_uri: party.redirectUri,
        response_type: 'code',
        scope: SCOPE,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...(hint === undefined ? {} : { login_hint: hint }),
        ...(choose === true ? { prompt: 'select_account' } : {}),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    async finish(callback, secrets) {
      const parameters = checkCallback(party, callback, secrets.state);
      const tokens = await readTokens(
        oauth.authorizationCodeGrantRequest(
          party.server,
          party.client,
          party.secret,
          parameters,
          party.redirectUri,
          secrets.verifier,
          callOptions(party, EXCHANGE_TIMEOUT_MS),
        ),
      ).catch((error: unknown) => {
        throw toServiceError(error);
      });
      if (tokens.idToken === undefined) throw new ServiceError('not-signed-in');
      return verifier.verify(tokens.idToken, { audiences: [party.client.client_id], nonce: secrets.nonce });
    },
  };
}

/**
 * Checks `state` and `iss` of a redirect (RFC 9700: a code of one provider must not reach the other's callback).
 * @throws {ServiceError}
 */
export function checkCallback(party: OAuthParty, callback: URLSearchParams, state: string): URLSearchParams {
  try {
    return oauth.validateAuthResponse(party.server, party.client, callback, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) {
      const denied = error.error === 'access_denied';
      throw new ServiceError(denied ? 'link-denied' : 'link-not-approved', { cause: error });
    }
    throw new ServiceError('link-expired', { cause: error });
  }
}

/** A refused code is an old or a foreign one: the person starts again. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof TokenError && error.code === 'invalid-grant')
    return new ServiceError('link-expired', { cause: error });
  return new ServiceError('temporarily-unavailable', { cause: error });
}
