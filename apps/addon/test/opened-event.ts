/** An event that is looked at: the host's side of it, and what its card says. */
import type { EventCard } from '@webex-scheduler/contracts';
import { cardText } from './card-text.ts';
import { listened } from './executions.ts';
import type { WorldDouble } from './world-double.ts';
import { ANN, conferenceFor } from './world-double.ts';
import type { World } from '../src/ports.ts';
import type { HostEvent, Reply } from '../src/panel/reply.ts';

/** Of the event. */
export const START = { dateTime: '2026-06-10T14:00:00+02:00', timeZone: 'Europe/Stockholm' };
export const END = { dateTime: '2026-06-10T15:00:00+02:00', timeZone: 'Europe/Stockholm' };
/** What the host tells of it. */
export const OPEN: HostEvent = { calendarId: ANN, eventId: 'e', canSetConference: true };

/** A world whose calendar holds a meeting that is in step. */
export function withMeeting(): WorldDouble {
  const here = listened();
  here.calendars.put(ANN, {
    id: 'e',
    summary: 'Review',
    start: START,
    end: END,
    conferenceData: conferenceFor('e'),
  });
  here.service.cards = [card('ok')];
  return here;
}

/** What the service says of it. */
export function card(state: EventCard['state']): EventCard {
  return {
    calendarId: ANN,
    eventId: 'e',
    state,
    since: '2026-06-08T07:00:00Z',
    checkedAt: '2026-06-08T08:00:00Z',
    hostIsYou: true,
  };
}

/** What one execution hands back. */
export function reply(here: WorldDouble, act: (world: World) => Reply): Reply {
  let given: Reply | undefined;
  here.execute((world) => {
    given = act(world);
  });
  if (given === undefined) throw new Error('The execution gave nothing.');
  return given;
}

/** What a person reads of it. */
export function textOf(given: Reply): string {
  if (given.kind !== 'card' && given.kind !== 'push') throw new Error(`Not a card but ${given.kind}.`);
  return cardText(given.card);
}
