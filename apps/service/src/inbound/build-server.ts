import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { ERRORS, ServiceError } from '../errors.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { errorPage } from '../pages/notice-page.ts';
import { randomIds } from '../seal/seal.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import type { Database } from '../store/database.ts';
import type { Clock } from '../sync/ports.ts';
import type { Sync } from '../sync/sync.ts';
import { addonApi } from './addon-api.ts';
import { adminApi } from './admin-api.ts';
import { AdminRoutes } from './admin-routes.ts';
import { LinkAttempts } from './link-attempts.ts';
import { LinkRoutes } from './link-routes.ts';
import { MeRoutes } from './me-routes.ts';
import { contactOf } from './organisation-of.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { Credentials, People } from './people.ts';
import { PersonBudget } from './person-budget.ts';
import { codeOf, logFailure, refuse } from './refusal.ts';
import { sameOriginOnly } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { openApi, serviceInfo } from './service-info.ts';
import { hasCsrf, Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';

export interface ServerOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  /** What the edge asks of the loop; what is due is the jobs' to ask. */
  readonly sync: Omit<Sync, 'runDue'>;
  readonly seal: ServiceSeal;
  readonly outbound: Outbound;
  readonly log: FastifyBaseLogger;
  /** Called when an answer has gone out, so that whoever drives the clock knows what falls due next. */
  readonly requestEnded?: () => void;
}

/** What a form of ours can be at most. */
const PAGE_BODY_LIMIT = 16 * 1024;

/** The service's one HTTP server: the add-on's conversation, people's pages, administration, health. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { config, clock, database, seal, log } = options;
  const server = Fastify({
    loggerInstance: log,
    // Addresses carry codes and states on callbacks: only a route's template is ever written down.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: PAGE_BODY_LIMIT,
    routerOptions: { maxParamLength: 128 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    return503OnClosing: true,
  });
  server.setValidatorCompiler<v.GenericSchema>(({ schema }) => (data: unknown) => {
    const read = v.safeParse(schema, data);
    return read.success ? { value: read.output } : { error: new ServiceError('bad-request') };
  });
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    request.log.info(
      {
        method,
        route: routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    options.requestEnded?.();
  });
  await securityHeaders(server, config);
  // Before the plugins: each takes over the handler that its parent has when it is registered.
  server.setErrorHandler(refuse);
  // Nothing here reads plain text; without its parser it is refused by name.
  server.removeContentTypeParser('text/plain');
  await openApi(server);
  await server.register(cookie);
  await server.register(serviceInfo);

  const people = new People({ config, database, seal, clock, ids: randomIds });
  const sessions = new Sessions({ config, database, seal, clock, ids: randomIds });
  await server.register(
    addonApi({
      idTokens: options.outbound.idTokens,
      audiences: config.google.addonClientIds,
      people,
      credentials: new Credentials({ seal, clock }, people),
      budget: new PersonBudget(clock),
      sync: options.sync,
    }),
  );
  await server.register(
    adminApi({ config, clock, database, seal, outbound: options.outbound, sessions, ids: randomIds }),
  );
  await server.register(pages(options, people, sessions));
  server.setNotFoundHandler((request, reply) => refuse(new ServiceError('not-found'), request, reply));
  return server;
}

/** Everything a person opens in a browser. */
function pages(options: ServerOptions, people: People, sessions: Sessions) {
  const { config, clock, database, seal, outbound } = options;
  const signIn = new SignIn({ config, google: outbound.google, people, sessions, seal, clock });
  const attempts = new LinkAttempts({ database, seal, clock, ids: randomIds });
  const shared = {
    config,
    database,
    seal,
    clock,
    ids: randomIds,
    people,
    sessions,
    signIn,
    attempts,
    outbound,
  };

  return async (server: FastifyInstance): Promise<void> => {
    await server.register(formbody, { bodyLimit: PAGE_BODY_LIMIT });
    server.addHook('onRequest', sameOriginOnly(config.publicUrl));
    server.setErrorHandler((error, request, reply) => showError(error, request, reply));
    signIn.routes(server);
    server.post('/signout', async (request, reply) => {
      const session = await sessions.find(request);
      if (session && !hasCsrf(session, request.body)) throw new ServiceError('request-refused');
      if (session) await sessions.close(reply, session);
      return reply.redirect('/me', 303);
    });
    new LinkRoutes(shared).routes(server);
    new MeRoutes({ ...shared, sync: options.sync }).routes(server);
    new AdminRoutes(shared).routes(server);
  };

  async function showError(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    logFailure(error, request);
    const code = codeOf(error);
    const session = await sessions.find(request).catch(() => undefined);
    const page = errorPage(code, {
      language: pageLanguage(request),
      person: session,
      contact: session && contactOf(config, session.orgId),
      domain: error instanceof ServiceError ? error.domain : undefined,
      again: code === 'not-signed-in' ? '/me' : '/link',
    });
    return sendPage(reply, page, ERRORS[code].status);
  }
}
