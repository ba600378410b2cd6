import type { ChangesAnswer, ChangesRequest, EventReport, Outcome } from '@webex-scheduler/contracts';
import { changeLink, findLink } from '../store/links.ts';
import { arrive, conclude } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import { settleEvent } from './settle-event.ts';
import { standingOf } from './standing.ts';
import type { Reporter, World } from './world.ts';

/**
 * Takes in what changed on a calendar, as it is now, and answers what is to be done about each event. The checkpoint
 * that is answered stands for what has been committed: the add-on may forget the rest.
 */
export async function report(
  world: World,
  reporter: Reporter,
  request: ChangesRequest,
): Promise<ChangesAnswer> {
  const listing =
    request.kind === 'full' && request.listing !== undefined
      ? { id: request.listing, complete: request.complete }
      : undefined;
  const arrival = await arrive(world, reporter, {
    calendarId: request.calendarId,
    checkpoint: request.checkpoint,
    listing,
    moves: true,
  });
  const outcomes: Outcome[] = [];
  if (arrival.organisation.mode === 'suspended') {
    // No call at all: what is missed now is made good by a whole report when the organisation is on again.
    for (const event of request.events) outcomes.push({ id: event.id, do: 'show', code: 'suspended' });
  } else {
    await takePatches(world, arrival, request);
    for (const event of request.events) outcomes.push(await settleGuarded(world, arrival, event));
    await conclude(world, arrival, request);
  }
  return {
    checkpoint: arrival.row.checkpoint,
    outcomes,
    ...(await standingOf(world, arrival, 'other')),
  };
}

/** One bad event never holds up a page. */
async function settleGuarded(world: World, arrival: Arrival, event: EventReport): Promise<Outcome> {
  try {
    return await settleEvent(world, arrival, event);
  } catch (error) {
    world.onError(error, { orgId: arrival.reporter.orgId, what: 'settle-event' });
    return {
      id: event.id,
      do: 'offerAgain',
      notBefore: new Date(world.clock.now() + RETRY_MS).toISOString(),
      reason: 'internal-error',
    };
  }
}

const RETRY_MS = 5 * 60_000;

/** The platform refused our block: only the person can put it there, and it is not tried again by the minute. */
async function takePatches(world: World, arrival: Arrival, request: ChangesRequest): Promise<void> {
  const { orgId } = arrival.reporter;
  for (const patch of request.patches) {
    if (patch.code !== 400 && patch.code !== 403) continue;
    await world.database.inOrg(orgId, async (trx) => {
      const link = await findLink(trx, orgId, arrival.calendar.calendar_id, patch.id);
      const mine = link?.host_account_id === arrival.account.account_id || arrival.ownCalendar;
      if (link !== undefined && mine && link.hand_since === null)
        await changeLink(trx, orgId, link.link_id, { hand_since: new Date(world.clock.now()) });
    });
  }
}
