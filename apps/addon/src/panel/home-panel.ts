/** The homepage: what is ahead on the followed calendars, and what the service says of it. */
import type { EventCard } from '@webex-scheduler/contracts';
import * as messages from '@webex-scheduler/locales/messages';
import { isOrganizerCopy, readBlock } from '../calendar/block.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import { ensureTriggers, followed, isBeyondBudget, tiredUntil, triggerHealth } from '../calendar/followed.ts';
import { lastHealth, unchosenOld } from '../calendar/health.ts';
import { homeCard } from '../cards/home-card.ts';
import type { HomeEvent, HomeView } from '../cards/home-card.ts';
import { healthNotice, missingRights } from '../cards/notice-cards.ts';
import type { Notice } from '../cards/notice-cards.ts';
import { momentOf, startOf } from '../cards/words.ts';
import type { World } from '../ports.ts';
import { ServiceError } from '../service-client.ts';
import { catchUp } from '../sync/catch-up.ts';
import { check } from '../sync/hourly.ts';
import { startRun } from '../sync/run.ts';
import { WAITING_MS } from './event-panel.ts';
import { failed } from './failed.ts';
import { audience } from './reader.ts';
import { knownCard, rememberCard } from './remembered.ts';
import type { CardReply, Opened } from './reply.ts';
import { rightsCard } from './rights.ts';
import { given } from '../given.ts';

/** As far as the homepage looks, and as many events as the service is asked about. */
const DAYS_AHEAD = 14;
const EVENTS_MOST = 25;
/** Calendars looked at besides one's own: each costs a call while somebody waits. */
const CALENDARS_MOST = 4;

/** The homepage card. */
export function openHome(world: World): Opened {
  const refused = rightsCard(world);
  if (refused !== undefined) return refused;
  const run = startRun(world, WAITING_MS, false);
  ensureTriggers(world);
  catchUp(run, 0);
  const events = ahead(world);
  const answer = check(run, {
    cause: 'home',
    upcoming: events.map(({ calendarId, event }) => ({ calendarId, eventId: event.id ?? '' })),
  });
  if (answer instanceof ServiceError) return unanswered(world, events, answer);
  catchUp(run, 0);
  const { health, cards } = answer;
  for (const card of cards) rememberCard(world, card);
  if (health.webex === 'none') return { kind: 'signIn', url: health.linkUrl };
  const { say, reader } = audience(world);
  const notice = healthNotice(say, reader, health);
  return show(world, events, ({ event }) => cards.find(({ eventId }) => eventId === event.id), {
    ...given({ old: unchosenOld(world, health) }),
    notices: notice === undefined ? [] : [notice],
    confirm: health.confirm,
    health,
  });
}

interface Ahead {
  readonly calendarId: string;
  readonly event: CalendarEvent;
}

/** The service was not to be asked: what is known, with its time, where it is likely to answer again by itself. */
function unanswered(world: World, events: readonly Ahead[], error: ServiceError): Opened {
  const { health, at } = lastHealth(world.cache);
  if (!error.passes || health === undefined) return failed(world, error.code);
  const known = ({ calendarId, event }: Ahead) => knownCard(world, calendarId, event.id ?? '').card;
  const view = { notices: [], confirm: [], health, ...given({ asOf: at }) };
  return show(world, events, known, view);
}

function show(
  world: World,
  events: readonly Ahead[],
  cardOf: (one: Ahead) => EventCard | undefined,
  view: Omit<HomeView, 'you' | 'events'>,
): CardReply {
  const { say, reader } = audience(world);
  const { name, email } = world.person;
  const card = homeCard(say, reader, {
    ...view,
    you: { name: name ?? email, email },
    notices: [...view.notices, ...ownNotices(world)],
    events: events.map((one) => homeEvent(one, cardOf(one))),
  });
  return { kind: 'card', card };
}

/** What this side knows to say: rights that are missing, background time or triggers used up. */
function ownNotices(world: World): readonly Notice[] {
  const { say, reader } = audience(world);
  const notices = missingRights(say, world.person.missingScopes, world.person.grantUrl);
  if (triggerHealth(world).tired) {
    notices.push({
      icon: 'hourglass_top',
      filled: true,
      title: say(messages.homeTiredT, { time: momentOf(reader, tiredUntil(world)) }),
      body: say(messages.homeTiredB),
    });
  }
  if (isBeyondBudget(world)) {
    notices.push({ icon: 'info', title: say(messages.budgetT), body: say(messages.budgetB) });
  }
  return notices;
}

function homeEvent({ calendarId, event }: Ahead, card: HomeEvent['card']): HomeEvent {
  return {
    calendarId,
    eventId: event.id ?? '',
    ...given({ title: event.summary, start: event.start, end: event.end, url: event.htmlLink, card }),
  };
}

/** Events with our block that this person's calendars organise, in order of start. */
function ahead(world: World): readonly Ahead[] {
  const from = new Date(world.now()).toISOString();
  const to = new Date(world.now() + DAYS_AHEAD * 86_400_000).toISOString();
  const calendars = [world.person.email, ...followed(world.keep).slice(0, CALENDARS_MOST)];
  const found = [...new Set(calendars)].flatMap((calendarId) =>
    upcoming(world, calendarId, from, to)
      .filter((event) => isOrganizerCopy(event) && readBlock(event.conferenceData) !== undefined)
      .map((event) => ({ calendarId, event })),
  );
  found.sort((a, b) => (startOf(a.event.start) ?? 0) - (startOf(b.event.start) ?? 0));
  return found.slice(0, EVENTS_MOST);
}

/** A calendar that cannot be read (not granted, no longer shared) is left out of the card, not the card of it. */
function upcoming(world: World, calendarId: string, from: string, to: string): readonly CalendarEvent[] {
  try {
    return world.calendars.upcoming(calendarId, from, to);
  } catch {
    return [];
  }
}
