/** `/gmail/v1` over HTTP: who calls, what he asks, and Gmail's way of answering. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { selectFields } from '../calendar/field-mask.ts';
import type { Call, Route } from './call.ts';
import { text } from './call.ts';
import { COVERAGE } from './coverage.ts';
import { draftRoutes } from './draft-routes.ts';
import { ApiError, invalid, notBuilt, notFound, unauthenticated } from '../api-error.ts';
import type { Gmail } from './gmail.ts';
import { labelRoutes } from './label-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { threadRoutes } from './thread-routes.ts';
import { uploadRoutes } from './upload-routes.ts';

/** Registers the routes in a scope of their own, so that their error and body handling stays theirs. */
export function gmailRoutes(server: FastifyInstance, gmail: Gmail): void {
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
      try {
        parsed(null, text === '' ? {} : JSON.parse(String(text)));
      } catch {
        parsed(new ApiError(400, 'parseError', 'Parse Error'));
      }
    });
    scope.setErrorHandler((error, _request, reply) => {
      const refusal = error instanceof ApiError ? error : new ApiError(500, 'backendError', 'Backend Error');
      return send(reply.code(refusal.status), refusal.body());
    });
    const handlers = new Map<string, Parameters<Route>[2]>();
    const answer = async (
      key: string,
      request: FastifyRequest,
      reply: FastifyReply,
      body = (request.body ?? {}) as Call['body'],
    ): Promise<FastifyReply> => {
      const given = await handlers.get(key)?.({ ...callOf(gmail, request), body });
      return given === undefined ? reply.code(204).send() : send(reply, masked(given, request));
    };
    const route: Route = (method, path, handler) => {
      handlers.set(`${method} ${path}`, handler);
      scope.route({
        method,
        url: `/gmail/v1/users/:userId${path}`,
        handler: (request, reply) => answer(`${method} ${path}`, request, reply),
      });
    };
    accountRoutes(route, gmail);
    messageRoutes(route, gmail);
    threadRoutes(route, gmail);
    labelRoutes(route, gmail);
    draftRoutes(route, gmail);
    for (const { http, path, id, status } of COVERAGE)
      if (status === 'refused')
        route(http, templateOf(path), () => {
          throw notBuilt(`gmail.users.${id}`);
        });
    scope.all('/gmail/v1/*', () => {
      throw notFound();
    });
    uploadRoutes(scope, answer);
    done();
  });
}

function accountRoutes(route: Route, gmail: Gmail): void {
  route('GET', '/profile', ({ actor }) => {
    gmail.access.require(actor, 'getProfile');
    const messages = gmail.box.messages(actor.email);
    return {
      emailAddress: actor.email,
      messagesTotal: messages.length,
      threadsTotal: new Set(messages.map(({ threadId }) => threadId)).size,
      historyId: String(gmail.box.historyId(actor.email)),
    };
  });
  route('GET', '/settings/sendAs', ({ actor }) => {
    gmail.access.require(actor, 'sendAs.list');
    const displayName = gmail.identity.account(actor.email)?.name ?? '';
    return { sendAs: [{ sendAsEmail: actor.email, displayName, isPrimary: true, isDefault: true }] };
  });
}

/** The router's way of writing a path; `{id}:verb` is one segment. */
function templateOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}:/g, ':$1(^[^:]+)::').replaceAll(/\{(\w+)\}/g, ':$1');
}

/** What the `fields` parameter leaves of an answer. @throws {ApiError} 400 for a mask that cannot be read */
function masked(body: object, request: FastifyRequest): object {
  const fields = text((request.query as Call['query'])['fields']);
  if (fields === undefined || fields === '') return body;
  try {
    return selectFields(body, fields) as object;
  } catch {
    throw invalid(`Request contains an invalid argument: fields=${fields}`);
  }
}

function send(reply: FastifyReply, body: object): FastifyReply {
  return reply
    .headers({ 'content-type': 'application/json; charset=UTF-8', vary: 'Origin, X-Origin, Referer' })
    .send(JSON.stringify(body, null, 2));
}

function callOf(gmail: Gmail, request: FastifyRequest): Call {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const holder = bearer === undefined ? undefined : gmail.identity.resolve(bearer);
  if (!holder) throw unauthenticated();
  const params = request.params as Record<string, string>;
  const { userId = 'me' } = params;
  if (userId !== 'me' && userId.toLowerCase() !== holder.email)
    throw new ApiError(403, 'forbidden', `Delegation denied for ${holder.email}`);
  const token = request.headers['x-goog-gmail-access-token'];
  return {
    actor: {
      email: holder.email,
      scopes: holder.scopes,
      messageToken: typeof token === 'string' ? token : undefined,
    },
    params,
    query: request.query as Call['query'],
    body: (request.body ?? {}) as Call['body'],
  };
}
