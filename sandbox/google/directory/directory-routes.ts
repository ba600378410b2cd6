/** `/admin/directory/v1` over HTTP. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, invalid, notBuilt, unauthenticated } from '../api-error.ts';
import { customerOf } from './customer.ts';
import type { Directory, Reader, View } from './directory.ts';

type Query = Readonly<Record<string, string | undefined>>;

const BASE = '/admin/directory/v1';

export function directoryRoutes(server: FastifyInstance, directory: Directory): void {
  void server.register((scope, _options, done) => {
    scope.setErrorHandler((error, _request, reply) => {
      const refusal = error instanceof ApiError ? error : new ApiError(500, 'backendError', 'Backend Error');
      return send(reply.code(refusal.status), refusal.body());
    });
    scope.get(`${BASE}/users/:userKey`, (request, reply) => {
      const { userKey = '' } = request.params as Record<string, string>;
      return send(
        reply,
        directory.user(readerOf(directory, request), userKey, viewOf(request.query as Query)),
      );
    });
    scope.get(`${BASE}/users`, (request, reply) => send(reply, list(directory, request)));
    scope.get(`${BASE}/customer/:customer/schemas`, (request, reply) => {
      const schemas = directory.schemas(readerOf(directory, request));
      return send(reply, { kind: 'admin#directory#schemas', schemas: schemas.map(schemaView) });
    });
    scope.get(`${BASE}/customer/:customer/schemas/:key`, (request, reply) => {
      const { key } = request.params as Record<string, string>;
      const found = directory
        .schemas(readerOf(directory, request))
        .find(({ schemaName }) => schemaName === key);
      if (!found) throw new ApiError(404, 'notFound', 'Resource Not Found: schemaKey');
      return send(reply, schemaView(found));
    });
    scope.all(`${BASE}/*`, (request) => {
      readerOf(directory, request);
      throw notBuilt(`${request.method} ${request.url.split('?', 1)[0] ?? ''}`);
    });
    done();
  });
}

function schemaView(schema: object): object {
  return { kind: 'admin#directory#schema', ...schema };
}

function list(directory: Directory, request: FastifyRequest): object {
  const query = request.query as Query;
  const reader = readerOf(directory, request);
  const own = directory.identity.account(reader.email)?.domain ?? '';
  const ofMine =
    query['domain'] === own || ['my_customer', customerOf(own)].includes(query['customer'] ?? '');
  if (query['domain'] === undefined && query['customer'] === undefined) throw invalid('Bad Request');
  if (!ofMine) throw new ApiError(404, 'notFound', 'Domain not found.');
  const users = directory.users(reader, viewOf(query), query['query']);
  const from = Number(Buffer.from(query['pageToken'] ?? '', 'base64url').toString('utf8') || 0);
  const size = Math.min(Math.max(Number(query['maxResults'] ?? 100) || 100, 1), 500);
  const shown = users.slice(from, from + size);
  return {
    kind: 'admin#directory#users',
    ...(shown.length === 0 ? {} : { users: shown }),
    ...(from + size < users.length
      ? { nextPageToken: Buffer.from(String(from + size)).toString('base64url') }
      : {}),
  };
}

function viewOf(query: Query): View {
  return {
    viewType: (query['viewType'] ?? 'admin_view').toLowerCase(),
    projection: (query['projection'] ?? 'basic').toLowerCase(),
    customFieldMask: (query['customFieldMask'] ?? '').split(',').filter((name) => name !== ''),
  };
}

function readerOf(directory: Directory, request: FastifyRequest): Reader {
  const token = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const holder = token === undefined ? undefined : directory.identity.resolve(token);
  if (!holder) throw unauthenticated();
  return holder;
}

function send(reply: FastifyReply, body: object): FastifyReply {
  return reply
    .headers({ 'content-type': 'application/json; charset=UTF-8', vary: 'Origin, X-Origin, Referer' })
    .send(JSON.stringify(body, null, 2));
}
