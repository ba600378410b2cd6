/**
 * `/batch` and the paths below it: several calls of one API in one request, each answered by the very routes it names,
 * so that log, faults and quotas meet every one of them.
 *
 * @see https://developers.google.com/workspace/calendar/api/guides/batch
 */
import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CalendarError, notFound } from '../calendar-error.ts';
import type { HttpMethod } from './api-method.ts';
import { sendError } from './google-reply.ts';

const MOST_CALLS = 1_000;
const MOST_BYTES = 50_000_000;
const CALENDAR = '/calendar/v3/';
const GMAIL = ['/gmail/v1/', '/upload/gmail/v1/', '/resumable/upload/gmail/v1/'];
const DIRECTORY = '/admin/directory/v1/';
/** Which calls each path takes: an API's own path its own, and `/batch`, as at an API's host, those of any. */
const SERVES: Readonly<Record<string, readonly string[]>> = {
  '/batch/calendar/v3': [CALENDAR],
  '/batch/gmail/v1': GMAIL,
  '/batch/admin/directory_v1': [DIRECTORY],
  '/batch': [CALENDAR, ...GMAIL, DIRECTORY],
};
/** Headers of a call that belong to a connection, which it has not. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

interface Part {
  readonly contentId: string | undefined;
  readonly method: HttpMethod;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param server - where the inner calls go */
export function batchRoutes(scope: FastifyInstance, server: FastifyInstance): void {
  scope.addContentTypeParser(/^multipart\/mixed/, { parseAs: 'string' }, (_request, text, done) => {
    done(null, text);
  });
  const batch = async (
    request: FastifyRequest,
    reply: FastifyReply,
    serves: readonly string[],
  ): Promise<void> => {
    const parts = readParts(request);
    if (parts.length > MOST_CALLS)
      throw new CalendarError(
        400,
        'badRequest',
        `The batch request contains more than ${String(MOST_CALLS)} calls.`,
      );
    const boundary = `batch_${randomBytes(12).toString('base64url')}`;
    const answers: string[] = [];
    for (const part of parts)
      answers.push(written(part, await answered(server, request, part, serves), boundary));
    await reply
      .header('content-type', `multipart/mixed; boundary=${boundary}`)
      .header('vary', 'Origin, X-Origin, Referer')
      .send(`${answers.join('')}--${boundary}--\r\n`);
  };
  for (const [path, serves] of Object.entries(SERVES))
    scope.post(path, { bodyLimit: MOST_BYTES }, (request, reply) => batch(request, reply, serves));
  scope.post('/batch/*', (_request, reply) => sendError(reply, notFound()));
}

function readParts(request: FastifyRequest): readonly Part[] {
  const type = request.headers['content-type'] ?? '';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!/^multipart\/mixed/i.test(type) || boundary === undefined)
    throw new CalendarError(400, 'badRequest', 'Failed to parse batch request, error: no boundary.');
  const pieces = (typeof request.body === 'string' ? request.body : '')
    .replaceAll('\r\n', '\n')
    .split(`--${boundary}`);
  const parts = pieces.slice(1).filter((piece) => !piece.startsWith('--') && piece.trim() !== '');
  if (parts.length === 0)
    throw new CalendarError(
      400,
      'badRequest',
      'Failed to parse batch request, error: 0 items. Received batch body: (0) bytes redacted',
    );
  return parts.map(readPart);
}

function readPart(text: string): Part {
  const [outer, inner] = cutAtBlankLine(text.replace(/^\n/, ''));
  const [head, body] = cutAtBlankLine(inner);
  const [line = '', ...fields] = head.split('\n');
  const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE) (\S+)/.exec(line.trim()) ?? [];
  if (method === undefined || path === undefined)
    throw new CalendarError(400, 'badRequest', 'Failed to parse batch request, error: no request line.');
  const contentId = readHeaders(outer.split('\n'))['content-id'];
  const local = /^https?:\/\//.test(path) ? path.replace(/^https?:\/\/[^/]+/, '') : path;
  return {
    contentId,
    method: method as HttpMethod,
    path: local,
    headers: readHeaders(fields),
    body: body.replace(/\n$/, ''),
  };
}

function cutAtBlankLine(text: string): [before: string, after: string] {
  const at = /\n[ \t]*\n/.exec(text);
  return at ? [text.slice(0, at.index), text.slice(at.index + at[0].length)] : [text, ''];
}

function readHeaders(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines
      .map((line) => /^([\w-]+):\s*(.*?)\s*$/.exec(line))
      .filter((found) => found !== null)
      .map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
}

/** A call that was cut off has no answer of its own; the batch says that the service is not there. */
async function answered(
  server: FastifyInstance,
  outer: FastifyRequest,
  part: Part,
  serves: readonly string[],
): Promise<Answered> {
  if (!serves.some((path) => part.path.startsWith(path))) return refused(notFound());
  const here = server.addresses().find((address) => typeof address !== 'string');
  const shared = outer.headers.authorization;
  const own = Object.entries(part.headers).filter(([name]) => !OF_CONNECTION.has(name));
  try {
    const response = await fetch(
      `http://${here?.address ?? ''}:${String(here?.port ?? 0)}${withQueryOf(part.path, outer.url)}`,
      {
        method: part.method,
        redirect: 'manual',
        headers: { ...(shared === undefined ? {} : { authorization: shared }), ...Object.fromEntries(own) },
        ...(part.body === '' || part.method === 'GET' ? {} : { body: part.body }),
      },
    );
    const { status, headers } = response;
    return { status, headers: Object.fromEntries(headers), body: await response.text() };
  } catch {
    return refused(new CalendarError(503, 'backendError', 'Backend Error'));
  }
}

/** The outer request's parameters hold for each call that does not set them itself. */
function withQueryOf(path: string, outer: string): string {
  const [base = path, query] = path.split('?', 2);
  const own = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(outer.split('?', 2)[1])) {
    if (!own.has(name)) own.append(name, value);
  }
  return own.size === 0 ? base : `${base}?${own.toString()}`;
}

function refused(error: CalendarError): Answered {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(error.body()),
  };
}

function written({ contentId }: Part, { status, headers, body }: Answered, boundary: string): string {
  const kept = [
    'content-type',
    'date',
    'expires',
    'cache-control',
    'etag',
    'vary',
    'location',
    'retry-after',
  ];
  const lines = kept.flatMap((name) =>
    headers[name] === undefined ? [] : [`${titled(name)}: ${headers[name] ?? ''}`],
  );
  return [
    `--${boundary}`,
    'Content-Type: application/http',
    ...(contentId === undefined
      ? []
      : [`Content-ID: ${contentId.replace(/^<?/, '<response-').replace(/>?$/, '>')}`]),
    '',
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    ...lines,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    '',
    body,
    '',
  ].join('\r\n');
}

function titled(header: string): string {
  if (header === 'etag') return 'ETag';
  return header.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
