import type { Insertable, InsertObject, Selectable, Updateable } from 'kysely';
import type { LinkState } from '@webex-scheduler/core';
import type { AccountRow } from './accounts.ts';
import type { OrgTransaction } from './database.ts';
import type { LinkTable, Tables } from './tables.ts';

export type LinkRow = Selectable<LinkTable>;
export type LinkChange = Updateable<LinkTable>;

export async function findLink(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  eventId: string,
): Promise<LinkRow | undefined> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
}

export async function readLink(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
): Promise<LinkRow | undefined> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .executeTakeFirst();
}

export async function findLinkByRef(
  trx: OrgTransaction,
  orgId: string,
  ref: string,
): Promise<LinkRow | undefined> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('ref', '=', ref)
    .orderBy('created_at')
    .executeTakeFirst();
}

/** Links of the same event on other calendars: a hand-over joins them. */
export async function linksOfEvent(
  trx: OrgTransaction,
  orgId: string,
  eventId: string,
): Promise<readonly LinkRow[]> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('event_id', '=', eventId)
    .execute();
}

/** Makes a link; undefined if the event has one. */
export async function tryInsertLink(
  trx: OrgTransaction,
  row: InsertObject<Tables, 'app.link'>,
): Promise<LinkRow | undefined> {
  return trx
    .insertInto('app.link')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_id', 'calendar_id', 'event_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Makes a link, or answers the one that somebody else made meanwhile. */
export async function insertLink(trx: OrgTransaction, row: Insertable<LinkTable>): Promise<LinkRow> {
  const link =
    (await tryInsertLink(trx, row)) ?? (await findLink(trx, row.org_id, row.calendar_id, row.event_id));
  if (link === undefined) throw new Error('a link vanished within its own transaction');
  return link;
}

export async function changeLink(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  change: LinkChange,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx
    .updateTable('app.link')
    .set(change)
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .execute();
}

export async function deleteLink(trx: OrgTransaction, orgId: string, linkId: string): Promise<void> {
  await trx.deleteFrom('app.link').where('org_id', '=', orgId).where('link_id', '=', linkId).execute();
}

/** Whether any link's event was last seen with this very block. */
export async function isShown(
  trx: OrgTransaction,
  orgId: string,
  ref: string,
  gen: number,
): Promise<boolean> {
  const row = await trx
    .selectFrom('app.link')
    .select('link_id')
    .where('org_id', '=', orgId)
    .where('shows_ref', '=', ref)
    .where('shows_gen', '=', gen)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many links of a calendar are on their way out since `since`, and how many live. */
export async function countGoing(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  since: number,
): Promise<{ readonly going: number; readonly living: number }> {
  const rows = await trx
    .selectFrom('app.link')
    .select((eb) => ['state', eb.fn.countAll<string>().as('n')])
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where((or) =>
      or.or([
        or('state', '=', 'live'),
        or.and([or('state', 'in', ['removed', 'deleted']), or('state_since', '>=', new Date(since))]),
      ]),
    )
    .groupBy('state')
    .execute();
  const count = (states: readonly LinkState[]): number =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
  return { going: count(['removed', 'deleted']), living: count(['live']) };
}

/** Links of a calendar in one of these states. */
export async function linksInStates(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  states: readonly LinkState[],
): Promise<readonly LinkRow[]> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('state', 'in', [...states])
    .execute();
}

/** The links an account hosts. */
export async function linksHostedBy(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
): Promise<readonly LinkRow[]> {
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('host_account_id', '=', accountId)
    .execute();
}

/** Whose meetings are looked at: the host, and the Webex account that he has connected now. */
type WebexHost = Pick<AccountRow, 'org_id' | 'account_id' | 'webex_person_id'>;

/**
 * How many living links a host has, how many of them have nothing pending, and how many lie ahead with another Webex
 * account than the one he has connected.
 */
export async function hostedCounts(
  trx: OrgTransaction,
  host: WebexHost,
  now: number,
): Promise<{ readonly links: number; readonly inStep: number; readonly old: number }> {
  const rows = await currentSlots(trx, host)
    .select([
      'app.slot.state',
      'app.slot.wanted_start_at',
      'app.slot.content_due',
      'app.slot.unknown_at',
      'app.slot.host_person_id',
      'app.slot.start_at',
    ])
    .where('app.link.state', 'in', ['live', 'moved', 'lost'])
    .execute();
  const live = rows.filter((row) => row.state === 'live');
  const isOld = ({ host_person_id: made }: (typeof rows)[number]): boolean =>
    made !== null && host.webex_person_id !== null && made !== host.webex_person_id;
  const inStep = live.filter(
    (row) => row.wanted_start_at === null && !row.content_due && row.unknown_at === null && !isOld(row),
  );
  const old = live.filter((row) => isOld(row) && row.start_at.getTime() > now);
  return { links: rows.length, inStep: inStep.length, old: old.length };
}

/** Links of a host whose meeting lies ahead and was made with another Webex account than he has connected now. */
export async function linksOfOtherAccount(
  trx: OrgTransaction,
  host: WebexHost,
  now: number,
): Promise<readonly string[]> {
  if (host.webex_person_id === null) return [];
  const rows = await currentSlots(trx, host)
    .select('app.link.link_id')
    .where('app.link.state', '=', 'live')
    .where('app.slot.state', '=', 'live')
    .where('app.slot.host_person_id', '!=', host.webex_person_id)
    .where('app.slot.start_at', '>', new Date(now))
    .orderBy('app.slot.start_at')
    .execute();
  return rows.map((row) => row.link_id);
}

function currentSlots(trx: OrgTransaction, host: WebexHost) {
  return trx
    .selectFrom('app.link')
    .innerJoin('app.slot', (join) =>
      join
        .onRef('app.slot.org_id', '=', 'app.link.org_id')
        .onRef('app.slot.link_id', '=', 'app.link.link_id')
        .onRef('app.slot.gen', '=', 'app.link.gen'),
    )
    .where('app.link.org_id', '=', host.org_id)
    .where('app.link.host_account_id', '=', host.account_id);
}

/** Marks an event as contained in a whole listing. */
export async function markListed(
  trx: OrgTransaction,
  orgId: string,
  linkId: string,
  listing: string,
): Promise<void> {
  await trx
    .updateTable('app.link')
    .set({ listed_in: listing })
    .where('org_id', '=', orgId)
    .where('link_id', '=', linkId)
    .execute();
}

/**
 * Asks for each event that a whole listing should have contained and did not: absence alone decides nothing.
 * Links younger than the listing are left out.
 */
export async function askForMissing(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  listing: string,
  since: Date,
  now: number,
): Promise<void> {
  await trx
    .updateTable('app.link')
    .set({ ask_since: new Date(now) })
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('state', 'in', ['live', 'lost', 'unhosted', 'moved'])
    .where('created_at', '<=', since)
    .where((or) => or.or([or('over_at', 'is', null), or('over_at', '>', new Date(now))]))
    .where((or) => or.or([or('listed_in', 'is', null), or('listed_in', '!=', listing)]))
    .execute();
}

/** What the add-ons of a person's calendars are to read and report. */
export async function askedLinks(
  trx: OrgTransaction,
  orgId: string,
  calendarIds: readonly string[],
  limit: number,
): Promise<readonly LinkRow[]> {
  if (calendarIds.length === 0) return [];
  return trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('calendar_id', 'in', [...calendarIds])
    .where('ask_since', 'is not', null)
    .orderBy('ask_since')
    .limit(limit)
    .execute();
}

/** How many meetings of a calendar wait for a person's word after a mass deletion. */
export async function countWaiting(trx: OrgTransaction, orgId: string, calendarId: string): Promise<number> {
  const { n } = await trx
    .selectFrom('app.link')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('state', 'in', ['removed', 'deleted'])
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Those of the calendars on which an account hosts something: a trigger is to be kept there. */
export async function followedCalendars(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  calendarIds: readonly string[],
): Promise<readonly string[]> {
  if (calendarIds.length === 0) return [];
  const rows = await trx
    .selectFrom('app.link')
    .select('calendar_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('host_account_id', '=', accountId)
    .where('calendar_id', 'in', [...calendarIds])
    .where('state', '!=', 'ended')
    .execute();
  return rows.map((row) => row.calendar_id);
}
