import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, refusal, startLocalDirectory } from './test/local-directory.ts';

const customer = 'my_customer';

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>;

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA);
});
afterAll(() => local.close());

describe('roles', () => {
  it('let somebody do what their privileges say, and no more', async () => {
    const { data: privileges } = await client.privileges.list({ customer });
    const names = privileges.items?.map(({ privilegeName }) => privilegeName);
    expect(names).toContain('GROUPS_ALL');
    const serviceId = privileges.items?.[0]?.serviceId ?? '';
    const made = await client.roles.insert({
      customer,
      requestBody: {
        roleName: 'Group keepers',
        rolePrivileges: [{ privilegeName: 'GROUPS_ALL', serviceId }],
      },
    });
    const roleId = made.data.roleId ?? '';
    const { id } = (await client.users.get({ userKey: BEN })).data;
    const requestBody = { roleId, assignedTo: id ?? '', scopeType: 'CUSTOMER' };
    await expect(local.as(BEN).groups.list({ customer })).rejects.toMatchObject({ status: 403 });
    const assignment = await client.roleAssignments.insert({ customer, requestBody });
    expect((await local.as(BEN).groups.list({ customer })).data.kind).toBe('admin#directory#groups');
    await expect(local.as(BEN).users.list({ customer })).rejects.toMatchObject({ status: 403 });
    expect((await client.users.get({ userKey: BEN })).data).toMatchObject({
      isAdmin: false,
      isDelegatedAdmin: true,
    });
    await expect(client.roles.delete({ customer, roleId })).rejects.toMatchObject({ status: 412 });
    await expect(client.roleAssignments.insert({ customer, requestBody })).rejects.toMatchObject({
      status: 409,
    });
    const key = { customer, roleAssignmentId: assignment.data.roleAssignmentId ?? '' };
    expect((await client.roleAssignments.get(key)).data).toMatchObject(requestBody);
    await client.roleAssignments.delete(key);
    await expect(local.as(BEN).groups.list({ customer })).rejects.toMatchObject({ status: 403 });

    await client.roles.patch({ customer, roleId, requestBody: { roleDescription: 'Keep groups' } });
    expect((await client.roles.get({ customer, roleId })).data).toMatchObject({
      roleName: 'Group keepers',
      roleDescription: 'Keep groups',
      rolePrivileges: [{ privilegeName: 'GROUPS_ALL', serviceId }],
    });
    await client.roles.update({ customer, roleId, requestBody: { roleName: 'Nothing' } });
    expect((await client.roles.get({ customer, roleId })).data.rolePrivileges).toEqual([]);
    await client.roles.delete({ customer, roleId });
    await expect(client.roles.get({ customer, roleId })).rejects.toMatchObject({ status: 404 });
  });

  it('of the system stay; the super administrator’s is the account’s own mark', async () => {
    const { data } = await client.roles.list({ customer });
    const seed = data.items?.find(({ isSuperAdminRole }) => isSuperAdminRole);
    expect(seed).toMatchObject({ roleName: '_SEED_ADMIN_ROLE', isSystemRole: true });
    const roleId = seed?.roleId ?? '';
    await expect(
      client.roles.update({ customer, roleId, requestBody: { roleName: 'Mine' } }),
    ).rejects.toMatchObject({ status: 412 });
    const { id } = (await client.users.get({ userKey: BEN })).data;
    const made = await client.roleAssignments.insert({
      customer,
      requestBody: { roleId, assignedTo: id ?? '' },
    });
    expect(local.identity.account(BEN)?.role).toBe('admin');
    expect((await client.roleAssignments.list({ customer, roleId })).data.items).toHaveLength(2);
    const of = { customer, userKey: BEN };
    expect((await client.roleAssignments.list(of)).data.items).toEqual([made.data]);
    await client.roleAssignments.delete({ customer, roleAssignmentId: made.data.roleAssignmentId ?? '' });
    expect(local.identity.account(BEN)?.role).toBe('user');
  });

  it('for a unit reach its people, and nobody else', async () => {
    const { data: unit } = await client.orgunits.insert({
      customerId: customer,
      requestBody: { name: 'shop', parentOrgUnitPath: '/' },
    });
    const name = { givenName: 'Sam', familyName: 'Shop' };
    const sam = { primaryEmail: 'sam@x.test', name, password: 'long enough', orgUnitPath: '/shop' };
    await client.users.insert({ requestBody: sam });
    const roles = (await client.roles.list({ customer })).data.items ?? [];
    const roleOf = (wanted: string): string =>
      roles.find(({ roleName }) => roleName === wanted)?.roleId ?? '';
    const { id } = (await client.users.get({ userKey: BEN })).data;
    const assign = (roleId: string): Promise<unknown> =>
      client.roleAssignments.insert({
        customer,
        requestBody: { roleId, assignedTo: id ?? '', scopeType: 'ORG_UNIT', orgUnitId: unit.orgUnitId ?? '' },
      });
    // Of its privileges some are about more than people.
    await expect(assign(roleOf('_GROUPS_ADMIN_ROLE'))).rejects.toMatchObject({ status: 400 });
    const { data: role } = await client.roles.insert({
      customer,
      requestBody: { roleName: 'Keepers', rolePrivileges: [{ privilegeName: 'USERS_ALL' }] },
    });
    await assign(role.roleId ?? '');
    const ben = local.as(BEN);
    const seen = (await ben.users.list({ customer })).data.users;
    expect(seen?.map(({ primaryEmail }) => primaryEmail)).toEqual(['sam@x.test']);
    await ben.users.patch({ userKey: 'sam@x.test', requestBody: { archived: true } });
    expect((await ben.users.get({ userKey: 'sam@x.test' })).data.archived).toBe(true);
    await expect(ben.users.get({ userKey: ADA })).rejects.toMatchObject({ status: 403 });
    await expect(ben.users.patch({ userKey: ADA, requestBody: { archived: true } })).rejects.toMatchObject({
      status: 403,
    });
    const out = ben.users.patch({ userKey: 'sam@x.test', requestBody: { orgUnitPath: '/' } });
    await expect(out).rejects.toMatchObject({ status: 403 });
    const top = { ...sam, primaryEmail: 'top@x.test', orgUnitPath: '/' };
    await expect(ben.users.insert({ requestBody: top })).rejects.toMatchObject({ status: 403 });
    await ben.users.delete({ userKey: 'sam@x.test' });
    expect(local.identity.account('sam@x.test')).toBeUndefined();
    await expect(ben.groups.list({ customer })).rejects.toMatchObject({ status: 403 });
  });
});

