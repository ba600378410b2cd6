/** `/calendar/v3` over HTTP: who calls, what he asks, and Google's way of answering. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ground } from '../../../control/ground.ts';
import type { Actor } from '../actor.ts';
import type { Calendar } from '../calendar.ts';
import {
  authError,
  CalendarError,
  loginRequired,
  notBuilt,
  notFound,
  rateLimitExceeded,
} from '../calendar-error.ts';
import { readHeaders, sendBody, sendError, writeHeaders } from './google-reply.ts';
import type { Query } from './query.ts';
import { instancesOptions, listOptions, readOptions, textParameter, writeOptions } from './query.ts';

type Request = FastifyRequest<{ Params: Record<string, string>; Querystring: Query }>;
type Handler = (actor: Actor, request: Request, reply: FastifyReply) => object | undefined;

const MINUTE_MS = 60_000;

/** Registers the routes in a scope of their own, so that their error and body handling stays theirs. */
export function calendarRoutes(server: FastifyInstance, calendar: Calendar, ground: Ground): void {
  void server.register((scope, _options, done) => {
    readBodies(scope);
    scope.setErrorHandler((error, _request, reply) => sendError(reply, toCalendarError(error)));
    const calls = new RequestCounter(ground);
    const route = (
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      handler: Handler,
    ): void => {
      scope.route({
        method,
        url: `/calendar/v3${path}`,
        handler: (request, reply) => answer(request as Request, reply, handler),
      });
    };
    const answer = (request: Request, reply: FastifyReply, handler: Handler): FastifyReply => {
      const actor = actorOf(request, calendar);
      calls.count(actor);
      const body = handler(actor, request, reply);
      if (body === undefined) return reply.code(204).send();
      if (request.method === 'GET') readHeaders(reply, ground.clock);
      else writeHeaders(reply, ground.clock);
      const known = request.headers['if-none-match'];
      if (request.method === 'GET' && known !== undefined && 'etag' in body && known === body.etag)
        return reply.code(304).send();
      return sendBody(reply, body, textParameter(request.query, 'fields'));
    };
    eventRoutes(route, calendar);
    listRoutes(route, calendar);
    refusedRoutes(route, scope);
    done();
  });
}

type Route = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, handler: Handler) => void;

function eventRoutes(route: Route, calendar: Calendar): void {
  const events = '/calendars/:calendarId/events';
  const one = `${events}/:eventId`;
  const at = (request: Request): [calendarId: string, eventId: string] => [
    request.params['calendarId'] ?? '',
    request.params['eventId'] ?? '',
  ];
  const writing = (request: Request) => writeOptions(request.query, request.headers['if-match']);

  route('GET', events, (actor, request) =>
    calendar.listEvents(actor, at(request)[0], listOptions(request.query)),
  );
  route('POST', events, (actor, request) =>
    calendar.insertEvent(actor, at(request)[0], request.body, writing(request)),
  );
  route('GET', one, (actor, request) => calendar.getEvent(actor, ...at(request), readOptions(request.query)));
  route('PATCH', one, (actor, request) =>
    calendar.patchEvent(actor, ...at(request), request.body, writing(request)),
  );
  route('PUT', one, (actor, request) =>
    calendar.updateEvent(actor, ...at(request), request.body, writing(request)),
  );
  route('DELETE', one, (actor, request) => {
    calendar.deleteEvent(actor, ...at(request), writing(request));
    return undefined;
  });
  route('GET', `${one}/instances`, (actor, request) =>
    calendar.instances(actor, ...at(request), instancesOptions(request.query)),
  );
  route('POST', `${one}/move`, (actor, request) => {
    const destination = textParameter(request.query, 'destination');
    if (destination === undefined)
      throw new CalendarError(400, 'required', 'Required parameter: destination');
    return calendar.moveEvent(actor, ...at(request), destination, writing(request));
  });
}

