import { ensureAccount } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { ensureCalendar, findReporter, isBehind, readCalendar, saveReporter } from '../store/calendars.ts';
import type { CalendarRow, ReporterRow } from '../store/calendars.ts';
import { askForMissing, recheckCalendar, wakeCalendar } from '../store/links.ts';
import { readOrganisation } from '../store/organisations.ts';
import type { OrganisationRow } from '../store/organisations.ts';
import { heardKey } from './world.ts';
import type { Reporter, World } from './world.ts';

/** A call about one calendar, after the checkpoint was looked at. */
export interface Arrival {
  readonly reporter: Reporter;
  readonly organisation: OrganisationRow;
  readonly account: AccountRow;
  readonly calendar: CalendarRow;
  /** Google's id of the calendar, in the clear for this request. */
  readonly googleCalendarId: string;
  /** The calendar is the reporter's own: its id is his verified address. */
  readonly ownCalendar: boolean;
  readonly row: ReporterRow;
  /** Some reporter of this calendar knows more than the store. */
  readonly behind: boolean;
  /** Nobody had called about this calendar since the start. */
  readonly firstSinceStart: boolean;
}

export interface Call {
  readonly calendarId: string;
  readonly checkpoint?: string | undefined;
  /** A page of a whole listing. */
  readonly listing?: { readonly id: string; readonly complete: boolean } | undefined;
  /** An accepted report moves the checkpoint; a question does not. */
  readonly moves: boolean;
}

/** Makes sure the person is known; his address follows what Google says now. */
export async function arrivePerson(world: World, reporter: Reporter): Promise<{ readonly account: AccountRow; readonly organisation: OrganisationRow }> {
  const { orgId, accountId, sub } = reporter;
  const email = reporter.email.toLowerCase();
  const addressHash = world.seal.keyedHash('address', email);
  const now = world.clock.now();
  return world.database.inOrg(orgId, async (trx) => {
    const addressSealed = world.seal.seal(email, { orgId, row: accountId, kind: 'account.address' });
    const account = await ensureAccount(trx, { orgId, accountId, sub, addressSealed, addressHash, now });
    return { account, organisation: await readOrganisation(trx, orgId) };
  });
}

/**
 * Takes in that somebody calls about a calendar. A checkpoint that is neither of the last two means that this store
 * went back in time: from then on nothing is cancelled there until this person's whole report is in.
 */
export async function arrive(world: World, reporter: Reporter, call: Call): Promise<Arrival> {
  const { account, organisation } = await arrivePerson(world, reporter);
  const { orgId } = reporter;
  const now = world.clock.now();
  const newId = world.ids.random();
  const idHash = world.seal.keyedHash('calendar', call.calendarId);
  const idSealed = world.seal.seal(call.calendarId, { orgId, row: idHash, kind: 'calendar.id' });
  const arrival = await world.database.inOrg(orgId, async (trx) => {
    const calendar = await ensureCalendar(trx, { orgId, calendarId: newId, idSealed, idHash, now });
    const before = await findReporter(trx, orgId, calendar.calendar_id, account.account_id);
    const row = nextRow(world, before, { orgId, calendarId: calendar.calendar_id, accountId: account.account_id }, call, now);
    await saveReporter(trx, row);
    if (row.behind_since !== null && before?.behind_since == null) await recheckCalendar(trx, orgId, calendar.calendar_id, now);
    return { calendar, row, behind: await isBehind(trx, orgId, calendar.calendar_id) };
  });
  const key = heardKey(orgId, arrival.calendar.calendar_id);
  const firstSinceStart = !world.heard.has(key);
  world.heard.add(key);
  if (firstSinceStart) await world.database.inOrg(orgId, (trx) => wakeCalendar(trx, orgId, arrival.calendar.calendar_id, now));
  return {
    ...arrival,
    reporter: { ...reporter, accountId: account.account_id },
    organisation,
    account,
    googleCalendarId: call.calendarId,
    ownCalendar: call.calendarId.toLowerCase() === reporter.email.toLowerCase(),
    firstSinceStart,
  };
}

function nextRow(
  world: World,
  before: ReporterRow | undefined,
  id: { readonly orgId: string; readonly calendarId: string; readonly accountId: string },
  call: Call,
  now: number,
): ReporterRow {
  const row: ReporterRow = before ?? {
    org_id: id.orgId,
    calendar_id: id.calendarId,
    account_id: id.accountId,
    checkpoint: world.ids.random(),
    checkpoint_before: null,
    behind_since: null,
    want_full: null,
    listing: null,
    listing_since: null,
    listed_at: null,
    heard_at: new Date(now),
    has_trigger: false,
  };
  const known = call.checkpoint === undefined || (before !== undefined && (call.checkpoint === row.checkpoint || call.checkpoint === row.checkpoint_before));
  const behindSince = known ? row.behind_since : (row.behind_since ?? new Date(now));
  const startsListing = call.listing !== undefined && call.listing.id !== row.listing;
  return {
    ...row,
    heard_at: new Date(now),
    behind_since: behindSince,
    want_full: known ? row.want_full : 'now',
    ...(startsListing ? { listing: call.listing.id, listing_since: new Date(now) } : {}),
    ...(call.moves || !known || before === undefined ? { checkpoint: world.ids.random(), // What the add-on holds stays good until it has the new one, however often the answer is lost.
    checkpoint_before: known ? (call.checkpoint ?? row.checkpoint) : row.checkpoint } : {}),
  };
}

/**
 * A report has been taken in. At the end of a whole listing: this person's gap is closed, and each event that should
 * have been in the list and was not is asked for by its id.
 */
export async function conclude(world: World, arrival: Arrival, report: { readonly kind: 'incremental' | 'full' | 'offered'; readonly complete: boolean }): Promise<void> {
  if (!report.complete || report.kind === 'offered') return;
  const { calendar, row, reporter } = arrival;
  const { orgId } = reporter;
  const now = world.clock.now();
  await world.database.inOrg(orgId, async (trx) => {
    const full = report.kind === 'full';
    await trx
      .updateTable('app.reporter')
      .set({ listed_at: new Date(now), ...(full ? { behind_since: null, want_full: null, listing: null } : {}) })
      .where('org_id', '=', orgId)
      .where('calendar_id', '=', calendar.calendar_id)
      .where('account_id', '=', row.account_id)
      .execute();
    if (!full) return;
    if (row.listing !== null && row.listing_since !== null) await askForMissing(trx, orgId, calendar.calendar_id, row.listing, row.listing_since, now);
    if (row.behind_since !== null) await wakeCalendar(trx, orgId, calendar.calendar_id, now);
  });
}

/** The calendar as it stands now; a mass deletion may have stopped it since the call began. */
export async function calendarNow(world: World, arrival: Arrival): Promise<CalendarRow> {
  return world.database.inOrg(arrival.reporter.orgId, (trx) => readCalendar(trx, arrival.reporter.orgId, arrival.calendar.calendar_id));
}
