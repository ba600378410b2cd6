/** The HTTP shell of identity: Google's own paths, all on the one local origin. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../control/clock.ts';
import { Authorize } from './authorize.ts';
import { openIdConfiguration } from './discovery.ts';
import type { Identity } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { FormParameters } from './parameters.ts';
import { certificates } from './signing-certificates.ts';
import { basicCredentials } from '../../control/basic-credentials.ts';
import { exchange } from './token-endpoint.ts';
import { describeAccessToken, describeAccessTokenOld, describeIdToken, invalidValue } from './token-info.ts';
import { googleUserInfo, openIdUserInfo, type UserInfo } from './user-info.ts';
import type { Account } from './account.ts';

const FORM = 'application/x-www-form-urlencoded';
const KEYS_MAX_AGE_S = 20_000;

/** Registers the endpoints in a scope of their own, so that their form parser and error bodies stay theirs. */
export function oauthRoutes(server: FastifyInstance, identity: Identity, clock: Clock): void {
  void server.register(async (scope) => {
    if (!scope.hasContentTypeParser(FORM)) await scope.register(formbody);
    scope.setErrorHandler((error, _request, reply) => {
      if (error instanceof OAuthError) return noStore(reply).code(error.status).send(error.body());
      throw error;
    });
    authorizeRoutes(scope, new Authorize(identity, clock));
    tokenRoutes(scope, identity, clock);
    tokenInfoRoutes(scope, identity, clock);
    userInfoRoutes(scope, identity);
    keyRoutes(scope, identity);
  });
}

function authorizeRoutes(scope: FastifyInstance, authorize: Authorize): void {
  for (const url of ['/o/oauth2/v2/auth', '/o/oauth2/auth']) {
    scope.get(url, (request, reply) => authorize.begin(request, reply));
    scope.post(url, (request, reply) => authorize.decide(request, reply));
  }
  scope.get('/oauthcallback', (request, reply) => authorize.done(request, reply));
}

function tokenRoutes(scope: FastifyInstance, identity: Identity, clock: Clock): void {
  for (const url of ['/token', '/o/oauth2/token', '/oauth2/v4/token']) {
    scope.post(url, async (request, reply) => {
      noStore(reply);
      return exchange(
        identity,
        clock,
        new FormParameters(request.body),
        basicCredentials(request.headers.authorization),
        `${request.protocol}://${request.host}${url}`,
      );
    });
  }
  for (const url of ['/revoke', '/o/oauth2/revoke']) {
    scope.route({
      method: ['GET', 'POST'],
      url,
      handler: (request, reply) => {
        revoke(identity, clock, parameter(request, 'token'));
        return noStore(reply).send({});
      },
    });
  }
}

function revoke(identity: Identity, clock: Clock, token: string | undefined): void {
  if (token === undefined) throw new OAuthError(400, 'invalid_request', 'Missing required parameter: token');
  const row = identity.tokens.access(token, clock.now()) ?? identity.tokens.refresh(token);
  if (!row) throw new OAuthError(400, 'invalid_token', 'Token expired or revoked');
  identity.revokeGrant(row.email, row.clientId);
}

function tokenInfoRoutes(scope: FastifyInstance, identity: Identity, clock: Clock): void {
  for (const url of ['/tokeninfo', '/oauth2/v3/tokeninfo', '/oauth2/v1/tokeninfo', '/oauth2/v2/tokeninfo']) {
    const describe = /\/v[12]\//.test(url) ? describeAccessTokenOld : describeAccessToken;
    scope.route({
      method: ['GET', 'POST'],
      url,
      handler: async (request, reply) => {
        noStore(reply);
        const idToken = parameter(request, 'id_token');
        if (idToken !== undefined) return describeIdToken(identity, idToken, clock.now());
        const token = parameter(request, 'access_token') ?? bearer(request);
        if (token === undefined) throw invalidValue();
        return describe(identity, token, clock.now());
      },
    });
  }
}

function userInfoRoutes(scope: FastifyInstance, identity: Identity): void {
  const serve = (
    url: string,
    form: (account: Account, scopes: ReadonlySet<string>) => UserInfo,
    refusal: unknown,
  ): void => {
    scope.route({
      method: ['GET', 'POST'],
      url,
      handler: (request, reply) => {
        const holder = identity.resolve(bearer(request) ?? parameter(request, 'access_token') ?? '');
        const account = holder && identity.account(holder.email);
        if (!account)
          return noStore(reply)
            .code(401)
            .header('www-authenticate', 'Bearer realm="https://accounts.google.com/", error="invalid_token"')
            .send(refusal);
        return noStore(reply).send(form(account, holder.scopes));
      },
    });
  };
  const openId = { error: 'invalid_request', error_description: 'Invalid Credentials' };
  serve('/v1/userinfo', openIdUserInfo, openId);
  serve('/oauth2/v3/userinfo', openIdUserInfo, openId);
  const message =
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
  const google = { error: { code: 401, message, status: 'UNAUTHENTICATED' } };
  serve('/oauth2/v2/userinfo', googleUserInfo, google);
  serve('/oauth2/v1/userinfo', googleUserInfo, google);
}

function keyRoutes(scope: FastifyInstance, identity: Identity): void {
  const published = (path: string, read: () => Promise<unknown>): void => {
    scope.get(path, async (_request, reply) =>
      reply
        .header('cache-control', `public, max-age=${String(KEYS_MAX_AGE_S)}, must-revalidate, no-transform`)
        .send(await read()),
    );
  };
  published('/oauth2/v3/certs', () => identity.keys.jwks());
  published('/oauth2/v1/certs', () => certificates(identity.keys));
  scope.get('/.well-known/openid-configuration', (request) =>
    openIdConfiguration(`${request.protocol}://${request.host}`),
  );
}

/** A parameter of the form or of the address: these endpoints take either. */
function parameter(request: FastifyRequest, name: string): string | undefined {
  return new FormParameters(request.body).get(name) ?? new FormParameters(request.query).get(name);
}

function bearer(request: FastifyRequest): string | undefined {
  return /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply
    .header('cache-control', 'no-cache, no-store, max-age=0, must-revalidate')
    .header('pragma', 'no-cache');
}
