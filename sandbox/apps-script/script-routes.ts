/** What script.google.com serves of a project: callbacks of state tokens, and its web app. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from './execution.ts';
import type { Scripts } from './scripts.ts';
import type { StateTokens } from './state-tokens.ts';

interface Params {
  readonly scriptId: string;
}

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

export function scriptRoutes(server: FastifyInstance, scripts: Scripts, stateTokens: StateTokens): void {
  server.get<{ Params: Params }>('/macros/d/:scriptId/usercallback', async (request, reply) => {
    const { state } = request.query as Record<string, string>;
    const token = state === undefined ? undefined : stateTokens.read(state, request.params.scriptId);
    if (!token)
      return reply
        .code(400)
        .type('text/html; charset=utf-8')
        .send('The state token is invalid or has expired. Please try again.');
    const event = webEvent(request, token.arguments);
    const result = await scripts.execute({
      scriptId: token.scriptId,
      as: token.email,
      function: token.method,
      args: [event],
      cause: 'callback',
    });
    return show(reply, result);
  });

  const exec = async (
    request: FastifyRequest<{ Params: Params }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const { scriptId } = request.params;
    if (!scripts.projects().some((project) => project.scriptId === scriptId)) return reply.code(404).send('');
    const as = (request.query as Record<string, string>)['as'] ?? request.headers['x-local-account'];
    // The local page says who is signed in; there is no cookie of Google's here.
    if (typeof as !== 'string') return reply.code(401).send('Nobody is signed in.');
    const result = await scripts.execute({
      scriptId,
      as,
      function: request.method === 'POST' ? 'doPost' : 'doGet',
      args: [webEvent(request, {})],
      cause: 'callback',
    });
    return show(reply, result);
  };
  server.get<{ Params: Params }>('/macros/d/:scriptId/exec', exec);
  server.post<{ Params: Params }>('/macros/d/:scriptId/exec', exec);
}

/** The argument of `doGet`, `doPost` and callbacks. */
function webEvent(request: FastifyRequest, more: Readonly<Record<string, string>>): Record<string, unknown> {
  const query = { ...(request.query as Record<string, string | string[]>), ...more };
  const lists = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
  );
  const contents = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? '');
  return {
    parameter: Object.fromEntries(Object.entries(lists).map(([name, [first]]) => [name, first])),
    parameters: lists,
    queryString: request.url.split('?')[1] ?? '',
    contextPath: '',
    contentLength: request.method === 'POST' ? Buffer.byteLength(contents) : -1,
    ...(request.method === 'POST'
      ? {
          postData: {
            contents,
            length: Buffer.byteLength(contents),
            type: request.headers['content-type'] ?? '',
            name: 'postData',
          },
        }
      : {}),
  };
}

function show(reply: FastifyReply, { kind, result, error }: ExecutionResult): FastifyReply {
  if (error)
    return reply
      .code(500)
      .type('text/html; charset=utf-8')
      .send(page(`${error.name}: ${error.message}`));
  const { content = '', mimeType = 'TEXT' } = (result ?? {}) as { content?: string; mimeType?: string };
  if (kind === 'html') return reply.type('text/html; charset=utf-8').send(content);
  if (kind === 'text') return reply.type(`${MIME[mimeType] ?? 'text/plain'}; charset=utf-8`).send(content);
  return reply
    .type('text/html; charset=utf-8')
    .send(page('The script completed but did not return anything.'));
}

function page(text: string): string {
  const safe = text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<!doctype html><title>Apps Script</title><p>${safe}</p>`;
}
