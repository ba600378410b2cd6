import type { CheckAnswer, CheckRequest, EventCard } from '@webex-scheduler/contracts';
import { limits } from '@webex-scheduler/core';
import { findAccount, recordAddonHealth } from '../store/accounts.ts';
import { findCalendarByHash } from '../store/calendars.ts';
import type { OrgTransaction } from '../store/database.ts';
import { wakeLinks } from '../store/link-dues.ts';
import { findLink } from '../store/links.ts';
import { linksToCompare, slotsOfLink } from '../store/slots.ts';
import { arrive, arrivePerson } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import { cardOf } from './card-state.ts';
import { standingOf } from './standing.ts';
import type { Reporter, World } from './world.ts';

/** How many meetings one hourly check has compared with Webex; it rotates through those that are near. */
const COMPARED_PER_CHECK = 25;

type Person = Pick<Arrival, 'reporter' | 'account' | 'organisation'>;

/** The hourly check, the homepage and an opened event: how things stand, and what the add-on is to do next. */
export async function check(world: World, reporter: Reporter, request: CheckRequest): Promise<CheckAnswer> {
  const { account, organisation } = await arrivePerson(world, reporter);
  const person: Person = { reporter: { ...reporter, accountId: account.account_id }, account, organisation };
  for (const calendar of request.calendars) {
    const { row, calendar: known } = await arrive(world, reporter, {
      calendarId: calendar.calendarId,
      checkpoint: calendar.checkpoint,
      moves: false,
    });
    await world.database.inOrg(reporter.orgId, (trx) =>
      trx
        .updateTable('app.reporter')
        .set({ has_trigger: request.addon.triggers.includes(calendar.calendarId) })
        .where('org_id', '=', reporter.orgId)
        .where('calendar_id', '=', known.calendar_id)
        .where('account_id', '=', row.account_id)
        .execute(),
    );
  }
  await takeHealth(world, person, request);
  const asked = [...(request.open === undefined ? [] : [request.open]), ...(request.upcoming ?? [])];
  const cards: EventCard[] = [];
  for (const event of asked) cards.push(await cardFor(world, person, event));
  return {
    ...(await standingOf(world, person, request.cause === 'hourly' ? 'hourly' : 'other')),
    cards,
  };
}

async function takeHealth(world: World, person: Person, request: CheckRequest): Promise<void> {
  const { orgId } = person.reporter;
  const now = world.clock.now();
  await world.database.inOrg(orgId, async (trx) => {
    await recordAddonHealth(trx, orgId, person.account.account_id, request.addon, now);
    if (
      request.cause !== 'hourly' ||
      person.organisation.mode === 'suspended' ||
      person.account.webex_state !== 'ok'
    )
      return;
    const window = { from: now, to: now + limits.NEAR, checkedBefore: now - limits.HOUR / 2 };
    await wakeLinks(
      trx,
      orgId,
      await linksToCompare(trx, orgId, person.account, window, COMPARED_PER_CHECK),
      now,
    );
  });
}

/** The card of one event, for somebody who can see it in a calendar of his. */
export async function cardFor(
  world: World,
  person: Person,
  event: { readonly calendarId: string; readonly eventId: string },
): Promise<EventCard> {
  const { orgId } = person.reporter;
  return world.database.inOrg(orgId, async (trx) => {
    const calendar = await findCalendarByHash(trx, orgId, world.seal.keyedHash('calendar', event.calendarId));
    const link =
      calendar === undefined ? undefined : await findLink(trx, orgId, calendar.calendar_id, event.eventId);
    const own = event.calendarId.toLowerCase() === person.reporter.email.toLowerCase();
    const visible =
      link !== undefined &&
      (own ||
        link.host_account_id === person.account.account_id ||
        (await hears(trx, orgId, link.calendar_id, person.account.account_id)));
    const hostId = visible ? link.host_account_id : null;
    const host = hostId === null ? undefined : await findAccount(trx, orgId, hostId);
    return cardOf({
      calendarId: event.calendarId,
      eventId: event.eventId,
      link: visible ? link : undefined,
      slots: link === undefined || !visible ? [] : await slotsOfLink(trx, orgId, link.link_id),
      host,
      hostAddress:
        host === undefined
          ? undefined
          : world.seal.open(host.address_sealed, { orgId, row: host.account_id, kind: 'account.address' }),
      asker: person.account,
      now: world.clock.now(),
    });
  });
}

async function hears(
  trx: OrgTransaction,
  orgId: string,
  calendarId: string,
  accountId: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('app.reporter')
    .select('account_id')
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined;
}
