/** `/gmail/v1` over HTTP: who calls, what he asks, and Gmail's way of answering. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Call, Route } from './call.ts';
import { draftRoutes } from './draft-routes.ts';
import { ApiError, notBuilt, notFound, unauthenticated } from '../api-error.ts';
import type { Gmail } from './gmail.ts';
import { labelRoutes } from './label-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { threadRoutes } from './thread-routes.ts';

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
    const route: Route = (method, path, handler) => {
      scope.route({
        method,
        url: `/gmail/v1/users/:userId${path}`,
        handler: async (request, reply) => {
          const answer = await handler(callOf(gmail, request));
          return answer === undefined ? reply.code(204).send() : send(reply, answer);
        },
      });
    };
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
    messageRoutes(route, gmail);
    threadRoutes(route, gmail);
    labelRoutes(route, gmail);
    draftRoutes(route, gmail);
    for (const [method, path, name] of REFUSED)
      route(method, path, () => {
        throw notBuilt(`gmail.users.${name}`);
      });
    scope.all('/gmail/v1/*', () => {
      throw notFound();
    });
    scope.all('/upload/gmail/v1/*', () => {
      throw notBuilt('Uploading to Gmail (send the message as raw)');
    });
    done();
  });
}

const REFUSED = [
  ['GET', '/history', 'history.list'],
  ['POST', '/watch', 'watch'],
  ['POST', '/stop', 'stop'],
  ['POST', '/messages/import', 'messages.import'],
] as const;

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
