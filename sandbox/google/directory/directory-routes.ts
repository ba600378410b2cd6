/** `/admin/directory/v1` over HTTP: who calls, what he asks, and the Admin SDK's way of answering. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, notBuilt, unauthenticated } from '../api-error.ts';
import { selectFields } from '../calendar/field-mask.ts';
import type { Directory, Reader } from './directory.ts';
import { badRequest } from './directory-error.ts';
import type { Call, DirectoryMethod } from './method.ts';
import { BASE, DIRECTORY_METHODS, routeOf } from './methods.ts';
import { isObject } from './resource.ts';
import type { Json } from './resource.ts';
import { checkBody } from './shapes.ts';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What every method takes. */
export const STANDARD_PARAMETERS =
  'alt fields key access_token oauth_token prettyPrint quotaUser callback uploadType upload_protocol $.xgafv'.split(
    ' ',
  );
/** Path parameters that name the customer. */
const CUSTOMERS = ['customer', 'customerId', 'customerKey', 'customersId'];

/** Registers the routes in a scope of their own, so that their error and body handling stays theirs. */
export function directoryRoutes(server: FastifyInstance, directory: Directory): void {
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
      try {
        parsed(null, text === '' ? undefined : JSON.parse(String(text)));
      } catch {
        parsed(badRequest('Invalid JSON payload received. Parse error'));
      }
    });
    scope.setErrorHandler((error, _request, reply) => {
      const refusal = error instanceof ApiError ? error : new ApiError(500, 'backendError', 'Backend Error');
      return send(reply.code(refusal.status), refusal.body());
    });
    for (const method of DIRECTORY_METHODS) {
      scope.route({
        method: method.http,
        url: routeOf(method),
        handler: (request, reply) => answer(directory, method, request, reply),
      });
    }
    scope.get('/s2/photos/private/:name', (request, reply) => {
      const photo = directory.photoNamed((request.params as Record<string, string>)['name'] ?? '');
      if (!photo) throw new ApiError(404, 'notFound', 'Not Found');
      return reply.type(photo.mimeType).send(Buffer.from(photo.photoData, 'base64url'));
    });
    scope.all(`${BASE}*`, (request) => {
      readerOf(directory, request);
      throw new ApiError(404, 'notFound', 'Not Found');
    });
    done();
  });
}

function answer(
  directory: Directory,
  method: DirectoryMethod,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const reader = readerOf(directory, request);
  const query = queryOf(method, request.query as Query);
  const self = directory.caller(reader, method.access, method.who ?? 'administrators');
  if (!method.answer) throw notBuilt(`directory.${method.id}`);
  const params = { ...(request.params as Record<string, string>) };
  if (params['*'] !== undefined) params['orgUnitPath'] = params['*'];
  for (const name of CUSTOMERS) if (params[name] !== undefined) directory.checkCustomer(self, params[name]);
  const body = bodyOf(method, request.body);
  const origin = `${request.protocol}://${request.host}`;
  const { access } = method;
  const call: Call = { directory, self, params, query, body, access, clientId: reader.clientId, origin };
  const given = directory.atOnce(() => method.answer?.(call));
  if (given === undefined) return reply.code(204).send();
  const etag = given['etag'] ?? given['etags'];
  const known = request.headers['if-none-match'];
  if (request.method === 'GET' && known !== undefined && known === etag) return reply.code(304).send();
  if (typeof etag === 'string') reply.header('etag', etag);
  return send(reply, query['fields'] === undefined ? given : masked(given, query['fields']));
}

function masked(body: Json, fields: string): object {
  try {
    return selectFields(body, fields) as object;
  } catch {
    throw badRequest('Request contains an invalid argument.');
  }
}

/** The last of a repeated parameter; absent and empty ones are undefined. @throws {ApiError} 400 for an unknown one */
function queryOf({ query = '' }: DirectoryMethod, given: Query): Call['query'] {
  const known = [...query.split(' '), ...STANDARD_PARAMETERS];
  const entries = Object.entries(given).map(([name, value]) => {
    if (!known.includes(name))
      throw badRequest(
        `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
      );
    const text = typeof value === 'string' ? value : value?.at(-1);
    return [name, text === '' ? undefined : text] as const;
  });
  return Object.fromEntries(entries);
}

function bodyOf({ request }: DirectoryMethod, given: unknown): Json {
  if (request === undefined) return {};
  const body = given ?? {};
  if (!isObject(body)) throw badRequest('Invalid JSON payload received. Root element must be a message.');
  checkBody(request, body);
  return body;
}

function readerOf(directory: Directory, request: FastifyRequest): Reader {
  const inQuery = (request.query as Query)['access_token'];
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof inQuery === 'string' ? inQuery : undefined);
  const holder = token === undefined ? undefined : directory.identity.resolve(token);
  if (!holder) throw unauthenticated();
  return holder;
}

function send(reply: FastifyReply, body: object): FastifyReply {
  return reply
    .headers({ 'content-type': 'application/json; charset=UTF-8', vary: 'Origin, X-Origin, Referer' })
    .send(JSON.stringify(body, null, 2));
}
