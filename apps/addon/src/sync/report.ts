/** How an event is told to the service: what is said of which event, and what stays in Google. */
import type { EventReport, EventTime, Guest, Tombstone } from '@webex-scheduler/contracts';
import { isOrganizerCopy, readBlock } from '../calendar/block.ts';
import type { Attendee, CalendarEvent, EventDate } from '../calendar/event.ts';
import { otherLink } from '../calendar/other-link.ts';
import { given } from '../given.ts';

/** Where an event was read; `own`: the person's own calendar, the only one on which `creator.self` can be true. */
export interface ReadFrom {
  readonly calendarId: string;
  readonly own: boolean;
}

/**
 * True for an event that the service hears of unasked. A guest's copy is dropped and costs no call: fifty guests
 * with this add-on mean one call, the organiser's. An event that was created here and is now organised elsewhere has
 * moved, and that is told.
 */
export function isReported(event: CalendarEvent, from: ReadFrom): boolean {
  if (event.id === undefined || (event.eventType ?? 'default') !== 'default') return false;
  if (event.organizer === undefined) return event.status === 'cancelled';
  if (isOrganizerCopy(event)) return true;
  return from.own ? event.creator?.self === true : event.status === 'cancelled';
}

/** One event as it is told; `asked` = the service named it (or must decide on it again), so content may go along. */
export function toReport(event: CalendarEvent, asked: boolean): EventReport {
  const { id = '', etag, iCalUID, recurringEventId, organizer: by = {}, creator = {} } = event;
  const { date, dateTime: originalStartTime = date } = event.originalStartTime ?? {};
  const block = readBlock(event.conferenceData);
  const organizer = isOrganizerCopy(event);
  const cancelled = event.status === 'cancelled';
  const tombstone = tombstoneOf(event);
  const withContent = organizer && !cancelled && (block !== undefined || asked);
  return {
    id,
    ...given({ etag }),
    status: cancelled ? 'cancelled' : event.status === 'tentative' ? 'tentative' : 'confirmed',
    copy: organizer ? 'organizer' : 'guest',
    ...given({ tombstone, iCalUID, recurringEventId, originalStartTime, block }),
    ...given({ organizer: by.email, creator: creator.email }),
    otherLink: otherLink(event) !== undefined,
    ...(withContent ? contentOf(event) : {}),
  };
}

/** What is told of an id that a direct read does not find. */
export function notFoundReport(id: string): EventReport {
  return { id, status: 'cancelled', copy: 'guest', tombstone: 'notFound', otherLink: false };
}

function tombstoneOf(event: CalendarEvent): Tombstone | undefined {
  const cancelled = event.status === 'cancelled';
  if (event.organizer === undefined) return cancelled ? 'idOnly' : undefined;
  if (!isOrganizerCopy(event)) return 'moved';
  return cancelled ? 'deleted' : undefined;
}

function contentOf({ start, end, recurrence = [], summary, ...event }: CalendarEvent): Partial<EventReport> {
  const { attendees = [], attendeesOmitted } = event;
  return {
    ...given({
      start: start && timeOf(start),
      end: end && timeOf(end),
      recurrence: recurrence.length === 0 ? undefined : recurrence,
      summary,
    }),
    guests: attendees.flatMap(guestOf),
    ...(attendeesOmitted === true ? { guestsPartial: true } : {}),
  };
}

function timeOf({ dateTime, date, timeZone }: EventDate): EventTime {
  return given({ dateTime, date, timeZone });
}

function guestOf({ email, displayName, ...is }: Attendee): Guest[] {
  if (email === undefined) return [];
  const guest = { email, ...given({ displayName }) };
  return [
    {
      ...guest,
      ...(is.resource === true ? { resource: true } : {}),
      ...(is.organizer === true ? { organizer: true } : {}),
      ...(is.optional === true ? { optional: true } : {}),
    },
  ];
}
