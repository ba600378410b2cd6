import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unshown } from '../../control/test/unshown.ts';
import { DIRECTORY_SWITCHES } from './directory-switches.ts';
import type { LocalDirectory } from './test/local-directory.ts';
import { startLocalDirectory } from './test/local-directory.ts';

const USERS = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
const SCHEMAS = 'https://www.googleapis.com/auth/admin.directory.userschema.readonly';

let local: LocalDirectory;

beforeAll(async () => {
  local = await startLocalDirectory();
  local.directory.putSchema('x.test', {
    schemaName: 'Webex',
    fields: [
      { fieldName: 'site', fieldType: 'STRING', readAccessType: 'ALL_DOMAIN_USERS' },
      { fieldName: 'cost', fieldType: 'STRING', readAccessType: 'ADMINS_AND_SELF' },
    ],
  });
  local.directory.setValues('ben@x.test', { Webex: { site: 'x.webex.com', cost: '7' } });
});
afterAll(() => local.close());

async function get(
  as: string,
  path: string,
  scope = USERS,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${local.url}/admin/directory/v1${path}`, {
    headers: { authorization: `Bearer ${as === 'nobody' ? as : local.token(as, [scope])}` },
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
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
  });

  const SELF = [
    ['google.directoryShowsSelf', true],
    ['google.directoryShowsSelf', false],
  ] as const;
  it.each(SELF)('show a person his own fields for administrators where %s is %s', async (name, shown) => {
    local.ground.switches.set({ [name]: shown });
    const open = '/users/ben@x.test?viewType=domain_public&projection=custom&customFieldMask=Webex';
    const { json } = await get('ben@x.test', open);
    local.ground.switches.reset();
    expect(json['customSchemas']).toEqual({
      Webex: { site: 'x.webex.com', ...(shown ? { cost: '7' } : {}) },
    });
  });

  it('has a row for each value of each switch', () => {
    expect(unshown(DIRECTORY_SWITCHES, SELF)).toEqual([]);
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
    const count = 'https://www.googleapis.com/auth/admin.directory.device.chromeos.readonly';
    const path = '/customer/my_customer/devices/chromeos:countChromeOsDevices';
    expect((await get('admin@x.test', path, count)).json).toMatchObject({
      error: {
        code: 501,
        message:
          'directory.customer.devices.chromeos.countChromeOsDevices is not built in this local Google.',
      },
    });
    expect((await get('admin@x.test', '/nothing')).status).toBe(404);
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
