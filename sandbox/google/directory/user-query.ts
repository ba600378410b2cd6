/**
 * The query language of `users.list`: clauses of field, operator and value, all of which must hold.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/search-users
 */
import type { Directory } from './directory.ts';
import { invalidInput } from './directory-error.ts';
import type { Person } from './person.ts';
import type { Json } from './resource.ts';

type Value = string | number | boolean;
interface Field {
  readonly operators: 'flag' | 'exact' | 'words' | 'prefix' | 'wordsOnly' | 'range';
  readonly values: (user: Json, seen: Seen) => readonly unknown[];
}
interface Seen {
  readonly directory: Directory;
  readonly person: Person;
}
interface Clause {
  readonly field: string | undefined;
  readonly operator: string;
  readonly value: string;
}

const CLAUSE =
  /\s*(?:([A-Za-z][\w-]*(?:\.[\w-]+)?)\s*(>=|<=|[=:<>]))?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\[[^\]]*\]|[^\s'"]+))(\*?)/y;

const member =
  (name: string) =>
  (user: Json): readonly unknown[] => [user[name]];
const list =
  (name: string, part: string) =>
  (user: Json): readonly unknown[] =>
    (Array.isArray(user[name]) ? (user[name] as Json[]) : []).map((item) => item[part]);
const nameOf = (user: Json, part: string): unknown => (user['name'] as Json)[part];

const ADDRESS_PARTS: Readonly<Record<string, string>> = {
  addressPoBox: 'poBox',
  addressExtended: 'extendedAddress',
  addressStreet: 'streetAddress',
  addressLocality: 'locality',
  addressRegion: 'region',
  addressPostalCode: 'postalCode',
  addressCountry: 'country',
};
const ORGANIZATION_PARTS: Readonly<Record<string, string>> = {
  orgName: 'name',
  orgTitle: 'title',
  orgDepartment: 'department',
  orgDescription: 'description',
  orgCostCenter: 'costCenter',
};

const FIELDS: Readonly<Record<string, Field>> = {
  name: { operators: 'words', values: (user) => [nameOf(user, 'fullName')] },
  email: { operators: 'prefix', values: list('emails', 'address') },
  givenName: { operators: 'prefix', values: (user) => [nameOf(user, 'givenName')] },
  familyName: { operators: 'prefix', values: (user) => [nameOf(user, 'familyName')] },
  isAdmin: { operators: 'flag', values: member('isAdmin') },
  isDelegatedAdmin: { operators: 'flag', values: member('isDelegatedAdmin') },
  isSuspended: { operators: 'flag', values: member('suspended') },
  isArchived: { operators: 'flag', values: member('archived') },
  isEnrolledIn2Sv: { operators: 'flag', values: member('isEnrolledIn2Sv') },
  isEnforcedIn2Sv: { operators: 'flag', values: member('isEnforcedIn2Sv') },
  isGuest: { operators: 'flag', values: () => [false] },
  im: { operators: 'words', values: list('ims', 'im') },
  externalId: { operators: 'words', values: list('externalIds', 'value') },
  phone: { operators: 'exact', values: list('phones', 'value') },
  orgUnitPath: { operators: 'exact', values: (user) => branches(String(user['orgUnitPath'])) },
  manager: { operators: 'exact', values: (_, seen) => managers(seen).map(({ email }) => email) },
  managerId: { operators: 'exact', values: (_, seen) => managers(seen).map(({ sub }) => sub) },
  directManager: {
    operators: 'exact',
    values: (_, seen) =>
      managers(seen)
        .slice(0, 1)
        .map(({ email }) => email),
  },
  directManagerId: {
    operators: 'exact',
    values: (_, seen) =>
      managers(seen)
        .slice(0, 1)
        .map(({ sub }) => sub),
  },
  address: {
    operators: 'wordsOnly',
    values: (user) =>
      ['formatted', ...Object.values(ADDRESS_PARTS)].flatMap((part) => list('addresses', part)(user)),
  },
  ...parts('addresses', ADDRESS_PARTS),
  ...parts('organizations', ORGANIZATION_PARTS),
};

function parts(name: string, table: Readonly<Record<string, string>>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(table).map(([field, part]) => [field, { operators: 'words', values: list(name, part) }]),
  );
}

/**
 * A test of users, as the administrator's full view shows them.
 * @throws {ApiError} 400 for a field or an operator that there is not
 */
export function userFilter(
  query: string | undefined,
  directory: Directory,
  domain: string,
): (user: Json, person: Person) => boolean {
  const tests = clausesOf(query ?? '').map((clause) => testOf(clause, directory, domain));
  return (user, person) => tests.every((test) => test(user, { directory, person }));
}

