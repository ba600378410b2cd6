/**
 * Directory v1: every method that local Google serves, what is sent and what must come back.
 * https://developers.google.com/workspace/admin/directory/reference/rest
 */
import {
  alias,
  aliases,
  bodyOf,
  building,
  customer,
  domain,
  domainAlias,
  feature,
  group,
  hasMember,
  member,
  orgUnit,
  pageOf,
  photo,
  privileges,
  role,
  roleAssignment,
  room,
  schema,
  toldUser,
  token,
  user,
  verificationCode,
} from './google-directory-shapes.ts';
import { channelBody, messageHeaders, stopBody } from './google-calendar-operations.ts';
import { digits, FLAG, JSON_UTF8, NUMBER, parameters, url } from './google-values.ts';
import {
  always,
  filled,
  flag,
  inAnyCase,
  matching,
  object,
  oneOf,
  text,
  type JsonSchema,
} from './json-schema.ts';
import type { Operation } from './operation.ts';

type Query = Readonly<Record<string, JsonSchema>>;
type Table = readonly [call: string, query: Query, request?: JsonSchema | undefined, response?: JsonSchema];

const PAGED = { maxResults: NUMBER, pageToken: filled };
const SORTED = { orderBy: filled, sortOrder: inAnyCase('ascending', 'descending'), query: text };
const VIEW = {
  viewType: inAnyCase('admin_view', 'domain_public'),
  projection: inAnyCase('basic', 'custom', 'full'),
  customFieldMask: filled,
};
const DEVICES = { ...PAGED, ...SORTED, projection: inAnyCase('basic', 'full') };

/** get, insert, list, patch, update, delete: most collections have these six. */
function six(
  path: string,
  resource: JsonSchema,
  list: readonly [query: Query, response: JsonSchema],
  query: Query = {},
  one = '{}',
): readonly Table[] {
  const body = bodyOf(resource);
  return [
    [`GET ${path}/${one}`, {}, undefined, resource],
    [`POST ${path}`, query, body, resource],
    [`GET ${path}`, list[0], undefined, list[1]],
    [`PATCH ${path}/${one}`, query, body, resource],
    [`PUT ${path}/${one}`, query, body, resource],
    [`DELETE ${path}/${one}`, {}],
  ];
}

/** As Calendar's, but the ids of what is watched are this API's own. */
const channel = object(
  {
    kind: always('api#channel'),
    ...{ id: filled, resourceId: filled, resourceUri: url, expiration: digits },
  },
  { token: filled },
);
const userBody = bodyOf(user, { password: text, hashFunction: text });
const pageWithin = {
  filter: filled,
  orderBy: filled,
  orgUnitId: filled,
  pageSize: NUMBER,
  pageToken: filled,
};

const USERS: readonly Table[] = [
  ['GET users/{}', VIEW, undefined, user],
  [
    'GET users',
    { ...VIEW, ...PAGED, ...SORTED, customer: filled, domain: filled, event: filled, showDeleted: FLAG },
    undefined,
    pageOf('users', 'users', user),
  ],
  ['POST users', { resolveConflictAccount: FLAG }, userBody, user],
  ['PATCH users/{}', {}, userBody, user],
  ['PUT users/{}', {}, userBody, user],
  ['DELETE users/{}', {}],
  [
    'POST users/watch',
    { ...VIEW, ...PAGED, ...SORTED, customer: filled, domain: filled, event: filled, showDeleted: FLAG },
    channelBody,
    channel,
  ],
  ['POST users/{}/aliases/watch', { event: filled }, channelBody, channel],
  ['POST users/{}/undelete', {}, object({}, { orgUnitPath: text })],
  ['POST users/{}/makeAdmin', {}, object({ status: flag })],
  ['POST users/{}/signOut', {}],
  ['GET users/{}/photos/thumbnail', {}, undefined, photo],
  ['PUT users/{}/photos/thumbnail', {}, bodyOf(photo), photo],
  ['PATCH users/{}/photos/thumbnail', {}, bodyOf(photo), photo],
  ['DELETE users/{}/photos/thumbnail', {}],
  ['GET users/{}/tokens/{}', {}, undefined, token],
  ['GET users/{}/tokens', {}, undefined, pageOf('tokenList', 'items', token)],
  ['DELETE users/{}/tokens/{}', {}],
  ['GET users/{}/asps', {}, undefined, pageOf('aspList', 'items', { type: 'object' })],
  [
    'GET users/{}/verificationCodes',
    {},
    undefined,
    pageOf('verificationCodesList', 'items', verificationCode),
  ],
  ['POST users/{}/verificationCodes/generate', {}],
  ['POST users/{}/verificationCodes/invalidate', {}],
];

const GROUPS: readonly Table[] = [
  ...six('groups', group, [
    { ...PAGED, ...SORTED, customer: filled, domain: filled, userKey: filled },
    pageOf('groups', 'groups', group),
  ]),
  ...six('groups/{}/members', member, [
    { ...PAGED, includeDerivedMembership: FLAG, roles: filled },
    pageOf('members', 'members', member),
  ]),
  ['GET groups/{}/hasMember/{}', {}, undefined, hasMember],
  ...['users', 'groups'].flatMap((of): readonly Table[] => [
    [`POST ${of}/{}/aliases`, {}, bodyOf(alias), alias],
    [`GET ${of}/{}/aliases`, { event: filled }, undefined, aliases],
    [`DELETE ${of}/{}/aliases/{}`, {}],
  ]),
];

