/**
 * Calendar v3: every method that local Google serves, what is sent and what must come back.
 * https://developers.google.com/workspace/calendar/api/v3/reference
 */
import { event, eventBody, eventPart, events, importBody } from './google-event-shapes.ts';
import { address, colour, decimalTag, digits, FLAG, INSTANT, JSON_UTF8, listTag } from './google-values.ts';
import { moment, NUMBER, parameters, present, reminder, url, VERSION, zone } from './google-values.ts';
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
  orCleared,
  someOf,
  text,
  whereThereIs,
  whole,
  type JsonSchema,
} from './json-schema.ts';
import type { Operation } from './operation.ts';

const role = oneOf('freeBusyReader', 'reader', 'writer', 'owner');
const conferenceProperties = object({
  allowedConferenceSolutionTypes: listOf(oneOf('hangoutsMeet')),
});
const calendar = object(
  {
    kind: always('calendar#calendar'),
    etag: matching(/^"[\w-]{27}"$/),
    id: filled,
    summary: filled,
    timeZone: zone,
    conferenceProperties,
  },
  { description: filled, location: filled, dataOwner: address },
);
const calendarPart = anyPartOf({
  ...{ kind: text, etag: text, id: text, summary: text, description: text, location: text },
  ...{ timeZone: zone, dataOwner: text, conferenceProperties, autoAcceptInvitations: flag },
});
const named: JsonSchema = { ...calendarPart, required: ['summary'] };

const notification = object({
  type: oneOf('eventCreation', 'eventChange', 'eventCancellation', 'eventResponse', 'agenda'),
  method: always('email'),
});
const entryKeys = {
  kind: always('calendar#calendarListEntry'),
  etag: decimalTag,
  id: filled,
};
const entry = object(
  {
    ...entryKeys,
    summary: filled,
    timeZone: zone,
    colorId: digits,
    backgroundColor: colour,
    foregroundColor: colour,
    accessRole: role,
    defaultReminders: listOf(reminder),
    conferenceProperties,
  },
  {
    selected: flag,
    summaryOverride: filled,
    description: filled,
    location: filled,
    hidden: present,
    dataOwner: address,
    primary: present,
    notificationSettings: object({ notifications: listOf(notification) }),
  },
);
const removedEntry = object({ ...entryKeys, deleted: present, defaultReminders: listOf(reminder) });
const entryPart = anyPartOf({
  ...{ kind: text, etag: text, id: text, summary: text, summaryOverride: text, description: text },
  ...{ location: text, timeZone: zone, backgroundColor: colour, foregroundColor: colour },
  colorId: { type: ['string', 'integer'] },
  ...{ hidden: flag, selected: flag, primary: flag, deleted: flag, accessRole: role, dataOwner: text },
  defaultReminders: listOf(reminder),
  notificationSettings: anyPartOf({ notifications: listOf(notification) }),
  ...{ conferenceProperties, autoAcceptInvitations: flag },
});

const scope = object({ type: oneOf('default', 'user', 'group', 'domain') }, { value: filled });
const ruleRole = oneOf('none', 'freeBusyReader', 'reader', 'writer', 'owner');
const rule = object({
  kind: always('calendar#aclRule'),
  etag: matching(/^"\d{20}"$/),
  id: matching(/^(default|(user|domain|group):\S+)$/),
  scope,
  role: ruleRole,
});
const rulePart = anyPartOf({ kind: text, etag: text, id: text, scope, role: ruleRole });

const setting = object({
  kind: always('calendar#setting'),
  etag: decimalTag,
  id: matching(/^[A-Za-z0-9]+$/),
  value: text,
});
const palette = mapOf(object({ background: colour, foreground: colour }));
const colors = object({
  kind: always('calendar#colors'),
  updated: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  calendar: palette,
  event: palette,
});

