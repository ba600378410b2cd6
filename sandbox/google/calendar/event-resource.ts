/** A row as Google sends it: key order, omitted defaults and zones of recorded payloads. */
import { isoMilliseconds, writeInstant, writeTime } from './event-time.ts';
import type { Role } from './calendar-book.ts';
import type { AttendeeResource, EventResource, PersonResource } from './event-resource-type.ts';
import type { Attendee, EventContent, EventRow, EventTime, Participant } from './event-row.ts';
import { instanceKey } from './event-time.ts';
import { tidy } from './tidy.ts';

export interface View {
  /** The calendar the row is read from: `self` is relative to it. */
  readonly calendarId: string;
  /** Offsets are rendered in this zone: the one asked for, else the calendar's. */
  readonly zone: string;
  readonly role: Role;
  readonly maxAttendees?: number | undefined;
  /** Of a recurring master: its first occurrence, which its link names. */
  readonly firstStart?: EventTime | undefined;
  /** Of an exception in an expanded list: what the master's `updated` adds to the etag. */
  readonly masterUpdated?: number | undefined;
}

/** The whole resource, or only the times for those who may see no more. */
export function eventResource(row: EventRow, view: View): EventResource {
  const { content } = row;
  if (view.role === 'freeBusyReader' || (view.role === 'reader' && isPrivate(content)))
    return busyOnly(row, view);
  return tidy({
    ...head(row, view),
    summary: content.summary,
    description: content.description,
    location: content.location,
    colorId: content.colorId,
    creator: person(row.creator, view),
    organizer: person(row.organizer, view),
    start: writeTime(content.start, view.zone),
    end: writeTime(content.end, view.zone),
    recurrence: content.recurrence ? [...content.recurrence] : undefined,
    recurringEventId: row.recurringEventId,
    originalStartTime: row.originalStart && writeTime(row.originalStart, view.zone),
    transparency: content.transparency,
    visibility: content.visibility,
    iCalUID: row.iCalUID,
    sequence: row.sequence,
    ...attendees(row, view),
    extendedProperties: properties(content),
    hangoutLink: content.hangoutLink,
    conferenceData: content.conferenceData,
    anyoneCanAddSelf: content.anyoneCanAddSelf,
    guestsCanInviteOthers: content.guestsCanInviteOthers,
    guestsCanModify: content.guestsCanModify,
    guestsCanSeeOtherGuests: content.guestsCanSeeOtherGuests,
    privateCopy: row.privateCopy,
    reminders: {
      useDefault: content.reminders.useDefault,
      ...(content.reminders.overrides ? { overrides: [...content.reminders.overrides] } : {}),
    },
    source: content.source,
    attachments: content.attachments ? [...content.attachments] : undefined,
    ...content.typeProperties,
    eventType: row.eventType,
  } as EventResource);
}

/** The body's etag: twice the microseconds of the last effective write, quotes included. */
export function etagOf(row: EventRow, masterUpdated?: number): string {
  return `"${String(row.updated + (masterUpdated ?? row.updated))}"`;
}

/** A deleted event in a listing: whatever a client knew of it, this is all it is told. */
export function tombstone(row: EventRow, kind: 'skeletal' | 'idOnly'): EventResource {
  const base = { kind: 'calendar#event', etag: etagOf(row), id: row.id, status: 'cancelled' } as const;
  return kind === 'skeletal' ? base : { kind: base.kind, id: base.id, status: base.status };
}

/** A cancelled instance in a listing: these six and nothing else (recorded). */
export function cancelledInstance(row: EventRow, view: View): EventResource {
  return {
    ...tombstone(row, 'skeletal'),
    ...(row.recurringEventId === undefined ? {} : { recurringEventId: row.recurringEventId }),
    ...(row.originalStart ? { originalStartTime: writeTime(row.originalStart, view.zone) } : {}),
  };
}

/** `https://www.google.com/calendar/event?eid=…`: id and calendar, the calendar's domain shortened. */
export function linkOf(eventId: string, calendarId: string): string {
  const short = calendarId.replace(/@group\.calendar\.google\.com$/, '@g').replace(/@gmail\.com$/, '@m');
  return `https://www.google.com/calendar/event?eid=${Buffer.from(`${eventId} ${short}`).toString('base64url')}`;
}

function head(row: EventRow, view: View): Partial<EventResource> {
  const linked = view.firstStart ? `${row.id}_${instanceKey(view.firstStart)}` : row.id;
  return {
    kind: 'calendar#event',
    etag: etagOf(row, view.masterUpdated),
    id: row.id,
    status: row.content.status,
    htmlLink: linkOf(linked, view.calendarId),
    created: writeInstant(row.created, 'UTC').replace('Z', '.000Z'),
    updated: isoMilliseconds(Math.floor(row.updated / 1000)),
  };
}

function isPrivate(content: EventContent): boolean {
  return content.visibility === 'private' || content.visibility === 'confidential';
}

function busyOnly(row: EventRow, view: View): EventResource {
  const { content } = row;
  return tidy({
    ...head(row, view),
    start: writeTime(content.start, view.zone),
    end: writeTime(content.end, view.zone),
    recurringEventId: row.recurringEventId,
    originalStartTime: row.originalStart && writeTime(row.originalStart, view.zone),
    transparency: content.transparency,
    visibility: 'private',
    iCalUID: row.iCalUID,
    sequence: row.sequence,
    eventType: row.eventType,
  } as EventResource);
}

function person(who: Participant, view: View): PersonResource {
  return tidy({
    email: who.email,
    displayName: who.displayName,
    self: who.email === view.calendarId ? true : undefined,
  } as PersonResource);
}

function attendees(row: EventRow, view: View): Pick<EventResource, 'attendees' | 'attendeesOmitted'> {
  const all = row.content.attendees;
  if (!all) return {};
  const resources = all.map((attendee) => attendeeResource(attendee, row, view));
  if (view.maxAttendees === undefined || all.length <= view.maxAttendees) return { attendees: resources };
  const own = resources.filter((attendee) => attendee.self === true);
  return { ...(own.length > 0 ? { attendees: own } : {}), attendeesOmitted: true };
}

function attendeeResource(attendee: Attendee, row: EventRow, view: View): AttendeeResource {
  return tidy({
    email: attendee.email,
    displayName: attendee.displayName,
    organizer: attendee.email === row.organizer.email ? true : undefined,
    self: attendee.email === view.calendarId ? true : undefined,
    resource: attendee.resource,
    optional: attendee.optional,
    responseStatus: attendee.responseStatus,
    comment: attendee.comment,
    additionalGuests: attendee.additionalGuests,
  } as AttendeeResource);
}

function properties(content: EventContent): EventResource['extendedProperties'] {
  if (!content.private && !content.shared) return undefined;
  return {
    ...(content.private ? { private: content.private } : {}),
    ...(content.shared ? { shared: content.shared } : {}),
  };
}
