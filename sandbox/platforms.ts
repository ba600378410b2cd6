/** The platforms of the outside world, made once and joined to each other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Scripts } from './apps-script/scripts.ts';
import type { ClockMode } from './control/clock.ts';
import type { Ground } from './control/ground.ts';
import type { Recorder } from './control/recorder.ts';
import type { ServiceHandle } from './control/service-handle.ts';
import { Store } from './control/store.ts';
import type { Profile } from './control/switches.ts';
import { Calendar } from './google/calendar/calendar.ts';
import { Directory } from './google/directory/directory.ts';
import { Gmail } from './google/gmail/gmail.ts';
import { Host } from './google/host/host.ts';
import { Identity } from './google/identity/identity.ts';
import { Installations } from './google/identity/installations.ts';
import { makeGround } from './ground-factory.ts';
import { Organisations } from './organisations.ts';
import { ADDON_ORIGIN, mapHosts, People, type Origins } from './people.ts';
import { scriptIdentity } from './script-identity.ts';
import { Webex } from './webex/webex.ts';

/** The add-on as it ships: what the build puts here is what runs. */
const ADDON_FOLDER = join(import.meta.dirname, '..', 'apps', 'addon', 'dist');
const SCRIPT_ID = '1WebexSchedulerAddonLocalScriptProject0000000000000000001';

export type Seed = 'demo' | 'empty';

export interface PlatformOptions {
  /** Where everything is kept; undefined = nowhere. */
  readonly data?: string | undefined;
  readonly seed: Seed;
  readonly clock?: string | undefined;
  readonly clockMode?: ClockMode | undefined;
  readonly profile: Profile;
  /** Takes every exchange; undefined = nobody does. */
  readonly recorder?: Recorder | undefined;
  readonly origins: Origins;
  readonly service: ServiceHandle;
  readonly log: (line: string) => void;
}

export interface Platforms {
  readonly ground: Ground;
  readonly identity: Identity;
  readonly installations: Installations;
  readonly calendar: Calendar;
  readonly gmail: Gmail;
  readonly directory: Directory;
  readonly scripts: Scripts;
  readonly host: Host;
  readonly webex: Webex;
  readonly people: People;
  /** Resolves when the seed is whole. */
  readonly ready: Promise<void>;
  /** Empties every store and seeds it anew, with the clock as at the start. */
  reset(seed: Seed): Promise<void>;
  close(): void;
}

export function makePlatforms(options: PlatformOptions): Platforms {
  const { data, profile, clock, clockMode, recorder, service, log, origins, seed } = options;
  const ground = makeGround({ dataDir: data, profile, clock, clockMode, recorder, service, log });
  mapHosts(ground.hosts, origins);
  const fresh = data === undefined || !existsSync(join(data, 'google', 'journal.jsonl'));
  const open = (name: string): Store => Store.open(data === undefined ? undefined : join(data, name));
  const stores = { google: open('google'), scripts: open('scripts'), webex: open('webex') };
  const organisations = new Organisations(stores.google);
  const parts = joined(ground, stores);
  const people = new People({ ground, ...parts, organisations, origins, scriptId: SCRIPT_ID });
  const populate = async (who: Seed | undefined): Promise<void> => {
    parts.scripts.register({ dir: ADDON_FOLDER, scriptId: SCRIPT_ID });
    parts.host.useAddon(SCRIPT_ID);
    people.registerClients();
    if (who === 'demo') await people.seed();
  };
  const ready = populate(fresh ? seed : undefined);
  const startedAt = ground.clock.now();
  const startedAs = ground.clock.mode;
  return {
    ground,
    people,
    ...parts,
    ready,
    reset: async (who) => {
      ground.faults.remove();
      ground.switches.reset();
      ground.clock.clear();
      ground.calls.clear();
      for (const platform of Object.values(parts)) platform.reset();
      organisations.clear();
      ground.clock.setMode(startedAs);
      ground.clock.set(startedAt);
      await populate(who);
    },
    close: () => {
      ground.clock.stop();
      parts.scripts.stop();
      for (const store of Object.values(stores)) store.close();
    },
  };
}

function joined(
  ground: Ground,
  stores: { readonly google: Store; readonly scripts: Store; readonly webex: Store },
): Pick<
  Platforms,
  'identity' | 'installations' | 'calendar' | 'gmail' | 'directory' | 'scripts' | 'host' | 'webex'
> {
  const identity = new Identity(ground, stores.google);
  const scripts = new Scripts(ground, stores.scripts, {
    identity: scriptIdentity(identity),
    serviceOrigins: [ADDON_ORIGIN],
  });
  const installations = new Installations(ground, stores.google, identity, scripts);
  const calendar = new Calendar(ground, stores.google, identity, (scriptId, email) =>
    installations.isInstalled(email, scriptId) ? scripts.solutionsOf(scriptId) : undefined,
  );
  const gmail = new Gmail(ground, stores.google, identity);
  const directory = new Directory(ground, stores.google, identity, (email) => {
    calendar.provision(email);
  });
  scripts.listenTo(calendar);
  installations.onUninstalled(({ email, scriptId }) => {
    scripts.uninstalled(email, scriptId);
  });
  const host = new Host({ ground, store: stores.google, identity, installations, calendar, gmail, scripts });
  const webex = new Webex(ground, stores.webex);
  return { identity, installations, calendar, gmail, directory, scripts, host, webex };
}
