import {
  fingerprintGuests,
  fingerprints,
  fingerprintTitle,
  limits,
  planMeeting,
  wallTime,
} from '@webex-scheduler/core';
import type { Applied, Desired, Fingerprints, MeetingChange, Projection } from '@webex-scheduler/core';
import type { LinkChange } from '../store/links.ts';
import type { SlotChange, SlotRow } from '../store/slots.ts';
import { joinPrint, newLinkNotice } from './block.ts';
import { createMeeting, wishPrint } from './create-meeting.ts';
import type { CreateOrder } from './create-meeting.ts';
import { hostPort, noteFailure } from './host.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import type { MeetingPatch, WebexFailure, WebexMeeting, WebexPort } from './ports.ts';
import { cardCode, kindOf } from './retries.ts';

/** How bringing the meeting of the present generation in step ended. */
export type Step =
  /** As it should be; `meeting` where Webex was asked in passing. */
  | { readonly kind: 'in-step'; readonly meeting?: WebexMeeting }
  | { readonly kind: 'made'; readonly meeting: WebexMeeting }
  /** Left alone: it has started, or lies in the past. */
  | { readonly kind: 'left'; readonly until: number | null }
  /** Not yet: `notBefore` is when to offer the event again (null: times only, the service sees to it by itself). */
  | {
      readonly kind: 'later';
      readonly code: string;
      readonly notBefore: number | null;
      readonly until: number;
    }
  /** Webex will not do this; shown, not repeated. */
  | { readonly kind: 'refused'; readonly code: string };

/** A meeting that somebody opened early is looked at again after this. */
const STARTED_AGAIN = 15 * limits.MINUTE;

export interface StepOrder extends CreateOrder {
  /** False where the organisation allows no new meetings. */
  readonly mayCreate: boolean;
}

/** Brings what Webex holds for the present generation in step with the event: the one thing that is missing. */
export async function bringInStep(work: LinkWork, order: StepOrder): Promise<Step> {
  try {
    const slot = work.current;
    if ((slot?.refused_print ?? null) !== null && slot?.refused_print === wishPrint(work, order.projection))
      return { kind: 'refused', code: 'unknown' };
    if (slot === undefined || slot.state === 'creating' || slot.meeting_id === null)
      return await make(work, order);
    if (slot.state !== 'live') return await makeAnew(work, order);
    const rebased = slot.print_key_id === work.world.seal.hashKeyId ? slot : await rebase(work, slot);
    const desired = desiredOf(work, order.projection);
    const plan = planMeeting(desired, appliedOf(rebased), false, work.now);
    switch (plan.do) {
      case 'nothing':
        await settle(work, rebased);
        return { kind: 'in-step' };
      case 'leave':
        return { kind: 'left', until: plan.until ?? null };
      case 'create':
        return await makeAnew(work, order);
      case 'change':
        return await change(work, rebased, order, desired, plan.change);
    }
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    return later(work, error, order.hostAccountId, true);
  }
}

function desiredOf(work: LinkWork, projection: Projection): Desired {
  const { startAt, endAt, zone, clamp } = projection;
  return { startAt, endAt, zone, clamp, prints: printsOf(work, projection) };
}

function printsOf(work: LinkWork, projection: Projection): Fingerprints {
  return fingerprints(projection, (text) => work.world.seal.keyedHash('fingerprint', text));
}

function appliedOf(slot: SlotRow): Applied {
  return {
    startAt: slot.start_at.getTime(),
    endAt: slot.end_at.getTime(),
    zone: slot.zone,
    title: slot.title_print ?? undefined,
    guests: slot.guests_print ?? undefined,
  };
}

async function make(work: LinkWork, order: StepOrder): Promise<Step> {
  if (!order.mayCreate) return { kind: 'refused', code: 'off' };
  if (order.projection.startAt <= work.now) return { kind: 'left', until: null };
  const created = await createMeeting(work, order);
  if (created.kind === 'unsettled')
    return { kind: 'later', code: 'pending', notBefore: created.until, until: created.until };
  if (created.kind === 'created') return { kind: 'made', meeting: created.meeting };
  // What was adopted may hold an older state of the event.
  const step = await bringInStep(work, order);
  return step.kind === 'in-step' ? { kind: 'made', meeting: step.meeting ?? created.meeting } : step;
}

