import { findAccount, findAccountByAddress } from '../store/accounts.ts';
import { findReporter } from '../store/calendars.ts';
import { findLinkByRef } from '../store/links.ts';
import type { LinkRow } from '../store/links.ts';
import type { OrgTransaction } from '../store/database.ts';
import type { EventReport } from '@webex-scheduler/contracts';
import type { Arrival } from './arrival.ts';
import type { World } from './world.ts';

/** Who hosts a meeting that nobody clicked for: a copy, a hand-over, a forgotten block. */
export type HostChoice =
  | { readonly kind: 'host'; readonly accountId: string }
  /** The event was drafted by this person on another calendar: its link comes along. */
  | { readonly kind: 'bring'; readonly link: LinkRow }
  /** Somebody else is to report first, or this person may not decide. */
  | { readonly kind: 'notYours' }
  /** Nobody who may host is connected. */
  | { readonly kind: 'nobody' };

/**
 * Chooses the host of an event that carries a block which is not of this event's link.
 * A `ref` found elsewhere only names a candidate; nothing is changed there, and nobody is made a host by a
 * stranger who copied his block: the owner of the original hosts only on the original's own calendar.
 */
export async function chooseHost(
  world: World,
  arrival: Arrival,
  event: EventReport,
  original: LinkRow | undefined,
): Promise<HostChoice> {
  const { orgId } = arrival.reporter;
  const me = arrival.account;
  if (original !== undefined && isMyDraft(original, arrival, event)) return { kind: 'bring', link: original };
  return world.database.inOrg(orgId, async (trx) => {
    const mine = (): HostChoice =>
      me.webex_state === 'ok' ? { kind: 'host', accountId: me.account_id } : { kind: 'nobody' };
    const creator = event.creator?.toLowerCase();
    if (creator === arrival.reporter.email.toLowerCase()) return mine();
    if (creator !== undefined && (await hearsCalendar(world, trx, arrival, creator)))
      return { kind: 'notYours' };
    if (original !== undefined && original.calendar_id === arrival.calendar.calendar_id) {
      const isOwner = original.host_account_id === me.account_id;
      if (!isOwner && !arrival.ownCalendar) return { kind: 'notYours' };
      return originalsOwner(trx, orgId, original, mine);
    }
    return arrival.ownCalendar || original?.host_account_id === me.account_id ? mine() : { kind: 'notYours' };
  });
}

function isMyDraft(original: LinkRow, arrival: Arrival, event: EventReport): boolean {
  return (
    original.event_id === event.id &&
    original.calendar_id !== arrival.calendar.calendar_id &&
    original.state === 'draft' &&
    original.host_account_id === arrival.account.account_id &&
    event.block?.gen === original.gen
  );
}

async function hearsCalendar(
  world: World,
  trx: OrgTransaction,
  arrival: Arrival,
  address: string,
): Promise<boolean> {
  const { orgId } = arrival.reporter;
  const account = await findAccountByAddress(trx, orgId, world.seal.keyedHash('address', address));
  if (account?.webex_state !== 'ok') return false;
  return (await findReporter(trx, orgId, arrival.calendar.calendar_id, account.account_id)) !== undefined;
}

async function originalsOwner(
  trx: OrgTransaction,
  orgId: string,
  original: LinkRow,
  mine: () => HostChoice,
): Promise<HostChoice> {
  if (original.host_account_id === null) return mine();
  const owner = await findAccount(trx, orgId, original.host_account_id);
  return owner?.webex_state === 'ok' ? { kind: 'host', accountId: owner.account_id } : mine();
}

/** The link that a block's `ref` names, wherever it stands in this organisation. */
export async function originalOf(
  world: World,
  orgId: string,
  event: EventReport,
): Promise<LinkRow | undefined> {
  const ref = event.block?.ref;
  if (ref === undefined) return undefined;
  return world.database.inOrg(orgId, (trx) => findLinkByRef(trx, orgId, ref));
}
