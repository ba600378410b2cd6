import type { Block, EventReport, Outcome } from '@webex-scheduler/contracts';
import {
  decideLink,
  isTooLong,
  limits,
  NO_LINK_TABLE,
  project,
  see,
  UnreadableTimeError,
} from '@webex-scheduler/core';
import type { EventContent, LinkDecision, Seen } from '@webex-scheduler/core';
import { findAccount } from '../store/accounts.ts';
import { findLink, insertLink, markListed } from '../store/links.ts';
import type { LinkRow } from '../store/links.ts';
import type { Arrival } from './arrival.ts';
import { blockOf, joinPrint, newLinkNotice, opens } from './block.ts';
import { bringInStep, meetingId } from './bring-in-step.ts';
import type { Step } from './bring-in-step.ts';
import { contentOf, readingOf } from './event-reading.ts';
import { chooseHost, originalOf } from './host-choice.ts';
import { hostPort, noteFailure, policyOf } from './host.ts';
import { LeaseLostError, LinkBusyError, withLink } from './link-work.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import type { WebexMeeting } from './ports.ts';
import { recordReading } from './record-reading.ts';
import { cardCode } from './retries.ts';
import { iso } from './world.ts';
import type { World } from './world.ts';

/** What is done about one reported event: observe, decide, apply, record. */
export async function settleEvent(world: World, arrival: Arrival, event: EventReport): Promise<Outcome> {
  try {
    const { orgId } = arrival.reporter;
    const link = await world.database.inOrg(orgId, (trx) =>
      findLink(trx, orgId, arrival.calendar.calendar_id, event.id),
    );
    return await (link === undefined
      ? settleUnlinked(world, arrival, event)
      : settleLinked(world, arrival, event, link));
  } catch (error) {
    if (error instanceof LinkBusyError || error instanceof LeaseLostError) {
      return {
        id: event.id,
        do: 'offerAgain',
        notBefore: iso(world.clock.now() + limits.MINUTE),
        reason: error.code,
      };
    }
    if (error instanceof UnreadableTimeError) return { id: event.id, do: 'show', code: error.code };
    throw error;
  }
}

const settled = (event: EventReport): Outcome => ({ id: event.id, do: 'settled' });
const show = (event: EventReport, code: string): Outcome => ({ id: event.id, do: 'show', code });

async function settleUnlinked(world: World, arrival: Arrival, event: EventReport): Promise<Outcome> {
  const seen = see(readingOf(event), null);
  const decision = seen === 'current' || seen === 'older' ? null : NO_LINK_TABLE[seen];
  if (decision === null) return settled(event);
  if (decision.action === 'later') return event.block === undefined ? settled(event) : show(event, 'later');
  const original = await originalOf(world, arrival.reporter.orgId, event);
  const choice = await chooseHost(world, arrival, event, original);
  if (choice.kind === 'notYours') return { id: event.id, do: 'notYours' };
  if (choice.kind === 'bring') {
    await bringLink(world, arrival, choice.link);
    return settleLinked(world, arrival, event, { ...choice.link, calendar_id: arrival.calendar.calendar_id });
  }
  if (original !== undefined && seen === 'foreign') await askOld(world, original);
  const link = await newLink(world, arrival, event, {
    seen,
    known: original !== undefined,
    host: choice.kind === 'host' ? choice.accountId : null,
  });
  return settleLinked(world, arrival, event, link);
}

/** Saved in another calendar than drafted: the link moves there. */
async function bringLink(world: World, arrival: Arrival, link: LinkRow): Promise<void> {
  await withLink(world, link.org_id, link.link_id, (work) =>
    work.save({ link: { calendar_id: arrival.calendar.calendar_id, read_at: null, read_as: null } }),
  );
}

/** The block is known from another calendar: that calendar must say itself what became of the event. */
async function askOld(world: World, original: LinkRow): Promise<void> {
  await world.database.inOrg(original.org_id, (trx) =>
    trx
      .updateTable('app.link')
      .set({ ask_since: new Date(world.clock.now()) })
      .where('org_id', '=', original.org_id)
      .where('link_id', '=', original.link_id)
      .where('state', 'in', ['live', 'draft'])
      .execute(),
  );
}

async function newLink(
  world: World,
  arrival: Arrival,
  event: EventReport,
  about: { readonly seen: Seen; readonly known: boolean; readonly host: string | null },
): Promise<LinkRow> {
  const { orgId } = arrival.reporter;
  const now = new Date(world.clock.now());
  // A forgotten block (a purged or older store) keeps its name, so that its meeting can be found by its tag.
  const forgotten = about.seen === 'foreign' && !about.known ? event.block : undefined;
  return world.database.inOrg(orgId, (trx) =>
    insertLink(trx, {
      org_id: orgId,
      link_id: world.ids.random(),
      calendar_id: arrival.calendar.calendar_id,
      event_id: event.id,
      state: 'unhosted',
      state_since: now,
      host_account_id: about.host,
      creator_hash:
        event.creator === undefined ? null : world.seal.keyedHash('address', event.creator.toLowerCase()),
      ref: forgotten?.ref ?? world.ids.random(),
      gen: forgotten?.gen ?? 1,
      shows_ref: event.block?.ref ?? null,
      shows_gen: event.block?.gen ?? null,
      created_at: now,
    }),
  );
}

