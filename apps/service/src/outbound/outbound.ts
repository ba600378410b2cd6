import type { WebexClient } from '@webex-scheduler/webex';
import * as oauth from 'oauth4webapi';
import type { Config } from '../config.ts';
import type { Database } from '../store/database.ts';
import type { Clock, Seal, WebexAccess } from '../sync/ports.ts';
import { allowlistedFetch } from './allowlist.ts';
import { createIdTokenVerifier } from './google-identity.ts';
import type { IdTokenVerifier } from './google-identity.ts';
import { createGoogleSignIn } from './google-sign-in.ts';
import type { GoogleSignIn } from './google-sign-in.ts';
import { createWebexAccess, webexClientWith } from './webex-access.ts';
import { createWebexOAuth } from './webex-oauth.ts';
import type { WebexOAuth } from './webex-oauth.ts';
import { createWebexTokens } from './webex-tokens.ts';

/** One redirect address per provider: a code of one can then never be taken for the other's. */
export const GOOGLE_CALLBACK = '/link/google/callback';
export const WEBEX_CALLBACK = '/link/webex/callback';

/** All that the service calls outside, for everything that does. */
export interface Outbound {
  readonly webex: WebexAccess;
  readonly webexOAuth: WebexOAuth;
  /** A client with a token that belongs to no account yet. */
  webexWith(accessToken: string): WebexClient;
  readonly google: GoogleSignIn;
  readonly idTokens: IdTokenVerifier;
}

interface OutboundOptions {
  readonly config: Pick<Config, 'publicUrl' | 'google' | 'webex'>;
  readonly clock: Clock;
  readonly database: Database;
  readonly seal: Seal;
}

export function createOutbound({ config, clock, database, seal }: OutboundOptions): Outbound {
  const { google, webex } = config;
  const fetch = allowlistedFetch([google.tokenUrl, google.jwksUrl, webex.apiUrl, webex.tokenUrl]);
  const idTokens = createIdTokenVerifier({ jwksUrl: google.jwksUrl, issuers: google.issuers, clock, fetch });
  const webexOAuth = createWebexOAuth(
    {
      server: { issuer: new URL(webex.authorizeUrl).origin, token_endpoint: webex.tokenUrl },
      client: { client_id: webex.clientId },
      secret: oauth.ClientSecretPost(webex.clientSecret),
      redirectUri: `${config.publicUrl}${WEBEX_CALLBACK}`,
      fetch,
    },
    webex.authorizeUrl,
  );
  const googleParty = {
    server: { issuer: google.issuers[0] ?? '', token_endpoint: google.tokenUrl },
    client: { client_id: google.clientId },
    secret: oauth.ClientSecretPost(google.clientSecret),
    redirectUri: `${config.publicUrl}${GOOGLE_CALLBACK}`,
    fetch,
  };
  const tokens = createWebexTokens({ database, seal, clock, oauth: webexOAuth });
  return {
    idTokens,
    webexOAuth,
    google: createGoogleSignIn(googleParty, google.authorizeUrl, idTokens),
    webex: createWebexAccess({ apiUrl: webex.apiUrl, clock, fetch, tokens }),
    webexWith: (accessToken) => webexClientWith({ apiUrl: webex.apiUrl, clock, fetch }, accessToken),
  };
}
