import { fingerprints, limits, wallTime } from '@webex-scheduler/core';
import type { Projection } from '@webex-scheduler/core';
import type { AccountRow } from '../store/accounts.ts';
import type { SlotChange, SlotRow } from '../store/slots.ts';
import { createdSince } from './due.ts';
import { joinPrint } from './block.ts';
import { openHost, spendCreation, tagWindow } from './host.ts';
import type { Host } from './host.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import type { WebexFailure, WebexMeeting } from './ports.ts';
import { kindOf } from './retries.ts';

export interface CreateOrder {
  readonly hostAccountId: string;
  /** The host's row, where it was read for this very event. */
  readonly host?: AccountRow;
  readonly projection: Projection;
  /** The Google calendar's id, for the tag. */
  readonly calendarId: string;
  /**
   * Look the tag up before anything is made: the calendar is behind the add-on, or has not called since the
   * start, so an earlier life of this store may have made the meeting.
   */
  readonly lookFirst: boolean;
  /** Until when "not found" does not yet mean "not made" (after a restore); null = it does. */
  readonly notBefore: number | null;
  readonly reason: string;
}

export type Created =
  | { readonly kind: 'created' | 'adopted'; readonly meeting: WebexMeeting }
  /** Not known whether Webex made it: no second POST before this instant. */
  | { readonly kind: 'unsettled'; readonly until: number };

/** Opaque, 43 characters, the same for the same calendar, event and generation whatever this store remembers. */
export function tagOf(work: LinkWork, calendarId: string, gen: number): string {
  return work.world.seal.keyedHash(
    'tag',
    [work.orgId, calendarId, work.link.event_id, String(gen), 'single'].join('\n'),
  );
}

/**
 * Makes the meeting of the link's present generation, once: the intent is recorded first, the tag finds what an
 * unfinished or unanswered attempt may have made, and after an unknown outcome nothing is sent for 120 s.
 * @throws {HeldBackError} if nothing may be sent now · {WebexFailure} refused; the slot is gone then.
 */
export async function createMeeting(work: LinkWork, order: CreateOrder): Promise<Created> {
  const slot = work.current;
  const since = slot?.state === 'creating' ? createdSince(slot, work.intents) : null;
  const host = await (slot?.state === 'creating'
    ? openHost(work.world, work.orgId, slot.host_account_id)
    : openHost(work.world, work.orgId, order.hostAccountId, order.host));
  if (slot?.state === 'creating' || order.lookFirst) {
    const tag = slot?.state === 'creating' ? slot.tag : tagOf(work, order.calendarId, work.link.gen);
    const [found, ...more] = await host.port.findByTag(tag, tagWindow(work.now, order.projection));
    if (found !== undefined) return { kind: 'adopted', meeting: await adopt(work, order, host, found, more) };
    const settled = Math.max(since === null ? 0 : since + limits.SETTLE_TIME, order.notBefore ?? 0);
    if (work.now < settled) return { kind: 'unsettled', until: settled };
  }
  return post(
    work,
    order,
    slot?.state === 'creating' ? await openHost(work.world, work.orgId, order.hostAccountId) : host,
  );
}

async function post(work: LinkWork, order: CreateOrder, host: Host): Promise<Created> {
  const { projection, hostAccountId } = order;
  const { world } = work;
  if (work.link.shows_ref === work.link.ref && work.link.shows_gen === work.link.gen) {
    // The event carries this generation already: what is made now needs another name, or it would look as if in step.
    await work.save({ link: { gen: work.link.gen + 1, handed_at: null } });
  }
  const { link } = work;
  const tag = tagOf(work, order.calendarId, link.gen);
  await work.save({
    newSlot: {
      ...slotRow(work, order, host.personId),
      tag,
      state: 'creating',
      meeting_id: null,
      unknown_at: null,
    },
    settled: true,
    intent: { intent_id: world.ids.random(), slot: 'single', gen: link.gen, verb: 'create' },
    link: { host_account_id: hostAccountId },
    beside: (trx) => spendCreation(work, trx, hostAccountId),
  });
  try {
    const meeting = await host.port.createMeeting({
      title: projection.title ?? UNTITLED,
      start: wallTime(projection.startAt, projection.zone),
      end: wallTime(projection.endAt, projection.zone),
      timezone: projection.zone,
      integrationTags: [tag],
      invitees: projection.guests.map((email) => ({ email })),
    });
    await work.save({
      slots: [{ slot: 'single', gen: link.gen, change: madeChange(work, order, meeting) }],
      settled: true,
      link: { attempts: 0, retry_at: null, last_code: null, last_tracking: null },
      audit: {
        actor: hostAccountId,
        verb: 'create',
        reason: order.reason,
        link_id: link.link_id,
        result: 'ok',
      },
    });
    return { kind: 'created', meeting };
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    await recordFailure(work, order, link.gen, error);
    throw error;
  }
}

