/** The advanced Directory service's methods. */
import type { Operation } from './rest-operation.ts';

const CUSTOMER = '/customer/{0}';
const GROUP = '/groups/{0}';
const USER = '/users/{0}';
const PHOTO = `${USER}/photos/thumbnail`;
const CODES = `${USER}/verificationCodes`;
const FEATURES = `${CUSTOMER}/resources/features`;

type Operations = Readonly<Record<string, Operation>>;
type Verb = 'get' | 'list' | 'insert' | 'patch' | 'update' | 'remove';

/** The usual methods of a collection at `path`, whose members are one step below it. */
function usual(collection: string, path: string, verbs: string, key = '{1}'): Operations {
  const one = `${path}/${key}`;
  const operations: Readonly<Record<Verb, Operation>> = {
    get: { http: 'GET', path: one },
    list: { http: 'GET', path },
    insert: { http: 'POST', path, resource: true },
    patch: { http: 'PATCH', path: one, resource: true },
    update: { http: 'PUT', path: one, resource: true },
    remove: { http: 'DELETE', path: one },
  };
  return Object.fromEntries(
    verbs.split(' ').map((verb) => [`${collection}.${verb}`, operations[verb as Verb]]),
  );
}

const ALL = 'get list insert patch update remove';

export const DIRECTORY_OPERATIONS: Operations = {
  ...usual('Asps', `${USER}/asps`, 'get list remove'),
  // The one address that is not below the others.
  'Channels.stop': {
    http: 'POST',
    path: 'https://admin.googleapis.com/admin/directory_v1/channels/stop',
    resource: true,
  },
  ...usual('Chromeosdevices', `${CUSTOMER}/devices/chromeos`, 'get list'),
  ...usual('Customers', '/customers', 'get patch update', '{0}'),
  ...usual('DomainAliases', `${CUSTOMER}/domainaliases`, 'get list insert remove'),
  ...usual('Domains', `${CUSTOMER}/domains`, 'get list insert remove'),
  ...usual('Groups', '/groups', ALL, '{0}'),
  ...usual('Groups.Aliases', `${GROUP}/aliases`, 'list insert remove'),
  ...usual('Members', `${GROUP}/members`, ALL),
  'Members.hasMember': { http: 'GET', path: `${GROUP}/hasMember/{1}` },
  ...usual('Mobiledevices', `${CUSTOMER}/devices/mobile`, 'get list remove'),
  ...usual('Orgunits', `${CUSTOMER}/orgunits`, ALL),
  'Privileges.list': { http: 'GET', path: `${CUSTOMER}/roles/ALL/privileges` },
  ...usual('Resources.Buildings', `${CUSTOMER}/resources/buildings`, ALL),
  ...usual('Resources.Calendars', `${CUSTOMER}/resources/calendars`, ALL),
  ...usual('Resources.Features', FEATURES, ALL),
  'Resources.Features.rename': { http: 'POST', path: `${FEATURES}/{1}/rename`, resource: true },
  ...usual('RoleAssignments', `${CUSTOMER}/roleassignments`, 'get list insert remove'),
  ...usual('Roles', `${CUSTOMER}/roles`, ALL),
  ...usual('Schemas', `${CUSTOMER}/schemas`, ALL),
  ...usual('Tokens', `${USER}/tokens`, 'get list remove'),
  ...usual('Users', '/users', ALL, '{0}'),
  'Users.makeAdmin': { http: 'POST', path: `${USER}/makeAdmin`, resource: true },
  'Users.signOut': { http: 'POST', path: `${USER}/signOut` },
  'Users.undelete': { http: 'POST', path: `${USER}/undelete`, resource: true },
  'Users.watch': { http: 'POST', path: '/users/watch', resource: true },
  ...usual('Users.Aliases', `${USER}/aliases`, 'list insert remove'),
  'Users.Aliases.watch': { http: 'POST', path: `${USER}/aliases/watch`, resource: true },
  'Users.Photos.get': { http: 'GET', path: PHOTO },
  'Users.Photos.patch': { http: 'PATCH', path: PHOTO, resource: true },
  'Users.Photos.remove': { http: 'DELETE', path: PHOTO },
  'Users.Photos.update': { http: 'PUT', path: PHOTO, resource: true },
  'VerificationCodes.generate': { http: 'POST', path: `${CODES}/generate` },
  'VerificationCodes.invalidate': { http: 'POST', path: `${CODES}/invalidate` },
  'VerificationCodes.list': { http: 'GET', path: CODES },
};
