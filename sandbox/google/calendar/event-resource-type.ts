/** The event as Calendar v3 sends it. Defaults, empty values and nulls are left out (facts of recorded payloads). */
export type EventStatus = 'confirmed' | 'tentative' | 'cancelled';

export interface EventTimeResource {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export interface PersonResource {
  email: string;
  displayName?: string;
  self?: true;
}

export type ResponseStatus = 'needsAction' | 'declined' | 'tentative' | 'accepted';

export interface AttendeeResource {
  email: string;
  displayName?: string;
  organizer?: true;
  self?: true;
  resource?: true;
  optional?: true;
  responseStatus: ResponseStatus;
  comment?: string;
  additionalGuests?: number;
}

export interface EntryPointResource {
  entryPointType: string;
  uri?: string;
  label?: string;
  regionCode?: string;
  accessCode?: string;
  meetingCode?: string;
  passcode?: string;
  password?: string;
  pin?: string;
  entryPointFeatures?: string[];
}

export interface ConferenceDataResource {
  createRequest?: {
    requestId: string;
    conferenceSolutionKey: { type: string };
    status?: { statusCode: string };
  };
  entryPoints?: EntryPointResource[];
  conferenceSolution?: { key: { type: string }; name?: string; iconUri?: string };
  conferenceId?: string;
  notes?: string;
  signature?: string;
  parameters?: { addOnParameters?: { parameters?: Record<string, string> } };
}

export interface ExtendedPropertiesResource {
  private?: Record<string, string>;
  shared?: Record<string, string>;
}

export interface ReminderOverride {
  method: string;
  minutes: number;
}

export interface EventResource {
  kind: 'calendar#event';
  etag?: string;
  id: string;
  status: EventStatus;
  htmlLink?: string;
  created?: string;
  updated?: string;
  summary?: string;
  description?: string;
  location?: string;
  colorId?: string;
  creator?: PersonResource;
  organizer?: PersonResource;
  start?: EventTimeResource;
  end?: EventTimeResource;
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: EventTimeResource;
  transparency?: string;
  visibility?: string;
  iCalUID?: string;
  sequence?: number;
  attendees?: AttendeeResource[];
  attendeesOmitted?: true;
  extendedProperties?: ExtendedPropertiesResource;
  hangoutLink?: string;
  conferenceData?: ConferenceDataResource;
  anyoneCanAddSelf?: true;
  guestsCanInviteOthers?: false;
  guestsCanModify?: true;
  guestsCanSeeOtherGuests?: false;
  privateCopy?: true;
  reminders?: { useDefault: boolean; overrides?: ReminderOverride[] };
  source?: { url?: string; title?: string };
  attachments?: unknown[];
  focusTimeProperties?: unknown;
  outOfOfficeProperties?: unknown;
  workingLocationProperties?: unknown;
  birthdayProperties?: unknown;
  eventType?: string;
}

export interface EventsResource {
  kind: 'calendar#events';
  etag: string;
  summary: string;
  description?: string;
  updated: string;
  timeZone: string;
  accessRole: string;
  defaultReminders: ReminderOverride[];
  nextPageToken?: string;
  nextSyncToken?: string;
  items: EventResource[];
}
