import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, EVE, refusal, startLocalDirectory } from './test/local-directory.ts';

const TEAM = 'team@x.test';
const ALL = 'all@x.test';

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>;

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA);
});
afterAll(() => local.close());

const names = (groups: { email?: string | null }[] | undefined): unknown[] =>
  (groups ?? []).map(({ email }) => email);

describe('groups', () => {
  it('are made, changed, found and renamed; the old address stays an alias', async () => {
    const { data } = await client.groups.insert({ requestBody: { email: 'Crew@x.test', description: 'Us' } });
    expect(data).toMatchObject({
      kind: 'admin#directory#group',
      email: 'crew@x.test',
      name: 'crew',
      directMembersCount: '0',
      adminCreated: true,
    });
    await client.groups.patch({ groupKey: 'crew@x.test', requestBody: { name: 'The team' } });
    await client.groups.update({ groupKey: data.id ?? '', requestBody: { email: TEAM } });
    expect((await client.groups.get({ groupKey: 'crew@x.test' })).data).toMatchObject({
      id: data.id,
      email: TEAM,
      name: 'The team',
      description: 'Us',
      aliases: ['crew@x.test'],
    });
    await client.groups.insert({ requestBody: { email: ALL, name: 'Everybody' } });
    const list = async (query?: string): Promise<unknown[]> =>
      names((await client.groups.list({ customer: 'my_customer', ...(query ? { query } : {}) })).data.groups);
    expect(await list()).toEqual([ALL, TEAM]);
    expect(await list('email:te*')).toEqual([TEAM]);
    expect(await list("name='Everybody'")).toEqual([ALL]);
    await expect(list('colour=red')).rejects.toMatchObject({ status: 400 });
    const first = await client.groups.list({ domain: 'x.test', maxResults: 1, sortOrder: 'DESCENDING' });
    expect(names(first.data.groups)).toEqual([TEAM]);
  });

  it('are refused where the address is taken, or is none', async () => {
    const make = (email: string): Promise<unknown> => client.groups.insert({ requestBody: { email } });
    await expect(make(TEAM)).rejects.toMatchObject(refusal(409, 'duplicate', 'Entity already exists.'));
    await expect(make(BEN)).rejects.toMatchObject({ status: 409 });
    await expect(make('team')).rejects.toMatchObject(refusal(400, 'invalid', 'Invalid Input: groupKey'));
    const none = client.groups.get({ groupKey: 'none@x.test' });
    await expect(none).rejects.toMatchObject(refusal(404, 'notFound', 'Resource Not Found: groupKey'));
    await expect(local.as(BEN).groups.get({ groupKey: TEAM })).rejects.toMatchObject(
      refusal(403, 'forbidden', 'Not Authorized to access this resource/api'),
    );
  });

  it('have aliases', async () => {
    await client.groups.aliases.insert({ groupKey: TEAM, requestBody: { alias: 'squad@x.test' } });
    expect((await client.groups.aliases.list({ groupKey: TEAM })).data.aliases).toHaveLength(2);
    await client.groups.aliases.delete({ groupKey: TEAM, alias: 'crew@x.test' });
    expect((await client.groups.get({ groupKey: 'squad@x.test' })).data.aliases).toEqual(['squad@x.test']);
  });
});

describe('members', () => {
  it('are people, strangers and groups, each once, in no circle', async () => {
    const add = (groupKey: string, email: string, role = 'MEMBER'): Promise<{ data: object }> =>
      client.members.insert({ groupKey, requestBody: { email, role } });
    expect((await add(TEAM, BEN, 'OWNER')).data).toMatchObject({
      kind: 'admin#directory#member',
      email: BEN,
      role: 'OWNER',
      type: 'USER',
      status: 'ACTIVE',
      delivery_settings: 'ALL_MAIL',
    });
    await add(TEAM, EVE);
    await add(ALL, TEAM);
    await expect(add(TEAM, BEN)).rejects.toMatchObject(refusal(409, 'duplicate', 'Member already exists.'));
    await expect(add(TEAM, ALL)).rejects.toMatchObject(
      refusal(412, 'conditionNotMet', 'Cyclic memberships not allowed'),
    );
    await expect(add(TEAM, 'none@x.test')).rejects.toMatchObject(
      refusal(404, 'notFound', 'Resource Not Found: memberKey'),
    );
    await expect(add(ALL, TEAM, 'OWNER')).rejects.toMatchObject({ status: 400 });
    await expect(client.members.insert({ groupKey: TEAM, requestBody: {} })).rejects.toMatchObject(
      refusal(400, 'required', 'Missing required field: memberKey'),
    );
    expect((await client.groups.get({ groupKey: TEAM })).data.directMembersCount).toBe('2');
  });

  it('are listed by role, by page, and through groups', async () => {
    const list = async (groupKey: string, more = {}): Promise<unknown[]> =>
      ((await client.members.list({ groupKey, ...more })).data.members ?? []).map(({ email }) => email);
    expect(await list(TEAM)).toEqual([BEN, EVE]);
    expect(await list(TEAM, { roles: 'OWNER,MANAGER' })).toEqual([BEN]);
    expect(await list(ALL)).toEqual([TEAM]);
    expect(await list(ALL, { includeDerivedMembership: true })).toEqual([TEAM, BEN, EVE]);
    const { data } = await client.members.list({ groupKey: TEAM, maxResults: 1 });
    expect(await list(TEAM, { maxResults: 1, pageToken: data.nextPageToken })).toEqual([EVE]);
    expect(names((await client.groups.list({ userKey: BEN })).data.groups)).toEqual([TEAM]);
    const nested = await client.groups.list({ customer: 'my_customer', query: `memberKey=${TEAM}` });
    expect(names(nested.data.groups)).toEqual([ALL]);
  });

  it('are found through groups, strangers excepted', async () => {
    const has = async (memberKey: string): Promise<unknown> =>
      (await client.members.hasMember({ groupKey: ALL, memberKey })).data;
    expect(await has(BEN)).toEqual({ isMember: true });
    expect(await has(ADA)).toEqual({ isMember: false });
    await expect(has(EVE)).rejects.toMatchObject(refusal(400, 'invalid', 'Invalid Input: memberKey'));
  });

  it('change their role, leave, and leave with their account', async () => {
    const key = { groupKey: TEAM, memberKey: EVE };
    await client.members.patch({ ...key, requestBody: { role: 'MANAGER' } });
    await client.members.update({ ...key, requestBody: { delivery_settings: 'NONE' } });
    expect((await client.members.get(key)).data).toMatchObject({
      role: 'MANAGER',
      delivery_settings: 'NONE',
    });
    await client.members.delete(key);
    await expect(client.members.get(key)).rejects.toMatchObject({ status: 404 });
    await client.users.delete({ userKey: BEN });
    expect((await client.members.list({ groupKey: TEAM })).data.members).toBeUndefined();
    await client.groups.delete({ groupKey: TEAM });
    expect((await client.members.list({ groupKey: ALL })).data.members).toBeUndefined();
  });

  it('may be everybody, and are managed with a scope of their own', async () => {
    await client.members.insert({ groupKey: ALL, requestBody: { type: 'CUSTOMER' } });
    const reader = local.as(ADA, ['https://www.googleapis.com/auth/admin.directory.group.member.readonly']);
    expect((await reader.members.hasMember({ groupKey: ALL, memberKey: ADA })).data.isMember).toBe(true);
    const write = reader.members.insert({ groupKey: ALL, requestBody: { email: EVE } });
    await expect(write).rejects.toMatchObject(
      refusal(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
    );
  });
});
