/** `watch` and `channels.stop` over HTTP. */
import type { Watchable } from '../calendar.ts';
import type { ApiMethod, Call } from './api-method.ts';
import { param } from './api-method.ts';
import { LIST_QUERY, PAGED } from './directory-methods.ts';
import { LIST_PARAMETERS } from './event-methods.ts';

const watching =
  (collection: Watchable, path: (call: Call) => string) =>
  (call: Call): object =>
    call.calendar.watch(call.actor, {
      collection,
      calendarId: param(call, 'calendarId'),
      path: path(call),
      origin: call.origin,
      body: call.body,
    });

const ofCalendar = (call: Call): string => `calendars/${encodeURIComponent(param(call, 'calendarId'))}`;

export const PUSH_METHODS: readonly ApiMethod[] = [
  {
    id: 'events.watch',
    http: 'POST',
    path: 'calendars/{calendarId}/events/watch',
    query: LIST_PARAMETERS,
    request: 'Channel',
    response: 'Channel',
    answer: watching('events', (call) => `${ofCalendar(call)}/events`),
  },
  {
    id: 'acl.watch',
    http: 'POST',
    path: 'calendars/{calendarId}/acl/watch',
    query: [...PAGED, 'showDeleted'],
    request: 'Channel',
    response: 'Channel',
    answer: watching('acl', (call) => `${ofCalendar(call)}/acl`),
  },
  {
    id: 'calendarList.watch',
    http: 'POST',
    path: 'users/me/calendarList/watch',
    query: LIST_QUERY,
    request: 'Channel',
    response: 'Channel',
    answer: watching('calendarList', () => 'users/me/calendarList'),
  },
  {
    id: 'settings.watch',
    http: 'POST',
    path: 'users/me/settings/watch',
    query: PAGED,
    request: 'Channel',
    response: 'Channel',
    answer: watching('settings', () => 'users/me/settings'),
  },
  {
    id: 'channels.stop',
    http: 'POST',
    path: 'channels/stop',
    query: [],
    request: 'Channel',
    answer: (call) => {
      call.calendar.stopChannel(call.actor, call.body);
      return undefined;
    },
  },
];
