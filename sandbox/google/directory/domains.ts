/**
 * The domains of a customer and its alias domains. Nothing here can prove that a domain is one's own, since there is no
 * DNS to write a record in: a domain that is added stays unverified.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-domains
 */
import type { Store } from '../../control/store.ts';
import { customerOf } from './customer.ts';
import { conditionNotMet, domainMissing, duplicate, invalidInput, missing } from './directory-error.ts';
import { Records } from './records.ts';
import { patched, pick, tagged, textOf } from './resource.ts';
import type { Json } from './resource.ts';

interface Domain {
  readonly domainName: string;
  /** Of an alias: the domain whose addresses it repeats. */
  readonly parentDomainName?: string;
  /** Virtual instant in ms. */
  readonly createdAt: number;
}

const NAME = /^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z]{2,}$/;
const CUSTOMER_MEMBERS = ['alternateEmail', 'language', 'phoneNumber', 'postalAddress'];
/** When the domains and customers were made that were there from the start. */
const FOUNDED = Date.UTC(2020, 0, 1);

export class Domains {
  readonly #domains: Records<Domain>;
  readonly #customers: Records<Json>;

  constructor(store: Store) {
    this.#domains = new Records(store, 'domains');
    this.#customers = new Records(store, 'customers');
  }

  /** The primary one first. */
  of(primary: string): readonly Domain[] {
    const others = this.#domains.of(primary).filter(({ parentDomainName }) => parentDomainName === undefined);
    return [{ domainName: primary, createdAt: FOUNDED }, ...others];
  }

  aliases(primary: string): readonly Domain[] {
    return this.#domains.of(primary).filter(({ parentDomainName }) => parentDomainName !== undefined);
  }

  /** @throws {ApiError} 404 */
  find(primary: string, name: string): Domain {
    const found = this.of(primary).find(({ domainName }) => domainName === name.toLowerCase());
    if (!found) throw domainMissing();
    return found;
  }

  /** @throws {ApiError} 404 */
  findAlias(primary: string, name: string): Domain {
    const found = this.aliases(primary).find(({ domainName }) => domainName === name.toLowerCase());
    if (!found) throw missing('domainAliasName');
    return found;
  }

  insert(primary: string, name: string | undefined, createdAt: number, parent?: string): Domain {
    const domainName = name?.toLowerCase() ?? '';
    if (!NAME.test(domainName)) throw invalidInput('Invalid Input: domainName');
    if (domainName === primary || this.#domains.get(primary, domainName)) throw duplicate('Domain');
    const above = parent === undefined ? undefined : this.find(primary, parent).domainName;
    return this.#domains.put(primary, domainName, {
      domainName,
      createdAt,
      ...(above === undefined ? {} : { parentDomainName: above }),
    });
  }

  delete(primary: string, { domainName }: Domain): void {
    if (domainName === primary) throw conditionNotMet('The primary domain cannot be deleted.');
    for (const alias of this.aliases(primary))
      if (alias.parentDomainName === domainName) this.#domains.delete(primary, alias.domainName);
    this.#domains.delete(primary, domainName);
  }

  resource(primary: string, domain: Domain): Json {
    const aliases = this.aliases(primary).filter(
      ({ parentDomainName }) => parentDomainName === domain.domainName,
    );
    return tagged('admin#directory#domain', {
      domainName: domain.domainName,
      ...(aliases.length === 0 ? {} : { domainAliases: aliases.map((alias) => this.aliasResource(alias)) }),
      isPrimary: domain.domainName === primary,
      verified: domain.domainName === primary,
      creationTime: String(domain.createdAt),
    });
  }

  aliasResource({ domainName, parentDomainName, createdAt }: Domain): Json {
    return tagged('admin#directory#domainAlias', {
      parentDomainName,
      domainAliasName: domainName,
      verified: false,
      creationTime: String(createdAt),
    });
  }

  customer(primary: string): Json {
    return tagged('admin#directory#customer', {
      id: customerOf(primary),
      customerDomain: primary,
      customerCreationTime: new Date(FOUNDED).toISOString(),
      language: 'en',
      postalAddress: {},
      ...this.#customers.get(primary, 'customer'),
    });
  }

  changeCustomer(primary: string, body: Json): Json {
    const domain = textOf(body, 'customerDomain');
    if (domain !== undefined && domain !== primary)
      throw invalidInput('New domain name is not a verified secondary domain');
    const before = this.#customers.get(primary, 'customer') ?? {};
    this.#customers.put(primary, 'customer', patched(before, pick(body, CUSTOMER_MEMBERS)));
    return this.customer(primary);
  }

  clear(): void {
    this.#domains.clear();
    this.#customers.clear();
  }
}