function clausesOf(query: string): readonly Clause[] {
  const clauses: Clause[] = [];
  const text = query.trim();
  CLAUSE.lastIndex = 0;
  while (CLAUSE.lastIndex < text.length) {
    const found = CLAUSE.exec(text);
    if (!found) throw invalidInput('Invalid query');
    const [, field, operator = ':', single, double, bare = '', star = ''] = found;
    const value = (single ?? double)?.replaceAll(/\\(.)/g, '$1') ?? bare;
    clauses.push({ field, operator, value: `${value}${star}` });
  }
  return clauses;
}

function testOf(
  { field, operator, value }: Clause,
  directory: Directory,
  domain: string,
): (user: Json, seen: Seen) => boolean {
  if (field === undefined) {
    const wanted = value.replace(/\*$/, '').toLowerCase();
    const anywhere = ['givenName', 'familyName', 'email'].flatMap((name) => FIELDS[name] ?? []);
    return (user, seen) =>
      anywhere.some((one) =>
        one.values(user, seen).some((text) => String(text).toLowerCase().startsWith(wanted)),
      );
  }
  const known = FIELDS[field] ?? customField(field, directory, domain);
  if (!known || !allows(known.operators, operator, value)) throw invalidInput('Invalid query');
  return (user, seen) =>
    known.values(user, seen).some((one) => one !== undefined && holds(one as Value, operator, value));
}

function allows(operators: Field['operators'], operator: string, value: string): boolean {
  const prefix = operator === ':' && value.endsWith('*');
  switch (operators) {
    case 'flag':
      return operator === '=' && /^(true|false)$/.test(value);
    case 'exact':
      return operator === '=';
    case 'wordsOnly':
      return operator === ':' && !prefix;
    case 'words':
      return (operator === '=' || operator === ':') && !prefix;
    case 'prefix':
      return operator === '=' || operator === ':';
    case 'range':
      return operator !== ':' || /^\[.+,.+\]$/.test(value);
  }
}

function holds(one: Value, operator: string, value: string): boolean {
  if (operator === ':') return holdsLoosely(one, value);
  const order = compare(one, value);
  switch (operator) {
    case '=':
      return order === 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    default:
      return order <= 0;
  }
}

function holdsLoosely(one: Value, value: string): boolean {
  const range = /^\[(.+),(.+)\]$/.exec(value);
  if (range) return compare(one, (range[1] ?? '').trim()) >= 0 && compare(one, (range[2] ?? '').trim()) < 0;
  const text = String(one).toLowerCase();
  if (value.endsWith('*')) return text.startsWith(value.slice(0, -1).toLowerCase());
  return ` ${wordsOf(text)} `.includes(` ${wordsOf(value.toLowerCase())} `);
}

/** Numbers as numbers, everything else as text; dates sort as they are written. */
function compare(one: Value, value: string): number {
  const [a, b] = [Number(one), Number(value)];
  if (typeof one !== 'boolean' && String(one).trim() !== '' && !Number.isNaN(a) && !Number.isNaN(b))
    return a - b;
  return String(one).toLowerCase().localeCompare(value.toLowerCase());
}

function wordsOf(text: string): string {
  return text
    .split(/[\s@.,;/-]+/)
    .join(' ')
    .trim();
}

/** `/a/b` → itself and what is above: who is in a unit is in those above too. */
function branches(path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)];
}

/** From the nearest upwards. */
function managers({ directory, person }: Seen, above: readonly Person[] = []): readonly Person[] {
  const relations = directory.profile(person).fields['relations'];
  const manager = (Array.isArray(relations) ? (relations as Json[]) : []).find(
    ({ type }) => type === 'manager',
  );
  const found = manager && directory.lookUp(person.domain, String(manager['value']));
  if (!found || above.some(({ sub }) => sub === found.sub)) return above;
  return managers({ directory, person: found }, [...above, found]);
}

function customField(name: string, directory: Directory, domain: string): Field | undefined {
  const [schemaName, fieldName] = name.split('.');
  const field = directory.schemas
    .of(domain)
    .find((schema) => schema.schemaName === schemaName)
    ?.fields.find((one) => one.fieldName === fieldName);
  if (!field || field.indexed === false) return undefined;
  const ranges = field.fieldType === 'DATE' || field.numericIndexingSpec !== undefined;
  const kinds: Readonly<Record<string, Field['operators']>> = {
    BOOL: 'flag',
    INT64: 'exact',
    DOUBLE: 'exact',
  };
  return {
    operators: ranges ? 'range' : (kinds[field.fieldType] ?? 'words'),
    values: (_, { person }) => {
      const value = directory.schemas.values(person.email)[schemaName ?? '']?.[field.fieldName];
      return field.multiValued && Array.isArray(value)
        ? (value as Json[]).map((item) => item['value'])
        : [value];
    },
  };
}
