import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, refusal, startLocalDirectory } from './test/local-directory.ts';

const customerId = 'my_customer';
const customer = customerId;

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>;

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA);
});
afterAll(() => local.close());

describe('organizational units', () => {
  it('are a tree that moves as a whole, with the people in it', async () => {
    const make = (name: string, parentOrgUnitPath: string): Promise<{ data: object }> =>
      client.orgunits.insert({ customerId, requestBody: { name, parentOrgUnitPath } });
    expect((await make('corp', '/')).data).toMatchObject({
      kind: 'admin#directory#orgUnit',
      orgUnitPath: '/corp',
      parentOrgUnitPath: '/',
    });
    await make('sales', '/corp');
    await make('north', '/corp/sales');
    await make('old', '/');
    await client.users.patch({ userKey: BEN, requestBody: { orgUnitPath: '/corp/sales/north' } });
    const moved = await client.orgunits.patch({
      customerId,
      orgUnitPath: 'corp/sales',
      requestBody: { parentOrgUnitPath: '/old', description: 'Moved' },
    });
    expect(moved.data).toMatchObject({ orgUnitPath: '/old/sales', description: 'Moved' });
    expect((await client.users.get({ userKey: BEN })).data.orgUnitPath).toBe('/old/sales/north');
    const found = await client.users.list({ customer, query: "orgUnitPath='/old'" });
    expect(found.data.users?.map(({ primaryEmail }) => primaryEmail)).toEqual([BEN]);

    const renamed = { customerId, orgUnitPath: moved.data.orgUnitId ?? '', requestBody: { name: 'trade' } };
    expect((await client.orgunits.update(renamed)).data.orgUnitPath).toBe('/old/trade');
    const list = async (more: object): Promise<unknown[]> =>
      ((await client.orgunits.list({ customerId, ...more })).data.organizationUnits ?? []).map(
        ({ orgUnitPath }) => orgUnitPath,
      );
    expect(await list({})).toEqual(['/corp', '/old']);
    expect(await list({ type: 'all' })).toEqual(['/corp', '/old', '/old/trade', '/old/trade/north']);
    expect(await list({ orgUnitPath: '/old/trade', type: 'allIncludingParent' })).toHaveLength(2);
  });

  it('refuse circles, twins, parents that are not there, and going while somebody is in', async () => {
    const make = (requestBody: object): Promise<unknown> =>
      client.orgunits.insert({ customerId, requestBody });
    const root = '/';
    await expect(make({ name: 'corp', parentOrgUnitPath: root })).rejects.toMatchObject(
      refusal(400, 'invalid', 'Invalid Ou Id'),
    );
    await expect(make({ name: 'a', parentOrgUnitPath: '/none' })).rejects.toMatchObject(
      refusal(400, 'invalid', 'Invalid Parent Orgunit Id'),
    );
    const circle = { customerId, orgUnitPath: 'old', requestBody: { parentOrgUnitPath: '/old/trade' } };
    await expect(client.orgunits.patch(circle)).rejects.toMatchObject({ status: 400 });
    const remove = (orgUnitPath: string): Promise<unknown> =>
      client.orgunits.delete({ customerId, orgUnitPath });
    await expect(remove('old/trade/north')).rejects.toMatchObject({ status: 412 });
    await expect(remove('old')).rejects.toMatchObject({ status: 412 });
    await remove('corp');
    await expect(client.orgunits.get({ customerId, orgUnitPath: 'corp' })).rejects.toMatchObject(
      refusal(404, 'notFound', 'Org unit not found'),
    );
  });
});

