import type { Health, Want } from '@webex-scheduler/contracts';
import { limits } from '@webex-scheduler/core';
import type { AccountRow } from '../store/accounts.ts';
import { reporterCalendars } from '../store/calendars.ts';
import type { OrgTransaction } from '../store/database.ts';
import { askedLinks, countWaiting, followedCalendars, hostedCounts } from '../store/links.ts';
import { calendarsWithNearSlots } from '../store/slots.ts';
import type { Arrival } from './arrival.ts';
import { iso } from './world.ts';
import type { World } from './world.ts';

type Person = Pick<Arrival, 'reporter' | 'account' | 'organisation'>;
type Calendars = Awaited<ReturnType<typeof reporterCalendars>>;

/** At most this many events are asked for at once; the rest at the next call. */
const MOST_EVENTS = 50;
/** A calendar that was not listed for this long is listed, whatever lies on it. */
const OLD_LIST = 6 * limits.HOUR;
const NO_WANT: Want = { events: [], full: [], list: [], follow: [] };

/** How things stand for this person, in his calls' answers. */
export async function healthOf(world: World, trx: OrgTransaction, who: Person): Promise<Health> {
  return healthWith(
    world,
    trx,
    who,
    await reporterCalendars(trx, who.reporter.orgId, who.account.account_id),
  );
}

export interface Standing {
  readonly want: Want;
  readonly health: Health;
}

/**
 * What the service asks back of this person's add-on, and how things stand for him. `hourly` also says which
 * calendars are worth listing.
 */
export async function standingOf(world: World, who: Person, cause: 'hourly' | 'other'): Promise<Standing> {
  return world.database.inOrg(who.reporter.orgId, async (trx) => {
    const calendars = await reporterCalendars(trx, who.reporter.orgId, who.account.account_id);
    const nameOf = (calendarId: string): string => openName(world, calendars, calendarId);
    return {
      want:
        who.organisation.mode === 'suspended'
          ? NO_WANT
          : await wantOf(world, trx, who, calendars, nameOf, cause),
      health: await healthWith(world, trx, who, calendars),
    };
  });
}

/** Google's id of a calendar, in the clear for this answer. */
function openName(world: World, calendars: Calendars, calendarId: string): string {
  const row = calendars.find((candidate) => candidate.calendar_id === calendarId);
  return row === undefined
    ? ''
    : world.seal.open(row.id_sealed, { orgId: row.org_id, row: row.id_hash, kind: 'calendar.id' });
}

async function wantOf(
  world: World,
  trx: OrgTransaction,
  who: Person,
  calendars: Calendars,
  nameOf: (calendarId: string) => string,
  cause: 'hourly' | 'other',
): Promise<Want> {
  const { orgId } = who.reporter;
  const now = world.clock.now();
  const ids = calendars.map((calendar) => calendar.calendar_id);
  const asked = await askedLinks(trx, orgId, ids, MOST_EVENTS);
  const followed = await followedCalendars(trx, orgId, who.account.account_id, ids);
  const near =
    cause === 'hourly'
      ? await calendarsWithNearSlots(trx, orgId, ids, now, now + limits.NEAR)
      : new Set<string>();
  const isDue = (row: Calendars[number]): boolean =>
    near.has(row.calendar_id) || now - (row.listed_at?.getTime() ?? 0) > OLD_LIST;
  return {
    events: asked.map((link) => ({ calendarId: nameOf(link.calendar_id), eventId: link.event_id })),
    full: calendars
      .filter((row) => row.want_full !== null)
      .map((row) => ({ calendarId: nameOf(row.calendar_id), background: row.want_full === 'background' })),
    list: cause === 'hourly' ? calendars.filter(isDue).map((row) => nameOf(row.calendar_id)) : [],
    follow: followed.map(nameOf).filter((id) => id.toLowerCase() !== who.reporter.email.toLowerCase()),
  };
}

async function healthWith(
  world: World,
  trx: OrgTransaction,
  who: Person,
  calendars: Calendars,
): Promise<Health> {
  const { account, organisation, reporter } = who;
  const contact = world.contact(reporter.orgId);
  const confirm = [];
  for (const row of calendars) {
    if (row.stopped_at !== null)
      confirm.push({
        calendarId: openName(world, calendars, row.calendar_id),
        meetings: await countWaiting(trx, reporter.orgId, row.calendar_id),
      });
  }
  const { old, ...hosted } = await hostedCounts(trx, account, world.clock.now());
  return {
    organisation: organisation.mode,
    ...(organisation.mode === 'on' ? {} : { organisationSince: iso(organisation.mode_since.getTime()) }),
    ...(contact === undefined ? {} : { contact }),
    webex: account.webex_state,
    ...(account.webex_state !== 'ok' && account.webex_since !== null
      ? { webexSince: iso(account.webex_since.getTime()) }
      : {}),
    linkUrl: world.pages.linkUrl(reporter),
    privacyUrl: world.pages.privacyUrl,
    ...hosted,
    ...(old === 0 || account.webex_state !== 'ok'
      ? {}
      : { old: { meetings: old, ...webexOf(world, account) } }),
    confirm,
  };
}

/** The Webex account that is connected: a name for it that says nothing, and its address. */
function webexOf(world: World, account: AccountRow): { readonly account: string; readonly to: string } {
  const { org_id: orgId, account_id: row, webex_person_id: person, webex_address_sealed: sealed } = account;
  return {
    account: world.seal.keyedHash('fingerprint', `webex|${person ?? ''}`),
    to: sealed === null ? '' : world.seal.open(sealed, { orgId, row, kind: 'account.webex-address' }),
  };
}
