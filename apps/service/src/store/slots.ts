import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AccountRow } from './accounts.ts';
import type { OrgTransaction } from './database.ts';
import type { IntentTable, SlotTable } from './tables.ts';

export type SlotRow = Selectable<SlotTable>;
export type SlotChange = Updateable<SlotTable>;
export type IntentRow = Selectable<IntentTable>;
export type SlotId = Pick<SlotRow, 'slot' | 'gen'>;

export async function slotsOfLink(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
): Promise<readonly SlotRow[]> {
  return trx
    .selectFrom('app.slot')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .orderBy('gen')
    .execute();
}

/** Makes a slot, or what was one before anew. */
export async function insertSlot(trx: OrgTransaction, row: Insertable<SlotTable>): Promise<SlotRow> {
  return trx
    .insertInto('app.slot')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'link_id', 'slot', 'gen']).doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a slot and answers it; undefined if there is none, or nothing to change. */
export async function changeSlot(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  id: SlotId,
  change: SlotChange,
): Promise<SlotRow | undefined> {
  if (Object.keys(change).length === 0) return undefined;
  return trx
    .updateTable('app.slot')
    .set(change)
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .where('slot', '=', id.slot)
    .where('gen', '=', id.gen)
    .returningAll()
    .executeTakeFirst();
}

export async function intentsOfLink(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
): Promise<readonly IntentRow[]> {
  return trx
    .selectFrom('app.intent')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .execute();
}

export async function insertIntent(trx: OrgTransaction, row: IntentRow): Promise<void> {
  await trx.insertInto('app.intent').values(row).execute();
}

/** The calls that were announced have ended. */
export async function deleteIntents(trx: OrgTransaction, orgId: string, linkId: string): Promise<void> {
  await trx.deleteFrom('app.intent').where('org_id', '=', orgId).where('link_id', '=', linkId).execute();
}

/** Meetings of the calendars given that start within the window: these are checked and listed hourly. */
export async function calendarsWithNearSlots(
  trx: OrgTransaction,
  orgId: string,
  calendarIds: readonly string[],
  from: number,
  to: number,
): Promise<ReadonlySet<string>> {
  if (calendarIds.length === 0) return new Set();
  const rows = await trx
    .selectFrom('app.link')
    .innerJoin('app.slot', (join) =>
      join
        .onRef('app.slot.org_id', '=', 'app.link.org_id')
        .onRef('app.slot.link_id', '=', 'app.link.link_id'),
    )
    .select('app.link.calendar_id')
    .distinct()
    .where('app.link.org_id', '=', orgId)
    .where('app.link.calendar_id', 'in', [...calendarIds])
    .where('app.slot.state', 'in', ['live', 'creating'])
    .where('app.slot.end_at', '>', new Date(from))
    .where('app.slot.start_at', '<=', new Date(to))
    .execute();
  return new Set(rows.map((row) => row.calendar_id));
}

/**
 * Links of a host whose meeting is near and was longest not compared with Webex; they become due. Meetings that another
 * Webex account of his made cannot be asked about.
 */
export async function linksToCompare(
  trx: OrgTransaction,
  orgId: string,
  { account_id: accountId, webex_person_id: personId }: Pick<AccountRow, 'account_id' | 'webex_person_id'>,
  window: { readonly from: number; readonly to: number; readonly checkedBefore: number },
  limit: number,
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('app.slot')
    .select('link_id')
    .where('org_id', '=', orgId)
    .where('host_account_id', '=', accountId)
    .where('state', '=', 'live')
    .where('meeting_id', 'is not', null)
    .where((or) => or.or([or('host_person_id', 'is', null), or('host_person_id', '=', personId)]))
    .where('start_at', '>', new Date(window.from))
    .where('start_at', '<=', new Date(window.to))
    .where((or) =>
      or.or([or('checked_at', 'is', null), or('checked_at', '<', new Date(window.checkedBefore))]),
    )
    .orderBy('checked_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.link_id);
}
