/** `/calendar/v3` over HTTP: who calls, what he asks, and Google's way of answering. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ground } from '../../../control/ground.ts';
import type { Actor } from '../actor.ts';
import type { Calendar } from '../calendar.ts';
import { authError, badApiKey, CalendarError, loginRequired, notBuilt, notFound } from '../calendar-error.ts';
import { requireScope } from '../method-scopes.ts';
import type { ApiMethod } from './api-method.ts';
import { API_METHODS } from './api-methods.ts';
import { batchRoutes } from './batch.ts';
import { readHeaders, sendBody, sendError, writeHeaders } from './google-reply.ts';
import type { Query } from './query.ts';
import { flagParameter, textParameter } from './query.ts';
import { RequestQuotas } from './request-quotas.ts';

type Request = FastifyRequest<{ Params: Record<string, string>; Querystring: Query }>;

/** What an API key opens, of calendars that are shared with everybody. */
const PUBLIC: readonly ApiMethod['id'][] = [
  'calendars.get',
  'colors.get',
  'events.get',
  'events.instances',
  'events.list',
  'freebusy.query',
];
const PUBLIC_SCOPES: ReadonlySet<string> = new Set(['https://www.googleapis.com/auth/calendar.readonly']);

const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Registers the routes in a scope of their own, so that their error and body handling stays theirs. */
export function calendarRoutes(server: FastifyInstance, calendar: Calendar, ground: Ground): void {
  void server.register((scope, _options, done) => {
    readBodies(scope);
    scope.setErrorHandler((error, _request, reply) => sendError(reply, toCalendarError(error)));
    const quotas = new RequestQuotas(ground);
    for (const method of API_METHODS) {
      scope.route({
        method: method.http,
        url: `/calendar/v3/${method.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        handler: (request, reply) => answer(method, request as Request, reply, { calendar, ground, quotas }),
      });
    }
    scope.route({
      method: ['GET', ...WRITES],
      url: '/calendar/v3/*',
      handler: (_request, reply) => sendError(reply, notFound()),
    });
    batchRoutes(scope, server);
    done();
  });
}

interface Answering {
  readonly calendar: Calendar;
  readonly ground: Ground;
  readonly quotas: RequestQuotas;
}

function answer(
  method: ApiMethod,
  request: Request,
  reply: FastifyReply,
  { calendar, ground, quotas }: Answering,
): FastifyReply {
  const actor = actorOf(request, calendar, method.id);
  quotas.count(actor, method.id);
  if (!method.answer) {
    requireScope(actor, method.id);
    throw notBuilt(`calendar.${method.id}`);
  }
  const body = method.answer({
    ...{ calendar, actor, params: request.params, query: request.query, body: request.body },
    ifMatch: request.headers['if-match'],
    origin: `${request.protocol}://${request.host}`,
  });
  if (body === undefined) return reply.code(204).send();
  if (request.method === 'GET') readHeaders(reply, ground.clock);
  else writeHeaders(reply, ground.clock);
  const known = request.headers['if-none-match'];
  if (request.method === 'GET' && known !== undefined && 'etag' in body && known === body.etag)
    return reply.code(304).send();
  const indent = flagParameter(request.query, 'prettyPrint') === false ? 0 : 1;
  return sendBody(reply, body, textParameter(request.query, 'fields'), method.response, indent);
}

/** Bodies are JSON or nothing; a broken one is Google's `parseError`. */
function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    try {
      done(null, JSON.parse(String(text)));
    } catch {
      done(new CalendarError(400, 'parseError', 'Parse Error'));
    }
  });
}

function actorOf(request: Request, calendar: Calendar, method: ApiMethod['id']): Actor {
  const header = request.headers.authorization;
  const named = textParameter(request.query, 'access_token') ?? textParameter(request.query, 'oauth_token');
  const token = header?.replace(/^Bearer\s+/i, '') ?? named;
  if (token === undefined) return anonymous(textParameter(request.query, 'key'), calendar, method);
  const bearer = calendar.identity.resolve(token);
  if (!bearer) throw authError();
  const { email, scopes, kind, scriptId, clientId } = bearer;
  return { email, scopes, via: kind, scriptId, clientId };
}

/** Nobody in particular, who may look at what is public: a program with an API key. */
function anonymous(key: string | undefined, { identity }: Calendar, method: ApiMethod['id']): Actor {
  if (key === undefined) throw loginRequired();
  if (identity.isApiKey?.(key) !== true) throw badApiKey();
  if (!PUBLIC.includes(method)) throw loginRequired();
  return { email: '', scopes: PUBLIC_SCOPES, via: 'outside', clientId: key };
}

function toCalendarError(error: unknown): CalendarError {
  if (error instanceof CalendarError) return error;
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status < 500)
    return new CalendarError(status, 'badRequest', 'Bad Request');
  return new CalendarError(500, 'backendError', 'Backend Error');
}
