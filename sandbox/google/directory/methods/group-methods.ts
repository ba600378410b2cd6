/** `groups`, their aliases, and `members`. */
import { ACCESS } from '../access.ts';
import { conditionNotMet, duplicate, invalidInput, missing, required } from '../directory-error.ts';
import { newGroupId, outsiderId } from '../groups.ts';
import type { Group, Membership } from '../groups.ts';
import { customerOf } from '../customer.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { flag, pageOf, param } from '../method.ts';
import { listing, patched, tagged, textOf } from '../resource.ts';
import type { Json } from '../resource.ts';
import { freeAddress } from '../user-input.ts';
import { groupFilter } from '../group-query.ts';
import { checkWhose } from './user-methods.ts';

const GROUP = 'groups/{groupKey}';
const ALIASES = `${GROUP}/aliases`;
const MEMBERS = `${GROUP}/members`;
const MEMBER = `${MEMBERS}/{memberKey}`;
const MOST = 200;
const ROLES = ['OWNER', 'MANAGER', 'MEMBER'];

const groupOf = (call: Call): Group => call.directory.groups.find(call.self.domain, param(call, 'groupKey'));
const resourceOf = ({ directory, self }: Call, group: Group): Json =>
  directory.groups.resource(self.domain, group);

function listGroups(call: Call): Json {
  const { directory, self, query } = call;
  const { groups } = directory;
  const { userKey } = query;
  if (userKey === undefined) checkWhose(call);
  const all =
    userKey === undefined ? groups.of(self.domain) : groups.withMember(self.domain, idOf(call, userKey));
  const passes = groupFilter(query['query'], (key) => groups.withMember(self.domain, idOf(call, key)));
  const sorted = all.filter(passes).sort((a, b) => a.email.localeCompare(b.email));
  if (query['sortOrder']?.toUpperCase() === 'DESCENDING') sorted.reverse();
  const { items, next } = pageOf(call, sorted, MOST);
  return listing(
    'admin#directory#groups',
    'groups',
    items.map((group) => resourceOf(call, group)),
    next,
  );
}

/** The id of a user, a group or a stranger. */
function idOf({ directory, self }: Call, key: string): string {
  const { domain } = self;
  return (
    directory.lookUp(domain, key)?.sub ??
    directory.groups.lookUp(domain, key)?.id ??
    (key.includes('@') ? outsiderId(key.toLowerCase()) : key)
  );
}

function insertGroup(call: Call): Json {
  const { directory, self, body } = call;
  const email = freeAddress(directory, self.domain, body['email'] ?? '', 'groupKey');
  const group = directory.groups.put(self.domain, {
    id: newGroupId(),
    email,
    name: textOf(body, 'name') ?? email.slice(0, email.indexOf('@')),
    description: textOf(body, 'description') ?? '',
    aliases: [],
  });
  return resourceOf(call, group);
}

/** What is not named stays, for both ways of writing. A group keeps its old address as an alias. */
function writeGroup(call: Call): Json {
  const { directory, self, body } = call;
  const before = groupOf(call);
  const given = textOf(body, 'email')?.toLowerCase();
  const moved = given !== undefined && given !== before.email;
  const email = moved ? freeAddress(directory, self.domain, given, 'groupKey') : before.email;
  const after = patched({ name: before.name, description: before.description }, body);
  const group = directory.groups.put(self.domain, {
    ...before,
    email,
    name: textOf(after, 'name') ?? before.name,
    description: textOf(after, 'description') ?? '',
    aliases: moved ? [...before.aliases, before.email] : before.aliases,
  });
  return resourceOf(call, group);
}

function aliasResource({ id, email }: Group, alias: string): Json {
  return tagged('admin#directory#alias', { id, primaryEmail: email, alias });
}

function insertAlias(call: Call): Json {
  const { directory, self, body } = call;
  const group = groupOf(call);
  const alias = freeAddress(directory, self.domain, body['alias'] ?? '', 'alias');
  directory.groups.put(self.domain, { ...group, aliases: [...group.aliases, alias] });
  return aliasResource(group, alias);
}

function deleteAlias(call: Call): undefined {
  const group = groupOf(call);
  const alias = param(call, 'alias').toLowerCase();
  if (!group.aliases.includes(alias)) throw missing('alias');
  const aliases = group.aliases.filter((one) => one !== alias);
  call.directory.groups.put(call.self.domain, { ...group, aliases });
  return undefined;
}