function listRoutes(route: Route, calendar: Calendar): void {
  const id = (request: Request): string => request.params['id'] ?? '';
  route('GET', '/users/me/calendarList', (actor) => calendar.calendarList(actor));
  route('POST', '/users/me/calendarList', (actor, request) =>
    calendar.addToCalendarList(actor, request.body as { id?: string }),
  );
  route('GET', '/users/me/calendarList/:id', (actor, request) =>
    calendar.calendarListEntry(actor, id(request)),
  );
  route('DELETE', '/users/me/calendarList/:id', (actor, request) => {
    calendar.removeFromCalendarList(actor, id(request));
    return undefined;
  });
  route('GET', '/users/me/settings', (actor) => calendar.settings(actor));
  route('GET', '/users/me/settings/:id', (actor, request) => calendar.setting(actor, id(request)));
  route('POST', '/calendars', (actor, request) =>
    calendar.insertCalendar(actor, request.body as { summary?: string }),
  );
  route('GET', '/calendars/:id', (actor, request) => calendar.getCalendar(actor, id(request)));
  route('GET', '/calendars/:id/acl', (actor, request) => calendar.acl(actor, id(request)));
  route('POST', '/calendars/:id/acl', (actor, request) =>
    calendar.insertAcl(actor, id(request), request.body as { role?: string }),
  );
  route('DELETE', '/calendars/:id/acl/:ruleId', (actor, request) => {
    calendar.deleteAcl(actor, id(request), request.params['ruleId'] ?? '');
    return undefined;
  });
}

/** Methods of the API that this local Google has not: refused by name, never faked. */
function refusedRoutes(route: Route, scope: FastifyInstance): void {
  const refused = [
    ['POST', '/calendars/:id/events/quickAdd', 'events.quickAdd'],
    ['POST', '/calendars/:id/events/import', 'events.import'],
    ['POST', '/calendars/:id/events/watch', 'events.watch'],
    ['POST', '/users/me/calendarList/watch', 'calendarList.watch'],
    ['PATCH', '/users/me/calendarList/:id', 'calendarList.patch'],
    ['PUT', '/users/me/calendarList/:id', 'calendarList.update'],
    ['POST', '/users/me/settings/watch', 'settings.watch'],
    ['PATCH', '/calendars/:id', 'calendars.patch'],
    ['PUT', '/calendars/:id', 'calendars.update'],
    ['DELETE', '/calendars/:id', 'calendars.delete'],
    ['POST', '/calendars/:id/clear', 'calendars.clear'],
    ['GET', '/calendars/:id/acl/:ruleId', 'acl.get'],
    ['PATCH', '/calendars/:id/acl/:ruleId', 'acl.patch'],
    ['PUT', '/calendars/:id/acl/:ruleId', 'acl.update'],
    ['POST', '/calendars/:id/acl/watch', 'acl.watch'],
    ['POST', '/channels/stop', 'channels.stop'],
    ['GET', '/colors', 'colors.get'],
    ['POST', '/freeBusy', 'freebusy.query'],
  ] as const;
  for (const [method, path, name] of refused) {
    route(method, path, () => {
      throw notBuilt(`calendar.${name}`);
    });
  }
  scope.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/calendar/v3/*',
    handler: (_request, reply) => sendError(reply, notFound()),
  });
  scope.post('/batch/calendar/v3', (_request, reply) => sendError(reply, notBuilt('Batching')));
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

function actorOf(request: Request, calendar: Calendar): Actor {
  const header = request.headers.authorization;
  const token = header?.replace(/^Bearer\s+/i, '') ?? textParameter(request.query, 'access_token');
  if (token === undefined) throw loginRequired();
  const bearer = calendar.identity.resolve(token);
  if (!bearer) throw authError();
  return { email: bearer.email, scopes: bearer.scopes, via: bearer.kind, scriptId: bearer.scriptId };
}

function toCalendarError(error: unknown): CalendarError {
  if (error instanceof CalendarError) return error;
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status < 500)
    return new CalendarError(status, 'badRequest', 'Bad Request');
  return new CalendarError(500, 'backendError', 'Backend Error');
}

/** The sliding minute of a person's requests, where `google.requestsPerMinute` sets a limit. */
class RequestCounter {
  readonly #ground: Ground;
  readonly #times = new Map<string, number[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  count(actor: Actor): void {
    const limit = this.#ground.switches.number('google.requestsPerMinute');
    if (limit === 0) return;
    const now = this.#ground.clock.now();
    const recent = (this.#times.get(actor.email) ?? []).filter((at) => now - at < MINUTE_MS);
    if (recent.length >= limit) throw rateLimitExceeded();
    this.#times.set(actor.email, [...recent, now]);
  }
}
