/** The OpenID configuration: Google's issuer, and the endpoints where whoever asks can reach them. */
import { ISSUER } from './id-token.ts';
import { JWT_BEARER } from './jwt-grant.ts';

interface Endpoints {
  readonly authorize: string;
  readonly api: string;
  readonly userInfo: string;
  readonly keys: string;
}

/** A client that came by the proxy reaches every host of Google's. */
const GOOGLE: Endpoints = {
  authorize: ISSUER,
  api: 'https://oauth2.googleapis.com',
  userInfo: 'https://openidconnect.googleapis.com',
  keys: 'https://www.googleapis.com',
};

/** @param origin - where local Google was reached, e.g. `http://127.0.0.1:4174` */
export function openIdConfiguration(origin: string): Readonly<Record<string, unknown>> {
  const at = origin === ISSUER ? GOOGLE : { authorize: origin, api: origin, userInfo: origin, keys: origin };
  return {
    issuer: ISSUER,
    authorization_endpoint: `${at.authorize}/o/oauth2/v2/auth`,
    token_endpoint: `${at.api}/token`,
    userinfo_endpoint: `${at.userInfo}/v1/userinfo`,
    revocation_endpoint: `${at.api}/revoke`,
    jwks_uri: `${at.keys}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', JWT_BEARER],
    authorization_response_iss_parameter_supported: true,
  };
}
