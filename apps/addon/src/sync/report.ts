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
  const block = readBlock(event.conferenceData);
  const organizer = isOrganizerCopy(event);
  const cancelled = event.status === 'cancelled';
  const tombstone = tombstoneOf(event);
  const withContent = organizer && !cancelled && (block !== undefined || asked);
  return {
    id: event.id ?? '',
    ...given({ etag: event.etag }),
    status: cancelled ? 'cancelled' : event.status === 'tentative' ? 'tentative' : 'confirmed',
    copy: organizer ? 'organizer' : 'guest',
    ...given({ tombstone, iCalUID: event.iCalUID, recurringEventId: event.recurringEventId }),
    ...originalStart(event.originalStartTime),
    ...given({ organizer: event.organizer?.email, creator: event.creator?.email, block }),
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

function contentOf(event: CalendarEvent): Partial<EventReport> {
  const attendees = event.attendees ?? [];
  return {
    ...(event.start === undefined ? {} : { start: timeOf(event.start) }),
    ...(event.end === undefined ? {} : { end: timeOf(event.end) }),
    ...(event.recurrence === undefined || event.recurrence.length === 0
      ? {}
      : { recurrence: event.recurrence }),
    ...given({ summary: event.summary }),
    guests: attendees.filter((one) => one.email !== undefined).map(guestOf),
    ...(event.attendeesOmitted === true ? { guestsPartial: true } : {}),
  };
}

function timeOf(date: EventDate): EventTime {
  return {
    ...given({ dateTime: date.dateTime, date: date.date, timeZone: date.timeZone }),
  };
}

function originalStart(date: EventDate | undefined): { originalStartTime?: string } {
  const text = date?.dateTime ?? date?.date;
  return text === undefined ? {} : { originalStartTime: text };
}

function guestOf(attendee: Attendee): Guest {
  return {
    email: attendee.email ?? '',
    ...given({ displayName: attendee.displayName }),
    ...(attendee.resource === true ? { resource: true } : {}),
    ...(attendee.organizer === true ? { organizer: true } : {}),
    ...(attendee.optional === true ? { optional: true } : {}),
  };
}