describe('security', () => {
  it('shows and withdraws what a person lets in', async () => {
    const { clientId } = local.identity.addClient({ kind: 'outside', name: 'Planner' });
    local.identity.setGrant(BEN, clientId, ['openid']);
    const token = local.identity.issueAccessToken({ email: BEN, clientId, scopes: ['openid'] }).token;
    expect((await client.tokens.list({ userKey: BEN })).data.items).toMatchObject([
      { clientId, displayText: 'Planner', scopes: ['openid'], kind: 'admin#directory#token' },
    ]);
    expect((await client.tokens.get({ userKey: BEN, clientId })).data.displayText).toBe('Planner');
    await client.tokens.delete({ userKey: BEN, clientId });
    expect(local.identity.resolve(token)).toBeUndefined();
    await expect(client.tokens.get({ userKey: BEN, clientId })).rejects.toMatchObject(
      refusal(404, 'notFound', 'Resource Not Found: clientId'),
    );
  });

  it('hands out backup codes, and knows no passwords of applications', async () => {
    const codes = async (): Promise<unknown[]> =>
      (await client.verificationCodes.list({ userKey: BEN })).data.items ?? [];
    expect(await codes()).toEqual([]);
    await client.verificationCodes.generate({ userKey: BEN });
    expect(await codes()).toHaveLength(10);
    await client.verificationCodes.invalidate({ userKey: BEN });
    expect(await codes()).toEqual([]);
    expect((await client.asps.list({ userKey: BEN })).data.items).toBeUndefined();
    await expect(client.asps.get({ userKey: BEN, codeId: 1 })).rejects.toMatchObject({ status: 404 });
    await expect(client.asps.delete({ userKey: BEN, codeId: 1 })).rejects.toMatchObject({ status: 404 });
  });
});

describe('devices', () => {
  it('there are none', async () => {
    const customerId = customer;
    const { chromeosdevices, mobiledevices, customers } = client;
    expect((await chromeosdevices.list({ customerId })).data).toEqual({
      kind: 'admin#directory#chromeosdevices',
      etag: expect.any(String) as string,
    });
    await expect(chromeosdevices.get({ customerId, deviceId: 'd' })).rejects.toMatchObject({ status: 404 });
    expect((await mobiledevices.list({ customerId })).data.mobiledevices).toBeUndefined();
    const resource = { customerId, resourceId: 'd' };
    await expect(mobiledevices.get(resource)).rejects.toMatchObject({ status: 404 });
    await expect(mobiledevices.delete(resource)).rejects.toMatchObject({ status: 404 });
    const parent = 'customers/my_customer';
    expect((await customers.chrome.printers.list({ parent })).data).toEqual({});
    expect((await customers.chrome.printServers.list({ parent })).data).toEqual({});
  });
});
