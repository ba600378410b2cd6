import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGround } from '../../ground-factory.ts';
import { ServiceHandle } from '../../control/service-handle.ts';
import { Store } from '../../control/store.ts';
import { toAccount } from '../identity/account.ts';
import { Directory } from './directory.ts';
import { directoryRoutes } from './directory-routes.ts';

const PEOPLE = [
  toAccount({ email: 'admin@x.test', name: 'Ada Min', role: 'admin' }),
  toAccount({ email: 'ben@x.test', name: 'Ben Ode' }),
  toAccount({ email: 'eve@other.test', name: 'Eve' }),
  toAccount({ email: 'carl@gmail.com', name: 'Carl' }),
];
const USERS = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
const SCHEMAS = 'https://www.googleapis.com/auth/admin.directory.userschema.readonly';

let directory: Directory;
let server: FastifyInstance;
const ground = makeGround({
  dataDir: undefined,
  profile: 'demo',
  clock: '2026-03-02T09:00:00Z',
  clockMode: 'stopped',
  service: new ServiceHandle(() => undefined),
  log: () => undefined,
});
beforeAll(async () => {
  const find = (email: string) => PEOPLE.find((account) => account.email === email);
  directory = new Directory(ground, Store.open(), {
    account: find,
    accounts: () => PEOPLE,
    // Tokens say themselves whose they are and what they may.
    resolve: (token) => {
      const [email = '', ...scopes] = token.split(' ');
      return find(email) && { email, scopes: new Set(scopes) };
    },
  });
  directory.putSchema('x.test', {
    schemaName: 'Webex',
    fields: [
      { fieldName: 'site', fieldType: 'STRING', readAccessType: 'ALL_DOMAIN_USERS' },
      { fieldName: 'cost', fieldType: 'STRING', readAccessType: 'ADMINS_AND_SELF' },
    ],
  });
  directory.setValues('ben@x.test', { Webex: { site: 'x.webex.com', cost: '7' } });
  server = fastify();
  directoryRoutes(server, directory);
  await server.ready();
});
afterAll(async () => {
  ground.clock.stop();
  await server.close();
});

async function get(
  as: string,
  path: string,
  scope = USERS,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await server.inject({
    url: `/admin/directory/v1${path}`,
    headers: { authorization: `Bearer ${as} ${scope}` },
  });
  return { status: answer.statusCode, json: answer.json() };
}

describe('users.get', () => {
  it('shows everything to an administrator, custom fields only if he asks for them', async () => {
    const basic = (await get('admin@x.test', '/users/ben@x.test')).json;
    expect(basic).toMatchObject({
      kind: 'admin#directory#user',
      primaryEmail: 'ben@x.test',
      isAdmin: false,
      orgUnitPath: '/',
    });
    expect(basic['customSchemas']).toBeUndefined();
    const full = (await get('admin@x.test', '/users/ben@x.test?projection=full')).json;
    expect(full['customSchemas']).toEqual({ Webex: { site: 'x.webex.com', cost: '7' } });
  });

  it('trap 31: custom schemas come only by projection, in the public view for colleagues, and as far as each field may be read', async () => {
    expect((await get('ben@x.test', '/users/ben@x.test')).json).toMatchObject({
      error: {
        code: 403,
        message: 'Not Authorized to access this resource/api',
        errors: [{ reason: 'forbidden' }],
      },
    });
    const plain = (await get('ben@x.test', '/users/ben@x.test?viewType=domain_public')).json;
    expect(plain['customSchemas']).toBeUndefined();
    const open = '/users/ben@x.test?viewType=domain_public&projection=custom&customFieldMask=Webex';
    const seen = (await get('ben@x.test', open)).json;
    expect(seen['customSchemas']).toEqual({ Webex: { site: 'x.webex.com' } });
    expect(seen['isAdmin']).toBeUndefined();
    ground.switches.set({ 'google.directoryShowsSelf': true });
    expect((await get('ben@x.test', open)).json['customSchemas']).toEqual({
      Webex: { site: 'x.webex.com', cost: '7' },
    });
    ground.switches.reset();
  });

  it.each([
    ['somebody of another domain', 'ben@x.test', '/users/eve@other.test?viewType=domain_public', 404],
    ['a consumer account', 'carl@gmail.com', '/users/carl@gmail.com?viewType=domain_public', 403],
    [
      'a mask that is missing',
      'ben@x.test',
      '/users/ben@x.test?viewType=domain_public&projection=custom',
      400,
    ],
    ['an unknown view', 'ben@x.test', '/users/ben@x.test?viewType=all', 400],
  ])('refuses %s', async (_, as, path, status) => {
    expect((await get(as, path)).status).toBe(status);
  });

  it('refuses a token without the right, and what is not built by name', async () => {
    expect((await get('admin@x.test', '/users/ben@x.test', 'openid')).status).toBe(403);
    expect((await get('nobody', '/users/ben@x.test')).status).toBe(401);
    expect((await get('admin@x.test', '/groups')).json).toMatchObject({
      error: { code: 501, message: 'GET /admin/directory/v1/groups is not built in this local Google.' },
    });
  });
});

describe('users.list and schemas', () => {
  it('lists the domain by pages and by what a name begins with', async () => {
    const first = (await get('admin@x.test', '/users?customer=my_customer&maxResults=1')).json;
    expect(first['users']).toMatchObject([{ primaryEmail: 'admin@x.test' }]);
    const next = String(first['nextPageToken']);
    const second = (await get('admin@x.test', `/users?domain=x.test&maxResults=1&pageToken=${next}`)).json;
    expect(second['users']).toMatchObject([{ primaryEmail: 'ben@x.test' }]);
    expect(second['nextPageToken']).toBeUndefined();
    const found = await get('ben@x.test', '/users?domain=x.test&viewType=domain_public&query=givenName:be*');
    expect(found.json['users']).toMatchObject([{ name: { fullName: 'Ben Ode' } }]);
    expect((await get('admin@x.test', '/users')).status).toBe(400);
  });

  it('shows schemas to an administrator', async () => {
    expect((await get('admin@x.test', '/customer/my_customer/schemas', SCHEMAS)).json).toMatchObject({
      schemas: [{ schemaName: 'Webex' }],
    });
    expect((await get('admin@x.test', '/customer/my_customer/schemas/None', SCHEMAS)).status).toBe(404);
    expect((await get('ben@x.test', '/customer/my_customer/schemas', SCHEMAS)).status).toBe(403);
  });
});
