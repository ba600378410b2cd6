import { limits } from '@webex-scheduler/core';
import type { Policy, Projection } from '@webex-scheduler/core';
import { countCreation, findAccount, quietUntil } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import type { OrgTransaction } from '../store/database.ts';
import type { SlotRow } from '../store/slots.ts';
import type { LinkWork } from './link-work.ts';
import type { WebexFailure, WebexPort } from './ports.ts';
import { kindOf, nextTry } from './retries.ts';
import type { Reporter, World } from './world.ts';

/** A call that was not even sent: Webex asked for quiet, or the day's creations are used up. */
export class HeldBackError extends Error implements WebexFailure {
  override readonly name = 'HeldBackError';
  readonly code: 'webex-quiet' | 'creation-limit';
  readonly outcome = 'refused';
  readonly status = 429;
  readonly retryAfterS: number;

  constructor(code: 'webex-quiet' | 'creation-limit', retryAfterMs: number) {
    super(code === 'webex-quiet' ? 'Webex asked for quiet.' : "The day's creations are used up.");
    this.code = code;
    this.retryAfterS = Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}

/** The meeting belongs to a Webex account that this person has connected before, and no longer. */
export class OtherAccountError extends Error implements WebexFailure {
  override readonly name = 'OtherAccountError';
  readonly code = 'other-webex-account';
  readonly outcome = 'refused';
}

/** A host's Webex, and which Webex account it is. */
export interface Host {
  readonly port: WebexPort;
  readonly personId: string | null;
}

/**
 * Webex for a host, unless Webex asked for quiet. `known` is the host's row where it was read for this very step.
 * @throws {HeldBackError}
 */
export async function openHost(
  world: World,
  orgId: string,
  accountId: string,
  known?: AccountRow,
): Promise<Host> {
  const account = known ?? (await world.database.inOrg(orgId, (trx) => findAccount(trx, orgId, accountId)));
  const quiet = (account?.webex_quiet_until?.getTime() ?? 0) - world.clock.now();
  if (quiet > 0) throw new HeldBackError('webex-quiet', quiet);
  return { port: world.webex.for(orgId, accountId, account), personId: account?.webex_person_id ?? null };
}

/**
 * Webex for the meeting of a slot: ids of one account are never used with another's sign-in.
 * @throws {HeldBackError} · {OtherAccountError}
 */
export async function hostPort(world: World, slot: SlotHost): Promise<WebexPort> {
  const { port, personId } = await openHost(world, slot.org_id, slot.host_account_id);
  if (isOtherAccount(slot, personId))
    throw new OtherAccountError('The meeting belongs to another Webex account.');
  return port;
}

type SlotHost = Pick<SlotRow, 'org_id' | 'host_account_id' | 'host_person_id'>;

/** Whether the meeting was made with another Webex account than the one that is connected now. */
export function isOtherAccount(slot: Pick<SlotRow, 'host_person_id'>, personId: string | null): boolean {
  return slot.host_person_id !== null && personId !== null && slot.host_person_id !== personId;
}

/**
 * Counts a creation of this host; failed ones count at Webex, so here too.
 * @throws {HeldBackError} when he has used up his creations.
 */
export async function spendCreation(work: LinkWork, trx: OrgTransaction, accountId: string): Promise<void> {
  const { world, orgId, now } = work;
  const oldest = await countCreation(
    trx,
    { orgId, accountId },
    { id: world.ids.random(), now },
    { most: limits.CREATES_PER_DAY, since: now - limits.DAY },
  );
  if (oldest !== null) throw new HeldBackError('creation-limit', oldest + limits.DAY - now);
}

/** Takes note of a failure on the link: attempts, when next, the code shown; and of a wish for quiet on the host. */
export async function noteFailure(
  work: LinkWork,
  accountId: string,
  failure: WebexFailure,
): Promise<number | null> {
  const next = nextTry(failure, work.link.attempts, work.now);
  await work.save({
    link: {
      attempts: work.link.attempts + 1,
      retry_at: next === null ? null : new Date(next),
      last_code: failure.code,
      last_tracking: failure.trackingId ?? null,
    },
    beside: async (trx) => {
      if (kindOf(failure) === 'throttled' && !(failure instanceof HeldBackError) && next !== null) {
        await quietUntil(trx, work.orgId, accountId, next);
      }
    },
  });
  return next;
}

/** The host's own addresses, and his name where the one who reports is the host. */
export function policyOf(
  work: LinkWork,
  host: AccountRow,
  reporter: Reporter | undefined,
  zone: string | undefined,
): Policy {
  const { seal } = work.world;
  const open = (sealed: string, kind: string): string =>
    seal.open(sealed, { orgId: host.org_id, row: host.account_id, kind });
  const addresses = [open(host.address_sealed, 'account.address')];
  if (host.webex_address_sealed !== null)
    addresses.push(open(host.webex_address_sealed, 'account.webex-address'));
  return {
    hostAddresses: addresses.map((address) => address.toLowerCase()),
    hostName: reporter?.accountId === host.account_id ? reporter.name : undefined,
    fallbackZone: zone ?? work.current?.zone ?? 'UTC',
  };
}

/** Where a tag is looked for: without a window Webex answers for the coming week only. */
export function tagWindow(
  now: number,
  projection: Pick<Projection, 'startAt' | 'endAt'>,
): { readonly from: string; readonly to: string } {
  return {
    from: new Date(Math.min(now, projection.startAt) - limits.DAY).toISOString(),
    to: new Date(Math.max(now, projection.endAt) + 370 * limits.DAY).toISOString(),
  };
}
