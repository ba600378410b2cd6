/**
 * What each group of methods asks of a token and of the person behind it: one of the scopes, and either a super
 * administrator or a role with one of the privileges.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/authorizing
 */
const AUTH = 'https://www.googleapis.com/auth/';

export interface Access {
  readonly scopes: readonly string[];
  /** Names of the privileges, any of which a delegated administrator needs. */
  readonly privileges: readonly string[];
}

const access = (scopes: string, privileges: string): Access => ({
  scopes: scopes.split(' ').map((scope) => (scope.startsWith('https:') ? scope : `${AUTH}${scope}`)),
  privileges: privileges.split(' '),
});

const D = 'admin.directory';
const USER = `${D}.user`;
const GROUP = `${D}.group`;
const ROOMS = `${D}.resource.calendar`;

export const ACCESS = {
  readUsers: access(`${USER} ${USER}.readonly`, 'USERS_ALL USERS_RETRIEVE'),
  listUsers: access(`${USER} ${USER}.readonly cloud-platform`, 'USERS_ALL USERS_RETRIEVE'),
  createUsers: access(USER, 'USERS_ALL USERS_CREATE'),
  changeUsers: access(USER, 'USERS_ALL USERS_UPDATE'),
  deleteUsers: access(USER, 'USERS_ALL USERS_DELETE'),
  // Who may make administrators is an administrator himself: no role gives that away.
  makeAdministrators: access(USER, 'SUPER_ADMIN'),
  readAliases: access(
    `${USER} ${USER}.alias ${USER}.alias.readonly ${USER}.readonly`,
    'USERS_ALL USERS_RETRIEVE',
  ),
  writeAliases: access(`${USER} ${USER}.alias`, 'USERS_ALL USERS_UPDATE'),
  stopChannel: access(
    `${USER} ${USER}.alias ${USER}.alias.readonly ${USER}.readonly cloud-platform`,
    'USERS_ALL USERS_RETRIEVE',
  ),
  security: access(`${USER}.security`, 'USER_SECURITY_ALL'),
  readSchemas: access(`${D}.userschema ${D}.userschema.readonly`, 'USER_SCHEMA_MANAGEMENT'),
  writeSchemas: access(`${D}.userschema`, 'USER_SCHEMA_MANAGEMENT'),
  readGroups: access(`${GROUP} ${GROUP}.readonly`, 'GROUPS_ALL GROUPS_RETRIEVE'),
  writeGroups: access(GROUP, 'GROUPS_ALL GROUPS_UPDATE'),
  readMembers: access(
    `${GROUP} ${GROUP}.member ${GROUP}.member.readonly ${GROUP}.readonly`,
    'GROUPS_ALL GROUPS_RETRIEVE',
  ),
  writeMembers: access(`${GROUP} ${GROUP}.member`, 'GROUPS_ALL GROUPS_UPDATE'),
  readUnits: access(
    `${D}.orgunit ${D}.orgunit.readonly`,
    'ORGANIZATION_UNITS_ALL ORGANIZATION_UNITS_RETRIEVE',
  ),
  writeUnits: access(`${D}.orgunit`, 'ORGANIZATION_UNITS_ALL ORGANIZATION_UNITS_UPDATE'),
  readDomains: access(`${D}.domain ${D}.domain.readonly`, 'DOMAIN_MANAGEMENT'),
  writeDomains: access(`${D}.domain`, 'DOMAIN_MANAGEMENT'),
  readCustomer: access(`${D}.customer ${D}.customer.readonly`, 'DOMAIN_MANAGEMENT'),
  writeCustomer: access(`${D}.customer`, 'DOMAIN_MANAGEMENT'),
  readRooms: access(`${ROOMS} ${ROOMS}.readonly`, 'CALENDAR_RESOURCE CALENDAR_RESOURCE_READ'),
  writeRooms: access(ROOMS, 'CALENDAR_RESOURCE'),
  readRoles: access(`${D}.rolemanagement ${D}.rolemanagement.readonly`, 'SUPER_ADMIN'),
  writeRoles: access(`${D}.rolemanagement`, 'SUPER_ADMIN'),
  readChrome: access(`${D}.device.chromeos ${D}.device.chromeos.readonly`, 'MANAGE_DEVICES'),
  writeChrome: access(`${D}.device.chromeos`, 'MANAGE_DEVICES'),
  readMobile: access(
    `${D}.device.mobile ${D}.device.mobile.action ${D}.device.mobile.readonly`,
    'MANAGE_DEVICES',
  ),
  actOnMobile: access(`${D}.device.mobile ${D}.device.mobile.action`, 'MANAGE_DEVICES'),
  writeMobile: access(`${D}.device.mobile`, 'MANAGE_DEVICES'),
  readPrinters: access('admin.chrome.printers admin.chrome.printers.readonly', 'MANAGE_PRINTERS'),
  writePrinters: access('admin.chrome.printers', 'MANAGE_PRINTERS'),
} as const satisfies Readonly<Record<string, Access>>;

/** Every scope that some method takes: what the consent page has to know. */
export const DIRECTORY_SCOPES: readonly string[] = [
  ...new Set(Object.values(ACCESS).flatMap(({ scopes }) => scopes)),
].sort();
