/** What an administrator writes about a person: read, checked, and laid over what was there. */
import { toAccount } from '../identity/account.ts';
import { notBuilt } from '../api-error.ts';
import type { Directory } from './directory.ts';
import { domainMissing, duplicate, invalidInput } from './directory-error.ts';
import { FLAGS, NEW_PROFILE, PRIVATE_FIELDS, PUBLIC_FIELDS } from './person.ts';
import type { Person, Profile } from './person.ts';
import { isObject, patched, pick, textOf } from './resource.ts';
import type { Json } from './resource.ts';

const ADDRESS = /^[^\s@]{1,64}@([^\s@]+\.[^\s@]+)$/;
const MOST_CHARACTERS = 60;
/** Members kept as they were written. */
const KEPT = [...PUBLIC_FIELDS, ...PRIVATE_FIELDS, ...Object.keys(FLAGS), 'emails'];

/**
 * An address of the domain in lower case, that nobody has yet.
 * @param key - how Google calls the parameter in its refusal
 */
export function freeAddress(directory: Directory, domain: string, given: unknown, key: string): string {
  const email = String(given).toLowerCase();
  const mailDomain = ADDRESS.exec(email)?.[1];
  if (mailDomain === undefined) throw invalidInput(`Invalid Input: ${key}`);
  if (mailDomain !== domain) throw domainMissing();
  if (directory.isTaken(domain, email)) throw duplicate();
  return email;
}

/** @throws {ApiError} 400, 404, 409 */
export function insertUser(directory: Directory, domain: string, body: Json): Person {
  const email = freeAddress(directory, domain, body['primaryEmail'], 'primary_user_email');
  const name = namesIn(body, { givenName: '', familyName: '' });
  const password = textOf(body, 'password') ?? '';
  if (body['hashFunction'] === undefined && (password.length < 8 || password.length > 100))
    throw invalidInput('Invalid Password');
  const account = {
    ...toAccount({ email, name: name.name, domain }),
    ...name,
    domain,
    ...(body['suspended'] === true ? { suspended: true } : {}),
  };
  const createdAt = directory.ground.clock.now();
  const profile = changedProfile(directory, domain, { ...NEW_PROFILE, createdAt }, body);
  if (isObject(body['customSchemas'])) directory.schemas.change(domain, email, body['customSchemas']);
  directory.add(account, profile);
  return account;
}

/** Both `patch` and `update` keep what is not named. @throws {ApiError} 400 */
export function changeUser(directory: Directory, person: Person, body: Json): Person {
  const email = textOf(body, 'primaryEmail')?.toLowerCase();
  if (email !== undefined && email !== person.email) throw notBuilt('Changing the primaryEmail of a user');
  const password = textOf(body, 'password');
  if (password !== undefined && body['hashFunction'] === undefined && password.length < 8)
    throw invalidInput('Invalid Password');
  const { suspended: before, ...rest } = person;
  const suspended = typeof body['suspended'] === 'boolean' ? body['suspended'] : before === true;
  const account = { ...rest, ...namesIn(body, person), ...(suspended ? { suspended } : {}) };
  const profile = changedProfile(directory, person.domain, directory.profile(person), body);
  if (isObject(body['customSchemas']))
    directory.schemas.change(person.domain, person.email, body['customSchemas']);
  directory.identity.putAccount(account);
  directory.setProfile(account, profile);
  return account;
}

function namesIn(
  body: Json,
  before: Pick<Person, 'givenName' | 'familyName'>,
): Pick<Person, 'givenName' | 'familyName' | 'name'> {
  const name = patched(
    pick({ ...before }, ['givenName', 'familyName']),
    isObject(body['name']) ? body['name'] : {},
  );
  const part = (member: 'givenName' | 'familyName', shown: string): string => {
    const text = textOf(name, member);
    // Somebody with one name only came from outside of this API.
    if (text === undefined && isObject(body['name']))
      throw invalidInput(`Invalid Given/Family Name: ${shown}`);
    if (text === undefined && before.givenName === '')
      throw invalidInput(`Invalid Given/Family Name: ${shown}`);
    if ((text ?? '').length > MOST_CHARACTERS) throw invalidInput(`Invalid Given/Family Name: ${shown}`);
    return text ?? '';
  };
  const givenName = part('givenName', 'GivenName');
  const familyName = part('familyName', 'FamilyName');
  return { givenName, familyName, name: `${givenName} ${familyName}`.trim() };
}

function changedProfile(directory: Directory, domain: string, before: Profile, body: Json): Profile {
  const fields = patched(before.fields, {
    ...pick(body, KEPT),
    ...(isObject(body['name']) ? { name: pick(body['name'], ['displayName']) } : {}),
    ...(Array.isArray(body['emails']) ? { emails: withoutPrimary(body['emails']) } : {}),
  });
  const { orgUnitId, ...rest } = before;
  const path = textOf(body, 'orgUnitPath');
  const unit = path === undefined ? orgUnitId : unitAt(directory, domain, path);
  return {
    ...rest,
    fields,
    archived: typeof body['archived'] === 'boolean' ? body['archived'] : before.archived,
    ...(unit === undefined ? {} : { orgUnitId: unit }),
  };
}

/** The primary address stands in the list whatever is written there. */
function withoutPrimary(emails: readonly unknown[]): readonly unknown[] {
  return emails.filter((item) => isObject(item) && item['primary'] !== true);
}

/** The unit's id; undefined for the top. @throws {ApiError} 400 */
export function unitAt(directory: Directory, domain: string, path: string): string | undefined {
  const unit = directory.orgUnits.lookUp(domain, path);
  if (!unit) throw invalidInput('Invalid Input: INVALID_OU_ID');
  return unit.parentOrgUnitId === null ? undefined : unit.orgUnitId;
}