/** The meeting is over, or gone: the event's next one belongs to a new generation. */
async function makeAnew(work: LinkWork, order: StepOrder): Promise<Step> {
  if (!order.mayCreate) return { kind: 'refused', code: 'off' };
  if (order.projection.startAt <= work.now) return { kind: 'left', until: null };
  await work.save({ link: nextGeneration(work) });
  return make(work, order);
}

/** A meeting of its own from now on, with a link of its own; the card says so. */
export function nextGeneration(work: LinkWork): LinkChange {
  const notice_since = new Date(work.now);
  return { gen: work.link.gen + 1, handed_at: null, hand_since: null, notice: 'newlink', notice_since };
}

async function change(
  work: LinkWork,
  slot: SlotRow,
  order: StepOrder,
  desired: Desired,
  what: MeetingChange,
): Promise<Step> {
  const port = await hostPort(work.world, slot);
  let meeting: WebexMeeting | undefined;
  try {
    if (what.times || what.title) meeting = await patch(work, slot, order, desired, what, port);
    if (what.guests) await changeGuests(work, slot, order, desired, port);
    return meeting === undefined ? { kind: 'in-step' } : { kind: 'in-step', meeting };
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    return await changeFailed(work, slot, order, desired, what, port, error);
  }
}

async function patch(
  work: LinkWork,
  slot: SlotRow,
  order: StepOrder,
  desired: Desired,
  what: MeetingChange,
  port: WebexPort,
): Promise<WebexMeeting> {
  const { projection } = order;
  const body: MeetingPatch = {
    ...(what.title && projection.title !== undefined ? { title: projection.title } : {}),
    ...(what.times
      ? {
          times: {
            start: wallTime(projection.startAt, projection.zone),
            end: wallTime(projection.endAt, projection.zone),
            timezone: projection.zone,
          },
        }
      : {}),
  };
  await work.save({
    settled: true,
    intent: { intent_id: work.world.ids.random(), slot: slot.slot, gen: slot.gen, verb: 'patch' },
  });
  const meeting = await port.patchMeeting(meetingId(slot), body);
  const print = joinPrint(work, meeting.webLink);
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: {
          ...appliedTimes(desired),
          ...(what.title ? { title_print: desired.prints.title ?? null } : {}),
          block_print: print,
          checked_at: new Date(work.now),
          ...(what.guests ? {} : { content_due: false }),
        },
      },
    ],
    settled: true,
    link: { ...CLEAN, ...newLinkNotice(work, slot, print) },
    audit: {
      actor: slot.host_account_id,
      verb: 'patch',
      reason: order.reason,
      link_id: slot.link_id,
      result: 'ok',
    },
  });
  return meeting;
}

/** A newer decision replaces whatever was pending, and ends the count of failures. */
const CLEAN = { attempts: 0, retry_at: null, last_code: null, last_tracking: null } as const;

function appliedTimes(desired: Desired): SlotChange {
  return {
    start_at: new Date(desired.startAt),
    end_at: new Date(desired.endAt),
    zone: desired.zone,
    wanted_start_at: null,
    wanted_end_at: null,
    wanted_zone: null,
    foreign_since: null,
    foreign_print: null,
  };
}

async function changeGuests(
  work: LinkWork,
  slot: SlotRow,
  order: StepOrder,
  desired: Desired,
  port: WebexPort,
): Promise<void> {
  await work.save({
    settled: true,
    intent: { intent_id: work.world.ids.random(), slot: slot.slot, gen: slot.gen, verb: 'guests' },
  });
  const there = await port.listInvitees(meetingId(slot));
  const wanted = new Set(order.projection.guests);
  const present = new Set(there.map((invitee) => invitee.email.toLowerCase()));
  const add = order.projection.guests.filter((email) => !present.has(email));
  if (add.length > 0)
    await port.addInvitees(
      meetingId(slot),
      add.map((email) => ({ email })),
    );
  if (!order.projection.guestsPartial) {
    for (const invitee of there)
      if (!wanted.has(invitee.email.toLowerCase())) await port.removeInvitee(invitee.id);
  }
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: { guests_print: desired.prints.guests, content_due: false, checked_at: new Date(work.now) },
      },
    ],
    settled: true,
    link: CLEAN,
    audit: {
      actor: slot.host_account_id,
      verb: 'guests',
      reason: order.reason,
      link_id: slot.link_id,
      result: 'ok',
    },
  });
}