async function recordFailure(
  work: LinkWork,
  order: CreateOrder,
  gen: number,
  failure: WebexFailure,
): Promise<void> {
  const refused = kindOf(failure) === 'refused' ? { refused_print: wishPrint(work, order.projection) } : {};
  const change: SlotChange =
    failure.outcome === 'unknown' ? { unknown_at: new Date(work.now) } : { state: 'gone', ...refused };
  await work.save({
    slots: [{ slot: 'single', gen, change }],
    settled: true,
    audit: {
      actor: order.hostAccountId,
      verb: 'create',
      reason: order.reason,
      link_id: work.link.link_id,
      result: failure.code,
      tracking_id: failure.trackingId ?? null,
    },
  });
}

/** A print of everything that was asked for, to tell whether the same is asked again. */
export function wishPrint(work: LinkWork, projection: Projection): string {
  const { startAt, endAt, zone, title, guests } = projection;
  return work.world.seal.keyedHash('fingerprint', JSON.stringify([startAt, endAt, zone, title, guests]));
}

/** Webex wants a title; where neither the event nor the host gives one, this stands in for it. */
const UNTITLED = 'Webex meeting';

/** Takes over what an earlier attempt made; more than one can only be leftovers, since nothing shows them. */
async function adopt(
  work: LinkWork,
  order: CreateOrder,
  host: Host,
  found: WebexMeeting,
  more: readonly WebexMeeting[],
): Promise<WebexMeeting> {
  const meeting = await host.port.getMeeting(found.id);
  const known = adoptedChange(meeting);
  const begun = work.current?.state === 'creating' ? work.current : undefined;
  const hostAccountId = begun?.host_account_id ?? order.hostAccountId;
  const tag = begun?.tag ?? tagOf(work, order.calendarId, work.link.gen);
  await work.save({
    newSlot: {
      ...slotRow(work, { ...order, hostAccountId }, host.personId),
      tag,
      meeting_id: meeting.id,
      unknown_at: null,
      block_print: joinPrint(work, meeting.webLink),
      ...known,
      state: 'live',
    },
    settled: true,
    link: {
      host_account_id: hostAccountId,
      attempts: 0,
      retry_at: null,
      last_code: null,
      last_tracking: null,
    },
    audit: {
      actor: hostAccountId,
      verb: 'adopt',
      reason: order.reason,
      link_id: work.link.link_id,
      result: 'ok',
    },
  });
  for (const leftover of more) await host.port.deleteMeeting(leftover.id);
  return meeting;
}

/** What an adopted meeting is known to hold: its times; title and guests count as different until compared. */
export function adoptedChange(
  meeting: WebexMeeting,
): Pick<SlotRow, 'start_at' | 'end_at' | 'zone' | 'title_print' | 'guests_print' | 'print_key_id'> {
  return {
    start_at: new Date(meeting.start),
    end_at: new Date(meeting.end),
    zone: meeting.timezone,
    title_print: null,
    guests_print: null,
    print_key_id: null,
  };
}

function slotRow(work: LinkWork, order: CreateOrder, personId: string | null) {
  const { link } = work;
  return {
    org_id: link.org_id,
    link_id: link.link_id,
    slot: 'single',
    gen: link.gen,
    host_account_id: order.hostAccountId,
    host_person_id: personId,
    start_at: new Date(order.projection.startAt),
    end_at: new Date(order.projection.endAt),
    zone: order.projection.zone,
    cancel_cause: null,
    cancel_since: null,
    cancel_waits: null,
    delete_sent_at: null,
    rule: null,
    wanted_start_at: null,
    wanted_end_at: null,
    wanted_zone: null,
    content_due: false,
    refused_print: null,
    block_print: null,
    foreign_since: null,
    foreign_print: null,
  } as const;
}

function madeChange(work: LinkWork, order: CreateOrder, meeting: WebexMeeting): SlotChange {
  const { seal } = work.world;
  const prints = fingerprints(order.projection, (text) => seal.keyedHash('fingerprint', text));
  return {
    state: 'live',
    meeting_id: meeting.id,
    unknown_at: null,
    checked_at: new Date(work.now),
    block_print: joinPrint(work, meeting.webLink),
    title_print: prints.title ?? null,
    guests_print: prints.guests,
    print_key_id: seal.hashKeyId,
  };
}
