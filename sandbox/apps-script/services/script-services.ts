/** Every service that a script can call, by `Service.method`. */
import type { Ground } from '../../control/ground.ts';
import type { DailyQuota } from '../daily-quota.ts';
import type { ScriptIdentity } from '../ports.ts';
import type { StateTokens } from '../state-tokens.ts';
import type { Triggers } from '../triggers.ts';
import { advancedServices } from './advanced-rest.ts';
import type { CacheStores } from './cache.ts';
import { calendarAppServices } from './calendar-app.ts';
import { mailServices } from './gmail-app.ts';
import type { Caller, Services } from './host-call.ts';
import { Locks } from './locks.ts';
import type { PropertyStores } from './properties.ts';
import { scriptAppServices } from './script-app.ts';
import { urlFetchServices } from './url-fetch.ts';

interface ServiceDeps {
  readonly ground: Ground;
  readonly identity: ScriptIdentity;
  readonly quota: DailyQuota;
  readonly properties: PropertyStores;
  readonly cache: CacheStores;
  readonly triggers: Triggers;
  readonly stateTokens: StateTokens;
  readonly serviceOrigins: readonly string[];
  readonly killScript: (caller: Caller) => void;
}

export function scriptServices({ properties, cache, ...deps }: ServiceDeps): Services {
  return {
    ...properties.services(),
    ...cache.services(),
    ...new Locks(deps.ground.clock).services(),
    ...scriptAppServices(deps),
    ...urlFetchServices(deps),
    ...advancedServices(deps),
    ...calendarAppServices(deps),
    ...mailServices(deps),
  };
}
