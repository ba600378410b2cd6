/**
 * Groups and who is in them, directly or through other groups.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-groups
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-group-members
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../../control/store.ts';
import { missing } from './directory-error.ts';
import { Records } from './records.ts';
import { tagged } from './resource.ts';
import type { Json } from './resource.ts';

export interface Group {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly description: string;
  readonly aliases: readonly string[];
}

export interface Membership {
  readonly groupId: string;
  /** Of a user or a group; made from the address for people from outside, the customer's for everybody. */
  readonly id: string;
  readonly email: string | undefined;
  readonly role: 'OWNER' | 'MANAGER' | 'MEMBER';
  readonly type: 'USER' | 'GROUP' | 'CUSTOMER';
  readonly delivery: string;
}

export class Groups {
  readonly #groups: Records<Group>;
  readonly #members: Records<Membership>;

  constructor(store: Store) {
    this.#groups = new Records(store, 'groups');
    this.#members = new Records(store, 'members');
  }

  of(domain: string): readonly Group[] {
    return this.#groups.of(domain);
  }

  /** By address, alias or id. */
  lookUp(domain: string, key: string): Group | undefined {
    const wanted = key.toLowerCase();
    return this.of(domain).find(
      ({ id, email, aliases }) => id === key || email === wanted || aliases.includes(wanted),
    );
  }

  /** @throws {ApiError} 404 */
  find(domain: string, key: string): Group {
    const group = this.lookUp(domain, key);
    if (!group) throw missing('groupKey');
    return group;
  }

  put(domain: string, group: Group): Group {
    return this.#groups.put(domain, group.id, group);
  }

  /** The group leaves the groups that it was in. */
  delete(domain: string, group: Group): void {
    this.#groups.delete(domain, group.id);
    for (const row of this.#members.of(domain))
      if (row.groupId === group.id || row.id === group.id) this.removeMember(domain, row);
  }

  members(domain: string, { id }: Group): readonly Membership[] {
    return this.#members.of(domain).filter(({ groupId }) => groupId === id);
  }

  /** Everybody in it, those of groups in it too, each once. */
  derivedMembers(domain: string, group: Group): readonly Membership[] {
    const found = new Map<string, Membership>();
    for (const member of this.members(domain, group)) {
      found.set(member.id, found.get(member.id) ?? member);
      const inner = member.type === 'GROUP' ? this.lookUp(domain, member.id) : undefined;
      for (const below of inner ? this.derivedMembers(domain, inner) : [])
        found.set(below.id, found.get(below.id) ?? below);
    }
    return [...found.values()];
  }

  /** The groups that somebody is in directly. */
  withMember(domain: string, id: string): readonly Group[] {
    const ids = new Set(
      this.#members
        .of(domain)
        .filter((row) => row.id === id)
        .map((row) => row.groupId),
    );
    return this.of(domain).filter((group) => ids.has(group.id));
  }

  putMember(domain: string, row: Membership): Membership {
    return this.#members.put(domain, `${row.groupId} ${row.id}`, row);
  }

  removeMember(domain: string, row: Membership): void {
    this.#members.delete(domain, `${row.groupId} ${row.id}`);
  }

  /** Somebody who is gone is in no group. */
  forget(domain: string, id: string): void {
    for (const row of this.#members.of(domain)) if (row.id === id) this.removeMember(domain, row);
  }

  resource(domain: string, group: Group): Json {
    const { id, email, name, description, aliases } = group;
    return tagged('admin#directory#group', {
      id,
      email,
      name,
      directMembersCount: String(this.members(domain, group).length),
      description,
      adminCreated: true,
      aliases: aliases.length === 0 ? undefined : aliases,
    });
  }

  clear(): void {
    this.#groups.clear();
    this.#members.clear();
  }
}

export function newGroupId(): string {
  return `0${BigInt(`0x${randomBytes(9).toString('hex')}`)
    .toString(36)
    .padStart(14, '0')
    .slice(-14)}`;
}

/** The id of somebody whom no directory here knows: the same address always has the same. */
export function outsiderId(email: string): string {
  const digest = createHash('sha256').update(`member:${email}`).digest('hex').slice(0, 20);
  return `1${BigInt(`0x${digest}`).toString().padStart(20, '0').slice(-20)}`;
}
