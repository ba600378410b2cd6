import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, refusal, startLocalDirectory } from './test/local-directory.ts';

const CLEO = 'cleo@x.test';
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000020000000100806000000', 'hex').toString(
  'base64url',
);
const JPEG = Buffer.from('ffd8ffe000040000ffc0000b080030004001011100', 'hex').toString('base64url');

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>;

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA);
});
afterAll(() => local.close());

const cleo = {
  primaryEmail: CLEO,
  name: { givenName: 'Cleo', familyName: 'Paz' },
  password: 'secret-enough',
  organizations: [{ title: 'Room Manager', department: 'Facilities', primary: true }],
  relations: [{ type: 'manager', value: BEN }],
  phones: [{ type: 'work', value: '+4912345' }],
};

async function emails(query: string): Promise<unknown[]> {
  const { data } = await client.users.list({ customer: 'my_customer', query });
  return (data.users ?? []).map(({ primaryEmail }) => primaryEmail);
}

describe('a user', () => {
  it('is made, has an account and a calendar, and signs in nowhere once suspended', async () => {
    const { data } = await client.users.insert({ requestBody: cleo });
    expect(data).toMatchObject({
      kind: 'admin#directory#user',
      primaryEmail: CLEO,
      name: { fullName: 'Cleo Paz' },
      isAdmin: false,
      suspended: false,
      lastLoginTime: '1970-01-01T00:00:00.000Z',
      creationTime: '2026-03-02T09:00:00.000Z',
      orgUnitPath: '/',
    });
    expect(data.id).toMatch(/^\d{21}$/);
    expect(data.password).toBeUndefined();
    expect(local.identity.account(CLEO)?.sub).toBe(data.id);
    expect(local.welcomed).toEqual([CLEO]);

    const token = local.token(CLEO);
    await client.users.patch({ userKey: CLEO, requestBody: { suspended: true } });
    expect(local.identity.resolve(token)).toBeUndefined();
    expect(local.identity.resolve(local.token(CLEO))).toBeUndefined();
    const suspended = (await client.users.get({ userKey: CLEO })).data;
    expect(suspended).toMatchObject({ suspended: true, suspensionReason: 'ADMIN' });
    await client.users.update({ userKey: CLEO, requestBody: { suspended: false } });
    expect(local.identity.resolve(token)).toBeUndefined();
    expect(local.identity.resolve(local.token(CLEO))?.email).toBe(CLEO);
  });

  it.each([
    [{ ...cleo }, refusal(409, 'duplicate', 'Entity already exists.')],
    [{ ...cleo, primaryEmail: 'no address' }, refusal(400, 'invalid', 'Invalid Input: primary_user_email')],
    [{ ...cleo, primaryEmail: 'a@other.test' }, refusal(404, 'notFound', 'Domain not found.')],
    [{ ...cleo, primaryEmail: 'd@x.test', password: 'short' }, refusal(400, 'invalid', 'Invalid Password')],
    [
      { ...cleo, primaryEmail: 'd@x.test', name: { givenName: 'D' } },
      refusal(400, 'invalid', 'Invalid Given/Family Name: FamilyName'),
    ],
    [
      { ...cleo, primaryEmail: 'd@x.test', orgUnitPath: '/none' },
      refusal(400, 'invalid', 'Invalid Input: INVALID_OU_ID'),
    ],
    [
      { ...cleo, primaryEmail: 'd@x.test', customSchemas: { None: { a: 1 } } },
      refusal(400, 'invalid', 'Invalid Input: custom_schema'),
    ],
  ])('is not made from %j', async (requestBody, error) => {
    await expect(client.users.insert({ requestBody })).rejects.toMatchObject(error);
    expect(local.identity.account('d@x.test')).toBeUndefined();
  });

  it('keeps what a patch does not name, loses what is null, and knows no other members', async () => {
    const before = (await client.users.get({ userKey: CLEO })).data;
    const { data } = await client.users.patch({
      userKey: CLEO,
      requestBody: { name: { givenName: 'Clea' }, phones: null, includeInGlobalAddressList: false },
    });
    expect(data).toMatchObject({ name: { fullName: 'Clea Paz' }, relations: cleo.relations });
    expect(data.phones).toBeUndefined();
    expect(data.etag).not.toBe(before.etag);
    expect(local.identity.account(CLEO)?.name).toBe('Clea Paz');
    const odd = { shoeSize: 9 } as object;
    await expect(client.users.patch({ userKey: CLEO, requestBody: odd })).rejects.toMatchObject(
      refusal(
        400,
        'badRequest',
        'Invalid JSON payload received. Unknown name "shoeSize": Cannot find field.',
      ),
    );
    const renamed = client.users.patch({ userKey: CLEO, requestBody: { primaryEmail: 'c@x.test' } });
    await expect(renamed).rejects.toMatchObject({ status: 501 });
  });

  it('that is not in the address list is not there for colleagues', async () => {
    const view = { viewType: 'domain_public' };
    await expect(local.as(BEN).users.get({ userKey: CLEO, ...view })).rejects.toMatchObject(
      refusal(404, 'notFound', 'Resource Not Found: userKey'),
    );
    const { data } = await local.as(BEN).users.list({ domain: 'x.test', ...view });
    expect(data.users?.map(({ primaryEmail }) => primaryEmail)).toEqual([ADA, BEN]);
    await expect(local.as(BEN).users.delete({ userKey: CLEO })).rejects.toMatchObject({ status: 403 });
  });

  it('is made an administrator, and no longer one', async () => {
    await client.users.makeAdmin({ userKey: CLEO, requestBody: { status: true } });
    expect((await local.as(CLEO).users.get({ userKey: BEN })).data.primaryEmail).toBe(BEN);
    await client.users.makeAdmin({ userKey: CLEO, requestBody: { status: false } });
    await expect(local.as(CLEO).users.get({ userKey: BEN })).rejects.toMatchObject({ status: 403 });
    expect((await client.users.signOut({ userKey: CLEO })).status).toBe(204);
  });

  it('goes, and comes back within 20 days under its own id, in the unit that is said', async () => {
    const { id } = (await client.users.get({ userKey: CLEO })).data;
    const token = local.token(CLEO);
    await client.users.delete({ userKey: CLEO });
    expect(local.identity.account(CLEO)).toBeUndefined();
    await expect(client.users.get({ userKey: CLEO })).rejects.toMatchObject({ status: 404 });
    const gone = await client.users.list({ customer: 'my_customer', showDeleted: 'true' });
    expect(gone.data.users).toMatchObject([
      { id, primaryEmail: CLEO, deletionTime: '2026-03-02T09:00:00.000Z' },
    ]);
    await client.users.undelete({ userKey: id ?? '', requestBody: { orgUnitPath: '/' } });
    expect((await client.users.get({ userKey: CLEO })).data).toMatchObject({ id, relations: cleo.relations });
    expect(local.identity.resolve(token)).toBeUndefined();
    await expect(
      client.users.undelete({ userKey: id ?? '', requestBody: { orgUnitPath: '/' } }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('users.list', () => {
  it.each([
    ['givenName:Cle*', [CLEO]],
    ['givenName:Cle', []],
    ["name='Clea Paz'", [CLEO]],
    ["name:'Paz'", [CLEO]],
    ['isAdmin=true', [ADA]],
    ['email:ben*', [BEN]],
    [`manager='${BEN}'`, [CLEO]],
    [`directManager=${ADA}`, []],
    ['orgTitle:Manager orgDepartment=Facilities', [CLEO]],
    ['orgTitle=Manager', []],
    ['isSuspended=false orgUnitPath=/', [ADA, BEN, CLEO]],
    ['cle', [CLEO]],
  ])('finds by %s', async (query, found) => {
    expect(await emails(query)).toEqual(found);
  });

  it.each(['shoe=9', 'isAdmin:true', 'phone:1', 'Webex.none=1', "name='open"])(
    'refuses %s',
    async (query) => {
      await expect(emails(query)).rejects.toMatchObject(refusal(400, 'invalid', 'Invalid query'));
    },
  );

  it('finds by numbers and dates of indexed custom fields', async () => {
    local.directory.putSchema('x.test', {
      schemaName: 'Job',
      fields: [
        {
          fieldName: 'level',
          fieldType: 'INT64',
          numericIndexingSpec: { minValue: 0, maxValue: 9 },
          readAccessType: 'ADMINS_AND_SELF',
        },
        { fieldName: 'since', fieldType: 'DATE', readAccessType: 'ALL_DOMAIN_USERS' },
        { fieldName: 'hidden', fieldType: 'STRING', indexed: false, readAccessType: 'ALL_DOMAIN_USERS' },
      ],
    });
    const values = { Job: { level: 7, since: '2021-02-15', hidden: 'x' } };
    await client.users.patch({ userKey: BEN, requestBody: { customSchemas: values } });
    expect(await emails('Job.level>=7')).toEqual([BEN]);
    expect(await emails('Job.level:[5,7]')).toEqual([]);
    expect(await emails('Job.since<2022-01-01')).toEqual([BEN]);
    await expect(emails('Job.hidden=x')).rejects.toMatchObject({ status: 400 });
  });

  it('sorts, pages and masks', async () => {
    const sorted = { customer: 'my_customer', orderBy: 'givenName', sortOrder: 'DESCENDING', maxResults: 2 };
    const { data } = await client.users.list({ ...sorted, fields: 'nextPageToken,users(name/givenName)' });
    expect(data.users).toEqual([{ name: { givenName: 'Clea' } }, { name: { givenName: 'Ben' } }]);
    const rest = await client.users.list({ ...sorted, pageToken: data.nextPageToken ?? '' });
    expect(rest.data.users?.map(({ primaryEmail }) => primaryEmail)).toEqual([ADA]);
    expect(rest.data.nextPageToken).toBeUndefined();
    await expect(client.users.list({ ...sorted, pageToken: 'x' })).rejects.toMatchObject({ status: 400 });
    await expect(client.users.list({ customer: 'C0other' })).rejects.toMatchObject(
      refusal(400, 'invalid', 'Invalid Customer Id'),
    );
  });
});

describe('aliases and photos of a user', () => {
  it('make the user known by a second address', async () => {
    const { data } = await client.users.aliases.insert({ userKey: BEN, requestBody: { alias: 'B@x.test' } });
    expect(data).toMatchObject({ kind: 'admin#directory#alias', primaryEmail: BEN, alias: 'b@x.test' });
    expect((await client.users.get({ userKey: 'b@x.test' })).data).toMatchObject({
      primaryEmail: BEN,
      aliases: ['b@x.test'],
      emails: [{ address: BEN, primary: true }, { address: 'b@x.test' }],
    });
    const taken = { userKey: CLEO, requestBody: { alias: 'b@x.test' } };
    await expect(client.users.aliases.insert(taken)).rejects.toMatchObject({ status: 409 });
    expect((await client.users.aliases.list({ userKey: BEN })).data.aliases).toHaveLength(1);
    await client.users.aliases.delete({ userKey: BEN, alias: 'b@x.test' });
    expect((await client.users.aliases.list({ userKey: BEN })).data.aliases).toBeUndefined();
  });

  it('show a picture once there is one', async () => {
    const none = client.users.photos.get({ userKey: BEN });
    await expect(none).rejects.toMatchObject(refusal(404, 'notFound', 'Resource Not Found: photo'));
    await client.users.photos.update({ userKey: BEN, requestBody: { photoData: PNG } });
    const first = (await client.users.get({ userKey: BEN })).data.thumbnailPhotoUrl ?? '';
    const picture = await fetch(first);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).toString('base64url')).toBe(PNG);
    await client.users.photos.patch({ userKey: BEN, requestBody: { photoData: JPEG } });
    expect((await fetch(first)).status).toBe(404);
    expect((await client.users.photos.get({ userKey: BEN })).data).toMatchObject({
      mimeType: 'image/jpeg',
      width: 64,
      height: 48,
      photoData: JPEG,
    });
    const text = client.users.photos.update({ userKey: BEN, requestBody: { photoData: 'aGVsbG8' } });
    await expect(text).rejects.toMatchObject({ status: 400 });
    await client.users.photos.delete({ userKey: BEN });
    await expect(client.users.photos.get({ userKey: BEN })).rejects.toMatchObject({ status: 404 });
  });
});
