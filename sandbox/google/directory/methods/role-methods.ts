/** `roles`, `roleAssignments` and `privileges`. */
import { ACCESS } from '../access.ts';
import { invalidInput, missing, required } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { pageOf, param } from '../method.ts';
import { listing, patched, textOf } from '../resource.ts';
import type { Json } from '../resource.ts';
import { privilegeResources } from '../roles.ts';
import type { Assignment } from '../roles.ts';

const ROLES = 'customer/{customer}/roles';
const ROLE = `${ROLES}/{roleId}`;
const ASSIGNMENTS = 'customer/{customer}/roleassignments';
const ASSIGNMENT = `${ASSIGNMENTS}/{roleAssignmentId}`;
const MOST = 100;
const MOST_ASSIGNMENTS = 200;

type Role = ReturnType<Call['directory']['roles']['find']>;

const roleOf = (call: Call): Role => call.directory.roles.find(call.self.domain, param(call, 'roleId'));
const shown = ({ directory }: Call, role: Role): Json => directory.roles.resource(role);

function listRoles(call: Call): Json {
  const { items, next } = pageOf(call, call.directory.roles.of(call.self.domain), MOST);
  return listing(
    'admin#directory#roles',
    'items',
    items.map((role) => shown(call, role)),
    next,
  );
}

function writeRole(call: Call, body: (before: Role) => Json): Json {
  const before = roleOf(call);
  return shown(call, call.directory.roles.write(call.self.domain, before, body(before)));
}

const all = ({ directory, self }: Call): readonly Assignment[] =>
  directory.roles.assignments(self.domain, directory.people(self.domain));

function assignmentOf(call: Call): Assignment {
  const id = param(call, 'roleAssignmentId');
  const found = all(call).find(({ roleAssignmentId }) => roleAssignmentId === id);
  if (!found) throw missing('roleAssignmentId');
  return found;
}

function listAssignments(call: Call): Json {
  const { directory, self, query } = call;
  const { userKey, roleId } = query;
  const of = userKey === undefined ? undefined : directory.find(self, userKey).sub;
  const found = all(call).filter(
    (row) => (of === undefined || row.assignedTo === of) && (roleId === undefined || row.roleId === roleId),
  );
  const { items, next } = pageOf(call, found, MOST_ASSIGNMENTS);
  const resources = items.map((row) => directory.roles.assignmentResource(row));
  return listing('admin#directory#roleAssignments', 'items', resources, next);
}

function assign(call: Call): Json {
  const { directory, self, body } = call;
  const { roles, identity } = directory;
  const roleId = textOf(body, 'roleId');
  const assignedTo = textOf(body, 'assignedTo');
  if (roleId === undefined) throw required('roleId');
  if (assignedTo === undefined) throw required('assignedTo');
  const orgUnitId = unitIn(call);
  const role = roles.find(self.domain, roleId);
  const person = directory.people(self.domain).find(({ sub }) => sub === assignedTo);
  if (!person) throw missing('assignedTo');
  if (roles.isSuper(role) && orgUnitId !== undefined) throw invalidInput('Invalid Input: scopeType');
  if (!roles.isSuper(role))
    return roles.assignmentResource(roles.assign(self.domain, role, person, orgUnitId));
  const marked = { ...person, role: 'admin' as const };
  identity.putAccount(marked);
  const [row] = roles.assignments(self.domain, [marked]);
  if (!row) throw missing('assignedTo');
  return roles.assignmentResource(row);
}

/** The unit that the assignment is for, with or without `id:`. */
function unitIn({ directory, self, body }: Call): string | undefined {
  const scopeType = textOf(body, 'scopeType') ?? 'CUSTOMER';
  if (scopeType === 'CUSTOMER') return undefined;
  if (scopeType !== 'ORG_UNIT') throw invalidInput('Invalid Input: scopeType');
  const given = textOf(body, 'orgUnitId');
  if (given === undefined) throw required('orgUnitId');
  return directory.orgUnits.find(self.domain, `id:${given.replace(/^id:/, '')}`).orgUnitId;
}

function unassign(call: Call): undefined {
  const { directory, self } = call;
  const row = assignmentOf(call);
  const person = directory.people(self.domain).find(({ sub }) => sub === row.assignedTo);
  const role = directory.roles.find(self.domain, row.roleId);
  if (person && directory.roles.isSuper(role)) directory.identity.putAccount({ ...person, role: 'user' });
  else directory.roles.unassign(self.domain, row);
  return undefined;
}

export const ROLE_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'privileges.list',
    http: 'GET',
    path: `${ROLES}/ALL/privileges`,
    access: ACCESS.readRoles,
    response: 'Privileges',
    answer: () => listing('admin#directory#privileges', 'items', privilegeResources()),
  },
  {
    id: 'roles.get',
    http: 'GET',
    path: ROLE,
    access: ACCESS.readRoles,
    response: 'Role',
    answer: (call) => shown(call, roleOf(call)),
  },
  {
    id: 'roles.list',
    http: 'GET',
    path: ROLES,
    access: ACCESS.readRoles,
    query: 'maxResults pageToken',
    response: 'Roles',
    answer: listRoles,
  },
  {
    id: 'roles.insert',
    http: 'POST',
    path: ROLES,
    access: ACCESS.writeRoles,
    request: 'Role',
    response: 'Role',
    answer: (call) => shown(call, call.directory.roles.write(call.self.domain, undefined, call.body)),
  },
  {
    id: 'roles.patch',
    http: 'PATCH',
    path: ROLE,
    access: ACCESS.writeRoles,
    request: 'Role',
    response: 'Role',
    answer: (call) => writeRole(call, (before) => patched(call.directory.roles.resource(before), call.body)),
  },
  {
    id: 'roles.update',
    http: 'PUT',
    path: ROLE,
    access: ACCESS.writeRoles,
    request: 'Role',
    response: 'Role',
    answer: (call) => writeRole(call, () => call.body),
  },
  {
    id: 'roles.delete',
    http: 'DELETE',
    path: ROLE,
    access: ACCESS.writeRoles,
    answer: (call) => {
      call.directory.roles.delete(call.self.domain, roleOf(call));
      return undefined;
    },
  },
  {
    id: 'roleAssignments.get',
    http: 'GET',
    path: ASSIGNMENT,
    access: ACCESS.readRoles,
    response: 'RoleAssignment',
    answer: (call) => call.directory.roles.assignmentResource(assignmentOf(call)),
  },
  {
    id: 'roleAssignments.list',
    http: 'GET',
    path: ASSIGNMENTS,
    access: ACCESS.readRoles,
    query: 'includeIndirectRoleAssignments maxResults pageToken roleId userKey',
    response: 'RoleAssignments',
    answer: listAssignments,
  },
  {
    id: 'roleAssignments.insert',
    http: 'POST',
    path: ASSIGNMENTS,
    access: ACCESS.writeRoles,
    request: 'RoleAssignment',
    response: 'RoleAssignment',
    answer: assign,
  },
  {
    id: 'roleAssignments.delete',
    http: 'DELETE',
    path: ASSIGNMENT,
    access: ACCESS.writeRoles,
    answer: unassign,
  },
];
