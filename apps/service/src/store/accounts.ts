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

/**
 * Counts a creation before it is sent, unless the host has had `most` of them since `since`: then nothing is counted,
 * and the answer is when the oldest of those was (ms since the epoch).
 */
export async function countCreation(
  trx: OrgTransaction,
  host: { readonly orgId: string; readonly accountId: string },
  creation: { readonly id: string; readonly now: number },
  allowance: { readonly most: number; readonly since: number },
): Promise<number | null> {
  const { orgId, accountId } = host;
  const recent = trx
    .selectFrom('app.creation')
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .where('at', '>', new Date(allowance.since));
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('app.creation')
    .columns(['org_id', 'account_id', 'creation_id', 'at'])
    .expression(
      trx
        .selectNoFrom((eb) => [
          eb.val(orgId).as('org_id'),
          eb.val(accountId).as('account_id'),
          eb.val(creation.id).as('creation_id'),
          eb.cast<Date>(eb.val(new Date(creation.now)), 'timestamptz').as('at'),
        ])
        .where(
          recent.select((of) => of.fn.countAll<number>().as('n')),
          '<',
          allowance.most,
        ),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return null;
  const oldest = await recent
    .select('at')
    .orderBy('at', 'desc')
    .offset(allowance.most - 1)
    .limit(1)
    .executeTakeFirstOrThrow();
  return oldest.at.getTime();
}
