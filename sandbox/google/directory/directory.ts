/**
 * Local Directory: the people of a domain and what an administrator arranges around them. A domain is its own customer.
 *
 * People are identity's accounts; this adds what identity does not know of them. Making, suspending, deleting and
 * bringing back a person changes identity too, so that tokens and sign-in follow.
 * https://developers.google.com/workspace/admin/directory/v1/guides/manage-users
 */
import type { Ground } from '../../control/ground.ts';
import type { Store, Table } from '../../control/store.ts';
import { insufficient } from '../api-error.ts';
import type { Identity } from '../identity/identity.ts';
import type { Access } from './access.ts';
import { customerOf } from './customer.ts';
import { forbidden, invalidInput, missing } from './directory-error.ts';
import { DIRECTORY_SWITCHES } from './directory-switches.ts';
import { Domains } from './domains.ts';
import { Groups } from './groups.ts';
import { Notices } from './notices.ts';
import { OrgUnits } from './org-units.ts';
import { NEW_PROFILE } from './person.ts';
import type { DeletedPerson, Person, Photo, Profile } from './person.ts';
import { etagOf } from './resource.ts';
import { Roles } from './roles.ts';
import { Rooms } from './rooms.ts';
import { Schemas } from './schemas.ts';
import type { CustomValues, Schema } from './schemas.ts';

export interface Reader {
  readonly email: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
}

/** Who beside administrators of the customer may call a method at all; it sees to the rest itself. */
export type Who = 'administrators' | 'unit administrators' | 'colleagues';

const PHOTOS = 'https://www.googleapis.com/s2/photos/private/';

/** Days for which a deleted person may be brought back. */
const KEPT_MS = 20 * 86_400_000;

export class Directory {
  readonly ground: Ground;
  readonly identity: Identity;
  readonly schemas: Schemas;
  readonly orgUnits: OrgUnits;
  readonly groups: Groups;
  readonly domains: Domains;
  readonly rooms: Rooms;
  readonly roles: Roles;
  readonly notices: Notices;
  readonly #store: Store;
  readonly #profiles: Table<Profile>;
  readonly #deleted: Table<DeletedPerson>;
  readonly #welcome: (email: string) => void;

  /** @param welcome - makes what a new person has from the first minute, e.g. a calendar */
  constructor(ground: Ground, store: Store, identity: Identity, welcome: (email: string) => void) {
    ground.switches.declare(...DIRECTORY_SWITCHES);
    this.ground = ground;
    this.identity = identity;
    this.schemas = new Schemas(store);
    this.orgUnits = new OrgUnits(store);
    this.groups = new Groups(store);
    this.domains = new Domains(store);
    this.rooms = new Rooms(store);
    this.roles = new Roles(store);
    this.notices = new Notices(ground, store);
    this.#store = store;
    this.#profiles = store.table('directory.profiles');
    this.#deleted = store.table('directory.deleted');
    this.#welcome = welcome;
  }

  /** Makes a custom schema for a domain, or replaces the one of that name. */
  putSchema(domain: string, schema: Schema): void {
    this.schemas.put(domain, schema);
  }

  /** What the custom fields of a person say. */
  setValues(email: string, values: CustomValues): void {
    this.schemas.setValues(email.toLowerCase(), values);
  }

  /** Who calls, if he may call what asks for `access` at all. @throws {ApiError} 403 */
  caller(reader: Reader, access: Access, who: Who): Person {
    if (!access.scopes.some((scope) => reader.scopes.has(scope))) throw insufficient();
    const account = this.identity.account(reader.email);
    // A consumer account has no directory.
    if (!account || account.domain === null) throw forbidden();
    const self = { ...account, domain: account.domain };
    if (who !== 'colleagues' && !this.administers(self, access, who === 'unit administrators'))
      throw forbidden();
    return self;
  }

  /** @param unitsToo - whether a role for some unit is enough */
  administers(self: Person, { privileges }: Access, unitsToo = false): boolean {
    if (self.role === 'admin') return true;
    return this.roles
      .grants(self)
      .some(
        (grant) =>
          (unitsToo || grant.orgUnitId === undefined) &&
          privileges.some((name) => grant.privileges.has(name)),
      );
  }

