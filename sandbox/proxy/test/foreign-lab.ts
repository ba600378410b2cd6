/** Local Google behind the proxy, on the machine's own time: programs sign with that. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import type { Ground } from '../../control/ground.ts';
import { Store } from '../../control/store.ts';
import { makeGround } from '../../ground-factory.ts';
import { Calendar } from '../../google/calendar/calendar.ts';
import { calendarRoutes } from '../../google/calendar/routes/calendar-routes.ts';
import { addGoogleEdge } from '../../google/google-edge.ts';
import { Gmail } from '../../google/gmail/gmail.ts';
import { gmailRoutes } from '../../google/gmail/gmail-routes.ts';
import { Identity } from '../../google/identity/identity.ts';
import { oauthRoutes } from '../../google/identity/oauth-routes.ts';
import type { ServiceAccountKey } from '../../google/identity/service-accounts.ts';
import { VendorProxy } from '../vendor-proxy.ts';

export const ADA = 'ada@example.org';

export interface ForeignLab {
  readonly url: string;
  readonly ground: Ground;
  readonly identity: Identity;
  readonly calendar: Calendar;
  readonly proxy: VendorProxy;
  /** Runs one of the programs beside this file, unmodified clients behind the proxy; answers what it printed. */
  run(program: string, ...words: string[]): Promise<unknown>;
  keyFile(key: ServiceAccountKey): Promise<string>;
  close(): Promise<void>;
}

const HOSTS = ['www.googleapis.com', 'oauth2.googleapis.com', 'accounts.google.com', 'gmail.googleapis.com'];

export async function startForeignLab(): Promise<ForeignLab> {
  const service = {
    pid: null,
    restarts: 0,
    kill: () => undefined,
    takeDown: () => Promise.resolve(),
    start: () => Promise.resolve(),
  };
  const ground = makeGround({
    dataDir: undefined,
    profile: 'demo',
    clock: undefined,
    clockMode: 'running',
    service,
    log: () => undefined,
  });
  const store = Store.open();
  const identity = new Identity(ground, store);
  const calendar = new Calendar(ground, store, identity, () => undefined);
  const server = Fastify({
    forceCloseConnections: true,
    trustProxy: '127.0.0.1',
    routerOptions: { ignoreTrailingSlash: true },
  });
  addGoogleEdge(server, ground, identity);
  await server.register(formbody);
  oauthRoutes(server, identity, ground.clock);
  calendarRoutes(server, calendar, ground);
  gmailRoutes(server, new Gmail(ground, store, identity));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  for (const host of HOSTS) ground.hosts.set(`https://${host}`, url);
  identity.addAccount({ email: ADA, name: 'Ada Lovelace', timeZone: 'Europe/London' });
  const proxy = await VendorProxy.start(ground.hosts);
  const folder = await mkdtemp(join(tmpdir(), 'foreign-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, proxy.certificate);
  const environment = { HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1', NODE_EXTRA_CA_CERTS: ca };
  return {
    url,
    ground,
    identity,
    calendar,
    proxy,
    run: async (program, ...words) => {
      const file = join(import.meta.dirname, program);
      const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file, ...words], {
        env: environment,
      });
      return JSON.parse(stdout) as unknown;
    },
    keyFile: async (key) => {
      const file = join(folder, 'key.json');
      await writeFile(file, JSON.stringify(key));
      return file;
    },
    close: async () => {
      await proxy.close();
      await server.close();
      ground.clock.stop();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
