import type { OrgTransaction } from './database.ts';

/** Makes due what waits for `ref` to be shown no longer. */
export async function wakeByRef(trx: OrgTransaction, orgId: string, ref: string, now: number): Promise<void> {
  await trx
    .updateTable('app.link')
    .set({ due_at: new Date(now) })
    .where('org_id', '=', orgId)
    .where('ref', '=', ref)
    .execute();
}

/** Makes due what waits for a calendar (heard again, no longer behind, a mass deletion answered). */
export async function wakeCalendar(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  now: number,
): Promise<void> {
  await trx
    .updateTable('app.link')
    .set({ due_at: new Date(now) })
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where((or) =>
      or.exists(
        or
          .selectFrom('app.slot')
          .select('app.slot.link_id')
          .whereRef('app.slot.org_id', '=', 'app.link.org_id')
          .whereRef('app.slot.link_id', '=', 'app.link.link_id')
          .where('app.slot.state', '=', 'cancelling'),
      ),
    )
    .execute();
}

/** Makes links due. */
export async function wakeLinks(
  trx: OrgTransaction,
  orgId: string,
  linkIds: readonly string[],
  now: number,
): Promise<void> {
  if (linkIds.length === 0) return;
  await trx
    .updateTable('app.link')
    .set({ due_at: new Date(now) })
    .where('org_id', '=', orgId)
    .where('link_id', 'in', [...linkIds])
    .execute();
}

/** A host is connected again: what waited for him is due, without regard to earlier failures. */
export async function wakeHosted(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  now: number,
): Promise<void> {
  await trx
    .updateTable('app.slot')
    .set({ refused_print: null })
    .where('org_id', '=', orgId)
    .where('host_account_id', '=', accountId)
    .execute();
  await trx
    .updateTable('app.link')
    .set({ due_at: new Date(now), retry_at: null, attempts: 0 })
    .where('org_id', '=', orgId)
    .where('host_account_id', '=', accountId)
    .execute();
}

/** After the store went back in time: each living meeting of the calendar is read back at Webex by its id. */
export async function recheckCalendar(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  now: number,
): Promise<void> {
  const links = trx
    .selectFrom('app.link')
    .select('link_id')
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId);
  await trx
    .updateTable('app.slot')
    .set({ checked_at: null })
    .where('org_id', '=', orgId)
    .where('link_id', 'in', links)
    .where('state', '=', 'live')
    .execute();
  await trx
    .updateTable('app.link')
    .set({ due_at: new Date(now) })
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .execute();
}

/**
 * At most `limit` links that are due, and when the first of the others falls due (null: none, or not looked at).
 * Nothing of a suspended organisation is due.
 */
export async function dueLinks(
  trx: OrgTransaction,
  orgId: string,
  now: number,
  limit: number,
): Promise<{ readonly keys: readonly string[]; readonly next: number | null }> {
  const rows = await trx
    .selectFrom('app.link')
    .select(['link_id', 'due_at'])
    .where('org_id', '=', orgId)
    .where('due_at', 'is not', null)
    .where((or) =>
      or.exists(
        or
          .selectFrom('app.organisation')
          .select('org_id')
          .where('org_id', '=', orgId)
          .where('mode', '!=', 'suspended'),
      ),
    )
    .orderBy('due_at')
    .limit(limit + 1)
    .execute();
  const isDue = (row: (typeof rows)[number]): boolean => (row.due_at?.getTime() ?? 0) <= now;
  return {
    keys: rows
      .filter(isDue)
      .slice(0, limit)
      .map((row) => row.link_id),
    next: rows.find((row) => !isDue(row))?.due_at?.getTime() ?? null,
  };
}
