import type {
  CardAnswer,
  CardRequest,
  ChangesAnswer,
  ChangesRequest,
  CheckAnswer,
  CheckRequest,
  ConferencesAnswer,
  ConferencesRequest,
} from '@webex-scheduler/contracts';
import { dropAllLeases } from '../store/leases.ts';
import { card } from './card.ts';
import { check } from './check.ts';
import { conference } from './conference.ts';
import { disconnect } from './disconnect.ts';
import type { Disconnected } from './disconnect.ts';
import { report } from './report.ts';
import { runDue } from './run-due.ts';
import type { Reporter, World } from './world.ts';

/**
 * The loop's door: two callers (requests from the edge, and what is due), one observe, decide, apply, record.
 */
export interface Sync {
  report(reporter: Reporter, request: ChangesRequest): Promise<ChangesAnswer>;
  conference(reporter: Reporter, request: ConferencesRequest): Promise<ConferencesAnswer>;
  check(reporter: Reporter, request: CheckRequest): Promise<CheckAnswer>;
  card(reporter: Reporter, request: CardRequest): Promise<CardAnswer>;
  /** Does what is due for one link. */
  runDue(orgId: string, linkId: string): Promise<void>;
  /** A person leaves: future meetings are kept or cancelled, everything about him is deleted. */
  disconnect(orgId: string, accountId: string, meetings: 'keep' | 'cancel'): Promise<Disconnected>;
}

export type SyncOptions = Omit<World, 'heard' | 'owner'>;

/**
 * Builds the loop. `reporter.accountId` is the id to use for a person who is not known yet; a known one keeps his.
 * On an embedded database the leases of a former process are dropped: that process is gone with its directory lock.
 */
export async function createSync(options: SyncOptions): Promise<Sync> {
  const world: World = { ...options, owner: options.ids.random(), heard: new Set() };
  await dropAllLeases(options.database);
  return {
    report: (reporter, request) => report(world, reporter, request),
    conference: (reporter, request) => conference(world, reporter, request),
    check: (reporter, request) => check(world, reporter, request),
    card: (reporter, request) => card(world, reporter, request),
    runDue: (orgId, linkId) => runDue(world, orgId, linkId),
    disconnect: (orgId, accountId, meetings) => disconnect(world, orgId, accountId, meetings),
  };
}