async function changeFailed(
  work: LinkWork,
  slot: SlotRow,
  order: StepOrder,
  desired: Desired,
  what: MeetingChange,
  port: WebexPort,
  failure: WebexFailure,
): Promise<Step> {
  if (kindOf(failure) === 'gone' && (await isGone(port, meetingId(slot)))) {
    await work.save({
      slots: [{ slot: slot.slot, gen: slot.gen, change: { state: 'gone' } }],
      settled: true,
    });
    return makeAnew(work, order);
  }
  if (kindOf(failure) === 'refused' && (await isInProgress(port, meetingId(slot)))) {
    await work.save({ settled: true });
    return { kind: 'left', until: Math.max(slot.end_at.getTime(), work.now + STARTED_AGAIN) };
  }
  const refused = kindOf(failure) === 'refused';
  // Title and guests are not kept, so they must be offered again; times are kept and sent by the service itself.
  const content = !refused && (what.title || what.guests);
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: refused
          ? { refused_print: wishPrint(work, order.projection), content_due: false }
          : pendingChange(work, desired, what, failure),
      },
    ],
    settled: true,
    audit: {
      actor: slot.host_account_id,
      verb: 'patch',
      reason: order.reason,
      link_id: slot.link_id,
      result: failure.code,
      tracking_id: failure.trackingId ?? null,
    },
    ...(content ? { link: { ask_since: new Date(work.now) } } : {}),
  });
  return later(work, failure, slot.host_account_id, content);
}

/** What is still to be told to Webex; after an unknown outcome nothing is known of what was being written. */
function pendingChange(
  work: LinkWork,
  desired: Desired,
  what: MeetingChange,
  failure: WebexFailure,
): SlotChange {
  const unknown = failure.outcome === 'unknown';
  return {
    ...(what.times
      ? {
          wanted_start_at: new Date(desired.startAt),
          wanted_end_at: new Date(desired.endAt),
          wanted_zone: desired.zone,
        }
      : {}),
    ...(unknown ? { unknown_at: new Date(work.now) } : {}),
    ...(unknown && what.guests ? { guests_print: null } : {}),
    ...(unknown && what.title ? { title_print: null } : {}),
    content_due: what.title || what.guests,
  };
}

async function later(
  work: LinkWork,
  failure: WebexFailure,
  accountId: string,
  content: boolean,
): Promise<Step> {
  const next = await noteFailure(work, accountId, failure);
  if (kindOf(failure) === 'refused' || next === null) return { kind: 'refused', code: cardCode(failure) };
  return { kind: 'later', code: cardCode(failure), notBefore: content ? next : null, until: next };
}

/** The write of this very state may have been lost or be on its way: nothing to do, but nothing pending either. */
async function settle(work: LinkWork, slot: SlotRow): Promise<void> {
  if (slot.wanted_start_at === null && !slot.content_due) return;
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: { wanted_start_at: null, wanted_end_at: null, wanted_zone: null, content_due: false },
      },
    ],
    link: CLEAN,
  });
}

/**
 * The fingerprints were made with a key that is not there any more: both sides are read, so that what is already
 * right is not written again.
 */
async function rebase(work: LinkWork, slot: SlotRow): Promise<SlotRow> {
  const port = await hostPort(work.world, slot);
  const meeting = await port.getMeeting(meetingId(slot));
  const invitees = await port.listInvitees(meetingId(slot));
  const { seal } = work.world;
  const hash = (text: string): string => seal.keyedHash('fingerprint', text);
  const change = {
    title_print: fingerprintTitle(meeting.title, hash),
    guests_print: fingerprintGuests(
      invitees.map((invitee) => invitee.email),
      hash,
    ),
    print_key_id: seal.hashKeyId,
    start_at: new Date(meeting.start),
    end_at: new Date(meeting.end),
    checked_at: new Date(work.now),
  };
  await work.save({ slots: [{ slot: slot.slot, gen: slot.gen, change }] });
  return { ...slot, ...change };
}

/** "Not found" once may be lag: gone is only what its own id does not find. */
export async function isGone(port: WebexPort, id: string): Promise<boolean> {
  try {
    await port.getMeeting(id);
    return false;
  } catch (error) {
    if (isWebexFailure(error) && kindOf(error) === 'gone') return true;
    throw error;
  }
}

async function isInProgress(port: WebexPort, id: string): Promise<boolean> {
  const meeting = await port.getMeeting(id);
  return meeting.state === 'inProgress';
}

export function meetingId(slot: SlotRow): string {
  if (slot.meeting_id === null) throw new Error('a live slot without a meeting');
  return slot.meeting_id;
}