  /** Whether the caller may do this to people of the unit; undefined is the top. */
  reaches(self: Person, { privileges }: Access, orgUnitId: string | undefined): boolean {
    if (self.role === 'admin') return true;
    return this.roles
      .grants(self)
      .some(
        (grant) =>
          privileges.some((name) => grant.privileges.has(name)) &&
          (grant.orgUnitId === undefined || this.orgUnits.isWithin(self.domain, orgUnitId, grant.orgUnitId)),
      );
  }

  /** A person whom the caller may do this to. @throws {ApiError} 403, 404 */
  findWithin(self: Person, key: string, access: Access): Person {
    const person = this.find(self, key);
    if (!this.reaches(self, access, this.profile(person).orgUnitId)) throw forbidden();
    return person;
  }

  /** `my_customer`, or the id of the caller's own. @throws {ApiError} 400 */
  checkCustomer(self: Person, customer: string): void {
    if (customer !== 'my_customer' && customer !== customerOf(self.domain))
      throw invalidInput('Invalid Customer Id');
  }

  /** The living, by address. */
  people(domain: string): readonly Person[] {
    return this.identity
      .accounts()
      .filter((account): account is Person => account.domain === domain)
      .sort((a, b) => a.email.localeCompare(b.email));
  }

  /** By address, alias or id. */
  lookUp(domain: string, key: string): Person | undefined {
    const wanted = key.toLowerCase();
    return this.people(domain).find(
      (person) =>
        person.email === wanted || person.sub === key || this.profile(person).aliases.includes(wanted),
    );
  }

  /** @throws {ApiError} 404 */
  find(self: Person, key: string): Person {
    const person = key === 'me' ? this.lookUp(self.domain, self.email) : this.lookUp(self.domain, key);
    if (!person) throw missing('userKey');
    return person;
  }

  /** Those who may still be brought back. */
  deleted(domain: string): readonly DeletedPerson[] {
    const since = this.ground.clock.now() - KEPT_MS;
    return [...this.#deleted.values()].filter(
      ({ account, deletedAt }) => account.domain === domain && deletedAt > since,
    );
  }

  profile({ sub }: Pick<Person, 'sub'>): Profile {
    return this.#profiles.get(sub) ?? NEW_PROFILE;
  }

  setProfile({ sub }: Pick<Person, 'sub'>, profile: Profile): void {
    this.#profiles.put(sub, profile);
  }

  /** Where a person's picture is to be had by whoever knows the address; it changes with the picture. */
  photoAddress(person: Person): string | undefined {
    const name = photoName(person, this.profile(person).photo);
    return name === undefined ? undefined : this.ground.hosts.resolve(`${PHOTOS}${name}`);
  }

  /** The picture under the last part of such an address. */
  photoNamed(name: string): Photo | undefined {
    const owner = this.identity
      .accounts()
      .find((account) => photoName(account, this.profile(account).photo) === name);
    return owner && this.profile(owner).photo;
  }

  /** Whether a user, a group or an alias of one has this address. */
  isTaken(domain: string, email: string): boolean {
    return this.lookUp(domain, email) !== undefined || this.groups.lookUp(domain, email) !== undefined;
  }

  add(person: Person, profile: Profile): void {
    this.identity.putAccount(person);
    this.setProfile(person, profile);
    this.#welcome(person.email);
  }

  /** The person can sign in nowhere, and every token is dead. */
  remove(person: Person): void {
    this.identity.removeAccount(person.email);
    this.groups.forget(person.domain, person.sub);
    this.#deleted.put(person.sub, { account: person, deletedAt: this.ground.clock.now() });
  }

  bringBack({ account }: DeletedPerson, orgUnitId: string | undefined): void {
    this.#deleted.delete(account.sub);
    const { orgUnitId: _before, ...rest } = this.profile(account);
    this.add(account, { ...rest, ...(orgUnitId === undefined ? {} : { orgUnitId }) });
  }

  /** Runs what a call changes as one line of the journal. */
  atOnce<R>(change: () => R): R {
    return this.#store.transaction(change);
  }

  reset(): void {
    const { schemas, orgUnits, groups, domains, rooms, roles, notices } = this;
    for (const part of [schemas, orgUnits, groups, domains, rooms, roles, notices]) part.clear();
    for (const table of [this.#profiles, this.#deleted])
      for (const key of [...table.keys()]) table.delete(key);
  }
}

function photoName({ sub }: Pick<Person, 'sub'>, photo: Photo | undefined): string | undefined {
  return photo && etagOf({ sub, photo }).replaceAll(/["/]/g, '');
}
