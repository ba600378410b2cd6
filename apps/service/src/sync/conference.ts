import type { ConferenceErrorType, ConferencesAnswer, ConferencesRequest } from '@webex-scheduler/contracts';
import {
  isTooLong,
  limits,
  placeholder,
  project,
  projectTitle,
  UnreadableTimeError,
} from '@webex-scheduler/core';
import type { EventContent, LinkState, Projection } from '@webex-scheduler/core';
import type { OrgTransaction } from '../store/database.ts';
import { bornLeased } from '../store/leases.ts';
import { findLink, insertLink, tryInsertLink } from '../store/links.ts';
import type { LinkRow } from '../store/links.ts';
import { slotsOfLink } from '../store/slots.ts';
import type { SlotRow } from '../store/slots.ts';
import { arriveAnd } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import { bringInStep } from './bring-in-step.ts';
import type { Step } from './bring-in-step.ts';
import { contentOf, readingOf } from './event-reading.ts';
import { isOtherAccount, noteFailure, policyOf } from './host.ts';
import { dueByOf, LeaseLostError, LinkBusyError, withLink } from './link-work.ts';
import type { Begun, LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import { isUndoable, KEPT } from './record-reading.ts';
import { cardCode, kindOf } from './retries.ts';
import { freshBlock } from './settle-event.ts';
import { healthOf } from './standing.ts';
import { iso } from './world.ts';
import type { Reporter, World } from './world.ts';

type Answer = Extract<ConferencesAnswer, { block: unknown }>['block'] | Refused;

/** Why there is no block; `type` is what Google's conference error wants. */
interface Refused {
  readonly type: ConferenceErrorType;
  readonly code: string;
  readonly until?: string;
  readonly authenticationUrl?: string;
}

/**
 * The person picked "Webex Meeting": answers a block or a typed error. The same call again answers the same
 * meeting; an existing one that is on its way out is taken back and is a draft again.
 */
export async function conference(
  world: World,
  reporter: Reporter,
  request: ConferencesRequest,
): Promise<ConferencesAnswer> {
  const asked = askedOf(request);
  const call = { calendarId: request.calendarId, checkpoint: request.checkpoint, moves: true };
  const { arrival, health, begin } = await arriveAnd(world, reporter, call, async (trx, here) => ({
    arrival: here,
    health: await healthOf(world, trx, here),
    begin:
      refusalOf(world, here, request, await hasMeeting(world, trx, here, request)) ??
      asked.refused ??
      (await takeLink(world, trx, here, request)),
  }));
  const answer = 'type' in begin ? begin : await provide(world, arrival, request, asked.content, begin);
  if ('conferenceId' in answer) return { block: answer, checkpoint: arrival.row.checkpoint, health };
  return { error: answer, health };
}

interface Asked {
  /** The event; undefined while it is only in the editor. */
  readonly content?: EventContent;
  /** What no meeting can be made for. */
  readonly refused?: Refused;
}

function askedOf({ event, person }: ConferencesRequest): Asked {
  try {
    const content = event && contentOf(event);
    if (content === undefined) return {};
    return isTooLong(content, { fallbackZone: person.timeZone })
      ? { refused: { type: 'PERMANENT', code: 'toolong' } }
      : { content };
  } catch (error) {
    if (error instanceof UnreadableTimeError) return { refused: { type: 'PERMANENT', code: error.code } };
    throw error;
  }
}

/** Whether the event has a coming meeting of this person, whose block he may have again. */
async function hasMeeting(
  world: World,
  trx: OrgTransaction,
  { reporter, calendar, account, organisation }: Arrival,
  request: ConferencesRequest,
): Promise<boolean> {
  if (organisation.mode !== 'off') return false;
  const link = await findLink(trx, reporter.orgId, calendar.calendar_id, request.eventId);
  if (link === undefined) return false;
  const slots = await slotsOfLink(trx, reporter.orgId, link.link_id);
  return slots.some(
    (slot) =>
      slot.gen === link.gen &&
      slot.state === 'live' &&
      slot.host_account_id === account.account_id &&
      slot.start_at.getTime() > world.clock.now(),
  );
}

/**
 * What can be said without Webex. "Off" is about new meetings: the block of one that is there is handed out again.
 * @param has - whether the event has a coming meeting of this person
 */
function refusalOf(
  world: World,
  arrival: Arrival,
  request: ConferencesRequest,
  has: boolean,
): Refused | undefined {
  const { account, organisation } = arrival;
  if (organisation.mode !== 'on' && !has)
    return { type: 'CONFERENCE_SOLUTION_FORBIDDEN', code: organisation.mode };
  if (account.webex_state === 'none' || account.webex_state === 'reconnect') {
    return {
      type: 'AUTHENTICATION',
      code: account.webex_state === 'none' ? 'signin' : 'reconnect',
      authenticationUrl: world.pages.linkUrl(arrival.reporter),
    };
  }
  if (account.webex_state === 'noLicence') return { type: 'CONFERENCE_SOLUTION_FORBIDDEN', code: 'licence' };
  if (request.event === undefined) return undefined;
  const reading = readingOf(request.event);
  if (reading.kind === 'moved') return { type: 'PERMISSION_DENIED', code: 'guest' };
  if (reading.kind === 'live' && (reading.recurring || reading.recurringEventId !== undefined))
    return { type: 'PERMANENT', code: 'later' };
  return undefined;
}

/** The event's link, and what is needed to work on it at once where it was made just now. */
interface Taken {
  readonly link: LinkRow;
  readonly begun?: Begun;
}

async function takeLink(
  world: World,
  trx: OrgTransaction,
  arrival: Arrival,
  request: ConferencesRequest,
): Promise<Taken> {
  const { orgId } = arrival.reporter;
  const calendarId = arrival.calendar.calendar_id;
  const known = await findLink(trx, orgId, calendarId, request.eventId);
  if (known !== undefined) return { link: known };
  const now = new Date(world.clock.now());
  const link = {
    org_id: orgId,
    link_id: world.ids.random(),
    calendar_id: calendarId,
    event_id: request.eventId,
    state: 'draft',
    state_since: now,
    host_account_id: arrival.account.account_id,
    ref: world.ids.random(),
    gen: 1,
    created_at: now,
  } as const;
  const made = await tryInsertLink(trx, { ...link, ...bornLeased(world.owner, dueByOf(world)) });
  if (made === undefined) return { link: await insertLink(trx, link) };
  return {
    link: made,
    begun: { link: made, organisation: arrival.organisation, slots: [], intents: [] },
  };
}

async function provide(
  world: World,
  arrival: Arrival,
  request: ConferencesRequest,
  content: EventContent | undefined,
  { link, begun }: Taken,
): Promise<Answer> {
  const work = (held: LinkWork): Promise<Answer> => handOut(held, arrival, request, content);
  try {
    return await withLink(world, link.org_id, link.link_id, work, begun);
  } catch (error) {
    if (error instanceof LinkBusyError || error instanceof LeaseLostError)
      return { type: 'TEMPORARY', code: error.code };
    if (error instanceof UnreadableTimeError) return { type: 'PERMANENT', code: error.code };
    throw error;
  }
}

async function handOut(
  work: LinkWork,
  arrival: Arrival,
  request: ConferencesRequest,
  content: EventContent | undefined,
): Promise<Answer> {
  if (!mayTake(work, arrival)) return { type: 'PERMISSION_DENIED', code: 'who' };
  const before = { state: work.link.state, slot: work.current };
  const projection = projectionFor(work, arrival, request, content);
  await claim(work, arrival, projection, request.event !== undefined);
  try {
    const kept = work.current?.state === 'live' && content === undefined;
    const step: Step = kept ? { kind: 'in-step' } : await bringInStep(work, stepOrder(arrival, projection));
    if (step.kind === 'in-step' || step.kind === 'made') {
      const block = await freshBlock(work, step.meeting);
      work.defer({
        handed_at: new Date(work.now),
        over_at: work.current?.end_at ?? null,
        attempts: 0,
        retry_at: null,
        last_code: null,
        last_tracking: null,
      });
      return block;
    }
    return await failed(work, arrival.reporter, request, before, step);
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    if (kindOf(error) === 'gone' && work.current?.state === 'live')
      return replaceGone(work, arrival, projection, request, before);
    const next = await noteFailure(work, arrival.account.account_id, error);
    return failed(
      work,
      arrival.reporter,
      request,
      before,
      next === null
        ? { kind: 'refused', code: cardCode(error) }
        : { kind: 'later', code: cardCode(error), notBefore: next, until: next },
    );
  }
}

/** The meeting that was to be handed out again is not at Webex any more. */
async function replaceGone(
  work: LinkWork,
  arrival: Arrival,
  projection: Projection,
  request: ConferencesRequest,
  before: Before,
): Promise<Answer> {
  const slot = work.current;
  if (slot !== undefined)
    await work.save({ slots: [{ slot: slot.slot, gen: slot.gen, change: { state: 'gone' } }] });
  const step = await bringInStep(work, stepOrder(arrival, projection));
  if (step.kind !== 'made' && step.kind !== 'in-step')
    return failed(work, arrival.reporter, request, before, step);
  work.defer({ handed_at: new Date(work.now) });
  return freshBlock(work, step.meeting);
}

function stepOrder(arrival: Arrival, projection: Projection) {
  return {
    hostAccountId: arrival.account.account_id,
    host: arrival.account,
    projection,
    calendarId: arrival.googleCalendarId,
    lookFirst: arrival.behind || arrival.firstSinceStart,
    notBefore:
      arrival.row.behind_since === null ? null : arrival.row.behind_since.getTime() + limits.SETTLE_TIME,
    reason: 'picked',
    mayCreate: arrival.organisation.mode === 'on',
  };
}

/** Who clicks hosts; but nobody takes over a living link of somebody else's by clicking. */
function mayTake(work: LinkWork, arrival: Arrival): boolean {
  const { link } = work;
  if (
    link.host_account_id === null ||
    link.host_account_id === arrival.account.account_id ||
    arrival.ownCalendar
  )
    return true;
  const meeting = work.slots.some(
    (slot) => slot.state === 'live' || slot.state === 'cancelling' || slot.state === 'creating',
  );
  return link.state === 'ended' || link.state === 'unhosted' || !meeting;
}

/** The event as it is; where there is none yet, an hour far enough ahead that a forgotten draft never starts. */
function projectionFor(
  work: LinkWork,
  arrival: Arrival,
  request: ConferencesRequest,
  content: EventContent | undefined,
): Projection {
  const { timeZone } = request.person;
  const name = request.person.name ?? arrival.reporter.name;
  if (content !== undefined)
    return project(content, {
      ...policyOf(work, arrival.account, arrival.reporter, timeZone),
      hostName: name,
    });
  return {
    ...placeholder(work.now, timeZone),
    title: projectTitle(undefined, name),
    guests: [],
    guestsPartial: false,
    clamp: 'none',
  };
}

interface Before {
  readonly state: LinkState;
  readonly slot: SlotRow | undefined;
}

/** Makes the link this person's draft: an existing meeting is taken back, anything else gets a new generation. */
async function claim(
  work: LinkWork,
  arrival: Arrival,
  projection: Projection,
  exists: boolean,
): Promise<void> {
  const slot = work.current;
  const mine =
    slot?.host_account_id === arrival.account.account_id &&
    !isOtherAccount(slot, arrival.account.webex_person_id);
  const alive =
    slot !== undefined &&
    mine &&
    (slot.state === 'creating' ||
      ((slot.state === 'live' || (slot.state === 'cancelling' && isUndoable(slot))) &&
        slot.start_at.getTime() > work.now));
  const unused = slot === undefined || (slot.state === 'gone' && slot.meeting_id === null);
  work.defer({
    state: 'draft',
    ...(work.link.state === 'draft' ? {} : { state_since: new Date(work.now) }),
    host_account_id: arrival.account.account_id,
    over_at: new Date(projection.endAt),
    clamp: projection.clamp,
    ask_since: null,
    hand_since: null,
    // The event is in the calendar already: seen without its block it is being edited, not saved without it.
    ...(exists && work.link.read_as === null ? { read_as: 'none' as const } : {}),
    ...(alive || unused ? {} : { gen: work.link.gen + 1, handed_at: null }),
  });
  if (alive && slot.state === 'cancelling')
    await work.save({ slots: [{ slot: slot.slot, gen: slot.gen, change: KEPT }] });
}

/** Nothing is handed out: the link stands as before; only the card's Add leaves a wish that is fulfilled later. */
async function failed(
  work: LinkWork,
  reporter: Reporter,
  request: ConferencesRequest,
  before: Before,
  step: Exclude<Step, { kind: 'in-step' | 'made' }>,
): Promise<Refused> {
  const wished = request.from === 'card' && step.kind === 'later' && request.event !== undefined;
  const slot = before.slot;
  const untouched =
    before.state === 'draft' && work.current?.state !== 'creating' && work.current?.state !== 'live';
  await work.save({
    link: wished
      ? { state: 'wished', state_since: new Date(work.now) }
      : { state: untouched ? 'ended' : before.state, ...(untouched ? { ended_as: 'draft' as const } : {}) },
    slots:
      slot?.state === 'cancelling' && !wished
        ? [
            {
              slot: slot.slot,
              gen: slot.gen,
              change: {
                state: 'cancelling',
                cancel_cause: slot.cancel_cause,
                cancel_since: slot.cancel_since,
              },
            },
          ]
        : [],
  });
  switch (step.kind) {
    case 'left':
      return { type: 'PERMANENT', code: 'past' };
    case 'later':
      return step.code === 'signin' || step.code === 'reconnect'
        ? { type: 'AUTHENTICATION', code: step.code, authenticationUrl: work.world.pages.linkUrl(reporter) }
        : { type: 'TEMPORARY', code: step.code, until: iso(step.until) };
    case 'refused':
      return step.code === 'licence' || step.code === 'off'
        ? { type: 'CONFERENCE_SOLUTION_FORBIDDEN', code: step.code }
        : { type: 'UNKNOWN', code: step.code };
  }
}
