/** Which event a meeting belongs to. The week on screen may not hold it, so a wider stretch of time is read here. */
import { signal } from '@preact/signals';
import { meetingNumberOf, toCalendarEvent, type CalendarEvent } from '../calendar/calendar-event.ts';
import { events } from '../calendar/calendar-store.ts';
import { now } from '../clock.ts';
import { addDays, dayOf, instantOf, wallAtMs } from '../dates.ts';
import { listCalendars, listEvents } from '../google-client.ts';
import { session, zone } from '../session.ts';
import type { TagKind } from './standing-tag.tsx';
import { isDeleted, standingOf, type WebexMeeting } from './webex-meeting.ts';

const wider = signal<readonly CalendarEvent[]>([]);
const PAST_DAYS = 30;
const COMING_DAYS = 120;

/** Webex's list is everybody's, so it is held against everybody's calendars, each read in its person's name. */
export async function loadMeetingEvents(): Promise<void> {
  const reader = zone.peek();
  const today = dayOf(wallAtMs(now(), reader));
  const from = instantOf(`${addDays(today, -PAST_DAYS)}T00:00:00`, reader);
  const to = instantOf(`${addDays(today, COMING_DAYS)}T00:00:00`, reader);
  const lists = await Promise.all(
    (session.peek()?.accounts ?? []).map(async (as) => {
      const theirs = await listCalendars(as);
      const events = await Promise.all(
        theirs.map(async (calendar) =>
          (await listEvents(calendar.id, from, to, as)).map((event) =>
            toCalendarEvent(event, calendar, reader),
          ),
        ),
      );
      return events.flat();
    }),
  );
  wider.value = lists.flat();
}

/** The event that carries the meeting's number: the organiser's copy if the person has it. */
export function eventOf(meeting: WebexMeeting): CalendarEvent | undefined {
  const number = meeting.meetingNumber?.replaceAll(/\D/g, '');
  const carrying = [...events.value, ...wider.value].filter(
    (event) => number !== undefined && meetingNumberOf(event.conference) === number,
  );
  return carrying.find((event) => event.mine) ?? carrying[0];
}

export function tagOf(meeting: WebexMeeting): TagKind {
  if (isDeleted(meeting)) return 'deleted';
  const event = eventOf(meeting);
  // A draft that waits for Save, or one that was left: gone by itself after a day.
  if (!event) return 'alone';
  return standingOf(event, zone.value, [meeting]) === 'inStep' ? 'inStep' : 'onItsWay';
}
