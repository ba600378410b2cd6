/** A person as an administrator or a colleague may see him. */
import type { Call } from './method.ts';
import { customerOf } from './customer.ts';
import type { Directory } from './directory.ts';
import { invalidInput, forbidden } from './directory-error.ts';
import { ACCESS } from './access.ts';
import { FLAGS, PRIVATE_FIELDS, PUBLIC_FIELDS } from './person.ts';
import type { Person } from './person.ts';
import { etagOf, pick } from './resource.ts';
import type { Json } from './resource.ts';

/** How much of people somebody asks for. */
export interface View {
  readonly admin: boolean;
  readonly projection: string;
  readonly customFieldMask: readonly string[];
}

const FULL: View = { admin: true, projection: 'full', customFieldMask: [] };

/** @throws {ApiError} 403 where only administrators may look, 400 for a view that there is not */
export function viewOf({ directory, self, query }: Call): View {
  const viewType = (query['viewType'] ?? 'admin_view').toLowerCase();
  const projection = (query['projection'] ?? 'basic').toLowerCase();
  const customFieldMask = (query['customFieldMask'] ?? '').split(',').filter((name) => name !== '');
  if (!['admin_view', 'domain_public'].includes(viewType)) throw invalidInput('Invalid Input: viewType');
  if (!['basic', 'custom', 'full'].includes(projection)) throw invalidInput('Invalid Input: projection');
  const admin = viewType === 'admin_view';
  if (admin && !directory.administers(self, ACCESS.readUsers, true)) throw forbidden();
  if (projection === 'custom' && customFieldMask.length === 0)
    throw invalidInput('Invalid Input: custom_field_mask');
  return { admin, projection, customFieldMask };
}

/** Colleagues see who is in the global address list, administrators of a unit who is in the unit. */
export function isVisible({ directory, self }: Call, person: Person, { admin }: View): boolean {
  if (admin) return directory.reaches(self, ACCESS.readUsers, directory.profile(person).orgUnitId);
  return directory.profile(person).fields['includeInGlobalAddressList'] !== false;
}

/** The order of members is Google's. */
export function userResource(
  directory: Directory,
  person: Person,
  reader: Person,
  view: View = FULL,
  deletedAt?: number,
): Json {
  const { fields, photo } = directory.profile(person);
  const custom = view.projection === 'basic' ? {} : customFields(directory, person, reader, view);
  const base = {
    primaryEmail: person.email,
    name: {
      givenName: person.givenName,
      familyName: person.familyName,
      fullName: person.name,
      ...pick((fields['name'] ?? {}) as Json, ['displayName']),
    },
  };
  const tail = {
    ...(photo
      ? { thumbnailPhotoUrl: directory.photoAddress(person), thumbnailPhotoEtag: etagOf(photo) }
      : {}),
    ...(Object.keys(custom).length === 0 ? {} : { customSchemas: custom }),
  };
  const body = view.admin
    ? { ...base, ...administrative(directory, person, deletedAt), ...tail }
    : {
        ...base,
        emails: emailsOf(directory, person),
        ...languagesOf(person),
        ...pick(fields, PUBLIC_FIELDS),
        ...tail,
      };
  // Who signed in last is no change of the resource.
  const lasting = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'lastLoginTime'));
  return { kind: 'admin#directory#user', id: person.sub, etag: etagOf(lasting), ...body };
}

function administrative(directory: Directory, person: Person, deletedAt: number | undefined): Json {
  const profile = directory.profile(person);
  const { fields, aliases, archived, createdAt } = profile;
  const suspended = person.suspended === true;
  const flag = (name: string): unknown => fields[name] ?? FLAGS[name];
  return {
    isAdmin: person.role === 'admin',
    isDelegatedAdmin: person.role !== 'admin' && directory.roles.isDelegated(person),
    // Somebody made here has never signed in, as far as this machine knows.
    lastLoginTime: new Date(createdAt === null ? directory.ground.clock.now() : 0).toISOString(),
    creationTime: createdAt === null ? '2020-01-01T00:00:00.000Z' : new Date(createdAt).toISOString(),
    ...(deletedAt === undefined ? {} : { deletionTime: new Date(deletedAt).toISOString() }),
    agreedToTerms: createdAt === null,
    suspended,
    ...(suspended ? { suspensionReason: 'ADMIN' } : {}),
    archived,
    changePasswordAtNextLogin: flag('changePasswordAtNextLogin'),
    ipWhitelisted: flag('ipWhitelisted'),
    emails: emailsOf(directory, person),
    ...languagesOf(person),
    ...pick(fields, [...PUBLIC_FIELDS, ...PRIVATE_FIELDS]),
    ...(aliases.length === 0 ? {} : { aliases }),
    customerId: customerOf(person.domain),
    orgUnitPath: directory.orgUnits.path(person.domain, profile.orgUnitId),
    isMailboxSetup: true,
    isEnrolledIn2Sv: false,
    isEnforcedIn2Sv: false,
    includeInGlobalAddressList: flag('includeInGlobalAddressList'),
  };
}

function emailsOf(directory: Directory, person: Person): readonly Json[] {
  const { fields, aliases } = directory.profile(person);
  const others = Array.isArray(fields['emails']) ? (fields['emails'] as Json[]) : [];
  return [...others, { address: person.email, primary: true }, ...aliases.map((address) => ({ address }))];
}

function languagesOf({ language }: Person): Json {
  return { languages: [{ languageCode: language, preference: 'preferred' }] };
}

function customFields(directory: Directory, person: Person, reader: Person, view: View): Json {
  const values = directory.schemas.values(person.email);
  const self = person.email === reader.email && directory.ground.switches.is('google.directoryShowsSelf');
  const shown = directory.schemas
    .of(person.domain)
    .filter(({ schemaName }) => view.projection === 'full' || view.customFieldMask.includes(schemaName))
    .map(({ schemaName, fields }) => {
      const readable = fields.filter(
        ({ readAccessType }) => view.admin || self || readAccessType === 'ALL_DOMAIN_USERS',
      );
      const names = readable.map(({ fieldName }) => fieldName);
      return [schemaName, pick(values[schemaName] ?? {}, names)] as const;
    })
    .filter(([, fields]) => Object.keys(fields).length > 0);
  return Object.fromEntries(shown);
}
