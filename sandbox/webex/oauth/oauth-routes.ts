import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { basicCredentials } from '../../control/basic-credentials.ts';
import { sendPlainJson } from '../http-shell.ts';
import { languageOf, PAGE_HEADERS } from '../pages/page-frame.ts';
import type { Users } from '../users/users.ts';
import { consentPage } from './consent-page.ts';
import type { Grants } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import type { OAuthClient } from './oauth-records.ts';
import { KNOWN_SCOPES, splitScopes } from './scopes.ts';

interface OAuthRoutesDeps {
  readonly change: <R>(act: () => R) => R;
  readonly users: Users;
  readonly grants: Grants;
}

type Parameters = Readonly<Record<string, string>>;

interface Authorization {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
  readonly state: string | undefined;
  readonly parameters: Parameters;
}

const OWN_FIELDS = new Set(['decision', 'email', 'login_hint']);

/** `/authorize` and `/access_token` below the server's prefix. */
export function oauthRoutes(server: FastifyInstance, deps: OAuthRoutesDeps): void {
  const { change, users, grants } = deps;

  server.get('/authorize', (request, reply) => {
    const asked = readAuthorization(grants, textFields(request.query));
    const query = request.query as Readonly<Record<string, string | undefined>>;
    const user = users.find(query['login_hint'] ?? query['email'] ?? '');
    const consent = user && grants.consent(user.email);
    if (user && consent) return decide(reply, asked, user.email, consent.allow, consent.scopes);
    return ask(request, reply, asked, user?.email, false);
  });

  server.post('/authorize', (request, reply) => {
    const form = textFields(request.body);
    const asked = readAuthorization(grants, form);
    if (form['decision'] !== 'allow') return decide(reply, asked, '', false, undefined);
    const user = users.find((form['email'] ?? '').trim());
    if (!user) return ask(request, reply, asked, undefined, true);
    return decide(reply, asked, user.email, true, undefined);
  });

  server.post('/access_token', (request, reply) => {
    const form = textFields(request.body);
    const answer = change(() => grants.token({ ...named(request.headers.authorization), ...form }));
    return sendPlainJson(reply.header('cache-control', 'no-store'), answer);
  });

  function decide(
    reply: FastifyReply,
    asked: Authorization,
    email: string,
    allow: boolean,
    most: readonly string[] | undefined,
  ): FastifyReply {
    const target = new URL(asked.redirectUri);
    if (asked.state !== undefined) target.searchParams.set('state', asked.state);
    if (!allow) {
      target.searchParams.set('error', 'access_denied');
      target.searchParams.set('error_description', 'The resource owner denied the request.');
      return reply.redirect(target.href);
    }
    const scopes = most === undefined ? asked.scopes : asked.scopes.filter((scope) => most.includes(scope));
    const { client, redirectUri, challenge } = asked;
    const code = change(() =>
      grants.newCode({ clientId: client.clientId, redirectUri, email, scopes, challenge }),
    );
    target.searchParams.set('code', code);
    return reply.redirect(target.href);
  }
}

/** Cisco's own clients name themselves by Basic authentication. https://github.com/webex/webex-js-sdk */
function named(header: string | undefined): Readonly<Record<string, string>> {
  const credentials = basicCredentials(header);
  return credentials ? { client_id: credentials[0], client_secret: credentials[1] } : {};
}

function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Authorization,
  email: string | undefined,
  unknownEmail: boolean,
): FastifyReply {
  const page = consentPage({
    language: languageOf(request.headers['accept-language']),
    clientName: asked.client.name,
    scopes: asked.scopes,
    parameters: asked.parameters,
    email,
    unknownEmail,
  });
  return reply.headers(PAGE_HEADERS).send(page);
}

/**
 * What a browser asks for. Nothing is sent back to an address that is not the client's, word by word.
 * @throws {OAuthError}
 */
function readAuthorization(grants: Grants, parameters: Parameters): Authorization {
  const client = grants.client(parameters['client_id']);
  if (!client) throw new OAuthError(400, 'invalid_client', 'The client_id is unknown.');
  const redirectUri = parameters['redirect_uri'];
  if (redirectUri === undefined || !client.redirectUris.includes(redirectUri)) {
    throw new OAuthError(400, 'invalid_request', 'The redirect_uri does not match one that is registered.');
  }
  if (parameters['response_type'] !== 'code') {
    throw new OAuthError(400, 'unsupported_response_type', 'The response_type must be code.');
  }
  const scopes = splitScopes(parameters['scope'] ?? '');
  if (scopes.length === 0 || scopes.some((scope) => !KNOWN_SCOPES.has(scope))) {
    throw new OAuthError(400, 'invalid_scope', 'The requested scope is invalid.');
  }
  const challenge = parameters['code_challenge'];
  if (challenge !== undefined && parameters['code_challenge_method'] !== 'S256') {
    throw new OAuthError(400, 'invalid_request', 'The code_challenge_method must be S256.');
  }
  const kept = Object.fromEntries(Object.entries(parameters).filter(([name]) => !OWN_FIELDS.has(name)));
  return { client, redirectUri, scopes, challenge, state: parameters['state'], parameters: kept };
}

function textFields(source: unknown): Parameters {
  if (typeof source !== 'object' || source === null) return {};
  return Object.fromEntries(
    Object.entries(source as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
