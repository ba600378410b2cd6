/** An event as Calendar v3 gives it: the fields that are read here, everything optional as Google omits defaults. */

export interface EventDate {
  readonly date?: string;
  readonly dateTime?: string;
  readonly timeZone?: string;
}

export interface Attendee {
  readonly email?: string;
  readonly displayName?: string;
  readonly organizer?: boolean;
  readonly resource?: boolean;
  readonly optional?: boolean;
  readonly self?: boolean;
}

export interface EntryPointResource {
  readonly entryPointType?: string;
  readonly uri?: string;
  readonly label?: string;
  readonly meetingCode?: string;
  readonly passcode?: string;
  readonly regionCode?: string;
}

/** Conference data as REST has it (parameters nested twice) or as the add-on's event object has it (once). */
export interface ConferenceResource {
  readonly conferenceId?: string;
  readonly conferenceSolution?: { readonly key?: { readonly type?: string }; readonly name?: string };
  readonly entryPoints?: readonly EntryPointResource[];
  readonly parameters?: { readonly addOnParameters?: Readonly<Record<string, unknown>> };
}

export interface CalendarEvent {
  readonly id?: string;
  readonly etag?: string;
  readonly status?: string;
  readonly eventType?: string;
  readonly htmlLink?: string;
  readonly iCalUID?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string;
  readonly hangoutLink?: string;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly originalStartTime?: EventDate;
  readonly start?: EventDate;
  readonly end?: EventDate;
  readonly organizer?: { readonly email?: string; readonly displayName?: string; readonly self?: boolean };
  readonly creator?: { readonly email?: string; readonly self?: boolean };
  readonly attendees?: readonly Attendee[];
  readonly attendeesOmitted?: boolean;
  readonly conferenceData?: ConferenceResource;
}

export interface EventPage {
  readonly items: readonly CalendarEvent[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
  readonly accessRole?: string;
  /** The calendar's own title. */
  readonly summary?: string;
}
