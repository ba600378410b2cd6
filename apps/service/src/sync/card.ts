import type { Block, CardAnswer, CardRequest } from '@webex-scheduler/contracts';
import { limits } from '@webex-scheduler/core';
import { findAccount } from '../store/accounts.ts';
import { stopCalendar } from '../store/calendars.ts';
import { wakeCalendar } from '../store/link-dues.ts';
import { findLink, linksInStates, linksOfOtherAccount } from '../store/links.ts';
import type { LinkRow } from '../store/links.ts';
import { arrive } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import { nextGeneration } from './bring-in-step.ts';
import { cardFor } from './check.ts';
import { conference } from './conference.ts';
import { healthOf } from './standing.ts';
import { withLink } from './link-work.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import { isUndoable, KEPT, recordReading } from './record-reading.ts';
import { runDue } from './run-due.ts';
import { freshBlock, settleEvent } from './settle-event.ts';
import type { Reporter, World } from './world.ts';

/** How long a confirmed mass deletion lets further ones pass on that calendar. */
const CONFIRMED_FOR = limits.HOUR;

/** A button on a card that needs the service. */
export async function card(world: World, reporter: Reporter, request: CardRequest): Promise<CardAnswer> {
  const arrival = await arrive(world, reporter, { calendarId: request.calendarId, moves: false });
  const block = arrival.organisation.mode === 'suspended' ? undefined : await act(world, arrival, request);
  return {
    ...(request.eventId === undefined
      ? {}
      : {
          card: await cardFor(world, arrival, { calendarId: request.calendarId, eventId: request.eventId }),
        }),
    ...(block === undefined ? {} : { block }),
    health: await world.database.inOrg(arrival.reporter.orgId, (trx) => healthOf(world, trx, arrival)),
  };
}

async function act(world: World, arrival: Arrival, request: CardRequest): Promise<Block | undefined> {
  if (request.act === 'confirmDeletion' || request.act === 'keepMeetings') {
    await answerMassDeletion(world, arrival, request.act === 'confirmDeletion');
    return undefined;
  }
  if (request.act === 'moveMeetings') {
    await moveMeetings(world, arrival);
    return undefined;
  }
  const { eventId } = request;
  if (eventId === undefined) return undefined;
  const link = await world.database.inOrg(arrival.reporter.orgId, (trx) =>
    findLink(trx, arrival.reporter.orgId, arrival.calendar.calendar_id, eventId),
  );
  switch (request.act) {
    case 'remove':
      if (link !== undefined && isMine(link, arrival)) await remove(world, link);
      return undefined;
    case 'undo':
      return link !== undefined && isMine(link, arrival) ? undo(world, arrival, link, request) : undefined;
    case 'hostMyself':
      return hostMyself(world, arrival, link, request);
    case 'tryNow':
      if (link !== undefined && isMine(link, arrival)) await tryNow(world, arrival, link, request);
      return undefined;
  }
}

function isMine(link: LinkRow, arrival: Arrival): boolean {
  return link.host_account_id === arrival.account.account_id || arrival.ownCalendar;
}

/** The add-on has taken the block off the event: as if that had been reported. */
async function remove(world: World, link: LinkRow): Promise<void> {
  await withLink(world, link.org_id, link.link_id, async (work) => {
    if (work.link.state === 'ended' || work.link.state === 'removed' || work.link.state === 'unhosted')
      return;
    const event = {
      id: link.event_id,
      status: 'confirmed',
      copy: 'organizer',
      otherLink: work.link.other_link,
    } as const;
    await recordReading(work, event, 'none', {
      next: 'removed',
      action: 'grace',
      reason: 'conference-removed',
    });
  });
}

/** Takes a removal back. Within the grace the same link stands; after it a new one is made. */
async function undo(
  world: World,
  arrival: Arrival,
  link: LinkRow,
  request: CardRequest,
): Promise<Block | undefined> {
  const kept = await withLink(world, link.org_id, link.link_id, async (work) => {
    const slot = work.current;
    if (slot === undefined || !(slot.state === 'live' || (slot.state === 'cancelling' && isUndoable(slot))))
      return null;
    return takeBack(work);
  });
  if (kept !== null) return kept;
  return again(world, arrival, request);
}

async function takeBack(work: LinkWork): Promise<Block | null> {
  const slot = work.current;
  if (slot === undefined) return null;
  try {
    const block = await freshBlock(work, undefined);
    await work.save({
      // As after a create callback: the event has yet to be seen with it.
      link: {
        state: 'draft',
        state_since: new Date(work.now),
        handed_at: new Date(work.now),
        ask_since: null,
      },
      slots: slot.state === 'cancelling' ? [{ slot: slot.slot, gen: slot.gen, change: KEPT }] : [],
    });
    return block;
  } catch (error) {
    if (isWebexFailure(error)) return null;
    throw error;
  }
}