/** Lists do not say how mail is delivered. */
function memberResource({ directory, self }: Call, row: Membership, alone: boolean): Json {
  const person = row.type === 'USER' ? directory.lookUp(self.domain, row.id) : undefined;
  const group = row.type === 'GROUP' ? directory.groups.lookUp(self.domain, row.id) : undefined;
  return tagged('admin#directory#member', {
    id: row.id,
    email: person?.email ?? group?.email ?? row.email,
    role: row.role,
    type: row.type,
    status: person?.suspended ? 'SUSPENDED' : 'ACTIVE',
    delivery_settings: alone ? row.delivery : undefined,
  });
}

function listMembers(call: Call): Json {
  const { directory, self, query } = call;
  const group = groupOf(call);
  const all = flag(call, 'includeDerivedMembership')
    ? directory.groups.derivedMembers(self.domain, group)
    : directory.groups.members(self.domain, group);
  const roles = (query['roles'] ?? '').split(',').filter((role) => role !== '');
  if (roles.some((role) => !ROLES.includes(role))) throw invalidInput('Invalid Input: roles');
  const shown = all.filter(({ role }) => roles.length === 0 || roles.includes(role));
  const { items, next } = pageOf(call, shown, MOST);
  const members = items.map((row) => memberResource(call, row, false));
  return listing('admin#directory#members', 'members', members, next);
}

function memberOf(call: Call): Membership {
  const group = groupOf(call);
  const id = idOf(call, param(call, 'memberKey'));
  const row = call.directory.groups.members(call.self.domain, group).find((one) => one.id === id);
  if (!row) throw missing('memberKey');
  return row;
}

/** Of people in the organisation only: about strangers nothing is said. */
function hasMember(call: Call): Json {
  const { directory, self } = call;
  const group = groupOf(call);
  const key = param(call, 'memberKey');
  const person = directory.lookUp(self.domain, key) ?? directory.groups.lookUp(self.domain, key);
  if (!person) throw invalidInput('Invalid Input: memberKey');
  const id = 'sub' in person ? person.sub : person.id;
  const all = directory.groups.derivedMembers(self.domain, group);
  return { isMember: all.some((row) => row.id === id || row.type === 'CUSTOMER') };
}

function insertMember(call: Call): Json {
  const { directory, self } = call;
  const group = groupOf(call);
  const row = newMember(call, group);
  if (directory.groups.members(self.domain, group).some(({ id }) => id === row.id)) throw duplicate('Member');
  return memberResource(call, directory.groups.putMember(self.domain, row), true);
}

function newMember(call: Call, group: Group): Membership {
  const { directory, self, body } = call;
  const key = textOf(body, 'email')?.toLowerCase() ?? textOf(body, 'id');
  const settings = { groupId: group.id, ...settingsIn(body, 'MEMBER', 'ALL_MAIL') };
  if (textOf(body, 'type') === 'CUSTOMER' || key === customerOf(self.domain))
    return { ...settings, id: customerOf(self.domain), email: undefined, type: 'CUSTOMER' };
  if (key === undefined) throw required('memberKey');
  const person = directory.lookUp(self.domain, key);
  if (person) return { ...settings, id: person.sub, email: undefined, type: 'USER' };
  const inner = directory.groups.lookUp(self.domain, key);
  if (inner) return { ...settings, ...innerGroup(call, group, inner, settings.role) };
  const mailDomain = /^[^\s@]+@([^\s@]+)$/.exec(key)?.[1];
  if (mailDomain === undefined || mailDomain === self.domain) throw missing('memberKey');
  return { ...settings, id: outsiderId(key), email: key, type: 'USER' };
}

/** A group is in no group that is in it, and owns none. */
function innerGroup(
  { directory, self }: Call,
  group: Group,
  inner: Group,
  role: string,
): { id: string; email: undefined; type: 'GROUP' } {
  const within = directory.groups.derivedMembers(self.domain, inner);
  if (inner.id === group.id || within.some(({ id }) => id === group.id))
    throw conditionNotMet('Cyclic memberships not allowed');
  if (role !== 'MEMBER') throw invalidInput('Invalid Input: memberKey');
  return { id: inner.id, email: undefined, type: 'GROUP' };
}