async function settleLinked(
  world: World,
  arrival: Arrival,
  event: EventReport,
  known: LinkRow,
): Promise<Outcome> {
  const { orgId } = arrival.reporter;
  if (arrival.row.listing !== null)
    await world.database.inOrg(orgId, (trx) =>
      markListed(trx, orgId, known.link_id, arrival.row.listing ?? ''),
    );
  return withLink(world, orgId, known.link_id, async (work) => {
    if (!(await isMine(work, arrival, event))) return { id: event.id, do: 'notYours' };
    const block = event.block;
    if (block?.ref === work.link.ref && block.gen > work.link.gen && block.eventId === event.id) {
      // The event is ahead of this store: the generation it names was made in a life that a backup took away.
      await work.save({ link: { gen: block.gen, handed_at: null } });
    }
    const seen = see(readingOf(event), work.link);
    const decision = decideLink(
      work.link.state,
      seen,
      work.link.read_as === null || work.link.read_as === 'lost',
    );
    return applyDecision(work, arrival, event, seen, decision);
  });
}

/** Who may change the link: its host, or the person whose own calendar this is. */
async function isMine(work: LinkWork, arrival: Arrival, event: EventReport): Promise<boolean> {
  if (work.link.host_account_id === arrival.account.account_id || arrival.ownCalendar) return true;
  if (work.link.state !== 'unhosted') return false;
  const original = await originalOf(work.world, work.orgId, event);
  return (
    (
      await chooseHost(
        work.world,
        arrival,
        event,
        original?.link_id === work.link.link_id ? undefined : original,
      )
    ).kind !== 'notYours'
  );
}

async function applyDecision(
  work: LinkWork,
  arrival: Arrival,
  event: EventReport,
  seen: Seen,
  decision: LinkDecision,
): Promise<Outcome> {
  const endedAs = work.link.state === 'ended' ? work.link.ended_as : undefined;
  switch (decision.action) {
    case 'ignore':
    case 'wait':
    case 'grace':
    case 'handOver':
    case 'end':
      await recordReading(work, event, seen, decision);
      return settled(event);
    case 'lose':
      await recordReading(work, event, seen, decision);
      // A skeleton in a list says little: the event itself is read once before it counts as lost.
      if (event.tombstone === 'idOnly') await work.save({ link: { ask_since: new Date(work.now) } });
      return settled(event);
    case 'later':
      await recordReading(work, event, seen, decision);
      return show(event, 'later');
    case 'follow':
    case 'offer':
    case 'make': {
      const content = contentOf(event);
      if (content === undefined) {
        await recordReading(work, event, seen, {
          ...decision,
          next: decision.action === 'make' ? work.link.state : decision.next,
        });
        await work.save({ link: { ask_since: new Date(work.now) } });
        return settled(event);
      }
      return hold(work, arrival, event, seen, decision, content, endedAs);
    }
  }
}

/** The event is to have a meeting: find its host, bring Webex in step, put the block on the event. */
async function hold(
  work: LinkWork,
  arrival: Arrival,
  event: EventReport,
  seen: Seen,
  decision: LinkDecision,
  content: EventContent,
  endedAs: string | null | undefined,
): Promise<Outcome> {
  const hostId = await hostFor(work, arrival, event, decision);
  const host =
    hostId === null
      ? undefined
      : await work.world.database.inOrg(work.orgId, (trx) => findAccount(trx, work.orgId, hostId));
  const making = decision.action === 'make';
  if (host === undefined || (making && host.webex_state !== 'ok')) {
    await recordReading(work, event, seen, { ...decision, next: making ? 'unhosted' : decision.next });
    return show(
      event,
      arrival.account.webex_state === 'reconnect'
        ? 'reconnect'
        : arrival.account.webex_state === 'ok'
          ? 'who'
          : 'signin',
    );
  }
  const policy = policyOf(work, host, arrival.reporter, undefined);
  const projection = project(content, policy);
  if (making && isTooLong(content, policy)) {
    await recordReading(work, event, seen, { ...decision, next: work.link.state });
    return show(event, 'toolong');
  }
  if (making && arrival.organisation.mode === 'off') {
    await recordReading(work, event, seen, { ...decision, next: work.link.state });
    return show(event, 'off');
  }
  await recordReading(work, event, seen, decision);
  if (making) await newGeneration(work, host.account_id, decision, endedAs);
  await work.save({ link: { over_at: new Date(projection.endAt), clamp: projection.clamp } });
  const step = await bringInStep(work, {
    hostAccountId: host.account_id,
    projection,
    calendarId: arrival.googleCalendarId,
    // A block without a meeting that we know of: an earlier life of this store may have made it.
    lookFirst:
      arrival.behind ||
      arrival.firstSinceStart ||
      decision.reason === 'adopted' ||
      (seen === 'current' && work.current === undefined),
    notBefore:
      arrival.row.behind_since === null ? null : arrival.row.behind_since.getTime() + limits.SETTLE_TIME,
    reason: decision.reason,
    mayCreate: arrival.organisation.mode === 'on',
  });
  return outcomeOf(work, event, step);
}

