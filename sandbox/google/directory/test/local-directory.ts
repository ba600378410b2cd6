/** A local Google with nothing but identity and Directory, and the official client of either kind of person. */
import { admin, auth } from '@googleapis/admin';
import type { admin_directory_v1 } from '@googleapis/admin';
import fastify from 'fastify';
import { ServiceHandle } from '../../../control/service-handle.ts';
import { recorded, recordGoogle } from '../../../control/test/recorded.ts';
import { Store } from '../../../control/store.ts';
import type { Ground } from '../../../control/ground.ts';
import { makeGround } from '../../../ground-factory.ts';
import { Identity } from '../../identity/identity.ts';
import { DIRECTORY_SCOPES } from '../access.ts';
import { Directory } from '../directory.ts';
import { directoryRoutes } from '../directory-routes.ts';

export const ADA = 'admin@x.test';
export const BEN = 'ben@x.test';
export const EVE = 'eve@other.test';
export const CARL = 'carl@gmail.com';

type Client = admin_directory_v1.Admin;

export interface LocalDirectory {
  readonly ground: Ground;
  readonly identity: Identity;
  readonly directory: Directory;
  readonly url: string;
  /** Routes as they were registered, `METHOD /path`. */
  readonly routes: readonly string[];
  /** Addresses of people who were welcomed. */
  readonly welcomed: readonly string[];
  /** The official client with a token of these scopes; with none given, of all that the Directory knows. */
  as(email: string, scopes?: readonly string[]): Client;
  token(email: string, scopes?: readonly string[]): string;
  /** Delivers what is due until `ms` of virtual time from now. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function startLocalDirectory(): Promise<LocalDirectory> {
  const ground = makeGround({
    dataDir: undefined,
    profile: 'demo',
    clock: '2026-03-02T09:00:00Z',
    clockMode: 'stopped',
    service: new ServiceHandle(() => undefined),
    recorder: recorded,
    log: () => undefined,
  });
  const store = Store.open();
  const identity = new Identity(ground, store);
  identity.addAccount({ email: ADA, name: 'Ada Min', role: 'admin' });
  identity.addAccount({ email: BEN, name: 'Ben Ode' });
  identity.addAccount({ email: EVE, name: 'Eve Out' });
  identity.addAccount({ email: CARL, name: 'Carl' });
  const { clientId } = identity.addClient({ kind: 'outside', name: 'Test client' });
  const welcomed: string[] = [];
  const directory = new Directory(ground, store, identity, (email) => welcomed.push(email));
  const server = fastify({ forceCloseConnections: true });
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`);
  });
  recordGoogle(server, ground);
  directoryRoutes(server, directory);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  ground.hosts.set('https://www.googleapis.com', url);
  const token = (email: string, scopes: readonly string[] = DIRECTORY_SCOPES): string =>
    identity.issueAccessToken({ email, clientId, scopes, expiresInS: null }).token;
  return {
    ...{ ground, identity, directory, url, routes, welcomed, token },
    as: (email, scopes) => {
      const oauth = new auth.OAuth2();
      oauth.setCredentials({ access_token: token(email, scopes) });
      return admin({ version: 'directory_v1', rootUrl: `${url}/`, auth: oauth, retry: false });
    },
    advance: async (ms) => {
      const { clock } = ground;
      const until = clock.now() + ms;
      for (let next = clock.next(); next && next.at <= until; next = clock.next()) {
        clock.set(Math.max(next.at, clock.now()));
        clock.runDue();
        do await new Promise((resolve) => setImmediate(resolve));
        while (clock.busy);
      }
      clock.set(until);
    },
    close: async () => {
      ground.clock.stop();
      await server.close();
    },
  };
}

/** What the official client throws for a refusal, by its parts. */
export function refusal(code: number, reason: string, message: string): object {
  return {
    response: { data: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } },
  };
}
