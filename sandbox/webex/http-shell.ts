/** The HTTP shell of the API: token, scope, one transaction per call, exact media types, error bodies. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Ground } from '../control/ground.ts';
import { newTrackingId } from './identifiers.ts';
import { OAuthError } from './oauth/oauth-error.ts';
import type { ScopeNeed } from './oauth/scopes.ts';
import type { Session, Sessions } from './sessions.ts';
import type { WebexUser } from './users/user.ts';
import { malformed, messageFor, notFound, WebexError } from './webex-error.ts';

/** Meetings, invitees and preferences answer with exactly this; people declare plain JSON. */
const MEETING_JSON = 'application/json;charset=UTF-8';
const PLAIN_JSON = 'application/json';
const HTML = 'text/html';

/** Replies whose body is declared as plain JSON: people and OAuth. */
const plain = new WeakSet<FastifyReply>();

export interface Shell {
  readonly ground: Ground;
  /** One transaction; whoever watches is told afterwards. */
  readonly change: <R>(act: () => R) => R;
  readonly sessions: Sessions;
}

export interface ApiCall {
  readonly session: Session;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `http://host:port` as the caller sees it, for absolute links. */
  readonly origin: string;
  readonly path: string;
  /** The person this is about: the caller, or `hostEmail` for an administrator. @throws {WebexError} 403, 404 */
  actFor(hostEmail: string | undefined): WebexUser;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly plainJson?: boolean;
}

/** A route that needs one of `need`'s scopes; what `act` changes is one transaction. */
export function api(shell: Shell, need: ScopeNeed, act: (call: ApiCall) => ApiAnswer): RouteHandlerMethod {
  return (request, reply) => {
    const session = shell.sessions.open(request, need);
    const call = callOf(shell, need, session, request);
    const answer = request.method === 'GET' ? act(call) : shell.change(() => act(call));
    if (answer.plainJson === true) plain.add(reply);
    if (answer.headers) void reply.headers(answer.headers);
    if (answer.body === undefined) return reply.code(answer.status).send();
    return reply.code(answer.status).header('content-type', MEETING_JSON).send(JSON.stringify(answer.body));
  };
}

function callOf(shell: Shell, need: ScopeNeed, session: Session, request: FastifyRequest): ApiCall {
  return {
    session,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string | undefined>,
    body: request.body,
    headers: request.headers as Record<string, string | undefined>,
    origin: `${request.protocol}://${request.host}`,
    path: request.url.split('?', 1)[0] ?? request.url,
    actFor: (hostEmail) => shell.sessions.actFor(session, need, hostEmail),
  };
}

/** Body parsing, tracking ids, error bodies: for the whole server. */
export function shapeReplies(server: FastifyInstance, ground: Ground): void {
  // Any JSON media type (a PATCH may say json-patch+json); no body at all is an empty one.
  server.addContentTypeParser(/^application\/(.+\+)?json/, { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : (JSON.parse(String(text)) as unknown));
    } catch {
      done(malformed('The request body is not valid JSON.'), undefined);
    }
  });

  server.addHook('onSend', async (_request, reply, payload: unknown) => {
    if (!reply.hasHeader('trackingid')) void reply.header('trackingid', newTrackingId());
    // The framework spells the media type its own way; Webex's spelling is exact, and not the same everywhere.
    const type = String(reply.getHeader('content-type') ?? '');
    if (type.startsWith('application/json'))
      void reply.header('content-type', plain.has(reply) ? PLAIN_JSON : MEETING_JSON);
    if (reply.statusCode !== 429 && reply.statusCode !== 423) return payload;
    if (!reply.hasHeader('retry-after')) {
      void reply.header('retry-after', String(ground.switches.number('webex.retryAfterS')));
    }
    if (typeof payload === 'string' && payload.startsWith('<')) void reply.header('content-type', HTML);
    return payload;
  });

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof OAuthError) return sendOAuthError(reply, error);
    return sendApiError(reply, ground, asWebexError(error));
  });

  server.setNotFoundHandler((_request, reply) => sendApiError(reply, ground, notFound()));
}

/** The body Webex gives an error status; throttling answers in HTML by default. */
export function errorBody(ground: Ground, status: number, reason: string | undefined): unknown {
  const message = messageFor(status);
  if ((status === 429 || status === 423) && ground.switches.text('webex.throttleBody') === 'html') {
    return `<html><head><title>${status}</title></head><body><h1>${message}</h1></body></html>`;
  }
  return { message, errors: [{ description: reason ?? message }], trackingId: newTrackingId() };
}

function asWebexError(error: unknown): WebexError {
  if (error instanceof WebexError) return error;
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new WebexError(status, messageFor(status));
  // A mistake of this sandbox, not an answer of Webex's: say so where a developer sees it.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new WebexError(500, messageFor(500), [text]);
}

function sendApiError(reply: FastifyReply, ground: Ground, error: WebexError): FastifyReply {
  void reply.code(error.status).headers({ ...error.headers });
  const throttled = error.status === 429 || error.status === 423;
  if (throttled && ground.switches.text('webex.throttleBody') === 'html') {
    return reply.header('content-type', HTML).send(errorBody(ground, error.status, undefined));
  }
  const trackingId = newTrackingId();
  const errors = error.descriptions?.map((description) => ({ description }));
  const body = { message: error.message, ...(errors ? { errors } : {}), trackingId };
  return reply
    .header('trackingid', trackingId)
    .header('content-type', MEETING_JSON)
    .send(JSON.stringify(body));
}

function sendOAuthError(reply: FastifyReply, error: OAuthError): FastifyReply {
  const trackingID = newTrackingId().replace('ROUTERGW', 'CLIENT');
  return sendPlainJson(reply.code(error.status), {
    error: error.code,
    error_description: error.message,
    trackingID,
  });
}

/** Sends `body` as `application/json`, without a charset. */
export function sendPlainJson(reply: FastifyReply, body: unknown): FastifyReply {
  plain.add(reply);
  return reply.header('content-type', PLAIN_JSON).send(JSON.stringify(body));
}
