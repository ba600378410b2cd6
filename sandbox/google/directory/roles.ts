/**
 * Roles, the privileges in them, and who has them. The super administrator's role is the account's own mark, so that it
 * is the same truth as `isAdmin`.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-roles
 */
import { createHash, randomInt } from 'node:crypto';
import type { Store } from '../../control/store.ts';
import { conditionNotMet, duplicate, invalidInput, missing, required } from './directory-error.ts';
import type { Person } from './person.ts';
import { Records } from './records.ts';
import { isObject, tagged, textOf } from './resource.ts';
import type { Json } from './resource.ts';

interface Role {
  readonly roleId: string;
  readonly roleName: string;
  readonly roleDescription: string;
  readonly system: boolean;
  readonly privileges: readonly string[];
}

export interface Assignment {
  readonly roleAssignmentId: string;
  readonly roleId: string;
  /** The person's id. */
  readonly assignedTo: string;
  /** The unit whose people it is about; undefined for the whole customer. */
  readonly orgUnitId?: string;
}

/** What a role lets somebody do, and where. */
export interface Grant {
  readonly privileges: ReadonlySet<string>;
  readonly orgUnitId: string | undefined;
}

/** The id of the service that the privileges belong to. */
const SERVICE = '00haapch16h1ysv';
/** Privilege → those below it. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  ORGANIZATION_UNITS_ALL:
    'ORGANIZATION_UNITS_RETRIEVE ORGANIZATION_UNITS_CREATE ORGANIZATION_UNITS_UPDATE ORGANIZATION_UNITS_DELETE',
  USERS_ALL: 'USERS_RETRIEVE USERS_CREATE USERS_UPDATE USERS_DELETE',
  GROUPS_ALL: 'GROUPS_RETRIEVE GROUPS_CREATE GROUPS_UPDATE GROUPS_DELETE',
  USER_SECURITY_ALL: '',
  USER_SCHEMA_MANAGEMENT: '',
  DOMAIN_MANAGEMENT: '',
  CALENDAR_RESOURCE: 'CALENDAR_RESOURCE_READ',
  MANAGE_DEVICES: '',
  MANAGE_PRINTERS: '',
};
const below = (name: string): readonly string[] =>
  (PRIVILEGES[name] ?? '').split(' ').filter((child) => child !== '');
const KNOWN: ReadonlySet<string> = new Set(Object.keys(PRIVILEGES).flatMap((name) => [name, ...below(name)]));

const SYSTEM: readonly (readonly [name: string, description: string, privileges: string])[] = [
  ['_SEED_ADMIN_ROLE', 'Google Workspace Administrator Seed Role', [...Object.keys(PRIVILEGES)].join(' ')],
  ['_GROUPS_ADMIN_ROLE', 'Groups Administrator', 'GROUPS_ALL USERS_RETRIEVE ORGANIZATION_UNITS_RETRIEVE'],
  [
    '_USER_MANAGEMENT_ADMIN_ROLE',
    'User Management Administrator',
    'USERS_ALL ORGANIZATION_UNITS_RETRIEVE USER_SECURITY_ALL',
  ],
  ['_HELP_DESK_ADMIN_ROLE', 'Help Desk Administrator', 'USERS_RETRIEVE ORGANIZATION_UNITS_RETRIEVE'],
];
const SUPER = '_SEED_ADMIN_ROLE';

export class Roles {
  readonly #roles: Records<Role>;
  readonly #assignments: Records<Assignment>;

  constructor(store: Store) {
    this.#roles = new Records(store, 'roles');
    this.#assignments = new Records(store, 'roleassignments');
  }

  /** The system's own first. */
  of(domain: string): readonly Role[] {
    const system = SYSTEM.map(([roleName, roleDescription, privileges]) => ({
      roleId: numberOf(`${domain} ${roleName}`),
      roleName,
      roleDescription,
      system: true,
      privileges: privileges.split(' '),
    }));
    return [...system, ...this.#roles.of(domain)];
  }

  /** @throws {ApiError} 404 */
  find(domain: string, roleId: string): Role {
    const role = this.of(domain).find((one) => one.roleId === roleId);
    if (!role) throw missing('roleId');
    return role;
  }

  isSuper({ roleName }: Role): boolean {
    return roleName === SUPER;
  }

  /** Makes a role, or replaces one; the system's own stay as they are. */
  write(domain: string, before: Role | undefined, body: Json): Role {
    if (before?.system) throw conditionNotMet('A system role cannot be changed.');
    const roleName = textOf(body, 'roleName');
    if (roleName === undefined) throw required('roleName');
    if (this.of(domain).some((role) => role.roleName === roleName && role.roleId !== before?.roleId))
      throw duplicate();
    const roleId = before?.roleId ?? `1380${randomInt(1e12, 9e12)}`;
    return this.#roles.put(domain, roleId, {
      roleId,
      roleName,
      roleDescription: textOf(body, 'roleDescription') ?? '',
      system: false,
      privileges: privilegesIn(body),
    });
  }

  delete(domain: string, role: Role): void {
    if (role.system) throw conditionNotMet('A system role cannot be deleted.');
    if (this.#assignments.of(domain).some(({ roleId }) => roleId === role.roleId))
      throw conditionNotMet('The role is assigned.');
    this.#roles.delete(domain, role.roleId);
  }

  resource(role: Role): Json {
    return tagged('admin#directory#role', {
      roleId: role.roleId,
      roleName: role.roleName,
      roleDescription: role.roleDescription,
      rolePrivileges: role.privileges.map((privilegeName) => ({ privilegeName, serviceId: SERVICE })),
      isSystemRole: role.system ? true : undefined,
      isSuperAdminRole: this.isSuper(role) ? true : undefined,
    });
  }

  /** Super administrators among `people` are assigned by their mark. */
  assignments(domain: string, people: readonly Person[]): readonly Assignment[] {
    const [seed] = this.of(domain);
    const marked = people
      .filter(({ role }) => role === 'admin')
      .map(({ sub }) => ({
        roleAssignmentId: numberOf(`${domain} ${sub}`),
        roleId: seed?.roleId ?? '',
        assignedTo: sub,
      }));
    return [...marked, ...this.#assignments.of(domain)];
  }

  /** @param orgUnitId - the unit it is for; undefined for the whole customer */
  assign(domain: string, role: Role, person: Person, orgUnitId: string | undefined): Assignment {
    if (orgUnitId !== undefined && !role.privileges.every(isForUnits))
      throw invalidInput('Invalid Input: scopeType');
    const twin = this.assignments(domain, [person]).some(
      (row) => row.roleId === role.roleId && row.assignedTo === person.sub && row.orgUnitId === orgUnitId,
    );
    if (twin) throw duplicate();
    const roleAssignmentId = `1380${randomInt(1e12, 9e12)}`;
    return this.#assignments.put(domain, roleAssignmentId, {
      roleAssignmentId,
      roleId: role.roleId,
      assignedTo: person.sub,
      ...(orgUnitId === undefined ? {} : { orgUnitId }),
    });
  }

  unassign(domain: string, { roleAssignmentId }: Assignment): void {
    this.#assignments.delete(domain, roleAssignmentId);
  }

  assignmentResource({ roleAssignmentId, roleId, assignedTo, orgUnitId }: Assignment): Json {
    return tagged('admin#directory#roleAssignment', {
      roleAssignmentId,
      roleId,
      assignedTo,
      assigneeType: 'user',
      scopeType: orgUnitId === undefined ? 'CUSTOMER' : 'ORG_UNIT',
      orgUnitId: orgUnitId?.replace(/^id:/, ''),
    });
  }

  isDelegated({ domain, sub }: Person): boolean {
    return this.#assignments.of(domain).some(({ assignedTo }) => assignedTo === sub);
  }

  /** What a person's roles let him do, privileges below others included. */
  grants({ domain, sub }: Person): readonly Grant[] {
    const own = this.#assignments.of(domain).filter(({ assignedTo }) => assignedTo === sub);
    return own.map(({ roleId, orgUnitId }) => {
      const names = this.of(domain).find((role) => role.roleId === roleId)?.privileges ?? [];
      return { privileges: new Set(names.flatMap((name) => [name, ...below(name)])), orgUnitId };
    });
  }

  clear(): void {
    this.#roles.clear();
    this.#assignments.clear();
  }
}

/** All that a role may have, as a tree. */
export function privilegeResources(): readonly Json[] {
  const one = (privilegeName: string, children: readonly string[]): Json =>
    tagged('admin#directory#privilege', {
      serviceId: SERVICE,
      serviceName: 'admin_apis',
      privilegeName,
      isOuScopable: isForUnits(privilegeName),
      childPrivileges: children.length === 0 ? undefined : children.map((child) => one(child, [])),
    });
  return Object.keys(PRIVILEGES).map((name) => one(name, below(name)));
}

/** Privileges about people may be had for some of them. */
function isForUnits(privilege: string): boolean {
  return privilege.startsWith('USERS_');
}

function privilegesIn(body: Json): readonly string[] {
  const given = Array.isArray(body['rolePrivileges']) ? (body['rolePrivileges'] as unknown[]) : [];
  const names = given.map((item) => (isObject(item) ? textOf(item, 'privilegeName') : undefined));
  const known = names.filter((name) => name !== undefined && KNOWN.has(name));
  if (known.length < names.length) throw invalidInput('Invalid Input: privilegeName');
  return known as string[];
}

function numberOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `1380${(BigInt(`0x${digest}`) % 10n ** 13n).toString().padStart(13, '0')}`;
}
