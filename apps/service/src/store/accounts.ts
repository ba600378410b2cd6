import type { Selectable } from 'kysely';
import type { OrgTransaction } from './database.ts';
import type { AccountTable } from './tables.ts';

export type AccountRow = Selectable<AccountTable>;

export interface AccountSeen {
  readonly orgId: string;
  readonly accountId: string;
  readonly sub: string;
  readonly addressSealed: string;
  readonly addressHash: string;
  readonly now: number;
}

/**
 * Makes the row of a person who is not known yet; whoever was faster made the same one.
 * The address is sealed for `accountId`, so a row made meanwhile keeps its own.
 */
export async function ensureAccount(trx: OrgTransaction, seen: AccountSeen): Promise<AccountRow> {
  return trx
    .insertInto('app.account')
    .values({
      org_id: seen.orgId,
      account_id: seen.accountId,
      google_sub: seen.sub,
      address_sealed: seen.addressSealed,
      address_hash: seen.addressHash,
      created_at: new Date(seen.now),
      seen_at: new Date(seen.now),
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'google_sub']).doUpdateSet({ seen_at: new Date(seen.now) }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The address follows what Google says now; sealed for this very row. */
export async function changeAddress(
  trx: OrgTransaction,
  row: Pick<AccountRow, 'org_id' | 'account_id'>,
  address: { readonly sealed: string; readonly hash: string },
): Promise<AccountRow> {
  return trx
    .updateTable('app.account')
    .set({ address_sealed: address.sealed, address_hash: address.hash })
    .where('org_id', '=', row.org_id)
    .where('account_id', '=', row.account_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findAccount(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
): Promise<AccountRow | undefined> {
  return trx
    .selectFrom('app.account')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

export async function findAccountBySub(
  trx: OrgTransaction,
  orgId: string,
  sub: string,
): Promise<AccountRow | undefined> {
  return trx
    .selectFrom('app.account')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('google_sub', '=', sub)
    .executeTakeFirst();
}

export async function findAccountByAddress(
  trx: OrgTransaction,
  orgId: string,
  addressHash: string,
): Promise<AccountRow | undefined> {
  return trx
    .selectFrom('app.account')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('address_hash', '=', addressHash)
    .orderBy('created_at')
    .executeTakeFirst();
}

/** What the person's add-on says of its own health. */
export async function recordAddonHealth(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  health: { readonly hourly: boolean; readonly tired: boolean; readonly missingScopes: readonly string[] },
  now: number,
): Promise<void> {
  await trx
    .updateTable('app.account')
    .set({
      addon_checked_at: new Date(now),
      addon_hourly: health.hourly,
      addon_tired: health.tired,
      addon_missing_scopes: [...health.missingScopes],
      seen_at: new Date(now),
    })
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .execute();
}

/** Webex asked for quiet: nothing is sent for this host before. */
export async function quietUntil(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  until: number,
): Promise<void> {
  await trx
    .updateTable('app.account')
    .set({ webex_quiet_until: new Date(until) })
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .execute();
}

/** Counts a creation before it is sent. */
export async function countCreation(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  creationId: string,
  now: number,
): Promise<void> {
  await trx
    .insertInto('app.creation')
    .values({ org_id: orgId, account_id: accountId, creation_id: creationId, at: new Date(now) })
    .execute();
}

/** The instants of a host's creations since `since`, oldest first; older ones are forgotten. */
export async function creationsSince(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  since: number,
): Promise<readonly number[]> {
  await trx
    .deleteFrom('app.creation')
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .where('at', '<=', new Date(since))
    .execute();
  const rows = await trx
    .selectFrom('app.creation')
    .select('at')
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.at.getTime());
}
