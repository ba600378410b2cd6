/**
 * Sign-in: tokens and what they say, keys, the OpenID configuration, and the discovery of APIs.
 * https://developers.google.com/identity/protocols/oauth2/web-server, https://developers.google.com/discovery/v1/reference
 */
import { address, digits, url } from './google-values.ts';
import { always, filled, flag, listOf, mapOf, matching, object, oneOf, someOf, text } from './json-schema.ts';
import { whereThereIs, type JsonSchema } from './json-schema.ts';
import type { Operation } from './operation.ts';

/** The identity endpoints spell the charset small. */
const IDENTITY_JSON = 'application/json; charset=utf-8';
const subject = matching(/^\d{21}$/);
const jwt = matching(/^[\w-]+\.[\w-]+\.[\w-]*$/);
const life: JsonSchema = { type: 'integer', minimum: 1, maximum: 3599 };

const grant = object(
  {
    grant_type: oneOf('authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'),
  },
  {
    ...{ client_id: filled, client_secret: filled, assertion: filled, scope: filled },
    ...{
      code: filled,
      redirect_uri: url,
      code_verifier: matching(/^[\w.~-]{43,128}$/),
      refresh_token: filled,
    },
  },
);
/** A service account that asks for an audience gets an ID token alone. */
const tokens = whereThereIs(
  'access_token',
  object(
    {
      access_token: matching(/^ya29\.[\w.-]+$/),
      expires_in: life,
      token_type: always('Bearer'),
    },
    {
      scope: filled,
      id_token: jwt,
      refresh_token: matching(/^1\/\/[\w-]+$/),
      refresh_token_expires_in: life,
    },
  ),
  object({ id_token: jwt }),
);

/** Every value is a string. */
const ofAccessToken = object(
  {
    azp: filled,
    aud: filled,
    scope: filled,
    exp: digits,
    expires_in: digits,
    access_type: oneOf('online', 'offline'),
  },
  { sub: subject, email: address, email_verified: oneOf('true', 'false') },
);
const ofIdToken = object(
  {
    ...{ iss: always('https://accounts.google.com'), azp: filled, aud: filled, sub: subject },
    ...{ iat: digits, exp: digits, alg: always('RS256'), kid: filled, typ: always('JWT') },
  },
  {
    ...{ hd: filled, email: address, email_verified: oneOf('true', 'false'), at_hash: filled, nonce: filled },
    ...{ name: filled, given_name: filled, family_name: text, picture: url, locale: filled },
  },
);
const tokenInfo = whereThereIs('alg', ofIdToken, ofAccessToken);
/** v1 and v2, with names and types of their own. */
const olderTokenInfo = object(
  {
    ...{ issued_to: filled, audience: filled, user_id: subject, scope: filled },
    ...{ expires_in: { type: 'integer', minimum: 0 }, access_type: oneOf('online', 'offline') },
  },
  { email: address, verified_email: flag },
);

const names = {
  name: filled,
  given_name: filled,
  family_name: filled,
  picture: url,
  locale: filled,
  hd: filled,
};
const openIdUser = object({ sub: subject }, { ...names, email: address, email_verified: flag });
const googleUser = object({ id: subject }, { ...names, email: address, verified_email: flag });

const keys = object({
  keys: someOf(
    object({
      ...{ kty: always('RSA'), n: matching(/^[\w-]+$/), e: matching(/^[\w-]+$/) },
      ...{ kid: filled, alg: always('RS256'), use: always('sig') },
    }),
  ),
});
const filledList = someOf(filled);
const configuration = object({
  issuer: always('https://accounts.google.com'),
  ...{ authorization_endpoint: url, token_endpoint: url, userinfo_endpoint: url },
  ...{ revocation_endpoint: url, jwks_uri: url },
  response_types_supported: filledList,
  response_modes_supported: filledList,
  subject_types_supported: listOf(always('public')),
  id_token_signing_alg_values_supported: listOf(always('RS256')),
  ...{ scopes_supported: filledList, token_endpoint_auth_methods_supported: filledList },
  ...{ claims_supported: filledList, code_challenge_methods_supported: listOf(oneOf('plain', 'S256')) },
  ...{ grant_types_supported: filledList, authorization_response_iss_parameter_supported: flag },
});

