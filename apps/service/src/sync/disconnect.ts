import { findAccount } from '../store/accounts.ts';
import { forgetCalendars } from '../store/calendars.ts';
import { deleteLink, linksHostedBy } from '../store/links.ts';
import { isOtherAccount } from './host.ts';
import { withLink } from './link-work.ts';
import { runDue } from './run-due.ts';
import type { World } from './world.ts';

/** What became of a person's meetings when he left. */
export interface Disconnected {
  /** Future meetings that were cancelled. */
  readonly cancelled: number;
  /** Meetings that Webex still holds although they were to be cancelled: nothing was deleted here, try again. */
  readonly failed: number;
  /** Rows about links that were deleted here. */
  readonly forgotten: number;
}

/**
 * A person disconnects: his future meetings are kept (they follow nothing any more) or cancelled, then everything
 * about him goes. If Webex cannot be told to cancel, nothing is deleted here: the ids are needed to try again.
 */
export async function disconnect(
  world: World,
  orgId: string,
  accountId: string,
  meetings: 'keep' | 'cancel',
): Promise<Disconnected> {
  const account = await world.database.inOrg(orgId, (trx) => findAccount(trx, orgId, accountId));
  if (account === undefined) return { cancelled: 0, failed: 0, forgotten: 0 };
  const links = await world.database.inOrg(orgId, (trx) => linksHostedBy(trx, orgId, accountId));
  let cancelled = 0;
  let failed = 0;
  if (meetings === 'cancel') {
    for (const link of links) {
      const result = await cancelFuture(world, orgId, link.link_id, account.webex_person_id);
      cancelled += result.cancelled;
      failed += result.failed;
    }
  }
  if (failed > 0) return { cancelled, failed, forgotten: 0 };
  await world.database.inOrg(orgId, async (trx) => {
    for (const link of links) await deleteLink(trx, orgId, link.link_id);
    await trx
      .deleteFrom('app.account')
      .where('org_id', '=', orgId)
      .where('account_id', '=', accountId)
      .execute();
    await forgetCalendars(trx, orgId);
    await trx
      .deleteFrom('app.browser_session')
      .where('org_id', '=', orgId)
      .where('google_sub', '=', account.google_sub)
      .execute();
    await trx
      .deleteFrom('app.link_attempt')
      .where('org_id', '=', orgId)
      .where('google_sub', '=', account.google_sub)
      .execute();
  });
  return { cancelled, failed, forgotten: links.length };
}

async function cancelFuture(
  world: World,
  orgId: string,
  linkId: string,
  personId: string | null,
): Promise<{ readonly cancelled: number; readonly failed: number }> {
  const count = await withLink(world, orgId, linkId, async (work) => {
    const future = work.slots.filter(
      (slot) =>
        slot.meeting_id !== null &&
        // A meeting of a Webex account that was connected before is out of reach; it stays.
        !isOtherAccount(slot, personId) &&
        (slot.state === 'live' || slot.state === 'cancelling') &&
        slot.start_at.getTime() > work.now,
    );
    await work.save({
      link: { retry_at: null, attempts: 0 },
      slots: future.map((slot) => work.cancelling(slot, 'asked', work.now)),
    });
    return future.length;
  });
  await runDue(world, orgId, linkId);
  const left = await world.database.inOrg(orgId, (trx) =>
    trx
      .selectFrom('app.slot')
      .select('gen')
      .where('org_id', '=', orgId)
      .where('link_id', '=', linkId)
      .where('state', '=', 'cancelling')
      .execute(),
  );
  return { cancelled: count - left.length, failed: left.length };
}
