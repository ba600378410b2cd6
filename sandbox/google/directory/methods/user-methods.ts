/** `users`, their aliases and photos. */
import { ApiError } from '../../api-error.ts';
import { ACCESS } from '../access.ts';
import { badRequest, domainMissing, forbidden, missing, required } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { flag, pageOf, param } from '../method.ts';
import type { DeletedPerson, Person } from '../person.ts';
import { etagOf, listing, pick, tagged, textOf } from '../resource.ts';
import type { Json } from '../resource.ts';
import { readPhoto } from '../photo.ts';
import { changeUser, freeAddress, insertUser, unitAt } from '../user-input.ts';
import { userFilter } from '../user-query.ts';
import { isVisible, userResource, viewOf } from '../user-view.ts';

const USER = 'users/{userKey}';
/** The parameters of a list of users. */
export const LIST =
  'customFieldMask customer domain event maxResults orderBy pageToken projection query showDeleted sortOrder viewType';
const MOST = 500;
const USUAL = 100;

const userOf = (call: Call): Person =>
  call.directory.findWithin(call.self, param(call, 'userKey'), call.access);

/** @throws {ApiError} 400 where neither is given, or for somebody else's customer; 404 for somebody else's domain */
export function checkWhose({ directory, self, query }: Call): void {
  const { domain, customer } = query;
  if (domain === undefined && customer === undefined) throw badRequest();
  if (domain !== undefined && domain.toLowerCase() !== self.domain) throw domainMissing();
  if (customer !== undefined) directory.checkCustomer(self, customer);
}

function getUser(call: Call): Json {
  const view = viewOf(call);
  const person = call.directory.find(call.self, param(call, 'userKey'));
  if (!isVisible(call, person, view)) throw view.admin ? forbidden() : missing('userKey');
  return userResource(call.directory, person, call.self, view);
}

function listUsers(call: Call): Json {
  const { directory, self, query } = call;
  checkWhose(call);
  const view = viewOf(call);
  const passes = userFilter(query['query'], directory, self.domain);
  const rows: readonly { account: Person; deletedAt?: number }[] = flag(call, 'showDeleted')
    ? directory.deleted(self.domain)
    : directory.people(self.domain).map((account) => ({ account }));
  const shown = rows
    .filter(({ account }) => isVisible(call, account, view))
    .filter(({ account }) => passes(userResource(directory, account, self), account));
  const sorted = [...shown].sort((a, b) => sortKey(call, a.account).localeCompare(sortKey(call, b.account)));
  if (query['sortOrder']?.toUpperCase() === 'DESCENDING') sorted.reverse();
  const { items, next } = pageOf(call, sorted, MOST, USUAL);
  const users = items.map(({ account, deletedAt }) =>
    userResource(directory, account, self, view, deletedAt),
  );
  return listing('admin#directory#users', 'users', users, next);
}

function sortKey({ query }: Call, person: Person): string {
  const by = query['orderBy']?.toLowerCase() ?? 'email';
  if (by === 'email') return person.email;
  if (by === 'givenname') return `${person.givenName} ${person.email}`;
  if (by === 'familyname') return `${person.familyName} ${person.email}`;
  throw badRequest('Invalid Input: orderBy');
}

/** Tells those who watch, and answers the person as he is now. */
function announced(call: Call, person: Person, event: string): Json {
  const { directory, self } = call;
  const resource = userResource(directory, person, self);
  const message = pick(resource, ['kind', 'id', 'etag', 'primaryEmail']);
  directory.notices.tell('users', self.domain, event, message);
  return resource;
}

/** Nobody puts people where he is no administrator. */
function checkPlace({ directory, self, body, access }: Call): void {
  const path = textOf(body, 'orgUnitPath');
  if (path !== undefined && !directory.reaches(self, access, unitAt(directory, self.domain, path)))
    throw forbidden();
}

function insert(call: Call): Json {
  const { directory, self, body, access } = call;
  checkPlace(call);
  if (textOf(body, 'orgUnitPath') === undefined && !directory.reaches(self, access, undefined))
    throw forbidden();
  return announced(call, insertUser(directory, self.domain, body), 'add');
}

function write(call: Call): Json {
  checkPlace(call);
  return announced(call, changeUser(call.directory, userOf(call), call.body), 'update');
}

function deleteUser(call: Call): undefined {
  const person = userOf(call);
  announced(call, person, 'delete');
  call.directory.remove(person);
  return undefined;
}

function undelete(call: Call): undefined {
  const { directory, self, body } = call;
  const key = param(call, 'userKey');
  const found: DeletedPerson | undefined = directory
    .deleted(self.domain)
    .find(({ account }) => account.sub === key || account.email === key.toLowerCase());
  if (!found) throw missing('userKey');
  if (directory.isTaken(self.domain, found.account.email))
    throw new ApiError(409, 'duplicate', 'Entity already exists.');
  directory.bringBack(found, unitAt(directory, self.domain, textOf(body, 'orgUnitPath') ?? '/'));
  announced(call, found.account, 'undelete');
  return undefined;
}

function makeAdmin(call: Call): undefined {
  const person = userOf(call);
  const { status } = call.body;
  if (typeof status !== 'boolean') throw required('status');
  const changed: Person = { ...person, role: status ? 'admin' : 'user' };
  call.directory.identity.putAccount(changed);
  announced(call, changed, status ? 'makeAdmin' : 'update');
  return undefined;
}

function aliasResource({ sub, email }: Person, alias: string): Json {
  return tagged('admin#directory#alias', { id: sub, primaryEmail: email, alias });
}

