/**
 * The outside world on this machine, put together: one ground, the platforms on it, their servers on loopback.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { Scripts } from './apps-script/scripts.ts';
import { controlServer } from './control/control-server.ts';
import type { ControlDeps } from './control/control-deps.ts';
import { Passage } from './control/passage.ts';
import { CLOCK_PATH, ServiceClock } from './control/service-clock.ts';
import { ServiceHandle, type ServiceState, type ServiceWish } from './control/service-handle.ts';
import { Store } from './control/store.ts';
import type { Profile } from './control/switches.ts';
import type { ClockMode } from './control/clock.ts';
import { Calendar } from './google/calendar/calendar.ts';
import { Host } from './google/host/host.ts';
import { Identity } from './google/identity/identity.ts';
import { Installations } from './google/identity/installations.ts';
import { makeGround } from './ground-factory.ts';
import { Organisations } from './organisations.ts';
import { mapHosts, People } from './people.ts';
import { webDeps } from './page-deps.ts';
import { webRoutes } from './web/server.ts';
import { Webex } from './webex/webex.ts';

export type PortName = 'web' | 'google' | 'webex' | 'control' | 'clock' | 'service';

export interface SandboxOptions {
  readonly ports: Readonly<Record<PortName, number>>;
  /** Where everything is kept; undefined = nowhere. */
  readonly data?: string | undefined;
  readonly seed: 'demo' | 'empty';
  readonly clock?: string | undefined;
  readonly clockMode?: ClockMode | undefined;
  readonly profile: Profile;
  readonly control: boolean;
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

/** The add-on as it ships: what the build puts here is what runs. */
const ADDON_FOLDER = join(import.meta.dirname, '..', 'apps', 'addon', 'dist');
const SCRIPT_ID = '1WebexSchedulerAddonLocalScriptProject0000000000000000001';

/**
 * Starts local Google, local Webex, the page and (if asked) control.
 * @param options - ports on 127.0.0.1, 0 = any free one for whoever needs no fixed ones
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const log = options.log ?? (() => undefined);
  const service = new ServiceHandle(options.askService ?? (() => undefined));
  const ground = makeGround({
    dataDir: options.data,
    profile: options.profile,
    clock: options.clock,
    clockMode: options.clockMode,
    service,
    log,
  });
  const startedAt = ground.clock.now();
  const folder = (name: string): string | undefined => (options.data === undefined ? undefined : join(options.data, name));
  const fresh = options.data === undefined || !existsSync(join(options.data, 'google', 'journal.jsonl'));
  const stores = { google: Store.open(folder('google')), scripts: Store.open(folder('scripts')), webex: Store.open(folder('webex')) };

  const identity = new Identity(ground, stores.google);
  const scripts: Scripts = new Scripts(ground, stores.scripts, identity);
  const installations = new Installations(ground, stores.google, identity, scripts);
  const calendar = new Calendar(ground, stores.google, identity, (scriptId) => scripts.solutionsOf(scriptId));
  scripts.listen(calendar, installations);
  const host = new Host({ ground, store: stores.google, identity, installations, calendar, scripts });
  const webex = new Webex(ground, stores.webex);
  const organisations = new Organisations(stores.google);
  const serviceClock = new ServiceClock(ground.clock);
  const passage = new Passage(ground, serviceClock);

  const origins = originsOf(options.ports);
  mapHosts(ground.hosts, origins);
  const people = new People({ ground, identity, installations, calendar, webex, organisations, origins, scriptId: SCRIPT_ID });
  scripts.register({ dir: ADDON_FOLDER, scriptId: SCRIPT_ID });
  people.registerClients();
  if (fresh && options.seed === 'demo') people.seed();

  const reset = async (seed: 'demo' | 'empty'): Promise<readonly unknown[]> => {
    ground.faults.remove();
    ground.switches.reset();
    ground.clock.clear();
    for (const platform of [identity, installations, calendar, scripts, host, webex]) platform.reset();
    organisations.clear();
    ground.calls.clear();
    ground.clock.set(startedAt);
    scripts.register({ dir: ADDON_FOLDER, scriptId: SCRIPT_ID });
    people.registerClients();
    if (seed === 'demo') people.seed();
    await service.wipe();
    return people.readyAccounts();
  };
  const deps: ControlDeps = {
    ground, passage, service, identity, calendar, scripts, host, webex,
    outsideClientId: people.outsideClientId,
    addAccount: async (request) => {
      const { account, newOrganisation } = people.add(request);
      if (newOrganisation && options.changeServiceEnvironment) {
        const before = service.pid;
        options.changeServiceEnvironment(people.serviceEnvironment());
        if (before !== null) await service.restarted(before);
      }
      return account;
    },
    reset: reset as ControlDeps['reset'],
  };

  const servers = await startServers(options, {
    google: async (server) => {
      await server.register(formbody);
      identity.routes(server);
      calendar.routes(server);
      scripts.routes(server);
    },
    webex: async (server) => {
      webex.routes(server);
    },
    web: async (server) => webRoutes(server, webDeps(deps, people)),
    clock: async (server) => {
      serviceClock.routes(server);
    },
    control: options.control ? await controlServer(deps, origins.web) : undefined,
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
      service: { ...people.serviceEnvironment(), CLOCK_URL: `${origins.clock}${CLOCK_PATH}` },
    },
    serviceState: (state) => {
      service.update(state);
    },
    stop: async () => {
      ground.clock.stop();
      serviceClock.close();
      await scripts.stop();
      await Promise.all(servers.map((server) => server.close()));
      for (const store of Object.values(stores)) store.close();
    },
  };
}

export type Origins = Readonly<Record<PortName, string>>;

function originsOf(ports: SandboxOptions['ports']): Origins {
  const entries = Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]);
  return Object.fromEntries(entries) as Origins;
}

type Routes = (server: FastifyInstance) => Promise<void>;

async function startServers(
  { ports }: SandboxOptions,
  parts: { google: Routes; webex: Routes; web: Routes; clock: Routes; control: FastifyInstance | undefined },
): Promise<readonly FastifyInstance[]> {
  const { control, ...routes } = parts;
  const servers: [PortName, FastifyInstance][] = [];
  for (const [name, register] of Object.entries(routes) as [PortName, Routes][]) {
    const server = fastify({ forceCloseConnections: true, bodyLimit: 8 * 1024 * 1024, routerOptions: { maxParamLength: 2048 } });
    await register(server);
    servers.push([name, server]);
  }
  if (control) servers.push(['control', control]);
  for (const [name, server] of servers) await server.listen({ host: '127.0.0.1', port: ports[name] });
  return servers.map(([, server]) => server);
}
