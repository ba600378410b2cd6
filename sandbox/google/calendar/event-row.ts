/** An event as one calendar keeps it: the organiser's original, a guest's copy, or the stub a move leaves behind. */
import type {
  ConferenceDataResource,
  EventStatus,
  ReminderOverride,
  ResponseStatus,
} from './event-resource-type.ts';

/** A whole day, or an instant together with the zone that the event was planned in. */
export type EventTime = { readonly date: string } | { readonly at: number; readonly timeZone: string };

export interface Participant {
  readonly email: string;
  readonly displayName?: string | undefined;
}

export interface Attendee extends Participant {
  readonly responseStatus: ResponseStatus;
  readonly optional?: true | undefined;
  readonly resource?: true | undefined;
  readonly comment?: string | undefined;
  readonly additionalGuests?: number | undefined;
}

export interface Reminders {
  readonly useDefault: boolean;
  readonly overrides?: readonly ReminderOverride[] | undefined;
}

/** What a client can write. Absent means the default. */
export interface EventContent {
  readonly status: EventStatus;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  readonly colorId?: string | undefined;
  readonly start: EventTime;
  readonly end: EventTime;
  readonly recurrence?: readonly string[] | undefined;
  readonly transparency?: string | undefined;
  readonly visibility?: string | undefined;
  readonly attendees?: readonly Attendee[] | undefined;
  readonly private?: Readonly<Record<string, string>> | undefined;
  readonly shared?: Readonly<Record<string, string>> | undefined;
  readonly conferenceData?: ConferenceDataResource | undefined;
  readonly hangoutLink?: string | undefined;
  readonly anyoneCanAddSelf?: true | undefined;
  readonly guestsCanInviteOthers?: false | undefined;
  readonly guestsCanModify?: true | undefined;
  readonly guestsCanSeeOtherGuests?: false | undefined;
  readonly reminders: Reminders;
  readonly source?: { url?: string; title?: string } | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  /** What only events of its type have, e.g. `focusTimeProperties`. */
  readonly typeProperties?: Readonly<Record<string, unknown>> | undefined;
}

export interface EventRow {
  readonly calendarId: string;
  readonly id: string;
  readonly iCalUID: string;
  readonly eventType: string;
  readonly sequence: number;
  /** Milliseconds; Google drops the fraction of a second. */
  readonly created: number;
  /** Microseconds of the last effective write: the etag is twice this. */
  readonly updated: number;
  /** Microseconds of the last change that an incremental listing tells; never below `updated`'s last move. */
  readonly changed: number;
  readonly creator: Participant;
  /** Its e-mail is a calendar id: the original lies on that calendar. */
  readonly organizer: Participant;
  readonly recurringEventId?: string | undefined;
  readonly originalStart?: EventTime | undefined;
  readonly privateCopy?: true | undefined;
  /** A guest deleted his copy; what the organiser changes later does not bring it back. */
  readonly removedByGuest?: true | undefined;
  /** The event went to the organiser's calendar and this is what stayed. */
  readonly movedAway?: true | undefined;
  readonly content: EventContent;
}

/** True for the original, false for a guest's copy and for the stub of a moved event. */
export function isOriginal(row: EventRow): boolean {
  return row.organizer.email === row.calendarId;
}

export function isCancelled(row: EventRow): boolean {
  return row.content.status === 'cancelled';
}

/** Fields that every copy shares; the rest belongs to the calendar the copy lies on. */
export const SHARED_FIELDS = [
  'summary',
  'description',
  'location',
  'start',
  'end',
  'recurrence',
  'attendees',
  'shared',
  'conferenceData',
  'hangoutLink',
  'anyoneCanAddSelf',
  'guestsCanInviteOthers',
  'guestsCanModify',
  'guestsCanSeeOtherGuests',
  'source',
  'attachments',
  'status',
] as const satisfies readonly (keyof EventContent)[];

export type SharedField = (typeof SHARED_FIELDS)[number];
