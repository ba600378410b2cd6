/**
 * What each person (or an administrator for a whole domain) has allowed each client: the scopes, nothing else.
 *
 * A person's own row wins over the domain's, so a right can be withdrawn by one person in a domain that an
 * administrator has opened. An empty row means "withdrawn altogether", no row means "never asked".
 */
import type { Store, Table } from '../../control/store.ts';
import type { Account } from './account.ts';

interface Grant {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export class Grants {
  readonly #people: Table<Grant & { readonly email: string }>;
  readonly #domains: Table<Grant & { readonly domain: string }>;

  constructor(store: Store) {
    this.#people = store.table('identity.grants');
    this.#domains = store.table('identity.domainGrants');
  }

  /** The scopes that `clientId` may use for this person. */
  scopes(account: Account, clientId: string): ReadonlySet<string> {
    const own = this.#people.get(keyOf(account.email, clientId));
    if (own) return new Set(own.scopes);
    const shared = account.domain === null ? undefined : this.#domains.get(keyOf(account.domain, clientId));
    return new Set(shared?.scopes ?? []);
  }

  /** Replaces what the person has allowed. */
  set(email: string, clientId: string, scopes: Iterable<string>): void {
    this.#people.put(keyOf(email, clientId), { email, clientId, scopes: [...new Set(scopes)] });
  }

  setForDomain(domain: string, clientId: string, scopes: Iterable<string>): void {
    this.#domains.put(keyOf(domain, clientId), { domain, clientId, scopes: [...new Set(scopes)] });
  }

  /** Forgets the person's own row: what the domain allows, if anything, holds again. */
  forget(email: string, clientId: string): void {
    this.#people.delete(keyOf(email, clientId));
  }

  forgetDomain(domain: string, clientId: string): void {
    this.#domains.delete(keyOf(domain, clientId));
  }

  /** Clients that hold a row of this person's own. */
  clientsOf(email: string): readonly string[] {
    return [...this.#people.values()].filter((grant) => grant.email === email).map((grant) => grant.clientId);
  }

  clear(): void {
    for (const table of [this.#people, this.#domains]) for (const key of [...table.keys()]) table.delete(key);
  }
}

function keyOf(subject: string, clientId: string): string {
  return `${subject}|${clientId}`;
}