const minute = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
const freeBusyBody = object(
  { timeMin: INSTANT, timeMax: INSTANT, items: listOf(object({ id: filled })) },
  { timeZone: orCleared(zone), groupExpansionMax: whole, calendarExpansionMax: whole },
);
const freeBusy = object(
  {
    kind: always('calendar#freeBusy'),
    timeMin: minute,
    timeMax: minute,
    calendars: mapOf(
      object(
        { busy: listOf(object({ start: moment, end: moment })) },
        { errors: someOf(object({ domain: filled, reason: filled })) },
      ),
    ),
  },
  { groups: mapOf({ type: 'object' }) },
);

const resourceId = matching(/^[\w-]{27}$/);
const resourceUri = matching(/^https?:\/\/\S+\?alt=json$/);
const channel = object(
  {
    kind: always('api#channel'),
    id: atMost(64),
    resourceId,
    resourceUri,
    expiration: digits,
  },
  { token: atMost(256) },
);
export const channelBody = object(
  { id: atMost(64), type: oneOf('web_hook', 'webhook'), address: url },
  {
    token: atMost(256),
    expiration: { type: ['string', 'integer'] },
    params: object({}, { ttl: { type: ['string', 'integer'] } }),
    ...{ kind: text, resourceId: text, resourceUri: text, payload: flag },
  },
);
export const stopBody = object(
  { id: atMost(64), resourceId: filled },
  { kind: text, resourceUri: text, token: text, expiration: { type: ['string', 'integer'] } },
);

/** A small collection; its list ends as that of events does. */
function collection(kind: string, items: JsonSchema): JsonSchema {
  return {
    ...object(
      { kind: always(kind), etag: listTag, items: listOf(items) },
      { nextPageToken: filled, nextSyncToken: filled },
    ),
    not: { required: ['nextPageToken', 'nextSyncToken'] },
  };
}

const PAGED = { maxResults: NUMBER, pageToken: filled, syncToken: filled };
const LIST = {
  ...PAGED,
  ...{ minAccessRole: role, showDeleted: FLAG, showHidden: FLAG, showOwnOrganizationOnly: FLAG },
};
const READ = { alwaysIncludeEmail: FLAG, maxAttendees: NUMBER, timeZone: zone };
const TELL = { sendNotifications: FLAG, sendUpdates: oneOf('all', 'externalOnly', 'none') };
const VERSIONS = {
  ...{ conferenceDataVersion: VERSION, eventLabelVersion: VERSION, supportsAttachments: FLAG },
};
const WRITE = { alwaysIncludeEmail: FLAG, maxAttendees: NUMBER, ...TELL, ...VERSIONS };
const EVENT_LIST = {
  ...READ,
  ...{ ...PAGED, iCalUID: filled, q: text, showDeleted: FLAG, showHiddenInvitations: FLAG },
  eventTypes: oneOf('birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'),
  orderBy: oneOf('startTime', 'updated'),
  privateExtendedProperty: matching(/=/),
  sharedExtendedProperty: matching(/=/),
  ...{ singleEvents: FLAG, timeMax: INSTANT, timeMin: INSTANT, updatedMin: INSTANT },
};

type Table = readonly [
  method: string,
  path: string,
  query: Readonly<Record<string, JsonSchema>>,
  request: JsonSchema | undefined,
  response: JsonSchema | undefined,
];

const CALENDAR = '/calendars/{}';
const ENTRY = '/users/me/calendarList';
const RULES = `${CALENDAR}/acl`;
const EVENTS = `${CALENDAR}/events`;
const none = undefined;

