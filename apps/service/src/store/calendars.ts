import type { Selectable } from 'kysely';
import type { OrgTransaction } from './database.ts';
import type { CalendarTable, ReporterTable } from './tables.ts';

export type CalendarRow = Selectable<CalendarTable>;
export type ReporterRow = Selectable<ReporterTable>;

export interface CalendarSeen {
  readonly orgId: string;
  readonly calendarId: string;
  readonly idSealed: string;
  readonly idHash: string;
  readonly now: number;
}

/** Takes note of a calendar somebody reported; found by the keyed hash of its id. */
export async function ensureCalendar(trx: OrgTransaction, seen: CalendarSeen): Promise<CalendarRow> {
  return trx
    .insertInto('app.calendar')
    .values({
      org_id: seen.orgId,
      calendar_id: seen.calendarId,
      id_sealed: seen.idSealed,
      id_hash: seen.idHash,
      heard_at: new Date(seen.now),
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'id_hash']).doUpdateSet({ heard_at: new Date(seen.now) }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findCalendarByHash(
  trx: OrgTransaction,
  orgId: string,
  idHash: string,
): Promise<CalendarRow | undefined> {
  return trx
    .selectFrom('app.calendar')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
}

export async function readCalendar(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
): Promise<CalendarRow> {
  return trx
    .selectFrom('app.calendar')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .executeTakeFirstOrThrow();
}

export async function findReporter(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  accountId: string,
): Promise<ReporterRow | undefined> {
  return trx
    .selectFrom('app.reporter')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** The calendars one person reports, with what he is to do about each. */
export async function reporterCalendars(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
): Promise<readonly (ReporterRow & Pick<CalendarRow, 'id_sealed' | 'id_hash' | 'stopped_at'>)[]> {
  return trx
    .selectFrom('app.reporter')
    .innerJoin('app.calendar', (join) =>
      join
        .onRef('app.calendar.org_id', '=', 'app.reporter.org_id')
        .onRef('app.calendar.calendar_id', '=', 'app.reporter.calendar_id'),
    )
    .selectAll('app.reporter')
    .select(['app.calendar.id_sealed', 'app.calendar.id_hash', 'app.calendar.stopped_at'])
    .where('app.reporter.org_id', '=', orgId)
    .where('app.reporter.account_id', '=', accountId)
    .execute();
}

/** Writes what a reporter's call changed; makes the row at the first. */
export async function saveReporter(trx: OrgTransaction, row: ReporterRow): Promise<void> {
  await trx
    .insertInto('app.reporter')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'calendar_id', 'account_id']).doUpdateSet(row))
    .execute();
}

/** What one person has told about a calendar, and whether another of its reporters knows more than this store. */
export async function standingOfReporter(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  accountId: string,
): Promise<{ readonly own: ReporterRow | undefined; readonly othersBehind: boolean }> {
  const rows = await trx
    .selectFrom('app.reporter')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where((or) => or.or([or('account_id', '=', accountId), or('behind_since', 'is not', null)]))
    .execute();
  const own = rows.find((row) => row.account_id === accountId);
  return { own, othersBehind: rows.some((row) => row !== own) };
}

/** Whether some reporter of the calendar knows more than this store. */
export async function isBehind(trx: OrgTransaction, orgId: string, calendarId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('app.reporter')
    .select('account_id')
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('behind_since', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Stops a calendar after a mass deletion, or lets it go on. */
export async function stopCalendar(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  change: { readonly stoppedAt: number | null; readonly confirmedUntil?: number },
): Promise<void> {
  await trx
    .updateTable('app.calendar')
    .set({
      stopped_at: change.stoppedAt === null ? null : new Date(change.stoppedAt),
      ...(change.confirmedUntil === undefined ? {} : { confirmed_until: new Date(change.confirmedUntil) }),
    })
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .execute();
}

/** Calendars that nobody reports and on which nothing lies: their ids may be addresses, so they go. */
export async function forgetCalendars(trx: OrgTransaction, orgId: string): Promise<void> {
  await trx
    .deleteFrom('app.calendar')
    .where('org_id', '=', orgId)
    .where(
      'calendar_id',
      'not in',
      trx.selectFrom('app.reporter').select('calendar_id').where('org_id', '=', orgId),
    )
    .where(
      'calendar_id',
      'not in',
      trx.selectFrom('app.link').select('calendar_id').where('org_id', '=', orgId),
    )
    .execute();
}