/** A meeting of one's own for this event, as if picked on the card. */
async function again(world: World, arrival: Arrival, request: CardRequest): Promise<Block | undefined> {
  if (request.eventId === undefined || request.event === undefined) return undefined;
  const answer = await conference(world, arrival.reporter, {
    contract: request.contract,
    calendarId: request.calendarId,
    eventId: request.eventId,
    checkpoint: arrival.row.checkpoint,
    from: 'card',
    person: {
      ...(arrival.reporter.name === undefined ? {} : { name: arrival.reporter.name }),
      timeZone: request.event.start?.timeZone ?? 'UTC',
      language: arrival.reporter.locale ?? 'en',
    },
    event: request.event,
  });
  return 'block' in answer ? answer.block : undefined;
}

/** Takes over a link whose host cannot look after it any more, or an event that nobody hosts. */
async function hostMyself(
  world: World,
  arrival: Arrival,
  link: LinkRow | undefined,
  request: CardRequest,
): Promise<Block | undefined> {
  const { orgId } = arrival.reporter;
  if (link !== undefined && !isMine(link, arrival) && link.host_account_id !== null) {
    const hostId = link.host_account_id;
    const host = await world.database.inOrg(orgId, (trx) => findAccount(trx, orgId, hostId));
    if (host?.webex_state === 'ok') return undefined;
    await withLink(world, orgId, link.link_id, (work) => work.save({ link: { host_account_id: null } }));
  }
  return again(world, arrival, request);
}

async function tryNow(world: World, arrival: Arrival, link: LinkRow, request: CardRequest): Promise<void> {
  await withLink(world, link.org_id, link.link_id, (work) =>
    work.save({
      link: {
        retry_at: null,
        attempts: 0,
        hand_since: null,
        ...(request.event === undefined ? { ask_since: new Date(work.now) } : {}),
      },
      slots: work.slots.map(({ slot, gen }) => ({ slot, gen, change: { refused_print: null } })),
    }),
  );
  if (request.event !== undefined) await settleEvent(world, arrival, request.event);
  await runDue(world, link.org_id, link.link_id);
}

/** Many events disappeared at once; the person says whether their meetings go or stay. */
async function answerMassDeletion(world: World, arrival: Arrival, confirmed: boolean): Promise<void> {
  const { orgId } = arrival.reporter;
  const calendarId = arrival.calendar.calendar_id;
  const now = world.clock.now();
  const waiting = await world.database.inOrg(orgId, (trx) =>
    linksInStates(trx, orgId, calendarId, ['removed', 'deleted']),
  );
  if (
    arrival.calendar.stopped_at === null ||
    !(arrival.ownCalendar || waiting.some((link) => link.host_account_id === arrival.account.account_id))
  )
    return;
  if (!confirmed) for (const link of waiting) await keepMeeting(world, link);
  await world.database.inOrg(orgId, async (trx) => {
    await stopCalendar(trx, orgId, calendarId, {
      stoppedAt: null,
      ...(confirmed ? { confirmedUntil: now + CONFIRMED_FOR } : {}),
    });
    await wakeCalendar(trx, orgId, calendarId, now);
  });
}

async function keepMeeting(world: World, link: LinkRow): Promise<void> {
  await withLink(world, link.org_id, link.link_id, (work) =>
    work.save({
      link: { state: 'lost', state_since: new Date(work.now) },
      slots: work.slots
        .filter((slot) => slot.state === 'cancelling' && isUndoable(slot))
        .map((slot) => ({ slot: slot.slot, gen: slot.gen, change: KEPT })),
    }),
  );
}

/**
 * Meetings of a Webex account that is not connected any more get successors with the one that is: the events are asked
 * for, and a generation of their own replaces what they show.
 */
async function moveMeetings(world: World, arrival: Arrival): Promise<void> {
  const { account, organisation } = arrival;
  const now = world.clock.now();
  if (organisation.mode !== 'on' || account.webex_state !== 'ok') return;
  const links = await world.database.inOrg(account.org_id, (trx) => linksOfOtherAccount(trx, account, now));
  for (const linkId of links) {
    await withLink(world, account.org_id, linkId, (work) =>
      work.save({ link: { ...nextGeneration(work), ask_since: new Date(work.now) } }),
    );
  }
}
