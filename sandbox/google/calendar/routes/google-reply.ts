/** Headers and bodies as Google's front end sends them (recorded). */
import type { FastifyReply } from 'fastify';
import type { Clock } from '../../../control/clock.ts';
import type { CalendarError } from '../calendar-error.ts';
import { selectFields } from '../field-mask.ts';
import type { SchemaName } from './schema-table.ts';
import { membersOf } from './schema-table.ts';

const JSON_TYPE = 'application/json; charset=UTF-8';
const VARY = 'Origin, X-Origin, Referer';

/** Headers of an answer to a read: it may be kept, but must be asked about again. */
export function readHeaders(reply: FastifyReply, clock: Clock): void {
  const date = httpDate(clock.now());
  reply.headers({
    'cache-control': 'private, max-age=0, must-revalidate, no-transform',
    expires: date,
    date,
    vary: VARY,
    'content-type': JSON_TYPE,
  });
}

/** Headers of an answer to a write: never kept. */
export function writeHeaders(reply: FastifyReply, clock: Clock): void {
  reply.headers({
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    pragma: 'no-cache',
    expires: 'Mon, 01 Jan 1990 00:00:00 GMT',
    date: httpDate(clock.now()),
    vary: VARY,
    'content-type': JSON_TYPE,
  });
}

/**
 * Sends `body`, masked by the `fields` parameter. A single resource’s etag is a header too, a list’s is not.
 * @param indent - 0 where the client sent `prettyPrint=false`
 */
export function sendBody(
  reply: FastifyReply,
  body: object,
  fields: string | undefined,
  schema: SchemaName | undefined,
  indent: 0 | 1 = 1,
): FastifyReply {
  const etag = 'etag' in body && !('items' in body) ? body.etag : undefined;
  if (typeof etag === 'string') reply.header('etag', etag);
  return reply.send(
    JSON.stringify(fields ? selectFields(body, fields, schema && membersOf(schema)) : body, null, indent),
  );
}

/** Sends a refusal. */
export function sendError(reply: FastifyReply, error: CalendarError): FastifyReply {
  if (error.status === 401) {
    const detail = error.reason === 'authError' ? ', error="invalid_token"' : '';
    reply.header('www-authenticate', `Bearer realm="https://accounts.google.com/"${detail}`);
  }
  reply.headers({ vary: VARY, 'content-type': JSON_TYPE, 'cache-control': 'private, max-age=0' });
  return reply.code(error.status).send(JSON.stringify(error.body(), null, 1));
}

function httpDate(at: number): string {
  return new Date(at).toUTCString();
}
