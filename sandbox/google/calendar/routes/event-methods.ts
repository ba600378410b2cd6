/** `events` over HTTP. */
import { required } from '../calendar-error.ts';
import type { ApiMethod, Call } from './api-method.ts';
import { param } from './api-method.ts';
import type { ParameterName } from './parameter-table.ts';
import { instancesOptions, listOptions, readOptions, textParameter, writeOptions } from './query.ts';

const EVENTS = 'calendars/{calendarId}/events';
const EVENT = `${EVENTS}/{eventId}`;
const READ = ['alwaysIncludeEmail', 'maxAttendees', 'timeZone'] as const;
const TELL = ['sendNotifications', 'sendUpdates'] as const;
const VERSIONS = ['conferenceDataVersion', 'eventLabelVersion', 'supportsAttachments'] as const;
const WRITE = ['alwaysIncludeEmail', 'maxAttendees', ...TELL, ...VERSIONS] as const;
/** What `events.list` and `events.watch` take. */
export const LIST_PARAMETERS: readonly ParameterName[] = [
  ...READ,
  'eventTypes',
  'iCalUID',
  'maxResults',
  'orderBy',
  'pageToken',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'showDeleted',
  'showHiddenInvitations',
  'singleEvents',
  'syncToken',
  'timeMax',
  'timeMin',
  'updatedMin',
];

const at = (call: Call): [calendarId: string, eventId: string] => [
  param(call, 'calendarId'),
  param(call, 'eventId'),
];
const writing = (call: Call) => writeOptions(call.query, call.ifMatch);

export const EVENT_METHODS: readonly ApiMethod[] = [
  {
    id: 'events.list',
    http: 'GET',
    path: EVENTS,
    query: LIST_PARAMETERS,
    response: 'Events',
    answer: (call) =>
      call.calendar.listEvents(call.actor, param(call, 'calendarId'), listOptions(call.query)),
  },
  {
    id: 'events.insert',
    http: 'POST',
    path: EVENTS,
    request: 'Event',
    response: 'Event',
    query: ['maxAttendees', ...TELL, ...VERSIONS],
    answer: (call) =>
      call.calendar.insertEvent(call.actor, param(call, 'calendarId'), call.body, writing(call)),
  },
  {
    id: 'events.get',
    http: 'GET',
    path: EVENT,
    query: READ,
    response: 'Event',
    answer: (call) => call.calendar.getEvent(call.actor, ...at(call), readOptions(call.query)),
  },
  {
    id: 'events.patch',
    http: 'PATCH',
    path: EVENT,
    query: WRITE,
    request: 'Event',
    response: 'Event',
    answer: (call) => call.calendar.patchEvent(call.actor, ...at(call), call.body, writing(call)),
  },
  {
    id: 'events.update',
    http: 'PUT',
    path: EVENT,
    query: WRITE,
    request: 'Event',
    response: 'Event',
    answer: (call) => call.calendar.updateEvent(call.actor, ...at(call), call.body, writing(call)),
  },
  {
    id: 'events.delete',
    http: 'DELETE',
    path: EVENT,
    query: TELL,
    answer: (call) => {
      call.calendar.deleteEvent(call.actor, ...at(call), writing(call));
      return undefined;
    },
  },
  {
    id: 'events.instances',
    http: 'GET',
    path: `${EVENT}/instances`,
    response: 'Events',
    query: [...READ, 'maxResults', 'originalStart', 'pageToken', 'showDeleted', 'timeMax', 'timeMin'],
    answer: (call) => call.calendar.instances(call.actor, ...at(call), instancesOptions(call.query)),
  },
  {
    id: 'events.move',
    http: 'POST',
    path: `${EVENT}/move`,
    response: 'Event',
    query: ['destination', ...TELL],
    answer: (call) => {
      const destination = textParameter(call.query, 'destination');
      if (destination === undefined) throw required('Required parameter: destination', 'destination');
      return call.calendar.moveEvent(call.actor, ...at(call), destination, writing(call));
    },
  },
  {
    id: 'events.import',
    http: 'POST',
    path: `${EVENTS}/import`,
    query: VERSIONS,
    request: 'Event',
    response: 'Event',
    answer: (call) =>
      call.calendar.importEvent(call.actor, param(call, 'calendarId'), call.body, writing(call)),
  },
  { id: 'events.quickAdd', http: 'POST', path: `${EVENTS}/quickAdd`, query: ['text', ...TELL] },
];