const CUSTOMER = 'customer/{}';
const ROOMS = `${CUSTOMER}/resources`;
const ofRooms = (name: string, key: string, resource: JsonSchema): JsonSchema =>
  pageOf(`resources#${name}`, key, resource);

const ARRANGEMENT: readonly Table[] = [
  ...six(
    `${CUSTOMER}/orgunits`,
    orgUnit,
    [
      { orgUnitPath: filled, type: inAnyCase('all', 'children', 'allIncludingParent') },
      pageOf('orgUnits', 'organizationUnits', orgUnit),
    ],
    {},
    '{+}',
  ),
  ...six(`${CUSTOMER}/schemas`, schema, [{}, pageOf('schemas', 'schemas', schema)]),
  ['GET customers/{}', {}, undefined, customer],
  ['PATCH customers/{}', {}, bodyOf(customer), customer],
  ['PUT customers/{}', {}, bodyOf(customer), customer],
  ['GET customer/{}/domains/{}', {}, undefined, domain],
  ['GET customer/{}/domains', {}, undefined, pageOf('domains', 'domains', domain)],
  ['POST customer/{}/domains', {}, bodyOf(domain), domain],
  ['DELETE customer/{}/domains/{}', {}],
  ['GET customer/{}/domainaliases/{}', {}, undefined, domainAlias],
  [
    'GET customer/{}/domainaliases',
    { parentDomainName: filled },
    undefined,
    pageOf('domainAliases', 'domainAliases', domainAlias),
  ],
  ['POST customer/{}/domainaliases', {}, bodyOf(domainAlias), domainAlias],
  ['DELETE customer/{}/domainaliases/{}', {}],
  ...six(`${ROOMS}/buildings`, building, [PAGED, ofRooms('buildings#buildingsList', 'buildings', building)], {
    coordinatesSource: filled,
  }),
  ...six(`${ROOMS}/calendars`, room, [
    { ...PAGED, orderBy: filled, query: text },
    ofRooms('calendars#calendarResourcesList', 'items', room),
  ]),
  ...six(`${ROOMS}/features`, feature, [PAGED, ofRooms('features#featuresList', 'features', feature)]),
  [`POST ${ROOMS}/features/{}/rename`, {}, object({ newName: filled })],
  ['GET customer/{}/roles/ALL/privileges', {}, undefined, privileges],
  ...six(`${CUSTOMER}/roles`, role, [PAGED, pageOf('roles', 'items', role)]),
  ...six(`${CUSTOMER}/roleassignments`, roleAssignment, [
    { ...PAGED, includeIndirectRoleAssignments: FLAG, roleId: filled, userKey: filled },
    pageOf('roleAssignments', 'items', roleAssignment),
  ]).filter(([call]) => !/^(PATCH|PUT)/.test(call)),
  [
    `GET ${CUSTOMER}/devices/chromeos`,
    { ...DEVICES, includeChildOrgunits: FLAG, orgUnitPath: filled },
    undefined,
    pageOf('chromeosdevices', 'chromeosdevices', { type: 'object' }),
  ],
  [
    `GET ${CUSTOMER}/devices/mobile`,
    DEVICES,
    undefined,
    pageOf('mobiledevices', 'mobiledevices', { type: 'object' }),
  ],
  ['GET customers/{}/chrome/printers', pageWithin, undefined, object({})],
  ['GET customers/{}/chrome/printServers', pageWithin, undefined, object({})],
];

function operationsOf([call, query, request, response]: Table): readonly Operation[] {
  const [method = '', path = ''] = call.split(' ');
  const asked = {
    ...{ method, path: `/admin/directory/v1/${path}`, query: parameters(query) },
    ...(request ? { request } : {}),
  };
  if (!response) return [{ ...asked, status: 204 }];
  const answered: Operation = { ...asked, status: 200, type: JSON_UTF8, response };
  return method === 'GET' ? [answered, { ...asked, status: 304 }] : [answered];
}

/** The one address that is not below the others. */
const STOP: Operation = {
  method: 'POST',
  path: '/admin/directory_v1/channels/stop',
  status: 204,
  query: parameters(),
  request: stopBody,
};

const WATCHED = matching(/^https?:\/\/\S+\/admin\/directory\/v1\/users\S*[?&]alt=json$/);

/** The first without a body, then what happened to whom. https://developers.google.com/workspace/admin/directory/v1/guides/push */
export const directoryMessage = {
  anyOf: [
    object({
      headers: messageHeaders(WATCHED, 'sync'),
      type: { type: 'null' },
      body: { type: 'null' },
    }),
    object({
      headers: messageHeaders(WATCHED, 'add', 'delete', 'makeAdmin', 'undelete', 'update'),
      type: oneOf(JSON_UTF8),
      body: { anyOf: [toldUser, alias] },
    }),
  ],
};

export const DIRECTORY_OPERATIONS: readonly Operation[] = [
  ...[...USERS, ...GROUPS, ...ARRANGEMENT].flatMap(operationsOf),
  STOP,
];
