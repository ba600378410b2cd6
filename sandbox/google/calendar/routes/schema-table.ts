/**
 * The members of each resource, in a short notation: `name`, `name{members}`, `name[]`, `name[members]`.
 * The Discovery document is made from it, and `fields` is held against it, as Google refuses members it does not know.
 */
const PERSON = 'id email displayName self';
const TIME = 'date dateTime timeZone';
const REMINDER = 'method minutes';
const ENTRY_POINT =
  'entryPointType uri label regionCode accessCode meetingCode passcode password pin entryPointFeatures[]';
const CONFERENCE_REQUEST = 'requestId conferenceSolutionKey{type} status{statusCode}';
const EVENT = [
  'kind etag id status htmlLink created updated summary description location colorId eventLabelId',
  `creator{${PERSON}} organizer{${PERSON}} start{${TIME}} end{${TIME}} endTimeUnspecified recurrence[]`,
  `recurringEventId originalStartTime{${TIME}} transparency visibility iCalUID sequence`,
  `attendees[${PERSON} organizer resource optional responseStatus comment additionalGuests] attendeesOmitted`,
  'extendedProperties{private* shared*} hangoutLink',
  `conferenceData{createRequest{${CONFERENCE_REQUEST}} entryPoints[${ENTRY_POINT}]`,
  'conferenceSolution{key{type} name iconUri} conferenceId signature notes',
  'parameters{addOnParameters{parameters*}}}',
  'gadget{type title link iconLink width height display preferences*} anyoneCanAddSelf',
  'guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests privateCopy locked',
  `reminders{useDefault overrides[${REMINDER}]} source{url title}`,
  'workingLocationProperties{type homeOffice* customLocation{label}',
  'officeLocation{buildingId floorId floorSectionId deskId label}}',
  'outOfOfficeProperties{autoDeclineMode declineMessage}',
  'focusTimeProperties{autoDeclineMode declineMessage chatStatus}',
  'attachments[fileUrl title mimeType iconLink fileId] birthdayProperties{contact type customTypeName} eventType',
].join(' ');
const CALENDAR =
  'kind etag id summary description location timeZone dataOwner autoAcceptInvitations ' +
  'conferenceProperties{allowedConferenceSolutionTypes[]} labelProperties{eventLabels[id backgroundColor name]}';
const ENTRY = [
  'kind etag id summary description location timeZone summaryOverride colorId backgroundColor foregroundColor hidden',
  `selected accessRole defaultReminders[${REMINDER}] notificationSettings{notifications[type method]} primary deleted`,
  'conferenceProperties{allowedConferenceSolutionTypes[]} dataOwner autoAcceptInvitations',
].join(' ');
const RULE = 'kind etag id scope{type value} role';
const SETTING = 'kind etag id value';
const PAGED = 'nextPageToken nextSyncToken';

const NOTATIONS = {
  Acl: `kind etag ${PAGED} items[${RULE}]`,
  AclRule: RULE,
  Calendar: CALENDAR,
  CalendarList: `kind etag ${PAGED} items[${ENTRY}]`,
  CalendarListEntry: ENTRY,
  Channel: 'kind id resourceId resourceUri token expiration type address payload params*',
  Colors: 'kind updated calendar* event*',
  Event: EVENT,
  Events: [
    `kind etag summary description updated timeZone accessRole defaultReminders[${REMINDER}] ${PAGED}`,
    `items[${EVENT}]`,
  ].join(' '),
  FreeBusyRequest: 'timeMin timeMax timeZone groupExpansionMax calendarExpansionMax items[id]',
  FreeBusyResponse: 'kind timeMin timeMax groups* calendars*',
  Setting: SETTING,
  Settings: `kind etag ${PAGED} items[${SETTING}]`,
} as const;

export type SchemaName = keyof typeof NOTATIONS;

export interface Member {
  /** `map` = any names below it. */
  readonly kind: 'value' | 'object' | 'list' | 'map';
  readonly members: ReadonlyMap<string, Member>;
}

const NONE: ReadonlyMap<string, Member> = new Map();
const read = new Map<SchemaName, ReadonlyMap<string, Member>>();

/** The members of a resource. */
export function membersOf(name: SchemaName): ReadonlyMap<string, Member> {
  const known = read.get(name) ?? readMembers({ text: NOTATIONS[name], at: 0 });
  read.set(name, known);
  return known;
}

/** Every resource there is. */
export function schemaNames(): readonly SchemaName[] {
  return Object.keys(NOTATIONS) as SchemaName[];
}

function readMembers(reader: { readonly text: string; at: number }): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (;;) {
    const [skipped = '', name] = /^\s*([A-Za-z0-9]*)/.exec(reader.text.slice(reader.at)) ?? [];
    reader.at += skipped.length;
    if (!name) return members;
    const sign = reader.text[reader.at];
    if (sign === '*') members.set(name, { kind: 'map', members: NONE });
    else if (sign !== '{' && sign !== '[') members.set(name, { kind: 'value', members: NONE });
    if (sign === '*') reader.at += 1;
    if (sign !== '{' && sign !== '[') continue;
    reader.at += 1;
    members.set(name, { kind: sign === '{' ? 'object' : 'list', members: readMembers(reader) });
    reader.at += 1;
  }
}
