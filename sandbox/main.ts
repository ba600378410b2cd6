/** The outside world on this machine: the platforms, and their servers on loopback. */
import cors from '@fastify/cors';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { controlServer } from './control/control-server.ts';
import type { AccountRequest, ControlDeps, ReadyAccount } from './control/control-deps.ts';
import { Passage } from './control/passage.ts';
import { FileRecorder } from './control/recorder.ts';
import { ServiceClock } from './control/service-clock.ts';
import { ServiceHandle, type ServiceState, type ServiceWish } from './control/service-handle.ts';
import { overrideMethod } from './control/method-override.ts';
import { addGoogleEdge } from './google/google-edge.ts';
import { googleRoutes } from './google-routes.ts';
import { webDeps } from './page-deps.ts';
import type { Origins, PortName } from './people.ts';
import { makePlatforms, type PlatformOptions, type Platforms } from './platforms.ts';
import { webRoutes } from './web/server.ts';

export interface SandboxOptions extends Pick<
  PlatformOptions,
  'data' | 'seed' | 'clock' | 'clockMode' | 'profile'
> {
  readonly ports: Readonly<Record<PortName, number>>;
  readonly control: boolean;
  /** A folder for every exchange at the platforms' edge; undefined = recorded nowhere. */
  readonly record?: string | undefined;
  /** Sends a wish to the owner of the service's process; none where there is no service. */
  readonly askService?: (wish: ServiceWish) => void;
  readonly changeServiceEnvironment?: (environment: Record<string, string>) => void;
  readonly log?: (line: string) => void;
}

export interface SandboxInfo {
  readonly web: string;
  readonly google: string;
  readonly webex: string;
  readonly control: string | null;
  readonly clock: string;
  readonly addon: unknown;
  readonly accounts: unknown;
  readonly service: Readonly<Record<string, string>>;
}

export interface Sandbox {
  readonly info: SandboxInfo;
  serviceState(state: ServiceState): void;
  stop(): Promise<void>;
}

/** Starts local Google, local Webex, the page and (if asked) control, on the given ports of 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const log = options.log ?? (() => undefined);
  const service = new ServiceHandle(options.askService);
  const origins = originsOf(options.ports);
  const platforms = makePlatforms({
    ...options,
    recorder: options.record === undefined ? undefined : new FileRecorder(options.record),
    origins,
    service,
    log,
  });
  await platforms.ready;
  const { ground, people } = platforms;
  const serviceClock = new ServiceClock(ground.clock);
  const deps: ControlDeps = {
    ...platforms,
    service,
    passage: new Passage(ground, serviceClock, service),
    outsideClientId: people.outsideClientId,
    addAccount: (request) => addAccount(request, platforms, service, options),
    reset: async (seed) => {
      // What it is given at its start is given anew: the organisations of before are gone.
      if (options.askService) await service.takeDown('stop');
      await platforms.reset(seed);
      options.changeServiceEnvironment?.(people.serviceEnvironment());
      await service.wipe();
      return people.readyAccounts();
    },
  };
  const servers = await startServers(options, deps, platforms, serviceClock, origins);
  // The first card should not wait for processes to start; the page may be looked at meanwhile.
  void platforms.scripts.warm().catch((error: unknown) => {
    log(String(error));
  });
  return {
    info: {
      web: origins.web,
      google: origins.google,
      webex: `${origins.webex}/v1`,
      control: options.control ? origins.control : null,
      clock: ground.clock.iso(),
      addon: people.addon(),
      accounts: people.readyAccounts(),
      service: people.serviceEnvironment(),
    },
    serviceState: (state) => {
      service.update(state);
    },
    stop: async () => {
      serviceClock.close();
      await Promise.all(servers.map((server) => server.close()));
      platforms.close();
    },
  };
}

/** A new domain is a new organisation of the service, whose configuration is read at its start. */
async function addAccount(
  request: AccountRequest,
  { people }: Platforms,
  service: ServiceHandle,
  options: SandboxOptions,
): Promise<ReadyAccount> {
  const { account, newOrganisation } = people.add(request);
  const before = service.pid;
  if (newOrganisation && options.changeServiceEnvironment) {
    options.changeServiceEnvironment(people.serviceEnvironment());
    if (before !== null) await service.restarted(before);
  }
  return account;
}

function originsOf(ports: SandboxOptions['ports']): Origins {
  const entries = Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]);
  return Object.fromEntries(entries) as Origins;
}

async function startServers(
  { ports, control }: SandboxOptions,
  deps: ControlDeps,
  platforms: Platforms,
  serviceClock: ServiceClock,
  origins: Origins,
): Promise<readonly FastifyInstance[]> {
  const { people, identity, webex } = platforms;
  const google = httpServer();
  // Before the edge: a browser's preflight is nobody's call, so it meets no fault and is not logged.
  await google.register(cors, {
    origin: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['etag'],
    maxAge: 600,
  });
  addGoogleEdge(google, deps.ground, identity);
  await google.register(formbody);
  googleRoutes(google, platforms);
  const web = httpServer();
  await webRoutes(web, webDeps(deps, people));
  const servers: [PortName, FastifyInstance][] = [
    ['google', google],
    ['webex', httpServer((server) => webex.routes(server))],
    ['web', web],
    ['clock', httpServer((server) => serviceClock.routes(server))],
  ];
  if (control) servers.push(['control', await controlServer(deps, origins.web)]);
  for (const [name, server] of servers) await server.listen({ host: '127.0.0.1', port: ports[name] });
  return servers.map(([, server]) => server);
}

const BODY_LIMIT = 8 * 1024 * 1024;
const MAX_PARAM_LENGTH = 2048;

function httpServer(routes: (server: FastifyInstance) => void = () => undefined): FastifyInstance {
  const server = fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    // An address with a slash at its end is the one without, as at Google: clients rely on it.
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
    // The proxy says which of the vendor's hosts a client meant.
    trustProxy: '127.0.0.1',
    rewriteUrl: overrideMethod,
  });
  routes(server);
  return server;
}
