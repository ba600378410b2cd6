/** `users.watch`, `users.aliases.watch` and `channels.stop`: being told about changes. */
import { ACCESS } from '../access.ts';
import { invalidInput } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { param } from '../method.ts';
import type { Json } from '../resource.ts';
import { checkWhose, LIST } from './user-methods.ts';

const OF_USERS = ['add', 'delete', 'makeAdmin', 'undelete', 'update'];
const OF_ALIASES = ['add', 'delete'];

function eventOf({ query }: Call, events: readonly string[]): string | undefined {
  const { event } = query;
  if (event !== undefined && !events.includes(event)) throw invalidInput('Invalid Input: event');
  return event;
}

function watchUsers(call: Call): Json {
  const { directory, self, query, origin, body } = call;
  checkWhose(call);
  const event = eventOf(call, OF_USERS);
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const search = new URLSearchParams([...asked, ['alt', 'json']] as [string, string][]);
  const resourceUri = `${origin}/admin/directory/v1/users?${search.toString()}`;
  const watched = { collection: 'users' as const, of: self.domain, event, resourceUri };
  return directory.notices.watch({ email: self.email, clientId: call.clientId }, watched, body);
}

function watchAliases(call: Call): Json {
  const { directory, self, origin, body } = call;
  const { sub } = directory.find(self, param(call, 'userKey'));
  const resourceUri = `${origin}/admin/directory/v1/users/${sub}/aliases?alt=json`;
  const watched = { collection: 'aliases' as const, of: sub, event: eventOf(call, OF_ALIASES), resourceUri };
  return directory.notices.watch({ email: self.email, clientId: call.clientId }, watched, body);
}

export const WATCH_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'users.watch',
    http: 'POST',
    path: 'users/watch',
    access: ACCESS.listUsers,
    query: LIST,
    request: 'Channel',
    response: 'Channel',
    answer: watchUsers,
  },
  {
    id: 'users.aliases.watch',
    http: 'POST',
    path: 'users/{userKey}/aliases/watch',
    access: ACCESS.readAliases,
    query: 'event',
    request: 'Channel',
    response: 'Channel',
    answer: watchAliases,
  },
  {
    id: 'channels.stop',
    http: 'POST',
    // The one address that is not below the others.
    path: '/admin/directory_v1/channels/stop',
    access: ACCESS.stopChannel,
    request: 'Channel',
    answer: ({ directory, self, clientId, body }) => {
      directory.notices.stop({ email: self.email, clientId }, body);
      return undefined;
    },
  },
];