const directoryItem = object({
  kind: always('discovery#directoryItem'),
  ...{ id: matching(/^\w+:\w+$/), name: filled, version: filled, title: filled, description: filled },
  ...{ discoveryRestUrl: url, preferred: flag },
});
const directory = object({
  kind: always('discovery#directoryList'),
  discoveryVersion: always('v1'),
  items: someOf(directoryItem),
});
const uploadPath = object({ multipart: flag, path: matching(/^\/(resumable\/)?upload\//) });
const mediaUpload = object({
  accept: filledList,
  maxSize: digits,
  protocols: object({ simple: uploadPath, resumable: uploadPath }),
});
const restMethod = object(
  { id: filled, path: filled, httpMethod: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE') },
  {
    ...{ flatPath: filled, parameters: mapOf({ type: 'object' }), parameterOrder: listOf(filled) },
    ...{ request: object({ $ref: filled }), response: object({ $ref: filled }), scopes: filledList },
    ...{ description: filled, supportsSubscription: flag, supportsMediaUpload: flag, mediaUpload },
  },
);
const resource: JsonSchema = {
  $id: 'discovery-resource',
  ...object({}, { methods: mapOf(restMethod), resources: mapOf({ $ref: 'discovery-resource' }) }),
};
const restDescription = object(
  {
    ...{ kind: always('discovery#restDescription'), discoveryVersion: always('v1'), id: filled },
    ...{ name: filled, version: filled, revision: matching(/^\d{8}$/), title: filled, description: filled },
    ...{ ownerDomain: always('google.com'), ownerName: always('Google'), protocol: always('rest') },
    ...{ rootUrl: url, servicePath: text, baseUrl: url, basePath: text, batchPath: filled },
    parameters: mapOf({ type: 'object' }),
    auth: object({ oauth2: object({ scopes: mapOf(object({ description: filled })) }) }),
    schemas: mapOf(
      object(
        { id: filled, type: always('object') },
        { properties: mapOf({ type: 'object' }), additionalProperties: { type: 'object' } },
      ),
    ),
  },
  { resources: mapOf(resource), methods: mapOf(restMethod) },
);

const at = (method: string, path: string, response: JsonSchema, request?: JsonSchema): Operation => ({
  method,
  path,
  status: 200,
  type: IDENTITY_JSON,
  response,
  ...(request ? { request } : {}),
});
const both = (path: string, response: JsonSchema): readonly Operation[] =>
  ['GET', 'POST'].map((method) => at(method, path, response));

export const IDENTITY_OPERATIONS: readonly Operation[] = [
  ...['/token', '/o/oauth2/token', '/oauth2/v4/token'].map((path) => at('POST', path, tokens, grant)),
  ...['/revoke', '/o/oauth2/revoke'].flatMap((path) => both(path, object({}))),
  ...['/tokeninfo', '/oauth2/v3/tokeninfo'].flatMap((path) => both(path, tokenInfo)),
  ...['/oauth2/v1/tokeninfo', '/oauth2/v2/tokeninfo'].flatMap((path) =>
    both(path, whereThereIs('alg', ofIdToken, olderTokenInfo)),
  ),
  ...['/v1/userinfo', '/oauth2/v3/userinfo'].flatMap((path) => both(path, openIdUser)),
  ...['/oauth2/v1/userinfo', '/oauth2/v2/userinfo'].flatMap((path) => both(path, googleUser)),
  at('GET', '/oauth2/v3/certs', keys),
  at('GET', '/.well-known/openid-configuration', configuration),
  at('GET', '/discovery/v1/apis', directory),
  at('GET', '/discovery/v1/apis/{}/{}/rest', restDescription),
  at('GET', '/$discovery/rest', restDescription),
];
