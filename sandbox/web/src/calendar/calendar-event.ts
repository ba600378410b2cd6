/** An event as the page shows it: wall times in the reader's zone, and what the buttons may do. */
import { wallAt, type Wall } from '../dates.ts';
import type { RestCalendar, RestConference, RestEvent, RestGuest, RestTime } from '../google-client.ts';

export interface CalendarEvent {
  /** Unique on the page: one event may stand in several calendars. */
  readonly key: string;
  readonly calendarId: string;
  readonly id: string;
  readonly etag: string;
  readonly title: string;
  readonly description: string;
  readonly start: Wall;
  readonly end: Wall;
  readonly allDay: boolean;
  readonly zone: string;
  readonly guests: readonly RestGuest[];
  readonly conference: RestConference | undefined;
  readonly organizer: string;
  /** True on the organiser's copy: only there are time and title everybody's. */
  readonly mine: boolean;
  readonly editable: boolean;
  /** Of an instance: its series, and where the rule has it. */
  readonly series: { readonly id: string; readonly at: RestTime } | undefined;
}

/** @param zone - the reader's */
export function toCalendarEvent(event: RestEvent, calendar: RestCalendar, zone: string): CalendarEvent {
  const allDay = event.start.date !== undefined;
  return {
    key: keyOf(calendar.id, event.id),
    calendarId: calendar.id,
    id: event.id,
    etag: event.etag,
    title: event.summary ?? '',
    description: event.description ?? '',
    ...timesOf(event, zone),
    allDay,
    zone: event.start.timeZone ?? zone,
    guests: event.attendees ?? [],
    conference: event.conferenceData,
    organizer: event.organizer?.displayName ?? event.organizer?.email ?? '',
    mine: event.organizer?.self ?? false,
    editable: calendar.accessRole === 'owner' || calendar.accessRole === 'writer',
    series:
      event.recurringEventId === undefined
        ? undefined
        : { id: event.recurringEventId, at: event.originalStartTime ?? event.start },
  };
}

export function keyOf(calendarId: string, eventId: string): string {
  return `${calendarId}/${eventId}`;
}

/** The guests that somebody invited: neither the organiser nor a room. */
export function invitedGuests(event: Pick<CalendarEvent, 'guests'>): readonly RestGuest[] {
  return event.guests.filter((guest) => guest.organizer !== true && guest.resource !== true);
}

/** The link a person joins by, if the event has a conference with one. */
export function joinLink(conference: RestConference | undefined): string | undefined {
  return conference?.entryPoints?.find((entry) => entry.entryPointType === 'video')?.uri;
}

/** Webex's meeting number if the event carries a conference of the add-on. */
export function meetingNumberOf(conference: RestConference | undefined): string | undefined {
  if (conference?.conferenceSolution?.key?.type !== 'addOn') return undefined;
  return conference.conferenceId?.replaceAll(/\D/g, '');
}

/** @param zone - the reader's, in which the wall times are */
export function timesOf(
  event: Pick<RestEvent, 'start' | 'end'>,
  zone: string,
): { readonly start: Wall; readonly end: Wall } {
  return { start: wallOfTime(event.start, zone), end: wallOfTime(event.end, zone) };
}

function wallOfTime(time: RestEvent['start'], zone: string): Wall {
  if (time.date !== undefined) return `${time.date}T00:00:00`;
  return wallAt(time.dateTime ?? '1970-01-01T00:00:00Z', zone);
}
