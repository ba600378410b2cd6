/** What the buttons of an event's card do. */
import type { CardAct, CardAnswer, CardState, EventCard } from '@webex-scheduler/contracts';
import type { Message, NoArguments } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { asTold, isTold, toResource } from '../calendar/block.ts';
import { createConference } from '../calendar/create-conference.ts';
import type { Creation } from '../calendar/create-conference.ts';
import type { CalendarEvent, ConferenceResource } from '../calendar/event.ts';
import { keepHealth, lastHealth } from '../calendar/health.ts';
import { eventCard, removeCard } from '../cards/event-card.ts';
import { healthNotice, noticeCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import { catchUp } from '../sync/catch-up.ts';
import { toReport } from '../sync/report.ts';
import { startRun } from '../sync/run.ts';
import { failed } from './failed.ts';
import { eventView, openEvent, readEvent, WAITING_MS } from './event-panel.ts';
import { audience } from './reader.ts';
import { rememberCard } from './remembered.ts';
import { rightsCard } from './rights.ts';
import type { HostEvent, Opened, Reply } from './reply.ts';
import { given } from '../given.ts';

const SIX_HOURS = 21_600;
/** Codes of a create that ended in an error which are states of the card as well. */
const NOT_MADE = [
  'later',
  'toolong',
  'limit',
  'licence',
  'pending',
  'past',
  'who',
  'guest',
  'detached',
] as const;

/** Add: the block goes on the open event and waits for the person's Save. */
export function addWebex(world: World, host: HostEvent): Reply {
  const refused = rightsCard(world);
  if (refused !== undefined) return refused;
  catchUp(startRun(world, WAITING_MS, false), 0);
  if (host.eventId === undefined) return failed(world, 'event-without-id');
  const created = createConference(world, { calendarId: host.calendarId, eventId: host.eventId }, 'card');
  return 'block' in created
    ? { kind: 'conference', block: created.block }
    : notCreated(world, host, created.error);
}

/** Remove: asks first. */
export function askRemove(world: World, host: HostEvent): Reply {
  const { say } = audience(world);
  const view = eventView(world, host, readEvent(world, host), {});
  return { kind: 'push', card: removeCard(say, view) };
}

/** Remove, confirmed: the conference leaves the saved event, and the service starts its grace. */
export function removeWebex(world: World, host: HostEvent): Reply {
  const event = readEvent(world, host);
  if (event === null) return openEvent(world, host);
  const code = write(world, host, event, put(world, host, null));
  if (code !== 200) return failed(world, `calendar-refused-${String(code)}`);
  const after = readEvent(world, host);
  const answer = act(world, host, 'remove', after);
  const told = answer instanceof ServiceError ? undefined : answer.card;
  const card = told ?? cardNow(world, host, 'removed');
  rememberCard(world, card);
  return shown(world, host, after, { ...card, state: 'removed' });
}

/** Undo within the grace: the same meeting comes back. Where the script may not write, the person's Save does. */
export function undoRemove(world: World, host: HostEvent): Reply {
  return putBack(world, host, 'undo');
}

/** Take over an unattended meeting, or host on a shared calendar. */
export function hostMyself(world: World, host: HostEvent): Reply {
  return putBack(world, host, 'hostMyself');
}

/** Try now what waits for Webex. */
export function tryNow(world: World, host: HostEvent): Reply {
  const answer = act(world, host, 'tryNow', readEvent(world, host));
  return answer instanceof ServiceError ? failed(world, answer.code) : openEvent(world, host);
}

/** Keep both links: not said again for a while. */
export function keepBoth(world: World, host: HostEvent): Reply {
  world.cache.set(`both:${host.eventId ?? ''}`, '1', SIX_HOURS);
  return noting(world, openEvent(world, host), messages.noticeKept);
}

/**
 * Tells the guests outside of a changed link, once: Google mails them about a write of ours, which leaves its mark on
 * the event. Guests with a Google Calendar see the new link there; nobody else is mailed.
 */
export function tellOutside(world: World, host: HostEvent): Reply {
  const { calendarId, eventId = '' } = host;
  const code = write(world, host, readEvent(world, host), ({ conferenceData, etag }) =>
    conferenceData === undefined || isTold(conferenceData)
      ? undefined
      : world.calendars.tellOutside(calendarId, eventId, asTold(conferenceData), etag),
  );
  if (code === undefined) return openEvent(world, host);
  return code === 200
    ? noting(world, openEvent(world, host), messages.noticeTold)
    : failed(world, `calendar-refused-${code}`);
}

/** The card, and a line that Google shows beside it for a moment. */
function noting(world: World, reply: Opened, notice: Message<NoArguments>): Reply {
  return reply.kind === 'card' ? { ...reply, notice: audience(world).say(notice) } : reply;
}

function putBack(world: World, host: HostEvent, what: 'undo' | 'hostMyself'): Reply {
  const event = readEvent(world, host);
  const answer = act(world, host, what, event);
  if (answer instanceof ServiceError) return failed(world, answer.code);
  const { block } = answer;
  if (block === undefined) return openEvent(world, host);
  const code = write(world, host, event, put(world, host, toResource(block)));
  return code === 200 ? openEvent(world, host) : { kind: 'conference', block };
}

/** How an event is written: the HTTP status, undefined where there is nothing to write (any more). */
type Put = (event: CalendarEvent) => number | undefined;

function put(world: World, { calendarId, eventId = '' }: HostEvent, data: ConferenceResource | null): Put {
  return ({ etag }) => world.calendars.patchConference(calendarId, eventId, data, etag);
}

/** One write of the event as it was read; somebody else's edit in between costs a second read, not the edit. */
function write(world: World, host: HostEvent, event: CalendarEvent | null, once: Put): number | undefined {
  if (event === null) return undefined;
  const code = once(event);
  const again = code === 412 ? readEvent(world, host) : null;
  return again === null ? code : once(again);
}

function act(
  world: World,
  host: HostEvent,
  what: CardAct,
  event: CalendarEvent | null,
): CardAnswer | ServiceError {
  try {
    const answer = world.service.card({
      contract: CONTRACT,
      act: what,
      calendarId: host.calendarId,
      ...given({ eventId: host.eventId }),
      ...(event === null ? {} : { event: toReport(event, true) }),
    });
    keepHealth(world, answer.health);
    return answer;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** The create ended in an error: connect first, or the card says why. */
function notCreated(
  world: World,
  host: HostEvent,
  error: Extract<Creation, { error: unknown }>['error'],
): Reply {
  if (error.type === 'AUTHENTICATION' && error.authenticationUrl !== undefined) {
    return { kind: 'signIn', url: error.authenticationUrl };
  }
  const { say, reader } = audience(world);
  const { health } = lastHealth(world.cache);
  const notice =
    health === undefined || health.organisation === 'on' ? undefined : healthNotice(say, reader, health);
  if (notice !== undefined) return { kind: 'card', card: noticeCard(say, notice) };
  const state = NOT_MADE.find((one) => one === error.code);
  if (state === undefined) return failed(world, error.code);
  const { code, until: next } = error;
  const card = { ...cardNow(world, host, state), code, ...given({ next }) };
  return shown(world, host, readEvent(world, host), card);
}

/** What the service would say of the event now, as far as it is known here. */
function cardNow(world: World, { calendarId, eventId = '' }: HostEvent, state: CardState): EventCard {
  return { calendarId, eventId, state, since: new Date(world.now()).toISOString(), hostIsYou: true };
}

function shown(world: World, host: HostEvent, event: CalendarEvent | null, card: EventCard): Reply {
  const { say, reader } = audience(world);
  const view = { ...eventView(world, host, event, { card }), state: card.state };
  return { kind: 'card', card: eventCard(say, reader, view) };
}