function insertAlias(call: Call): Json {
  const person = userOf(call);
  const { directory, self, body } = call;
  const alias = freeAddress(directory, self.domain, body['alias'] ?? '', 'alias');
  const profile = directory.profile(person);
  directory.setProfile(person, { ...profile, aliases: [...profile.aliases, alias] });
  const resource = aliasResource(person, alias);
  directory.notices.tell('aliases', person.sub, 'add', resource);
  return resource;
}

function deleteAlias(call: Call): undefined {
  const person = userOf(call);
  const profile = call.directory.profile(person);
  const alias = param(call, 'alias').toLowerCase();
  if (!profile.aliases.includes(alias)) throw missing('alias');
  call.directory.setProfile(person, {
    ...profile,
    aliases: profile.aliases.filter((one) => one !== alias),
  });
  call.directory.notices.tell('aliases', person.sub, 'delete', aliasResource(person, alias));
  return undefined;
}

function getPhoto(call: Call): Json {
  const person = userOf(call);
  const { photo } = call.directory.profile(person);
  if (!photo) throw missing('photo');
  return {
    kind: 'admin#directory#user#photo',
    id: person.sub,
    etag: etagOf(photo),
    primaryEmail: person.email,
    ...photo,
  };
}

function putPhoto(call: Call): Json {
  const person = userOf(call);
  call.directory.setProfile(person, { ...call.directory.profile(person), photo: readPhoto(call.body) });
  return getPhoto(call);
}

function deletePhoto(call: Call): undefined {
  const person = userOf(call);
  const { photo, ...rest } = call.directory.profile(person);
  if (!photo) throw missing('photo');
  call.directory.setProfile(person, rest);
  return undefined;
}

const PHOTO = `${USER}/photos/thumbnail`;
const ALIASES = `${USER}/aliases`;

export const USER_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'users.get',
    http: 'GET',
    path: USER,
    access: ACCESS.readUsers,
    query: 'customFieldMask projection viewType',
    response: 'User',
    who: 'colleagues',
    answer: getUser,
  },
  {
    id: 'users.list',
    http: 'GET',
    path: 'users',
    access: ACCESS.listUsers,
    query: LIST,
    response: 'Users',
    who: 'colleagues',
    answer: listUsers,
  },
  {
    id: 'users.insert',
    http: 'POST',
    path: 'users',
    access: ACCESS.createUsers,
    who: 'unit administrators',
    query: 'resolveConflictAccount',
    request: 'User',
    response: 'User',
    answer: insert,
  },
  {
    id: 'users.patch',
    http: 'PATCH',
    path: USER,
    access: ACCESS.changeUsers,
    who: 'unit administrators',
    request: 'User',
    response: 'User',
    answer: write,
  },
  {
    id: 'users.update',
    http: 'PUT',
    path: USER,
    access: ACCESS.changeUsers,
    who: 'unit administrators',
    request: 'User',
    response: 'User',
    answer: write,
  },
  {
    id: 'users.delete',
    http: 'DELETE',
    path: USER,
    access: ACCESS.deleteUsers,
    who: 'unit administrators',
    answer: deleteUser,
  },
  {
    id: 'users.undelete',
    http: 'POST',
    path: `${USER}/undelete`,
    access: ACCESS.makeAdministrators,
    request: 'UserUndelete',
    answer: undelete,
  },
  {
    id: 'users.makeAdmin',
    http: 'POST',
    path: `${USER}/makeAdmin`,
    access: ACCESS.makeAdministrators,
    request: 'UserMakeAdmin',
    answer: makeAdmin,
  },
  {
    id: 'users.signOut',
    http: 'POST',
    path: `${USER}/signOut`,
    access: ACCESS.security,
    // Sessions of browsers end, tokens of clients do not, and there are no sessions here.
    answer: (call) => {
      userOf(call);
      return undefined;
    },
  },
  { id: 'users.createGuest', http: 'POST', path: 'users:createGuest', access: ACCESS.changeUsers },
  {
    id: 'users.aliases.insert',
    http: 'POST',
    path: ALIASES,
    access: ACCESS.writeAliases,
    who: 'unit administrators',
    request: 'Alias',
    response: 'Alias',
    answer: insertAlias,
  },
  {
    id: 'users.aliases.list',
    http: 'GET',
    path: ALIASES,
    access: ACCESS.readAliases,
    who: 'unit administrators',
    query: 'event',
    response: 'Aliases',
    answer: (call) => {
      const person = userOf(call);
      const aliases = call.directory.profile(person).aliases.map((alias) => aliasResource(person, alias));
      return listing('admin#directory#aliases', 'aliases', aliases);
    },
  },
  {
    id: 'users.aliases.delete',
    http: 'DELETE',
    path: `${ALIASES}/{alias}`,
    access: ACCESS.writeAliases,
    who: 'unit administrators',
    answer: deleteAlias,
  },
  {
    id: 'users.photos.get',
    http: 'GET',
    path: PHOTO,
    access: ACCESS.readUsers,
    response: 'UserPhoto',
    answer: getPhoto,
  },
  {
    id: 'users.photos.update',
    http: 'PUT',
    path: PHOTO,
    access: ACCESS.changeUsers,
    who: 'unit administrators',
    request: 'UserPhoto',
    response: 'UserPhoto',
    answer: putPhoto,
  },
  {
    id: 'users.photos.patch',
    http: 'PATCH',
    path: PHOTO,
    access: ACCESS.changeUsers,
    who: 'unit administrators',
    request: 'UserPhoto',
    response: 'UserPhoto',
    answer: putPhoto,
  },
  { id: 'users.photos.delete', http: 'DELETE', path: PHOTO, access: ACCESS.changeUsers, answer: deletePhoto },
];
