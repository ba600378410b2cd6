import { sql } from 'kysely';
import type { Database, OrgTransaction } from './database.ts';
import type { LinkRow } from './links.ts';

/** How long a lease lasts by the database's clock: longer than the longest call to Webex made under it. */
const LEASE_SECONDS = 45;

export interface Lease {
  /** The fencing number: every record under the lease is checked against it. */
  readonly fence: number;
  /** The due time as the lease left it. */
  readonly dueAt: Date | null;
}

/**
 * Takes the lease on a link for `owner`; null while somebody else holds it. The link falls due by `dueBy` at the
 * latest, so that what a killed worker leaves behind is looked at even if nobody asks again.
 */
export async function claimLease(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  owner: string,
  dueBy: Date,
): Promise<Lease | null> {
  const row = await trx
    .updateTable('app.link')
    .set({
      lease_owner: owner,
      lease_until: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`,
      fence: sql`fence + 1`,
      due_at: sql<Date>`least(due_at, ${dueBy}::timestamptz)`,
    })
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where(sql<boolean>`(lease_until is null or lease_until <= clock_timestamp())`)
    .returning(['fence', 'due_at'])
    .executeTakeFirst();
  return row === undefined ? null : { fence: row.fence, dueAt: row.due_at };
}

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

export async function releaseLease(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  fence: number,
): Promise<void> {
  await trx
    .updateTable('app.link')
    .set({ lease_owner: null, lease_until: null })
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where('fence', '=', fence)
    .execute();
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
