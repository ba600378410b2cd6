/** Which scopes open which method (published contract). A token needs one of them. */
import type { Actor } from './actor.ts';
import { insufficientPermissions } from './calendar-error.ts';

const PREFIX = 'https://www.googleapis.com/auth/';

const READ_EVENTS = [
  'calendar',
  'calendar.readonly',
  'calendar.events',
  'calendar.events.readonly',
  'calendar.events.owned',
  'calendar.events.owned.readonly',
  'calendar.app.created',
];
const WRITE_EVENTS = ['calendar', 'calendar.events', 'calendar.events.owned', 'calendar.app.created'];
const READ_LIST = [
  'calendar',
  'calendar.readonly',
  'calendar.calendarlist',
  'calendar.calendarlist.readonly',
];
const WRITE_LIST = ['calendar', 'calendar.calendarlist'];

const SCOPES = {
  'events.get': READ_EVENTS,
  'events.list': READ_EVENTS,
  'events.instances': READ_EVENTS,
  'events.insert': WRITE_EVENTS,
  'events.patch': WRITE_EVENTS,
  'events.update': WRITE_EVENTS,
  'events.delete': WRITE_EVENTS,
  'events.move': ['calendar', 'calendar.events', 'calendar.events.owned'],
  'calendarList.list': READ_LIST,
  'calendarList.get': [...READ_LIST, 'calendar.app.created'],
  'calendarList.insert': WRITE_LIST,
  'calendarList.delete': WRITE_LIST,
  'calendars.get': [
    'calendar',
    'calendar.readonly',
    'calendar.calendars',
    'calendar.calendars.readonly',
    'calendar.app.created',
  ],
  'calendars.insert': ['calendar', 'calendar.calendars', 'calendar.app.created'],
  'settings.list': ['calendar', 'calendar.readonly', 'calendar.settings.readonly'],
  'settings.get': ['calendar', 'calendar.readonly', 'calendar.settings.readonly'],
  'acl.list': ['calendar', 'calendar.acls', 'calendar.acls.readonly'],
  'acl.insert': ['calendar', 'calendar.acls'],
  'acl.delete': ['calendar', 'calendar.acls'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Method = keyof typeof SCOPES;

/** @throws {CalendarError} 403 if none of the actor's scopes opens the method */
export function requireScope(actor: Actor, method: Method): void {
  const { scopes } = actor;
  if (scopes === 'all' || scopes.has('https://www.google.com/calendar/feeds')) return;
  if (!SCOPES[method].some((name) => scopes.has(PREFIX + name))) throw insufficientPermissions();
}