const TABLE: readonly Table[] = [
  ['POST', '/calendars', {}, named, calendar],
  ['GET', CALENDAR, {}, none, calendar],
  ['PATCH', CALENDAR, {}, calendarPart, calendar],
  ['PUT', CALENDAR, {}, calendarPart, calendar],
  ['DELETE', CALENDAR, {}, none, none],
  ['POST', `${CALENDAR}/clear`, {}, none, none],
  ['POST', `${CALENDAR}/transferOwnership`, { newDataOwner: address, useAdminAccess: FLAG }, none, none],

  [
    'GET',
    ENTRY,
    LIST,
    none,
    collection('calendar#calendarList', whereThereIs('summary', entry, removedEntry)),
  ],
  ['POST', ENTRY, { colorRgbFormat: FLAG }, { ...entryPart, required: ['id'] }, entry],
  ['GET', `${ENTRY}/{}`, {}, none, entry],
  ['PATCH', `${ENTRY}/{}`, { colorRgbFormat: FLAG }, entryPart, entry],
  ['PUT', `${ENTRY}/{}`, { colorRgbFormat: FLAG }, entryPart, entry],
  ['DELETE', `${ENTRY}/{}`, {}, none, none],
  ['POST', `${ENTRY}/watch`, LIST, channelBody, channel],

  ['GET', RULES, { ...PAGED, showDeleted: FLAG }, none, collection('calendar#acl', rule)],
  ['POST', RULES, { sendNotifications: FLAG }, { ...rulePart, required: ['scope', 'role'] }, rule],
  ['GET', `${RULES}/{}`, {}, none, rule],
  ['PATCH', `${RULES}/{}`, { sendNotifications: FLAG }, rulePart, rule],
  ['PUT', `${RULES}/{}`, { sendNotifications: FLAG }, { ...rulePart, required: ['role'] }, rule],
  ['DELETE', `${RULES}/{}`, {}, none, none],
  ['POST', `${RULES}/watch`, { ...PAGED, showDeleted: FLAG }, channelBody, channel],

  ['GET', '/users/me/settings', PAGED, none, collection('calendar#settings', setting)],
  ['GET', '/users/me/settings/{}', {}, none, setting],
  ['POST', '/users/me/settings/watch', PAGED, channelBody, channel],
  ['GET', '/colors', {}, none, colors],
  ['POST', '/freeBusy', {}, freeBusyBody, freeBusy],
  ['POST', '/channels/stop', {}, stopBody, none],

  ['GET', EVENTS, EVENT_LIST, none, events],
  ['POST', EVENTS, { maxAttendees: NUMBER, ...TELL, ...VERSIONS }, eventBody, event],
  ['GET', `${EVENTS}/{}`, READ, none, event],
  ['PATCH', `${EVENTS}/{}`, WRITE, eventPart, event],
  ['PUT', `${EVENTS}/{}`, WRITE, eventBody, event],
  ['DELETE', `${EVENTS}/{}`, TELL, none, none],
  ['GET', `${EVENTS}/{}/instances`, { ...EVENT_LIST, originalStart: filled }, none, events],
  ['POST', `${EVENTS}/{}/move`, { destination: filled, ...TELL }, none, event],
  ['POST', `${EVENTS}/import`, VERSIONS, importBody, event],
  ['POST', `${EVENTS}/watch`, EVENT_LIST, channelBody, channel],
];

/** Any reading may be answered with "as you know it". */
function operationsOf([method, path, query, request, response]: Table): readonly Operation[] {
  const asked = {
    ...{ method, path: `/calendar/v3${path}`, query: parameters(query) },
    ...(request ? { request } : {}),
  };
  const answered: Operation = response
    ? { ...asked, status: 200, type: JSON_UTF8, response }
    : { ...asked, status: 204 };
  return method === 'GET' ? [answered, { ...asked, status: 304 }] : [answered];
}

export const CALENDAR_OPERATIONS: readonly Operation[] = TABLE.flatMap(operationsOf);

/** What a channel's receiver is told of the resource at `uri`, in one of these states. */
export function messageHeaders(uri: JsonSchema, ...states: readonly string[]): JsonSchema {
  return object(
    {
      'x-goog-channel-id': atMost(64),
      'x-goog-message-number': digits,
      'x-goog-resource-id': resourceId,
      'x-goog-resource-state': oneOf(...states),
      'x-goog-resource-uri': uri,
    },
    {
      'x-goog-channel-expiration': matching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
      'x-goog-channel-token': atMost(256),
    },
  );
}

/** Headers, and no body. https://developers.google.com/workspace/calendar/api/guides/push */
export const pushMessage = object({
  headers: messageHeaders(resourceUri, 'sync', 'exists'),
  type: { type: 'null' },
  body: { type: 'null' },
});
