/** What script.google.com serves of a project: callbacks of state tokens, its web app, and the calls of its pages. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { ExecutionResult } from './execution.ts';
import type { Scripts } from './scripts.ts';
import type { StateTokens } from './state-tokens.ts';
import { visitOf } from './web-app.ts';
import { webPage } from './web-page.ts';
import type { PageFacts } from './web-page.ts';

interface Params {
  readonly scriptId: string;
  readonly '*'?: string;
}
type Request = FastifyRequest<{ Params: Params }>;

const FORM = 'application/x-www-form-urlencoded';
const MIME: Readonly<Record<string, string>> = {
  ATOM: 'application/atom+xml',
  CSV: 'text/csv',
  ICAL: 'text/calendar',
  JAVASCRIPT: 'application/javascript',
  JSON: 'application/json',
  RSS: 'application/rss+xml',
  TEXT: 'text/plain',
  VCARD: 'text/vcard',
  XML: 'application/xml',
};
const REFUSALS = {
  401: 'Nobody is signed in.',
  403: 'You need access. Ask the owner of this web app.',
  404: 'Sorry, the file you have requested does not exist.',
};
const Call = v.strictObject({ function: v.string(), args: v.optional(v.array(v.unknown()), []) });

export function scriptRoutes(server: FastifyInstance, scripts: Scripts, stateTokens: StateTokens): void {
  void server.register((scope, _options, done) => {
    // A script reads what was sent, letter by letter.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
      parsed(null, text);
    });
    scope.get<{ Params: Params }>('/macros/d/:scriptId/usercallback', (request, reply) =>
      callback(scripts, stateTokens, request, reply),
    );
    for (const place of ['/macros/d/:scriptId', '/macros/s/:scriptId'])
      for (const path of ['exec', 'exec/*', 'dev', 'dev/*'])
        scope.route<{ Params: Params }>({
          method: ['GET', 'POST'],
          url: `${place}/${path}`,
          handler: (request, reply) => exec(scripts, request, reply),
        });
    scope.post<{ Params: Params }>('/macros/d/:scriptId/run', (request, reply) =>
      run(scripts, request, reply),
    );
    done();
  });
}

async function callback(
  scripts: Scripts,
  stateTokens: StateTokens,
  request: Request,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { state } = request.query as Record<string, string>;
  const token = state === undefined ? undefined : stateTokens.read(state, request.params.scriptId);
  if (!token)
    return reply
      .code(400)
      .type('text/html; charset=utf-8')
      .send('The state token is invalid or has expired. Please try again.');
  const result = await scripts.execute({
    scriptId: token.scriptId,
    as: token.email,
    function: token.method,
    args: [webEvent(request, token.arguments)],
    cause: 'callback',
  });
  return show(reply, request, token.email, result);
}

async function exec(scripts: Scripts, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = visitorOf(request);
  const visit = visiting(scripts, request, visitor);
  if ('refused' in visit) return reply.code(visit.refused).send(REFUSALS[visit.refused]);
  const result = await scripts.execute({
    scriptId: request.params.scriptId,
    as: visit.as,
    active: visit.active,
    userAgent: request.headers['user-agent'] ?? null,
    function: request.method === 'POST' ? 'doPost' : 'doGet',
    args: [webEvent(request, {})],
    cause: 'callback',
  });
  return show(reply, request, visitor, result);
}

/** `google.script.run`: any function but the private ones, whose names end with an underscore. */
async function run(scripts: Scripts, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const visit = visiting(scripts, request, visitorOf(request));
  if ('refused' in visit) return reply.code(visit.refused).send(REFUSALS[visit.refused]);
  const wanted = v.safeParse(Call, json(request.body));
  if (!wanted.success) return reply.code(400).send({ error: { message: 'Bad call.' } });
  const { function: name, args } = wanted.output;
  if (name.endsWith('_')) return reply.send({ error: { message: `${name} is private.` } });
  const { result, error } = await scripts.execute({
    scriptId: request.params.scriptId,
    as: visit.as,
    active: visit.active,
    function: name,
    args,
    cause: 'callback',
  });
  return reply.send(error ? { error: { message: `${error.name}: ${error.message}` } } : { result });
}

function visiting(
  scripts: Scripts,
  request: Request,
  visitor: string | undefined,
): ReturnType<typeof visitOf> {
  const { scriptId } = request.params;
  const project = scripts.projects().find((known) => known.scriptId === scriptId);
  if (!project) return { refused: 404 };
  return visitOf(project.manifest.webapp, scripts.ownerOf(scriptId), visitor);
}

/** The local page says who is signed in; there is no cookie of Google's here. */
function visitorOf(request: Request): string | undefined {
  const as = (request.query as Record<string, unknown>)['as'] ?? request.headers['x-local-account'];
  return typeof as === 'string' ? as.toLowerCase() : undefined;
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return undefined;
  }
}

/** The argument of `doGet`, `doPost` and callbacks. */
function webEvent(request: Request, more: Readonly<Record<string, string>>): Record<string, unknown> {
  const contents = typeof request.body === 'string' ? request.body : '';
  const type = request.headers['content-type'] ?? '';
  const queryString = request.url.split('?')[1] ?? '';
  const lists: Record<string, string[]> = {};
  const form = type.startsWith(FORM) ? [...new URLSearchParams(contents)] : [];
  for (const [name, value] of [...new URLSearchParams(queryString), ...form, ...Object.entries(more)])
    (lists[name] ??= []).push(value);
  const pathInfo = request.params['*'];
  return {
    parameter: Object.fromEntries(Object.entries(lists).map(([name, [first]]) => [name, first])),
    parameters: lists,
    queryString,
    contextPath: '',
    ...(pathInfo === undefined || pathInfo === '' ? {} : { pathInfo }),
    contentLength: request.method === 'POST' ? Buffer.byteLength(contents) : -1,
    ...(request.method === 'POST'
      ? { postData: { contents, length: Buffer.byteLength(contents), type, name: 'postData' } }
      : {}),
  };
}

function show(
  reply: FastifyReply,
  request: Request,
  visitor: string | undefined,
  { kind, result, error }: ExecutionResult,
): FastifyReply {
  if (error)
    return reply
      .code(500)
      .type('text/html; charset=utf-8')
      .send(notice(`${error.name}: ${error.message}`));
  if (kind === 'html') {
    const facts = result as PageFacts;
    const as = visitor === undefined ? '' : `?as=${encodeURIComponent(visitor)}`;
    if (facts.anyFrame !== true) void reply.header('x-frame-options', 'SAMEORIGIN');
    return reply
      .type('text/html; charset=utf-8')
      .send(webPage(facts, `/macros/d/${request.params.scriptId}/run${as}`));
  }
  if (kind === 'text') {
    const { content, mimeType, fileName } = result as {
      content: string;
      mimeType: string;
      fileName?: string;
    };
    if (fileName !== undefined)
      void reply.header('content-disposition', `attachment; filename="${fileName.replace(/["\r\n]/g, '')}"`);
    return reply.type(`${MIME[mimeType] ?? 'text/plain'}; charset=utf-8`).send(content);
  }
  const text =
    result === null
      ? 'The script completed but did not return anything.'
      : 'The script completed but the returned value is not a supported return type.';
  return reply.type('text/html; charset=utf-8').send(notice(text));
}

function notice(text: string): string {
  const safe = text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<!doctype html><title>Apps Script</title><p>${safe}</p>`;
}
