/** `customers`, `domains` and `domainAliases`. */
import { ACCESS } from '../access.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { param } from '../method.ts';
import { listing, textOf } from '../resource.ts';
import type { Json } from '../resource.ts';

const CUSTOMER = 'customers/{customerKey}';
const DOMAINS = 'customer/{customer}/domains';
const DOMAIN = `${DOMAINS}/{domainName}`;
const ALIASES = 'customer/{customer}/domainaliases';
const ALIAS = `${ALIASES}/{domainAliasName}`;

type Domain = ReturnType<Call['directory']['domains']['find']>;

const domainOf = (call: Call): Domain =>
  call.directory.domains.find(call.self.domain, param(call, 'domainName'));
const aliasOf = (call: Call): Domain =>
  call.directory.domains.findAlias(call.self.domain, param(call, 'domainAliasName'));
const shown = ({ directory, self }: Call, domain: Domain): Json =>
  directory.domains.resource(self.domain, domain);

const changeCustomer = ({ directory, self, body }: Call): Json =>
  directory.domains.changeCustomer(self.domain, body);

function insertDomain(call: Call): Json {
  const { directory, self, body } = call;
  const now = directory.ground.clock.now();
  return shown(call, directory.domains.insert(self.domain, textOf(body, 'domainName'), now));
}

function insertAlias({ directory, self, body }: Call): Json {
  const { domains, ground } = directory;
  const parent = textOf(body, 'parentDomainName') ?? '';
  const name = textOf(body, 'domainAliasName');
  return domains.aliasResource(domains.insert(self.domain, name, ground.clock.now(), parent));
}

function listAliases({ directory, self, query }: Call): Json {
  const { domains } = directory;
  const parent = query['parentDomainName']?.toLowerCase();
  const aliases = domains
    .aliases(self.domain)
    .filter(({ parentDomainName }) => parent === undefined || parent === parentDomainName)
    .map((alias) => domains.aliasResource(alias));
  return listing('admin#directory#domainAliases', 'domainAliases', aliases);
}

function remove(of: (call: Call) => Domain): (call: Call) => undefined {
  return (call) => {
    call.directory.domains.delete(call.self.domain, of(call));
    return undefined;
  };
}

export const CUSTOMER_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'customers.get',
    http: 'GET',
    path: CUSTOMER,
    access: ACCESS.readCustomer,
    response: 'Customer',
    answer: ({ directory, self }) => directory.domains.customer(self.domain),
  },
  {
    id: 'customers.patch',
    http: 'PATCH',
    path: CUSTOMER,
    access: ACCESS.writeCustomer,
    request: 'Customer',
    response: 'Customer',
    answer: changeCustomer,
  },
  {
    id: 'customers.update',
    http: 'PUT',
    path: CUSTOMER,
    access: ACCESS.writeCustomer,
    request: 'Customer',
    response: 'Customer',
    answer: changeCustomer,
  },
  {
    id: 'domains.get',
    http: 'GET',
    path: DOMAIN,
    access: ACCESS.readDomains,
    response: 'Domains',
    answer: (call) => shown(call, domainOf(call)),
  },
  {
    id: 'domains.list',
    http: 'GET',
    path: DOMAINS,
    access: ACCESS.readDomains,
    response: 'Domains2',
    answer: (call) => {
      const domains = call.directory.domains.of(call.self.domain).map((domain) => shown(call, domain));
      return listing('admin#directory#domains', 'domains', domains);
    },
  },
  {
    id: 'domains.insert',
    http: 'POST',
    path: DOMAINS,
    access: ACCESS.writeDomains,
    request: 'Domains',
    response: 'Domains',
    answer: insertDomain,
  },
  {
    id: 'domains.delete',
    http: 'DELETE',
    path: DOMAIN,
    access: ACCESS.writeDomains,
    answer: remove(domainOf),
  },
  {
    id: 'domainAliases.get',
    http: 'GET',
    path: ALIAS,
    access: ACCESS.readDomains,
    response: 'DomainAlias',
    answer: (call) => call.directory.domains.aliasResource(aliasOf(call)),
  },
  {
    id: 'domainAliases.list',
    http: 'GET',
    path: ALIASES,
    access: ACCESS.readDomains,
    query: 'parentDomainName',
    response: 'DomainAliases',
    answer: listAliases,
  },
  {
    id: 'domainAliases.insert',
    http: 'POST',
    path: ALIASES,
    access: ACCESS.writeDomains,
    request: 'DomainAlias',
    response: 'DomainAlias',
    answer: insertAlias,
  },
  {
    id: 'domainAliases.delete',
    http: 'DELETE',
    path: ALIAS,
    access: ACCESS.writeDomains,
    answer: remove(aliasOf),
  },
];
