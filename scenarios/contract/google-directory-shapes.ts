/**
 * Resources of Directory v1. https://developers.google.com/workspace/admin/directory/reference/rest
 */
import { address, count, digits, millisecond } from './google-values.ts';
import { always, filled, flag, listOf, mapOf, matching, object, oneOf } from './json-schema.ts';
import { someOf, text, whereThereIs, type JsonSchema } from './json-schema.ts';

const KIND = 'admin#directory#';
const etag = matching(/^"[\w-]+\/[\w-]+"$/);
const subject = matching(/^\d{21}$/);
const customerId = matching(/^C\w+$/);
const anything = listOf({ type: ['object', 'string'] });
const of = (kind: string): Readonly<Record<string, JsonSchema>> => ({ kind: always(`${KIND}${kind}`), etag });

/** A page of `key`, which is left out where it would be empty. */
export function pageOf(kind: string, key: string, items: JsonSchema): JsonSchema {
  return object(of(kind), { [key]: someOf(items), nextPageToken: filled });
}

/** What anybody of the domain may see. */
const open = {
  ...of('user'),
  id: subject,
  primaryEmail: address,
  name: object({ givenName: filled, familyName: text, fullName: filled }, { displayName: filled }),
  emails: someOf(object({ address }, { primary: always(true), type: filled, customType: filled })),
};
/** A single value, or with several `{type, customType, value}` each. */
const customSchemas = mapOf(
  mapOf({
    type: ['string', 'number', 'boolean', 'array'],
    items: object({ value: {} }, { type: filled, customType: filled }),
  }),
);
const profile = {
  ...{ customSchemas, addresses: anything, externalIds: anything, gender: { type: 'object' } },
  ...{ ims: anything, keywords: anything, languages: anything, locations: anything },
  ...{ notes: { type: 'object' }, organizations: anything, phones: anything, relations: anything },
  ...{ websites: anything, posixAccounts: anything, sshPublicKeys: anything },
  ...{ aliases: someOf(address), nonEditableAliases: someOf(address) },
  ...{ thumbnailPhotoUrl: filled, thumbnailPhotoEtag: filled },
};
const adminUser = object(
  {
    ...open,
    ...{ isAdmin: flag, isDelegatedAdmin: flag, lastLoginTime: millisecond, creationTime: millisecond },
    ...{ agreedToTerms: flag, suspended: flag, archived: flag, changePasswordAtNextLogin: flag },
    ...{ ipWhitelisted: flag, customerId, orgUnitPath: matching(/^\//), isMailboxSetup: flag },
    ...{ isEnrolledIn2Sv: flag, isEnforcedIn2Sv: flag, includeInGlobalAddressList: flag },
  },
  {
    ...profile,
    ...{ suspensionReason: filled, deletionTime: millisecond, isGuestUser: flag },
    ...{ recoveryEmail: address, recoveryPhone: filled },
  },
);
export const user = whereThereIs('isAdmin', adminUser, object(open, profile));

/** What a message says of the person to whom something happened. */
export const toldUser = object({ ...of('user'), id: subject, primaryEmail: address });

export const alias = object({ ...of('alias'), id: filled, primaryEmail: address, alias: address });
export const aliases = object(of('aliases'), { aliases: someOf(alias) });
export const photo = object({
  ...of('user#photo'),
  ...{ id: subject, primaryEmail: address, photoData: matching(/^[\w*.-]+={0,2}$/) },
  ...{ mimeType: matching(/^image\//), width: count, height: count },
});

export const group = object(
  {
    ...of('group'),
    ...{ id: filled, email: address, name: filled, directMembersCount: digits },
    ...{ description: text, adminCreated: flag },
  },
  { aliases: someOf(address), nonEditableAliases: someOf(address) },
);
export const member = object(
  {
    ...of('member'),
    id: filled,
    role: oneOf('OWNER', 'MANAGER', 'MEMBER'),
    type: oneOf('USER', 'GROUP', 'EXTERNAL', 'CUSTOMER'),
  },
  {
    email: address,
    status: filled,
    delivery_settings: oneOf('ALL_MAIL', 'DAILY', 'DIGEST', 'DISABLED', 'NONE'),
  },
);
export const hasMember = object({ isMember: flag });

export const orgUnit = object(
  {
    ...of('orgUnit'),
    ...{ name: filled, description: text, orgUnitPath: matching(/^\//), orgUnitId: matching(/^id:\w+$/) },
  },
  {
    ...{ parentOrgUnitPath: matching(/^\//), parentOrgUnitId: matching(/^id:\w+$/) },
    blockInheritance: flag,
  },
);
const schemaField = object(
  {
    ...of('schema#fieldspec'),
    ...{ fieldId: filled, fieldName: matching(/^[\w-]+$/), displayName: filled },
    fieldType: oneOf('BOOL', 'DATE', 'DOUBLE', 'EMAIL', 'INT64', 'PHONE', 'STRING'),
    readAccessType: oneOf('ALL_DOMAIN_USERS', 'ADMINS_AND_SELF'),
  },
  { multiValued: flag, indexed: flag, numericIndexingSpec: { type: 'object' } },
);
export const schema = object({
  ...of('schema'),
  ...{ schemaId: filled, schemaName: matching(/^[\w-]+$/), displayName: filled },
  fields: listOf(schemaField),
});
export const customer = object(
  {
    ...of('customer'),
    ...{ id: customerId, customerDomain: filled, customerCreationTime: millisecond, language: filled },
  },
  { alternateEmail: address, phoneNumber: filled, postalAddress: { type: 'object' } },
);
export const domainAlias = object({
  ...of('domainAlias'),
  ...{ parentDomainName: filled, domainAliasName: filled, verified: flag, creationTime: digits },
});
export const domain = object(
  { ...of('domain'), domainName: filled, isPrimary: flag, verified: flag, creationTime: digits },
  { domainAliases: someOf(domainAlias) },
);

const ofRooms = (kind: string): Readonly<Record<string, JsonSchema>> => ({
  kind: always(`${KIND}resources#${kind}`),
  etags: etag,
});
export const building = object(
  { ...ofRooms('buildings#Building'), buildingId: filled, buildingName: filled },
  {
    ...{ description: text, floorNames: listOf(filled), address: { type: 'object' } },
    coordinates: object({ latitude: { type: 'number' }, longitude: { type: 'number' } }),
  },
);
export const feature = object({ ...ofRooms('features#Feature'), name: filled });
export const room = object(
  {
    ...ofRooms('calendars#CalendarResource'),
    ...{ resourceId: filled, resourceName: filled, generatedResourceName: filled },
    resourceEmail: matching(/@resource\.calendar\.google\.com$/),
    resourceCategory: oneOf('CATEGORY_UNKNOWN', 'CONFERENCE_ROOM', 'OTHER'),
  },
  {
    ...{ buildingId: filled, floorName: filled, floorSection: filled, capacity: count },
    ...{ resourceType: filled, resourceDescription: text, userVisibleDescription: text },
    featureInstances: listOf(object({ feature })),
  },
);

const privilege: JsonSchema = {
  $id: 'directory-privilege',
  ...object(
    { ...of('privilege'), serviceId: filled, privilegeName: filled, isOuScopable: flag },
    { serviceName: filled, childPrivileges: someOf({ $ref: 'directory-privilege' }) },
  ),
};
export const privileges = object({ ...of('privileges'), items: someOf(privilege) });
export const role = object(
  {
    ...of('role'),
    ...{ roleId: digits, roleName: filled, roleDescription: text },
    rolePrivileges: listOf(object({ privilegeName: filled, serviceId: filled })),
  },
  { isSystemRole: always(true), isSuperAdminRole: always(true) },
);
export const roleAssignment = object(
  {
    ...of('roleAssignment'),
    ...{ roleAssignmentId: digits, roleId: digits, assignedTo: filled },
    ...{ assigneeType: oneOf('user', 'group'), scopeType: oneOf('CUSTOMER', 'ORG_UNIT') },
  },
  { orgUnitId: filled, condition: filled },
);
export const token = object({
  ...of('token'),
  ...{ clientId: filled, displayText: text, anonymous: flag, nativeApp: flag, userKey: filled },
  scopes: listOf(filled),
});
export const verificationCode = object({
  ...of('verificationCode'),
  ...{ userId: subject, verificationCode: matching(/^\d{8}$/) },
});

/** A body of which only the names and kinds of what the resource has are known beforehand. */
export function bodyOf(resource: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const whole = (resource['then'] ?? resource) as JsonSchema;
  const named = Object.keys(whole['properties'] as object).map((name) => [name, {}] as const);
  return object({}, { ...Object.fromEntries(named), etag: {}, ...more });
}