describe('schemas', () => {
  it('say who reads a field, and take the values along when they go', async () => {
    const fields = [
      { fieldName: 'site', fieldType: 'STRING', readAccessType: 'ADMINS_AND_SELF' },
      { fieldName: 'rooms', fieldType: 'STRING', multiValued: true },
    ];
    const made = await client.schemas.insert({ customerId, requestBody: { schemaName: 'Calls', fields } });
    expect(made.data).toMatchObject({
      kind: 'admin#directory#schema',
      displayName: 'Calls',
      fields: [
        { kind: 'admin#directory#schema#fieldspec', fieldName: 'site' },
        { fieldName: 'rooms', multiValued: true, readAccessType: 'ALL_DOMAIN_USERS' },
      ],
    });
    const Calls = { site: 'a.test', rooms: [{ type: 'work', value: 'R1' }] };
    await client.users.patch({ userKey: BEN, requestBody: { customSchemas: { Calls } } });
    const seen = async (email: string): Promise<unknown> =>
      (await local.as(email).users.get({ userKey: BEN, viewType: 'domain_public', projection: 'full' })).data
        .customSchemas;
    expect(await seen(BEN)).toEqual({ Calls: { rooms: Calls.rooms } });
    const open = [{ ...fields[0], readAccessType: 'ALL_DOMAIN_USERS' }, fields[1] ?? {}];
    await client.schemas.patch({ customerId, schemaKey: 'Calls', requestBody: { fields: open } });
    expect(await seen(BEN)).toEqual({ Calls });

    const key = { customerId, schemaKey: made.data.schemaId ?? '' };
    await client.schemas.update({ ...key, requestBody: { schemaName: 'Calls', fields: open.slice(0, 1) } });
    expect(await seen(BEN)).toEqual({ Calls: { site: 'a.test' } });
    expect((await client.schemas.get(key)).data.fields).toHaveLength(1);
    await client.schemas.delete(key);
    expect((await client.schemas.list({ customerId })).data.schemas).toBeUndefined();
    expect(await seen(BEN)).toBeUndefined();
  });

  it.each([
    [{ fields: [{ fieldName: 'a', fieldType: 'STRING' }] }],
    [{ schemaName: 'has space', fields: [{ fieldName: 'a', fieldType: 'STRING' }] }],
    [{ schemaName: 'A', fields: [] }],
    [{ schemaName: 'A', fields: [{ fieldName: 'a', fieldType: 'COLOUR' }] }],
    [{ schemaName: 'A', fields: [{ fieldName: 'a', fieldType: 'BOOL', readAccessType: 'ME' }] }],
  ])('are not made from %j', async (requestBody) => {
    await expect(client.schemas.insert({ customerId, requestBody })).rejects.toMatchObject({ status: 400 });
  });
});

describe('customer and domains', () => {
  it('say whose they are; a new domain is not proven', async () => {
    const { data } = await client.customers.get({ customerKey: 'my_customer' });
    expect(data).toMatchObject({ kind: 'admin#directory#customer', customerDomain: 'x.test' });
    const own = { customerKey: data.id ?? '' };
    await client.customers.patch({ ...own, requestBody: { phoneNumber: '+4989' } });
    await client.customers.update({ ...own, requestBody: { language: 'de' } });
    expect((await client.customers.get(own)).data).toMatchObject({ phoneNumber: '+4989', language: 'de' });
    const foreign = client.customers.patch({ ...own, requestBody: { customerDomain: 'y.test' } });
    await expect(foreign).rejects.toMatchObject({ status: 400 });
    await expect(client.customers.get({ customerKey: 'C0none' })).rejects.toMatchObject({ status: 400 });

    await client.domains.insert({ customer, requestBody: { domainName: 'Y.test' } });
    const domains = (await client.domains.list({ customer })).data.domains;
    expect(domains).toMatchObject([
      { domainName: 'x.test', isPrimary: true, verified: true },
      { domainName: 'y.test', isPrimary: false, verified: false, creationTime: '1772442000000' },
    ]);
    const again = client.domains.insert({ customer, requestBody: { domainName: 'y.test' } });
    await expect(again).rejects.toMatchObject({ status: 409 });
    const requestBody = { domainAliasName: 'z.test', parentDomainName: 'y.test' };
    await client.domainAliases.insert({ customer, requestBody });
    const alias = { customer, domainAliasName: 'z.test' };
    expect((await client.domainAliases.get(alias)).data).toMatchObject({ ...requestBody, verified: false });
    expect((await client.domainAliases.list({ customer })).data.domainAliases).toHaveLength(1);
    await client.domainAliases.delete(alias);
    await expect(client.domainAliases.get(alias)).rejects.toMatchObject({ status: 404 });
    await client.domains.delete({ customer, domainName: 'y.test' });
    await expect(client.domains.get({ customer, domainName: 'y.test' })).rejects.toMatchObject(
      refusal(404, 'notFound', 'Domain not found.'),
    );
    const primary = client.domains.delete({ customer, domainName: 'x.test' });
    await expect(primary).rejects.toMatchObject({ status: 412 });
  });
});
