/**
 * The page's server: the built page, and the same-origin routes for what a host does in Google's own product
 * (open an event, choose conferencing, click in a card, install). Everything else the page asks of Google's
 * REST at Google's origin, as any client would.
 *
 * Only the page itself and tools on this machine are answered: the Host must be loopback (else a name that was
 * rebound to 127.0.0.1 could read everything), and a browser must say that the request is same-origin.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';

/** One account as the page lists it. */
export interface PageAccount {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  readonly role: 'admin' | 'user' | 'consumer';
  readonly installed: boolean;
  readonly linked: boolean;
  /** Scopes granted to the add-on; empty while it is not installed. */
  readonly scopes: readonly string[];
  /** Access token of the page's own OAuth client, with the rights Google Calendar's own page has. */
  readonly token: string;
}

/** Public addresses on this machine, as a browser opens them. */
export interface PageOrigins {
  readonly google: string;
  readonly webex: string;
  readonly service: string;
  readonly admin: string;
  readonly control: string | null;
}

/** What the consent sheet shows: the manifest's permissions in the person's language. */
export interface ConsentSheet {
  readonly app: string;
  readonly permissions: readonly {
    readonly scope: string;
    readonly title: string;
    readonly reason: string;
  }[];
}

/** `mail` is what was sent on this machine, `inbox` what stands in somebody's mailbox. */
export type PageTopic = 'calendar' | 'webex' | 'mail' | 'inbox' | 'accounts' | 'clock';

/** What the page's routes need of the local platforms. `Promise` or plain value, whichever the platform has. */
export interface WebDeps {
  readonly clock: () => { readonly now: string; readonly mode: 'running' | 'stopped' };
  readonly hosts: () => Record<string, string>;
  readonly origins: () => PageOrigins;
  readonly addon: () => {
    readonly scriptId: string;
    readonly name: string;
    readonly solutions: readonly { readonly id: string; readonly name: string }[];
  };
  readonly accounts: () => readonly PageAccount[] | Promise<readonly PageAccount[]>;
  readonly act: (email: string, act: string, body: Record<string, unknown>) => Promise<unknown>;
  readonly consentSheet: (language: string) => ConsentSheet | Promise<ConsentSheet>;
  /** What Webex really holds, deleted meetings too, with hostEmail and state. */
  readonly webexMeetings: () => readonly unknown[] | Promise<readonly unknown[]>;
  readonly mail: () => readonly unknown[] | Promise<readonly unknown[]>;
  /** Calls `listener` after each change; the returned function ends that. */
  readonly onChange: (listener: (topic: PageTopic) => void) => () => void;
  /** Registers the clock, faults and logs of this machine's platforms, below `/host/inside`. */
  readonly inside?: (server: FastifyInstance) => void;
  /** Runs a script project for the `apps-script` command (it is given this server's address as `--platform`). */
  readonly appsScript?: (body: unknown) => Promise<unknown>;
}

/** Where {@link buildPage} of `build.ts` puts the page by default. */
export const PAGE_FOLDER = join(import.meta.dirname, 'dist');

const ActRequest = v.looseObject({ email: v.string(), act: v.string() });
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
/** Paths that the page itself handles; all serve the same document. */
const PAGE_PATHS = ['/', '/meetings', '/meetings/:id', '/event', '/inside', '/mail'];
const ALIVE_MS = 20_000;

/** Registers the page and its routes. The server must have no other plugin for `text/plain` bodies. */
export async function webRoutes(
  server: FastifyInstance,
  deps: WebDeps,
  folder: string = PAGE_FOLDER,
): Promise<void> {
  // A form or an <img> of another site cannot send JSON without a preflight, which nobody here answers.
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', refuseStrangers);
  server.addHook('onSend', async (_request, reply) => {
    addPageHeaders(reply, deps.origins());
  });
  server.setErrorHandler((error, _request, reply) => reply.code(statusOf(error)).send(errorBody(error)));
  hostRoutes(server, deps);
  eventRoute(server, deps);
  if (!existsSync(folder)) return; // platforms without a page, as in tests of the routes
  await server.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    cacheControl: false,
  });
  for (const path of PAGE_PATHS) server.get(path, (_request, reply) => reply.sendFile('index.html', folder));
}

function hostRoutes(server: FastifyInstance, deps: WebDeps): void {
  server.get('/host/session', async () => ({
    clock: deps.clock(),
    hosts: deps.hosts(),
    ...deps.origins(),
    addon: deps.addon(),
    accounts: await deps.accounts(),
  }));
  server.get('/host/clock', () => deps.clock());
  server.post('/host/act', async (request, reply) => {
    const { email, act, ...body } = v.parse(ActRequest, request.body);
    return reply.send((await deps.act(email, act, body)) ?? {});
  });
  server.get('/host/consent-sheet', async (request) => deps.consentSheet(languageOf(request)));
  server.get('/host/webex-meetings', async () => ({ items: await deps.webexMeetings() }));
  server.get('/host/mail', async () => ({ items: await deps.mail() }));
  const { appsScript, inside } = deps;
  if (inside) {
    server.register(
      (part, _options, done) => {
        inside(part);
        done();
      },
      { prefix: '/host/inside' },
    );
  }
  if (appsScript) {
    server.post('/host/apps-script', async (request, reply) =>
      reply.send((await appsScript(request.body)) ?? {}),
    );
  }
}

/** Tells the page that something changed, never what: the page asks again, so a lost message costs nothing. */
function eventRoute(server: FastifyInstance, deps: WebDeps): void {
  const open = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of open) end();
  });
  server.get('/host/events', (request, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    stream.write('retry: 500\n\n');
    const stop = deps.onChange((topic) => {
      stream.write(`data: ${topic}\n\n`);
    });
    const alive = setInterval(() => stream.write(':\n\n'), ALIVE_MS);
    const end = (): void => {
      stop();
      clearInterval(alive);
      open.delete(end);
      stream.end();
    };
    open.add(end);
    request.raw.once('close', end);
  });
}

async function refuseStrangers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isPage = !request.url.startsWith('/host/');
  if (host === undefined || !LOOPBACK.test(host)) {
    await reply.code(403).send(refusal('host-not-loopback', 'Only this machine is answered.'));
  } else if (origin !== undefined && origin !== `http://${host}`) {
    await reply.code(403).send(refusal('foreign-origin', 'Only the page itself is answered.'));
  } else if (!isPage && site !== undefined && site !== 'same-origin' && site !== 'none') {
    await reply.code(403).send(refusal('foreign-origin', 'Only the page itself is answered.'));
  }
}

function addPageHeaders(reply: FastifyReply, origins: PageOrigins): void {
  void reply.headers({
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; ` +
      `connect-src 'self' ${new URL(origins.google).origin}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
}

function languageOf(request: FastifyRequest): string {
  const { language } = request.query as { language?: unknown };
  return language === 'fr' ? 'fr' : 'en';
}

function refusal(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}

function statusOf(error: unknown): number {
  if (v.isValiError(error)) return 400;
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  const given = typeof status === 'number' ? status : statusCode;
  return typeof given === 'number' && given >= 400 && given < 600 ? given : 500;
}

function errorBody(error: unknown): { error: { code: string; message: string } } {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return refusal(
    typeof code === 'string' ? code : 'host-failed',
    typeof message === 'string' ? message : 'It failed.',
  );
}
