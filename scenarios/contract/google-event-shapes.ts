/**
 * The event resource and its lists. Defaults, nulls and empty values are absent, and keys come in Google's order.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events
 */
import { address, count, day, decimalTag, listTag, millisecond, present } from './google-values.ts';
import { reminder, time, url, wholeSecond, zone } from './google-values.ts';
import {
  always,
  anyPartOf,
  atMost,
  filled,
  flag,
  listOf,
  mapOf,
  matching,
  object,
  oneOf,
  ordered,
  orCleared,
  someOf,
  text,
  whereThereIs,
  type JsonSchema,
} from './json-schema.ts';

const person = object({ email: address }, { displayName: filled, self: present });
const response = oneOf('needsAction', 'declined', 'tentative', 'accepted');
const attendee = object(
  { email: address, responseStatus: response },
  {
    displayName: filled,
    organizer: present,
    self: present,
    resource: present,
    optional: present,
    comment: filled,
    additionalGuests: { type: 'integer', minimum: 1 },
  },
);

const solutionType = oneOf('addOn', 'hangoutsMeet', 'eventHangout', 'eventNamedHangout');
const credential = atMost(128);
const entryPoint = object(
  { entryPointType: oneOf('video', 'phone', 'sip', 'more'), uri: matching(/^(https?|tel|sips?):\S+$/) },
  {
    label: atMost(512),
    regionCode: matching(/^[A-Z]{2}$/),
    accessCode: credential,
    meetingCode: credential,
    passcode: credential,
    password: credential,
    pin: credential,
    entryPointFeatures: someOf(filled),
  },
);
const request = {
  requestId: filled,
  conferenceSolutionKey: object({ type: solutionType }),
};
const addOnParameters = object({ addOnParameters: object({ parameters: mapOf(text) }) });
const conferenceData = object(
  { conferenceSolution: object({ key: object({ type: solutionType }) }, { name: filled, iconUri: url }) },
  {
    createRequest: object({ ...request, status: object({ statusCode: oneOf('success', 'pending') }) }),
    entryPoints: someOf(entryPoint),
    conferenceId: atMost(512),
    notes: atMost(2048),
    parameters: addOnParameters,
  },
);

/** At most 1024 characters, and keys of at most 44: longer ones are dropped or cut. */
const property = mapOf({ type: 'string', maxLength: 1024 });
const properties: JsonSchema = { ...property, propertyNames: { maxLength: 44 } };
const recurrence = matching(/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/);
const declineMode = oneOf(
  'declineNone',
  'declineAllConflictingInvitations',
  'declineOnlyNewConflictingInvitations',
);
const ofType = {
  focusTimeProperties: object(
    {},
    {
      autoDeclineMode: declineMode,
      declineMessage: filled,
      chatStatus: oneOf('available', 'doNotDisturb'),
    },
  ),
  outOfOfficeProperties: object({}, { autoDeclineMode: declineMode, declineMessage: filled }),
  workingLocationProperties: object(
    { type: oneOf('homeOffice', 'officeLocation', 'customLocation') },
    {
      homeOffice: { type: 'object' },
      customLocation: object({}, { label: filled }),
      officeLocation: object(
        {},
        { buildingId: filled, floorId: filled, floorSectionId: filled, deskId: filled, label: filled },
      ),
    },
  ),
  birthdayProperties: object(
    { type: oneOf('anniversary', 'birthday', 'custom', 'other', 'self') },
    { contact: filled, customTypeName: filled },
  ),
};
const eventType = oneOf('birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation');
const head = {
  kind: always('calendar#event'),
  etag: decimalTag,
  id: filled,
  status: oneOf('confirmed', 'tentative', 'cancelled'),
  htmlLink: matching(/^https:\/\/www\.google\.com\/calendar\/event\?eid=[\w-]+$/),
  created: wholeSecond,
  updated: millisecond,
};
const visibility = oneOf('public', 'private', 'confidential');
const everything = {
  ...head,
  summary: filled,
  description: filled,
  location: filled,
  colorId: matching(/^([1-9]|1[01])$/),
  creator: person,
  organizer: person,
  start: time,
  end: time,
  recurrence: someOf(recurrence),
  recurringEventId: filled,
  originalStartTime: time,
  transparency: always('transparent'),
  visibility,
  iCalUID: filled,
  sequence: count,
  attendees: someOf(attendee),
  attendeesOmitted: present,
  extendedProperties: object({}, { private: properties, shared: properties }),
  hangoutLink: matching(/^https:\/\/meet\.google\.com\/[a-z-]+$/),
  conferenceData,
  anyoneCanAddSelf: present,
  guestsCanInviteOthers: always(false),
  guestsCanModify: present,
  guestsCanSeeOtherGuests: always(false),
  privateCopy: present,
  reminders: object({ useDefault: flag }, { overrides: someOf(reminder) }),
  source: object({}, { url, title: filled }),
  attachments: someOf(
    object({ fileUrl: url }, { title: filled, mimeType: filled, iconLink: url, fileId: filled }),
  ),
  ...ofType,
  eventType,
};
const ALWAYS = [
  ...Object.keys(head),
  ...['creator', 'organizer', 'start', 'end', 'iCalUID', 'sequence', 'reminders', 'eventType'],
];
/** An occurrence and an exception name their series, and have no rule of their own. */
const ofSeries: JsonSchema = {
  dependentRequired: {
    recurringEventId: ['originalStartTime'],
    originalStartTime: ['recurringEventId'],
  },
  not: { required: ['recurringEventId', 'recurrence'] },
};

