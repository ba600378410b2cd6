import * as oauth from 'oauth4webapi';
import { callOptions, EXCHANGE_TIMEOUT_MS, readTokens, REFRESH_TIMEOUT_MS } from './token-endpoint.ts';
import type { OAuthParty, Tokens } from './token-endpoint.ts';
import { checkCallback, toServiceError } from './google-sign-in.ts';

/** The least this product can do with: its own meetings, the sites, and whose account it is. */
const WEBEX_SCOPES = [
  'meeting:schedules_read',
  'meeting:schedules_write',
  'meeting:preferences_read',
  'spark:people_read',
] as const;

/** Webex OAuth for one integration: code + PKCE + secret (Webex wants the secret even with PKCE). */
export interface WebexOAuth {
  authorizeUrl(
    secrets: { readonly state: string; readonly verifier: string },
    hint?: string,
  ): Promise<string>;
  /** @throws {ServiceError} `link-denied`, `link-not-approved`, `link-expired`, `temporarily-unavailable` */
  finish(
    callback: URLSearchParams,
    secrets: { readonly state: string; readonly verifier: string },
  ): Promise<Tokens>;
  /** @throws {TokenError} */
  refresh(refreshToken: string): Promise<Tokens>;
}

export function createWebexOAuth(party: OAuthParty, authorizeUrl: string): WebexOAuth {
  return {
    async authorizeUrl({ state, verifier }, hint) {
      const url = new URL(authorizeUrl);
      const parameters: Record<string, string> = {
        client_id: party.client.client_id,
        redirect_uri: party.redirectUri,
        response_type: 'code',
        scope: WEBEX_SCOPES.join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(hint === undefined ? {} : { login_hint: hint }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    async finish(callback, { state, verifier }) {
      const parameters = checkCallback(party, callback, state);
      const options = callOptions(party, EXCHANGE_TIMEOUT_MS);
      return readTokens(
        oauth.authorizationCodeGrantRequest(
          party.server,
          party.client,
          party.secret,
          parameters,
          party.redirectUri,
          verifier,
          options,
        ),
      ).catch((error: unknown) => {
        throw toServiceError(error);
      });
    },
    refresh: (refreshToken) =>
      readTokens(
        oauth.refreshTokenGrantRequest(
          party.server,
          party.client,
          party.secret,
          refreshToken,
          callOptions(party, REFRESH_TIMEOUT_MS),
        ),
      ),
  };
}
