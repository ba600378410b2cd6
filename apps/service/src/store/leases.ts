import { sql } from 'kysely';
import type { Database, OrgTransaction } from './database.ts';
import type { LinkChange, LinkRow } from './links.ts';

/** How long a lease lasts by the database's clock: longer than the longest call to Webex made under it. */
const LEASE_SECONDS = 45;

/** What a link is made with whose maker works on it at once: nobody else can hold it, it did not exist. */
export function bornLeased(owner: string, dueBy: Date) {
  return { lease_owner: owner, lease_until: leaseEnd(), fence: 1, due_at: dueBy } as const;
}

/**
 * Takes the lease on a link for `owner` and answers its row; null while somebody else holds it. The row's `fence` is
 * the fencing number: every record under the lease is checked against it. The link falls due by `dueBy` at the
 * latest, so that what a killed worker leaves behind is looked at even if nobody asks again.
 */
export async function claimLease(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  owner: string,
  dueBy: Date,
): Promise<LinkRow | null> {
  const row = await trx
    .updateTable('app.link')
    .set({
      lease_owner: owner,
      lease_until: leaseEnd(),
      fence: sql`fence + 1`,
      due_at: sql<Date>`least(due_at, ${dueBy}::timestamptz)`,
    })
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where(sql<boolean>`(lease_until is null or lease_until <= clock_timestamp())`)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

const leaseEnd = () => sql<Date>`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;

/** Locks the link's row for the transaction and answers it, if the fencing number still stands. */
export async function lockLink(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  fence: number,
): Promise<LinkRow | undefined> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where('fence', '=', fence)
    .forUpdate()
    .executeTakeFirst();
}

/** Changes the link, if the fencing number still stands, and answers it; the row stays locked for the transaction. */
export async function changeLeased(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  fence: number,
  change: LinkChange,
): Promise<LinkRow | undefined> {
  if (Object.keys(change).length === 0) return lockLink(trx, orgId, linkId, fence);
  return trx
    .updateTable('app.link')
    .set(change)
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where('fence', '=', fence)
    .returningAll()
    .executeTakeFirst();
}

/** What a lease leaves behind. */
interface Ending {
  readonly change: LinkChange;
  /** When the link falls due, and when it did at the claim: an earlier instant that somebody set meanwhile stands. */
  readonly dueAt: Date | null;
  readonly dueBefore: Date | null;
}

/** Gives the lease back; false if the fencing number does not stand any more, and nothing is written then. */
export async function releaseLease(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  fence: number,
  ending?: Ending,
): Promise<boolean> {
  const due = ending && {
    due_at: sql<Date | null>`case when due_at is distinct from ${ending.dueBefore}::timestamptz then least(due_at, ${ending.dueAt}::timestamptz) else ${ending.dueAt}::timestamptz end`,
  };
  const { numUpdatedRows } = await trx
    .updateTable('app.link')
    .set({ ...ending?.change, ...due, lease_owner: null, lease_until: null })
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where('fence', '=', fence)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** After a start of an embedded database: whoever held a lease is gone with the process that had this directory. */
export async function dropAllLeases(database: Database): Promise<void> {
  if (!database.embedded) return;
  await database.db
    .updateTable('app.link')
    .set({ lease_owner: null, lease_until: null })
    .where('lease_until', 'is not', null)
    .execute();
}
