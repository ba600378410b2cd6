/**
 * The members of each resource: `name` is text, `name?` true or false, `name#` a number, `name{}` an object,
 * `name[]` a list, `name*` anything. Bodies are held against it, and the Discovery document is made from it.
 */
import { badRequest } from './directory-error.ts';
import type { Json } from './resource.ts';

const CHROME = 'deviceId etag kind serialNumber status';
const DEVICES = 'etag kind nextPageToken';

const SHAPES = {
  Alias: 'alias etag id kind primaryEmail',
  Aliases: 'aliases[] etag kind',
  Asp: 'codeId# creationTime etag kind lastTimeUsed name userKey',
  Asps: 'etag items[] kind',
  Building: 'address{} buildingId buildingName coordinates{} description etags floorNames[] kind',
  Buildings: 'buildings[] etag kind nextPageToken',
  CalendarResource:
    'buildingId capacity# etags featureInstances* floorName floorSection generatedResourceName kind resourceCategory resourceDescription resourceEmail resourceId resourceName resourceType userVisibleDescription',
  CalendarResources: 'etag items[] kind nextPageToken',
  Channel: 'address expiration* id kind params{} payload? resourceId resourceUri token type',
  ChromeOsDevice: CHROME,
  ChromeOsDevices: `chromeosdevices[] ${DEVICES}`,
  Customer:
    'alternateEmail customerCreationTime customerDomain etag id kind language phoneNumber postalAddress{}',
  DomainAlias: 'creationTime domainAliasName etag kind parentDomainName verified?',
  DomainAliases: 'domainAliases[] etag kind',
  Domains: 'creationTime domainAliases[] domainName etag isPrimary? kind verified?',
  Domains2: 'domains[] etag kind',
  Feature: 'etags kind name',
  FeatureRename: 'newName',
  Features: 'etag features[] kind nextPageToken',
  Group:
    'adminCreated? aliases[] description directMembersCount email etag id kind name nonEditableAliases[]',
  Groups: 'etag groups[] kind nextPageToken',
  ListPrintersResponse: 'nextPageToken printers[]',
  ListPrintServersResponse: 'nextPageToken printServers[]',
  Member: 'delivery_settings email etag id kind role status type',
  Members: 'etag kind members[] nextPageToken',
  MembersHasMember: 'isMember?',
  MobileDevice: 'deviceId email* etag kind name* resourceId status type',
  MobileDevices: `mobiledevices[] ${DEVICES}`,
  OrgUnit:
    'blockInheritance? description etag kind name orgUnitId orgUnitPath parentOrgUnitId parentOrgUnitPath',
  OrgUnits: 'etag kind organizationUnits[]',
  Privileges: 'etag items[] kind',
  Role: 'etag isSuperAdminRole? isSystemRole? kind roleDescription roleId roleName rolePrivileges[]',
  RoleAssignment: 'assignedTo assigneeType condition etag kind orgUnitId roleAssignmentId roleId scopeType',
  RoleAssignments: 'etag items[] kind nextPageToken',
  Roles: 'etag items[] kind nextPageToken',
  Schema: 'displayName etag fields[] kind schemaId schemaName',
  Schemas: 'etag kind schemas[]',
  Token: 'anonymous? clientId displayText etag kind nativeApp? scopes[] userKey',
  Tokens: 'etag items[] kind',
  User: 'addresses* agreedToTerms? aliases[] archived? changePasswordAtNextLogin? creationTime customSchemas{} customerId deletionTime emails* etag externalIds* gender* hashFunction id ims* includeInGlobalAddressList? ipWhitelisted? isAdmin? isDelegatedAdmin? isEnforcedIn2Sv? isEnrolledIn2Sv? isGuestUser? isMailboxSetup? keywords* kind languages* lastLoginTime locations* name{} nonEditableAliases[] notes* orgUnitPath organizations* password phones* posixAccounts* primaryEmail recoveryEmail recoveryPhone relations* sshPublicKeys* suspended? suspensionReason thumbnailPhotoEtag thumbnailPhotoUrl websites*',
  UserMakeAdmin: 'status?',
  UserPhoto: 'etag height# id kind mimeType photoData primaryEmail width#',
  UserUndelete: 'orgUnitPath',
  Users: 'etag kind nextPageToken trigger_event users[]',
  VerificationCodes: 'etag items[] kind',
} as const satisfies Readonly<Record<string, string>>;

export type ShapeName = keyof typeof SHAPES;

type MemberType = 'string' | 'boolean' | 'number' | 'object' | 'array' | 'any';

const MARKS: Readonly<Record<string, MemberType>> = {
  '?': 'boolean',
  '#': 'number',
  '{}': 'object',
  '[]': 'array',
  '*': 'any',
};

/** Member → its type. */
export function membersOf(name: ShapeName): ReadonlyMap<string, MemberType> {
  return new Map(
    SHAPES[name].split(' ').map((word) => {
      const [, member = '', mark = ''] = /^(\w+)(.*)$/.exec(word) ?? [];
      return [member, MARKS[mark] ?? 'string'];
    }),
  );
}

/** @throws {ApiError} 400 for a member that the resource has not, or of another type */
export function checkBody(name: ShapeName, body: Json): void {
  const members = membersOf(name);
  for (const [member, value] of Object.entries(body)) {
    const type = members.get(member);
    if (!type)
      throw badRequest(`Invalid JSON payload received. Unknown name "${member}": Cannot find field.`);
    if (value !== null && !fits(type, value))
      throw badRequest(`Invalid value at '${member}' (TYPE_${type.toUpperCase()}), ${JSON.stringify(value)}`);
  }
}

function fits(type: MemberType, value: unknown): boolean {
  if (type === 'any') return true;
  if (type === 'array') return Array.isArray(value);
  if (type === 'number') return typeof value === 'number' || /^-?\d+$/.test(String(value));
  return typeof value === type && !Array.isArray(value);
}
