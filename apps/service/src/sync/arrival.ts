import { changeAddress, ensureAccount, findAccountBySub } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { ensureCalendar, saveReporter, standingOfReporter } from '../store/calendars.ts';
import type { CalendarRow, ReporterRow } from '../store/calendars.ts';
import type { OrgTransaction } from '../store/database.ts';
import { recheckCalendar, wakeCalendar } from '../store/link-dues.ts';
import { askForMissing } from '../store/links.ts';
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

interface Person {
  readonly account: AccountRow;
  readonly organisation: OrganisationRow;
}

/** Makes sure the person is known; his address follows what Google says now. */
export async function arrivePerson(world: World, reporter: Reporter): Promise<Person> {
  return world.database.inOrg(reporter.orgId, (trx) => takePerson(world, trx, reporter));
}

async function takePerson(world: World, trx: OrgTransaction, reporter: Reporter): Promise<Person> {
  const { orgId, accountId, sub } = reporter;
  const email = reporter.email.toLowerCase();
  const hash = world.seal.keyedHash('address', email);
  const sealed = (row: string): string => world.seal.seal(email, { orgId, row, kind: 'account.address' });
  const known = await findAccountBySub(trx, orgId, sub);
  const organisation = await readOrganisation(trx, orgId);
  if (known === undefined) {
    const account = await ensureAccount(trx, {
      orgId,
      accountId,
      sub,
      addressSealed: sealed(accountId),
      addressHash: hash,
      now: world.clock.now(),
    });
    return { account, organisation };
  }
  const account =
    known.address_hash === hash
      ? known
      : await changeAddress(trx, known, { sealed: sealed(known.account_id), hash });
  return { account, organisation };
}

/**
 * Takes in that somebody calls about a calendar. A checkpoint that is neither of the last two means that this store
 * went back in time: from then on nothing is cancelled there until this person's whole report is in.
 */
export async function arrive(world: World, reporter: Reporter, call: Call): Promise<Arrival> {
  return arriveAnd(world, reporter, call, (_, arrival) => Promise.resolve(arrival));
}

/** The same, with more work in its transaction: what can be said and written before Webex is asked. */
export async function arriveAnd<T>(
  world: World,
  reporter: Reporter,
  call: Call,
  work: (trx: OrgTransaction, arrival: Arrival) => Promise<T>,
): Promise<T> {
  const { orgId } = reporter;
  const newId = world.ids.random();
  const idHash = world.seal.keyedHash('calendar', call.calendarId);
  const idSealed = world.seal.seal(call.calendarId, { orgId, row: idHash, kind: 'calendar.id' });
  const now = world.clock.now();
  const [calendarId, result] = await world.database.inOrg(orgId, async (trx) => {
    const person = await takePerson(world, trx, reporter);
    const calendar = await ensureCalendar(trx, { orgId, calendarId: newId, idSealed, idHash, now });
    const id = { orgId, calendarId: calendar.calendar_id, accountId: person.account.account_id };
    const arrival: Arrival = {
      ...person,
      calendar,
      ...(await takeReporter(world, trx, id, call)),
      reporter: { ...reporter, accountId: id.accountId },
      googleCalendarId: call.calendarId,
      ownCalendar: call.calendarId.toLowerCase() === reporter.email.toLowerCase(),
    };
    return [id.calendarId, await work(trx, arrival)] as const;
  });
  world.heard.add(heardKey(orgId, calendarId));
  return result;
}

interface ReporterId {
  readonly orgId: string;
  readonly calendarId: string;
  readonly accountId: string;
}

/** What this person knows of the calendar, held against what the store knows. */
async function takeReporter(
  world: World,
  trx: OrgTransaction,
  id: ReporterId,
  call: Call,
): Promise<Pick<Arrival, 'row' | 'behind' | 'firstSinceStart'>> {
  const { orgId, calendarId } = id;
  const now = world.clock.now();
  const { own: before, othersBehind } = await standingOfReporter(trx, orgId, calendarId, id.accountId);
  const row = nextRow(world, before, id, call, now);
  await saveReporter(trx, row);
  if (row.behind_since !== null && (before?.behind_since ?? null) === null)
    await recheckCalendar(trx, orgId, calendarId, now);
  const firstSinceStart = !world.heard.has(heardKey(orgId, calendarId));
  if (firstSinceStart) await wakeCalendar(trx, orgId, calendarId, now);
  return { row, firstSinceStart, behind: row.behind_since !== null || othersBehind };
}

function nextRow(
  world: World,
  before: ReporterRow | undefined,
  id: ReporterId,
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
  const known =
    call.checkpoint === undefined ||
    (before !== undefined &&
      (call.checkpoint === row.checkpoint || call.checkpoint === row.checkpoint_before));
  const behindSince = known ? row.behind_since : (row.behind_since ?? new Date(now));
  const startsListing = call.listing !== undefined && call.listing.id !== row.listing;
  return {
    ...row,
    heard_at: new Date(now),
    behind_since: behindSince,
    want_full: known ? row.want_full : 'now',
    ...(startsListing ? { listing: call.listing.id, listing_since: new Date(now) } : {}),
    ...(call.moves || !known || before === undefined
      ? {
          checkpoint: world.ids.random(), // What the add-on holds stays good until it has the new one, however often the answer is lost.
          checkpoint_before: known ? (call.checkpoint ?? row.checkpoint) : row.checkpoint,
        }
      : {}),
  };
}

/**
 * A report has been taken in. At the end of a whole listing: this person's gap is closed, and each event that should
 * have been in the list and was not is asked for by its id.
 */
export async function conclude(
  world: World,
  arrival: Arrival,
  report: { readonly kind: 'incremental' | 'full' | 'offered'; readonly complete: boolean },
): Promise<void> {
  if (!report.complete || report.kind === 'offered') return;
  const { calendar, row, reporter } = arrival;
  const { orgId } = reporter;
  const now = world.clock.now();
  await world.database.inOrg(orgId, async (trx) => {
    const full = report.kind === 'full';
    await trx
      .updateTable('app.reporter')
      .set({
        listed_at: new Date(now),
        ...(full ? { behind_since: null, want_full: null, listing: null } : {}),
      })
      .where('org_id', '=', orgId)
      .where('calendar_id', '=', calendar.calendar_id)
      .where('account_id', '=', row.account_id)
      .execute();
    if (!full) return;
    if (row.listing !== null && row.listing_since !== null)
      await askForMissing(trx, orgId, calendar.calendar_id, row.listing, row.listing_since, now);
    if (row.behind_since !== null) await wakeCalendar(trx, orgId, calendar.calendar_id, now);
  });
}