/** The event as those see it who may read it. */
const whole: JsonSchema = ordered({
  type: 'object',
  required: ALWAYS,
  properties: everything,
  additionalProperties: false,
  ...ofSeries,
});
/** The event as those see it who may know no more than when somebody is busy. */
const busy = ordered(
  object(
    {
      ...head,
      start: time,
      end: time,
      visibility: always('private'),
      iCalUID: filled,
      sequence: count,
      eventType,
    },
    { recurringEventId: filled, originalStartTime: time, transparency: always('transparent') },
  ),
);
const cancelled = { kind: head.kind, id: filled, status: always('cancelled') };
/** What a list tells of something deleted: of an occurrence which one, of anything else at most its etag. */
const tombstone = whereThereIs(
  'recurringEventId',
  object({ ...cancelled, etag: decimalTag, recurringEventId: filled, originalStartTime: time }),
  object(cancelled, { etag: decimalTag }),
);

export const event = whereThereIs('creator', whole, busy);
const listed = whereThereIs('htmlLink', event, tombstone);

/** A list ends with a token for the next page or for the next time, or with neither. */
export const events: JsonSchema = {
  ...object(
    {
      kind: always('calendar#events'),
      etag: listTag,
      summary: filled,
      updated: millisecond,
      timeZone: zone,
      accessRole: oneOf('freeBusyReader', 'reader', 'writer', 'owner'),
      defaultReminders: listOf(reminder),
      items: listOf(listed),
    },
    { description: text, nextPageToken: filled, nextSyncToken: filled },
  ),
  not: { required: ['nextPageToken', 'nextSyncToken'] },
};

const sentMoment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?$/);
const sentTime = anyPartOf({ date: day, dateTime: sentMoment, timeZone: zone });
const sentFlag = orCleared(flag);
const sentMap = { type: ['object', 'null'], additionalProperties: { type: ['string', 'null'] } };
const sentPerson = anyPartOf({ id: text, email: text, displayName: text, self: flag });
const code = orCleared(text);

/** Names a client may send, those of the reply included: clients send back what they have read. */
const sent: Readonly<Record<string, JsonSchema>> = {
  ...{ kind: text, etag: text, id: text, htmlLink: text, created: text, updated: text, iCalUID: text },
  ...{ summary: text, description: text, location: text, hangoutLink: text, eventType, visibility: text },
  status: head.status,
  colorId: { type: ['string', 'integer'] },
  eventLabelId: text,
  creator: sentPerson,
  organizer: sentPerson,
  start: sentTime,
  end: sentTime,
  endTimeUnspecified: flag,
  recurrence: listOf(matching(/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/)),
  recurringEventId: text,
  originalStartTime: sentTime,
  transparency: oneOf('opaque', 'transparent'),
  sequence: count,
  attendees: listOf(
    anyPartOf({
      ...{ id: text, email: text, displayName: text, comment: text, responseStatus: response },
      ...{ self: flag, organizer: flag, resource: flag, optional: flag, additionalGuests: count },
    }),
  ),
  attendeesOmitted: flag,
  extendedProperties: anyPartOf({ private: sentMap, shared: sentMap }),
  conferenceData: anyPartOf({
    createRequest: object(request, { status: { type: 'object' } }),
    entryPoints: listOf(
      object(
        { entryPointType: filled },
        {
          ...{ uri: code, label: code, regionCode: code, accessCode: code, meetingCode: code },
          ...{ passcode: code, password: code, pin: code, entryPointFeatures: listOf(filled) },
        },
      ),
    ),
    conferenceSolution: anyPartOf({ key: anyPartOf({ type: text }), name: text, iconUri: text }),
    conferenceId: text,
    notes: text,
    signature: text,
    parameters: anyPartOf({ addOnParameters: anyPartOf({ parameters: mapOf(text) }) }),
  }),
  anyoneCanAddSelf: sentFlag,
  ...{ guestsCanInviteOthers: flag, guestsCanModify: flag, guestsCanSeeOtherGuests: flag },
  ...{ privateCopy: flag, locked: flag },
  reminders: anyPartOf({ useDefault: flag, overrides: listOf(reminder) }),
  source: anyPartOf({ url: text, title: text }),
  attachments: listOf(
    anyPartOf({ fileUrl: text, title: text, mimeType: text, iconLink: text, fileId: text }),
  ),
  ...ofType,
};

/** A body of `patch`: any part. */
export const eventPart = anyPartOf(sent);
/** A body of `insert`, `update` and `import`, which need both times. */
export const eventBody: JsonSchema = { ...eventPart, required: ['start', 'end'] };
export const importBody: JsonSchema = { ...eventPart, required: ['start', 'end', 'iCalUID'] };