async function hostFor(
  work: LinkWork,
  arrival: Arrival,
  event: EventReport,
  decision: LinkDecision,
): Promise<string | null> {
  if (decision.action !== 'make' || decision.reason === 'came-back' || decision.reason === 'wished') {
    return work.current?.host_account_id ?? work.link.host_account_id;
  }
  const original = await originalOf(work.world, work.orgId, event);
  const other = original?.link_id === work.link.link_id ? undefined : original;
  const choice = await chooseHost(work.world, arrival, event, other);
  return choice.kind === 'host' ? choice.accountId : work.link.host_account_id;
}

/** A generation of its own for what is made now; what the former one made is replaced. */
async function newGeneration(
  work: LinkWork,
  hostId: string,
  decision: LinkDecision,
  endedAs: string | null | undefined,
): Promise<void> {
  const now = new Date(work.now);
  const notice =
    decision.reason === 'came-back'
      ? endedAs === 'draft'
        ? 'late'
        : 'restored'
      : decision.reason === 'copied'
        ? 'copied'
        : null;
  // The first generation of a new link, a wish, and a forgotten block that may still have its meeting keep theirs.
  const current = work.current;
  const fresh =
    work.slots.length === 0 ||
    decision.reason === 'wished' ||
    current?.state === 'creating' ||
    current?.meeting_id === null;
  await work.save({
    link: {
      host_account_id: hostId,
      notice,
      notice_since: notice === null ? null : now,
      hand_since: null,
      ...(fresh ? {} : { gen: work.link.gen + 1, handed_at: null }),
    },
  });
}

async function outcomeOf(work: LinkWork, event: EventReport, step: Step): Promise<Outcome> {
  switch (step.kind) {
    case 'in-step':
    case 'made':
      return offerBlock(work, event, step.meeting);
    case 'left':
      return step.until === null
        ? show(event, 'past')
        : { id: event.id, do: 'offerAgain', notBefore: iso(step.until), reason: 'past' };
    case 'later':
      return step.notBefore === null
        ? settled(event)
        : { id: event.id, do: 'offerAgain', notBefore: iso(step.notBefore), reason: step.code };
    case 'refused':
      return show(event, step.code);
  }
}

/** Puts the block on the event, unless it is there already or the platform has refused it. */
async function offerBlock(
  work: LinkWork,
  event: EventReport,
  meeting: WebexMeeting | undefined,
): Promise<Outcome> {
  const { link } = work;
  if (
    link.shows_ref === link.ref &&
    link.shows_gen === link.gen &&
    event.block?.eventId === event.id &&
    opens(work, event.block.link)
  ) {
    await replaceFormer(work);
    return settled(event);
  }
  if (link.hand_since !== null) return show(event, 'hand');
  const slot = work.current;
  if (slot === undefined || event.etag === undefined) return settled(event);
  try {
    const block = await freshBlock(work, meeting);
    await work.save({ link: { handed_at: new Date(work.now) } });
    return { id: event.id, do: 'patch', ifMatch: event.etag, block };
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    const next = await noteFailure(work, slot.host_account_id, error);
    return next === null
      ? show(event, cardCode(error))
      : { id: event.id, do: 'offerAgain', notBefore: iso(next), reason: cardCode(error) };
  }
}

/** The block of the present generation; join data is kept nowhere, so Webex is asked. */
export async function freshBlock(work: LinkWork, meeting: WebexMeeting | undefined): Promise<Block> {
  const slot = work.current;
  if (slot === undefined) throw new Error('a block without a meeting');
  const fresh = meeting ?? (await (await hostPort(work.world, slot)).getMeeting(meetingId(slot)));
  const print = joinPrint(work, fresh.webLink);
  if (print !== slot.block_print) {
    await work.save({
      slots: [{ slot: slot.slot, gen: slot.gen, change: { block_print: print } }],
      link: newLinkNotice(work, slot, print),
    });
  }
  return blockOf(fresh, work.link);
}

/** The event shows the present generation: what former ones made is replaced. */
async function replaceFormer(work: LinkWork): Promise<void> {
  const former = work.slots.filter(
    (slot) => slot.gen !== work.link.gen && slot.state === 'live' && slot.start_at.getTime() > work.now,
  );
  if (former.length === 0) return;
  await work.save({ slots: former.map((slot) => work.cancelling(slot, 'replaced', work.now)) });
}
