/**
 * Control over HTTP: what people and tests do to the outside world (design: "Control"). Loopback only, no token;
 * never part of the service. An unknown call is 404, a bad body 400 with a message, a verb whose subject is not
 * built 501 by name.
 */
import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import { accountRoutes } from './account-routes.ts';
import { ControlError } from './control-error.ts';
import type { ControlDeps } from './control-deps.ts';
import { googleRoutes } from './google-routes.ts';
import { groundRoutes } from './ground-routes.ts';
import { proxyRoutes } from './proxy-routes.ts';
import { SwitchError } from './switches.ts';
import { webexControlRoutes } from './webex-control-routes.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** @param pageOrigin - the only origin a browser may call from */
export async function controlServer(deps: ControlDeps, pageOrigin: string): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    if (host !== undefined && LOOPBACK.test(host) && (origin === undefined || origin === pageOrigin)) return;
    await reply
      .code(403)
      .send({ error: { code: 'not-here', message: 'Control answers this machine and its page only.' } });
  });
  await server.register(cors, { origin: pageOrigin, methods: ['GET', 'POST', 'PUT', 'DELETE'] });
  acceptEmptyJson(server);
  server.setNotFoundHandler(async (request, reply) => {
    await reply.code(404).send({
      error: {
        code: 'unknown-call',
        message: `Control has no ${request.method} ${request.url.split('?', 1)[0] ?? ''}.`,
      },
    });
  });
  server.setErrorHandler(async (error, _request, reply) => {
    const { status, code, message } = describe(error);
    await reply.code(status).send({ error: { code, message } });
  });
  groundRoutes(server, deps);
  accountRoutes(server, deps);
  googleRoutes(server, deps);
  webexControlRoutes(server, deps);
  proxyRoutes(server, deps);
  return server;
}

/** `POST` without a body is as good as `{}`. */
function acceptEmptyJson(server: FastifyInstance): void {
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') {
      done(null, {});
      return;
    }
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new ControlError(400, 'bad-body', 'The body is not JSON.'));
    }
  });
}

function describe(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof SwitchError) return { status: 400, code: 'bad-switch', message: error.message };
  const { status, statusCode, code, message } = error as {
    status?: unknown;
    statusCode?: unknown;
    code?: unknown;
    message?: unknown;
  };
  const given = typeof status === 'number' ? status : statusCode;
  return {
    status: typeof given === 'number' && given >= 400 && given < 600 ? given : 500,
    code: typeof code === 'string' ? code : 'failed',
    message: typeof message === 'string' ? message : 'It failed.',
  };
}
