/** Local Google's identity behind real HTTP, with a stopped clock, three people and clients of each kind. */
import fastify from 'fastify';
import { makeGround } from '../../../ground-factory.ts';
import type { Ground } from '../../../control/ground.ts';
import { recorded } from '../../../control/test/recorded.ts';
import { addGoogleEdge } from '../../google-edge.ts';
import { Store } from '../../../control/store.ts';
import type { OAuthClient } from '../oauth-client.ts';
import { Identity } from '../identity.ts';
import { oauthRoutes } from '../oauth-routes.ts';
import { Installations, type InstallableManifest, type InstallationChange } from '../installations.ts';

export const START = '2026-03-02T08:00:00.000Z';
export const ADA = 'ada@example.org';
export const BEN = 'ben@example.org';
export const CHLOE = 'chloe@gmail.com';
export const SCRIPT = 'script-of-the-add-on';
export const CALLBACK = 'http://127.0.0.1:9/callback';

const AUTH = 'https://www.googleapis.com/auth/';
export const EMAIL = `${AUTH}userinfo.email`;
export const EVENTS = `${AUTH}calendar.events`;
export const SETTINGS = `${AUTH}calendar.settings.readonly`;
export const LOCALE = `${AUTH}script.locale`;

export const MANIFEST: InstallableManifest = {
  oauthScopes: [EVENTS, SETTINGS, LOCALE, EMAIL, 'openid'],
  addOns: {
    common: { name: 'Example rooms' },
    calendar: {
      conferenceSolution: [
        {
          id: 1,
          name: 'Example Room',
          logoUrl: 'https://lh3.googleusercontent.com/x',
          onCreateFunction: 'onCreate',
        },
      ],
    },
  },
};

export interface IdentityLab {
  readonly url: string;
  readonly ground: Ground;
  readonly store: Store;
  readonly identity: Identity;
  readonly installations: Installations;
  readonly client: OAuthClient;
  readonly told: {
    readonly installed: InstallationChange[];
    readonly uninstalled: InstallationChange[];
    readonly granted: InstallationChange[];
  };
  pass(ms: number): void;
  close(): Promise<void>;
}

export function quietGround(): Ground {
  const service = {
    pid: null,
    restarts: 0,
    kill: () => undefined,
    takeDown: () => Promise.resolve(),
    start: () => Promise.resolve(),
  };
  return makeGround({
    dataDir: undefined,
    profile: 'demo',
    clock: START,
    clockMode: 'stopped',
    service,
    recorder: recorded,
    log: () => undefined,
  });
}

/** Making RSA keys takes longer than most tests: those of a file share theirs. */
let keys: ReturnType<Identity['keys']['snapshot']> | undefined;

async function shareKeys({ keys: own }: Identity): Promise<void> {
  if (keys) own.keep(keys);
  else await own.get('current');
  keys ??= own.snapshot();
}

export async function startIdentity(folder?: string): Promise<IdentityLab> {
  const ground = quietGround();
  const store = Store.open(folder);
  const identity = new Identity(ground, store);
  const installations = new Installations(ground, store, identity, {
    manifest: (scriptId) => (scriptId === SCRIPT ? MANIFEST : undefined),
  });
  const told = {
    installed: [] as InstallationChange[],
    uninstalled: [] as InstallationChange[],
    granted: [] as InstallationChange[],
  };
  installations.onInstalled((change) => told.installed.push(change));
  installations.onUninstalled((change) => told.uninstalled.push(change));
  installations.onGrantChanged((change) => told.granted.push(change));
  if (identity.accounts().length === 0) {
    await shareKeys(identity);
    identity.addAccount({
      email: ADA,
      name: 'Ada Lovelace',
      language: 'en',
      timeZone: 'Europe/London',
      role: 'admin',
    });
    identity.addAccount({ email: BEN, name: 'Benoît Durand', language: 'fr', timeZone: 'Europe/Paris' });
    identity.addAccount({ email: CHLOE, name: 'Chloe', language: 'en-GB', timeZone: 'UTC' });
  }
  const client = identity.addClient({ kind: 'service', name: 'Example <app>', redirectUris: [CALLBACK] });
  const server = fastify({ forceCloseConnections: true });
  addGoogleEdge(server, ground, identity);
  oauthRoutes(server, identity, ground.clock);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    ground,
    store,
    identity,
    installations,
    client,
    told,
    pass: (ms) => {
      ground.clock.set(ground.clock.now() + ms);
    },
    close: async () => {
      await server.close();
      ground.clock.stop();
      store.close();
    },
  };
}
