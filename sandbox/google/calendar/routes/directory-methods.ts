/** Calendars, lists, rules, settings, colours, free and busy over HTTP. */
import { required } from '../calendar-error.ts';
import type { ApiMethod, Call, HttpMethod } from './api-method.ts';
import { param } from './api-method.ts';
import type { ParameterName } from './parameter-table.ts';
import { collectionOptions, flagParameter, textParameter } from './query.ts';

const CALENDARS = 'calendars';
const CALENDAR = `${CALENDARS}/{calendarId}`;
const LIST = 'users/me/calendarList';
const ENTRY = `${LIST}/{calendarId}`;
const RULES = `${CALENDAR}/acl`;
const RULE = `${RULES}/{ruleId}`;
const SETTINGS = 'users/me/settings';
/** What every small collection's listing takes. */
export const PAGED: readonly ParameterName[] = ['maxResults', 'pageToken', 'syncToken'];
/** What `calendarList.list` and `calendarList.watch` take. */
export const LIST_QUERY: readonly ParameterName[] = [
  ...PAGED,
  'minAccessRole',
  'showDeleted',
  'showHidden',
  'showOwnOrganizationOnly',
];
const RULE_QUERY: readonly ParameterName[] = ['sendNotifications'];

const calendarId = (call: Call): string => param(call, 'calendarId');
const ruleId = (call: Call): string => param(call, 'ruleId');
const rgb = (call: Call): boolean => flagParameter(call.query, 'colorRgbFormat') === true;

const MODES = [
  ['patch', 'PATCH', 'patch'],
  ['update', 'PUT', 'replace'],
] as const satisfies readonly (readonly [string, HttpMethod, 'patch' | 'replace'])[];

const CALENDAR_METHODS: readonly ApiMethod[] = [
  {
    id: 'calendars.insert',
    http: 'POST',
    path: CALENDARS,
    query: [],
    request: 'Calendar',
    response: 'Calendar',
    answer: ({ calendar, actor, body }) => calendar.directory.insertCalendar(actor, body),
  },
  {
    id: 'calendars.get',
    http: 'GET',
    path: CALENDAR,
    query: [],
    response: 'Calendar',
    answer: (call) => call.calendar.directory.getCalendar(call.actor, calendarId(call)),
  },
  ...MODES.map(([name, http, mode]): ApiMethod => ({
    id: `calendars.${name}`,
    http,
    path: CALENDAR,
    query: [],
    request: 'Calendar',
    response: 'Calendar',
    answer: (call) => call.calendar.directory.writeCalendar(mode, call.actor, calendarId(call), call.body),
  })),
  {
    id: 'calendars.delete',
    http: 'DELETE',
    path: CALENDAR,
    query: [],
    answer: (call) => {
      call.calendar.directory.deleteCalendar(call.actor, calendarId(call));
      return undefined;
    },
  },
  {
    id: 'calendars.clear',
    http: 'POST',
    path: `${CALENDAR}/clear`,
    query: [],
    answer: (call) => {
      call.calendar.directory.clearCalendar(call.actor, calendarId(call));
      return undefined;
    },
  },
  {
    id: 'calendars.transferOwnership',
    http: 'POST',
    path: `${CALENDAR}/transferOwnership`,
    query: ['newDataOwner', 'useAdminAccess'],
    answer: (call) => {
      const newOwner = textParameter(call.query, 'newDataOwner');
      if (newOwner === undefined) throw required('Required parameter: newDataOwner', 'newDataOwner');
      const asAdmin = flagParameter(call.query, 'useAdminAccess') === true;
      call.calendar.directory.transferOwnership(call.actor, calendarId(call), newOwner, asAdmin);
      return undefined;
    },
  },
];

