/** How things stood when the service last spoke: for cards while it cannot be reached. */
import type { Health } from '@webex-scheduler/contracts';
import type { Cache, Keep, World } from '../ports.ts';

const KEY = 'health';
const CREDENTIAL = 'credential';
/** The Webex account that was connected when the person chose to leave what an earlier one had made. */
const LEFT = 'left';
const SIX_HOURS = 21_600;

export interface KnownHealth {
  readonly health: Health;
  /** When the service said so (ms). */
  readonly at: number;
}

/** Keeps the health for cards, and a new credential where one was given. */
export function keepHealth(world: World, health: Health): void {
  const { credential, ...shown } = health;
  world.cache.set(KEY, JSON.stringify({ health: shown, at: world.now() }), SIX_HOURS);
  if (credential !== undefined && credential !== world.keep.get(CREDENTIAL))
    world.keep.set(CREDENTIAL, credential);
}

/** The last known health; nothing once the cache has lost it. */
export function lastHealth(cache: Cache): Partial<KnownHealth> {
  return JSON.parse(cache.get(KEY) ?? '{}') as Partial<KnownHealth>;
}

/** What stands in for an ID token in executions where Google gives none. */
export function credential(keep: Keep): string | undefined {
  return keep.get(CREDENTIAL) ?? undefined;
}

/** Remembers that the person leaves meetings of an earlier Webex account there. */
export function leaveOld({ keep }: World, { old }: Partial<Health> = {}): void {
  if (old !== undefined) keep.set(LEFT, old.account);
}

/** The meetings of an earlier Webex account about which the person has still to choose. */
export function unchosenOld({ keep }: World, { old }: Health): Health['old'] {
  return old?.account === keep.get(LEFT) ? undefined : old;
}
