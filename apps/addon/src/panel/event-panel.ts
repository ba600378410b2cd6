/** Opening an event: what is due is done, the service is asked how things stand, and one card says it. */
import type { CardState, EventCard, Health } from '@webex-scheduler/contracts';
import { isOrganizerCopy, isTold, joinUrl, readBlock } from '../calendar/block.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import { ensureTriggers, follow } from '../calendar/followed.ts';
import { guestsOf, hasGuestsOutside } from '../calendar/guests.ts';
import { lastHealth } from '../calendar/health.ts';
import { otherLink } from '../calendar/other-link.ts';
import { eventCard } from '../cards/event-card.ts';
import type { EventView } from '../cards/event-view.ts';
import { healthNotice } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { ServiceError } from '../service-client.ts';
import { loadState, saveState, withOffers } from '../sync/calendar-state.ts';
import { catchUp } from '../sync/catch-up.ts';
import { check } from '../sync/hourly.ts';
import { startRun } from '../sync/run.ts';
import { failed } from './failed.ts';
import { audience } from './reader.ts';
import { knownCard, rememberCard } from './remembered.ts';
import type { HostEvent, Opened } from './reply.ts';
import { rightsCard } from './rights.ts';
import { given } from '../given.ts';

/** Time for what is due while somebody waits for the card. */
export const WAITING_MS = 4_000;

/** A firing that reports this very event just now is waited for: a card made beside it would be out of date at once. */
const LOCK_MS = 2_000;

/** The card of the open event. */
export function openEvent(world: World, host: HostEvent): Opened {
  const refused = rightsCard(world);
  if (refused !== undefined) return refused;
  const run = startRun(world, WAITING_MS, false);
  const event = readEvent(world, host);
  const ours = event !== null && isOrganizerCopy(event) && readBlock(event.conferenceData) !== undefined;
  if (ours) heed(world, host);
  ensureTriggers(world);
  catchUp(run, ours ? LOCK_MS : 0);
  if (event !== null && !isOrganizerCopy(event)) return show(world, host, event, {});
  const { eventId } = host;
  const answer = check(run, {
    cause: 'open',
    ...(eventId === undefined ? {} : { open: { calendarId: host.calendarId, eventId } }),
  });
  if (answer instanceof ServiceError) return unanswered(world, host, event, answer);
  catchUp(run, 0);
  const card = answer.cards.find((one) => one.eventId === eventId);
  if (card !== undefined) rememberCard(world, card);
  return show(world, host, event, { health: answer.health, ...given({ card }) });
}

/** The event of the host, as it is in the calendar; null for a draft. */
export function readEvent(world: World, host: HostEvent): CalendarEvent | null {
  if (host.eventId === undefined) return null;
  const event = world.calendars.get(host.calendarId, host.eventId);
  return event?.status === 'cancelled' ? null : event;
}

/** An event that is looked at is brought up to date now, and its calendar is followed. */
function heed(world: World, host: HostEvent): void {
  follow(world, host.calendarId);
  const state = loadState(world.keep, host.calendarId);
  saveState(world.keep, state, withOffers(state, [host.eventId ?? ''], world.now()));
}

interface Known {
  readonly health?: Health;
  readonly card?: EventCard;
  readonly asOf?: number;
  readonly code?: string;
}

/** The service was not to be asked: the last known state with its time, else what is the matter. Never an empty card. */
function unanswered(world: World, host: HostEvent, event: CalendarEvent | null, error: ServiceError): Opened {
  const { health } = lastHealth(world.cache);
  const { calendarId, eventId = '' } = host;
  const { card, at: asOf } = knownCard(world, calendarId, eventId);
  if (!error.passes || card === undefined) return failed(world, error.code);
  return show(world, host, event, { card, code: error.code, ...given({ asOf, health }) });
}

function show(world: World, host: HostEvent, event: CalendarEvent | null, known: Known): Opened {
  const { say, reader } = audience(world);
  const view = eventView(world, host, event, known);
  const { health } = known;
  if (health !== undefined && !isQuiet(view.state)) {
    if (health.webex === 'none' && view.joinUrl === undefined) return { kind: 'signIn', url: health.linkUrl };
    const notice = healthNotice(say, reader, health);
    const blocks =
      health.organisation === 'suspended' || health.webex === 'reconnect' || view.state === 'none';
    if (notice !== undefined && blocks) return { kind: 'card', card: eventCard(say, reader, view, notice) };
  }
  return { kind: 'card', card: eventCard(say, reader, view) };
}

/** States that neither Webex nor the organisation has a say in. */
function isQuiet(state: EventView['state']): boolean {
  return state === 'guest' || state === 'readonly' || state === 'later';
}

/** Everything the card needs to know of the event. */
export function eventView(
  world: World,
  host: HostEvent,
  event: CalendarEvent | null,
  known: Known,
): EventView {
  const { calendarId, eventId } = host;
  const { name, email } = world.person;
  const { summary: title, start, end, organizer: { displayName, email: address } = {} } = event ?? {};
  const data = event === null ? host.conferenceData : event.conferenceData;
  const ours = readBlock(data) !== undefined;
  const state = stateOf(world, host, event, ours, known);
  const removable = event !== null && ours && isOrganizerCopy(event) && host.canSetConference;
  return {
    calendarId,
    state,
    ...known,
    ...given({ eventId, title, start, end, organizer: displayName ?? address }),
    ...given({
      calendarTitle: state === 'who' ? world.calendars.title(calendarId) : undefined,
      joinUrl: ours ? joinUrl(data) : undefined,
      number: ours ? data?.conferenceId : undefined,
      other: event === null ? undefined : otherLink(event),
    }),
    guests: event === null ? 0 : guestsOf(event).length,
    you: name ?? email,
    removable,
    untold: removable && !isTold(data) && hasGuestsOutside(event, email),
  };
}

/** What the service can only say of an event whose save it has not heard of yet. */
const NOT_WITH_A_BLOCK: ReadonlySet<CardState> = new Set(['none', 'draft', 'two-links', 'removed']);
/** What is no longer so once the block is gone; a draft that was given up, unless its block still waits for Save. */
const NOT_WITHOUT_A_BLOCK: ReadonlySet<CardState> = new Set(['none', 'draft', 'ok', 'two-links']);

function stateOf(
  world: World,
  host: HostEvent,
  event: CalendarEvent | null,
  ours: boolean,
  known: Known,
): EventView['state'] {
  if (event === null) return ours ? 'draft' : host.canSetConference ? 'none' : 'readonly';
  if (event.recurrence !== undefined || event.recurringEventId !== undefined) return 'later';
  if (!isOrganizerCopy(event)) return ours ? 'guest' : 'readonly';
  const told = known.card?.state;
  if (ours) {
    const both = otherLink(event) !== undefined && world.cache.get(`both:${host.eventId ?? ''}`) === null;
    if (both) return 'two-links';
    return told === undefined || NOT_WITH_A_BLOCK.has(told) ? 'updating' : told;
  }
  if (told === 'draft' && readBlock(host.conferenceData) !== undefined) return 'draft';
  if (told !== undefined && !NOT_WITHOUT_A_BLOCK.has(told)) return told;
  if (!host.canSetConference) return 'readonly';
  return known.health?.organisation === 'off' ? 'off' : 'none';
}
