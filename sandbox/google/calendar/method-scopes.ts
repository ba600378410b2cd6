/** Which scopes open which method (as the official client's reference lists them). A token needs one of them. */
import type { Actor } from './actor.ts';
import { insufficientPermissions } from './calendar-error.ts';

const PREFIX = 'https://www.googleapis.com/auth/';

const WRITE_EVENTS = ['calendar', 'calendar.app.created', 'calendar.events', 'calendar.events.owned'];
const READ_EVENTS = [
  ...WRITE_EVENTS,
  'calendar.events.owned.readonly',
  'calendar.events.readonly',
  'calendar.readonly',
  'calendar.events.freebusy',
  'calendar.events.public.readonly',
];
const WRITE_LIST = ['calendar', 'calendar.calendarlist'];
const READ_LIST = [...WRITE_LIST, 'calendar.calendarlist.readonly', 'calendar.readonly'];
const APP_LIST = [...WRITE_LIST, 'calendar.app.created'];
const WRITE_CALENDARS = ['calendar', 'calendar.app.created', 'calendar.calendars'];
const READ_SETTINGS = ['calendar', 'calendar.readonly', 'calendar.settings.readonly'];
const WRITE_ACL = ['calendar', 'calendar.acls'];
const READ_ACL = [...WRITE_ACL, 'calendar.acls.readonly'];

const SCOPES = {
  'acl.delete': WRITE_ACL,
  'acl.get': [...READ_ACL, 'calendar.readonly'],
  'acl.insert': WRITE_ACL,
  'acl.list': READ_ACL,
  'acl.patch': WRITE_ACL,
  'acl.update': WRITE_ACL,
  'acl.watch': READ_ACL,
  'calendarList.delete': APP_LIST,
  'calendarList.get': [...READ_LIST, 'calendar.app.created'],
  'calendarList.insert': WRITE_LIST,
  'calendarList.list': READ_LIST,
  'calendarList.patch': APP_LIST,
  'calendarList.update': APP_LIST,
  'calendarList.watch': READ_LIST,
  'calendars.clear': ['calendar', 'calendar.calendars'],
  'calendars.delete': WRITE_CALENDARS,
  'calendars.get': [...WRITE_CALENDARS, 'calendar.calendars.readonly', 'calendar.readonly'],
  'calendars.insert': WRITE_CALENDARS,
  'calendars.patch': WRITE_CALENDARS,
  'calendars.transferOwnership': ['calendar', 'calendar.calendars'],
  'calendars.update': WRITE_CALENDARS,
  'channels.stop': [...READ_EVENTS, ...READ_ACL, ...READ_LIST, 'calendar.settings.readonly'],
  'colors.get': [
    ...READ_LIST,
    'calendar.app.created',
    'calendar.events.freebusy',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.public.readonly',
  ],
  'events.delete': WRITE_EVENTS,
  'events.get': READ_EVENTS,
  'events.import': WRITE_EVENTS,
  'events.insert': WRITE_EVENTS,
  'events.instances': READ_EVENTS,
  'events.list': READ_EVENTS,
  'events.move': ['calendar', 'calendar.events', 'calendar.events.owned'],
  'events.patch': WRITE_EVENTS,
  'events.quickAdd': WRITE_EVENTS,
  'events.update': WRITE_EVENTS,
  'events.watch': READ_EVENTS,
  'freebusy.query': ['calendar', 'calendar.events.freebusy', 'calendar.freebusy', 'calendar.readonly'],
  'settings.get': READ_SETTINGS,
  'settings.list': READ_SETTINGS,
  'settings.watch': READ_SETTINGS,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A method of the API, as `collection.method`. */
export type Method = keyof typeof SCOPES;

/** The scopes that open a method, as URLs. */
export function scopesOf(method: Method): readonly string[] {
  return [...new Set<string>(SCOPES[method])].map((name) => PREFIX + name);
}

/** @throws {CalendarError} 403 if none of the actor's scopes opens the method */
export function requireScope(actor: Actor, method: Method): void {
  const { scopes } = actor;
  if (scopes === 'all' || scopes.has('https://www.google.com/calendar/feeds')) return;
  if (!SCOPES[method].some((name) => scopes.has(PREFIX + name))) throw insufficientPermissions();
}

/** Of which calendars' events a token may know or change something. */
export type EventReach = 'all' | 'owned' | 'appCreated' | 'public' | 'freeBusy';

const WRITE_REACH: Readonly<Record<string, EventReach>> = {
  calendar: 'all',
  'calendar.events': 'all',
  'calendar.events.owned': 'owned',
  'calendar.app.created': 'appCreated',
};
const READ_REACH: Readonly<Record<string, EventReach>> = {
  ...WRITE_REACH,
  'calendar.readonly': 'all',
  'calendar.events.readonly': 'all',
  'calendar.events.owned.readonly': 'owned',
  'calendar.events.public.readonly': 'public',
  'calendar.events.freebusy': 'freeBusy',
};

/** How far the actor's scopes reach. */
export function eventReach(
  { scopes }: Pick<Actor, 'scopes'>,
  mode: 'read' | 'write',
): ReadonlySet<EventReach> {
  if (scopes === 'all' || scopes.has('https://www.google.com/calendar/feeds')) return new Set(['all']);
  const reach = mode === 'read' ? READ_REACH : WRITE_REACH;
  return new Set(
    [...scopes].map((scope) => reach[scope.replace(PREFIX, '')]).filter((part) => part !== undefined),
  );
}