function settingsIn(body: Json, role: string, delivery: string): Pick<Membership, 'role' | 'delivery'> {
  const wanted = textOf(body, 'role') ?? role;
  if (!ROLES.includes(wanted)) throw invalidInput('Invalid Input: role');
  return {
    role: wanted as Membership['role'],
    delivery: textOf(body, 'delivery_settings') ?? delivery,
  };
}

function writeMember(call: Call): Json {
  const row = memberOf(call);
  const settings = settingsIn(call.body, row.role, row.delivery);
  if (row.type === 'GROUP' && settings.role !== 'MEMBER') throw invalidInput('Invalid Input: memberKey');
  const after = call.directory.groups.putMember(call.self.domain, { ...row, ...settings });
  return memberResource(call, after, true);
}

export const GROUP_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'groups.get',
    http: 'GET',
    path: GROUP,
    access: ACCESS.readGroups,
    response: 'Group',
    answer: (call) => resourceOf(call, groupOf(call)),
  },
  {
    id: 'groups.list',
    http: 'GET',
    path: 'groups',
    access: ACCESS.readGroups,
    query: 'customer domain maxResults orderBy pageToken query sortOrder userKey',
    response: 'Groups',
    answer: listGroups,
  },
  {
    id: 'groups.insert',
    http: 'POST',
    path: 'groups',
    access: ACCESS.writeGroups,
    request: 'Group',
    response: 'Group',
    answer: insertGroup,
  },
  {
    id: 'groups.patch',
    http: 'PATCH',
    path: GROUP,
    access: ACCESS.writeGroups,
    request: 'Group',
    response: 'Group',
    answer: writeGroup,
  },
  {
    id: 'groups.update',
    http: 'PUT',
    path: GROUP,
    access: ACCESS.writeGroups,
    request: 'Group',
    response: 'Group',
    answer: writeGroup,
  },
  {
    id: 'groups.delete',
    http: 'DELETE',
    path: GROUP,
    access: ACCESS.writeGroups,
    answer: (call) => {
      call.directory.groups.delete(call.self.domain, groupOf(call));
      return undefined;
    },
  },
  {
    id: 'groups.aliases.insert',
    http: 'POST',
    path: ALIASES,
    access: ACCESS.writeGroups,
    request: 'Alias',
    response: 'Alias',
    answer: insertAlias,
  },
  {
    id: 'groups.aliases.list',
    http: 'GET',
    path: ALIASES,
    access: ACCESS.readGroups,
    response: 'Aliases',
    answer: (call) => {
      const group = groupOf(call);
      const aliases = group.aliases.map((alias) => aliasResource(group, alias));
      return listing('admin#directory#aliases', 'aliases', aliases);
    },
  },
  {
    id: 'groups.aliases.delete',
    http: 'DELETE',
    path: `${ALIASES}/{alias}`,
    access: ACCESS.writeGroups,
    answer: deleteAlias,
  },
  {
    id: 'members.get',
    http: 'GET',
    path: MEMBER,
    access: ACCESS.readMembers,
    response: 'Member',
    answer: (call) => memberResource(call, memberOf(call), true),
  },
  {
    id: 'members.hasMember',
    http: 'GET',
    path: `${GROUP}/hasMember/{memberKey}`,
    access: ACCESS.readMembers,
    response: 'MembersHasMember',
    answer: hasMember,
  },
  {
    id: 'members.insert',
    http: 'POST',
    path: MEMBERS,
    access: ACCESS.writeMembers,
    request: 'Member',
    response: 'Member',
    answer: insertMember,
  },
  {
    id: 'members.list',
    http: 'GET',
    path: MEMBERS,
    access: ACCESS.readMembers,
    query: 'includeDerivedMembership maxResults pageToken roles',
    response: 'Members',
    answer: listMembers,
  },
  {
    id: 'members.patch',
    http: 'PATCH',
    path: MEMBER,
    access: ACCESS.writeMembers,
    request: 'Member',
    response: 'Member',
    answer: writeMember,
  },
  {
    id: 'members.update',
    http: 'PUT',
    path: MEMBER,
    access: ACCESS.writeMembers,
    request: 'Member',
    response: 'Member',
    answer: writeMember,
  },
  {
    id: 'members.delete',
    http: 'DELETE',
    path: MEMBER,
    access: ACCESS.writeMembers,
    answer: (call) => {
      call.directory.groups.removeMember(call.self.domain, memberOf(call));
      return undefined;
    },
  },
];