const LIST_METHODS: readonly ApiMethod[] = [
  {
    id: 'calendarList.list',
    http: 'GET',
    path: LIST,
    query: LIST_QUERY,
    response: 'CalendarList',
    answer: ({ calendar, actor, query }) =>
      calendar.directory.calendarList(actor, {
        ...collectionOptions(query),
        minAccessRole: textParameter(query, 'minAccessRole'),
      }),
  },
  {
    id: 'calendarList.insert',
    http: 'POST',
    path: LIST,
    query: ['colorRgbFormat'],
    request: 'CalendarListEntry',
    response: 'CalendarListEntry',
    answer: (call) => call.calendar.directory.insertListEntry(call.actor, call.body, rgb(call)),
  },
  {
    id: 'calendarList.get',
    http: 'GET',
    path: ENTRY,
    query: [],
    response: 'CalendarListEntry',
    answer: (call) => call.calendar.directory.calendarListEntry(call.actor, calendarId(call)),
  },
  ...MODES.map(([name, http, mode]): ApiMethod => ({
    id: `calendarList.${name}`,
    http,
    path: ENTRY,
    query: ['colorRgbFormat'],
    request: 'CalendarListEntry',
    response: 'CalendarListEntry',
    answer: (call) =>
      call.calendar.directory.writeListEntry(mode, call.actor, calendarId(call), call.body, rgb(call)),
  })),
  {
    id: 'calendarList.delete',
    http: 'DELETE',
    path: ENTRY,
    query: [],
    answer: (call) => {
      call.calendar.directory.removeListEntry(call.actor, calendarId(call));
      return undefined;
    },
  },
];

const RULE_METHODS: readonly ApiMethod[] = [
  {
    id: 'acl.list',
    http: 'GET',
    path: RULES,
    query: [...PAGED, 'showDeleted'],
    response: 'Acl',
    answer: (call) =>
      call.calendar.directory.acl(call.actor, calendarId(call), collectionOptions(call.query)),
  },
  {
    id: 'acl.insert',
    http: 'POST',
    path: RULES,
    query: RULE_QUERY,
    request: 'AclRule',
    response: 'AclRule',
    answer: (call) => call.calendar.directory.insertAcl(call.actor, calendarId(call), call.body),
  },
  {
    id: 'acl.get',
    http: 'GET',
    path: RULE,
    query: [],
    response: 'AclRule',
    answer: (call) => call.calendar.directory.aclRule(call.actor, calendarId(call), ruleId(call)),
  },
  ...MODES.map(([name, http, mode]): ApiMethod => ({
    id: `acl.${name}`,
    http,
    path: RULE,
    query: RULE_QUERY,
    request: 'AclRule',
    response: 'AclRule',
    answer: (call) =>
      call.calendar.directory.writeAcl(mode, call.actor, calendarId(call), ruleId(call), call.body),
  })),
  {
    id: 'acl.delete',
    http: 'DELETE',
    path: RULE,
    query: [],
    answer: (call) => {
      call.calendar.directory.deleteAcl(call.actor, calendarId(call), ruleId(call));
      return undefined;
    },
  },
];

const OTHER_METHODS: readonly ApiMethod[] = [
  {
    id: 'settings.list',
    http: 'GET',
    path: SETTINGS,
    query: PAGED,
    response: 'Settings',
    answer: (call) => call.calendar.directory.settings(call.actor, collectionOptions(call.query)),
  },
  {
    id: 'settings.get',
    http: 'GET',
    path: `${SETTINGS}/{setting}`,
    query: [],
    response: 'Setting',
    answer: (call) => call.calendar.directory.setting(call.actor, param(call, 'setting')),
  },
  {
    id: 'colors.get',
    http: 'GET',
    path: 'colors',
    query: [],
    response: 'Colors',
    answer: (call) => call.calendar.directory.colors(call.actor),
  },
  {
    id: 'freebusy.query',
    http: 'POST',
    path: 'freeBusy',
    query: [],
    request: 'FreeBusyRequest',
    response: 'FreeBusyResponse',
    answer: (call) => call.calendar.directory.freeBusy(call.actor, call.body),
  },
];

export const DIRECTORY_METHODS: readonly ApiMethod[] = [
  ...CALENDAR_METHODS,
  ...LIST_METHODS,
  ...RULE_METHODS,
  ...OTHER_METHODS,
];
