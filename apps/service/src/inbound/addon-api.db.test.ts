import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEdgeWorld, MAYA } from '../../test/edge-world.ts';
import type { EdgeWorld } from '../../test/edge-world.ts';
import { ServiceError } from '../errors.ts';

let world: EdgeWorld;
beforeAll(async () => {
  world = await createEdgeWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.asked.length = 0;
  world.logs.length = 0;
  world.clock.at += 3_600_000;
});

const ADDON_HEALTH = { triggers: [], hourly: true, missingScopes: [], tired: false };
const CHECK = { contract: 1, cause: 'home', addon: ADDON_HEALTH, calendars: [] };

interface Call {
  readonly path?: string;
  readonly authorization?: string;
  readonly payload?: unknown;
  readonly type?: string;
}

async function call({
  path = '/addon/v1/check',
  authorization,
  payload = CHECK,
  type = 'application/json',
}: Call) {
  const headers = { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) };
  return world.server.inject({
    method: 'POST',
    url: path,
    headers,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
}
const bearer = async (claims = {}): Promise<string> => `Bearer ${await world.idToken(claims)}`;

describe('who speaks', () => {
  it('reaches the loop as the person of the token', async () => {
    const answer = await call({ authorization: await bearer() });
    expect(answer.statusCode).toBe(200);
    expect(world.asked).toMatchObject([
      { what: 'check', reporter: { orgId: 'alder', sub: MAYA.sub, email: MAYA.email }, body: CHECK },
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('keeps one account however often, and when the address changes', async () => {
    await call({ authorization: await bearer() });
    await call({ authorization: await bearer({ email: 'Maya.New@alderfinch.example' }) });
    await call({ authorization: await bearer({ email: 'maya@alderfinch.example' }) });
    const ids = new Set(world.asked.map(({ reporter }) => reporter?.accountId));
    expect(ids.size).toBe(1);
    const rows = await world.database.inOrg('alder', (trx) =>
      trx.selectFrom('app.account').selectAll().execute(),
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['nobody', undefined],
    ['an empty header', ''],
    ['another scheme', 'Basic bWF5YTpzZWNyZXQ='],
    ['a token with a line break', 'Bearer abc\tdef'],
    ['a made-up credential', `Addon alder.${'a'.repeat(22)}.${'b'.repeat(43)}`],
    ['a credential of an unknown organisation', `Addon nowhere.${'a'.repeat(22)}.${'b'.repeat(43)}`],
    ['a credential that is none', 'Addon x'],
  ])('is refused as %s, in constant words', async (_, authorization) => {
    const answer = await call(authorization === undefined ? {} : { authorization });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toEqual({ code: 'not-signed-in', message: 'Sign in and try again.' });
    expect(world.asked).toEqual([]);
  });

  it.each([
    ['another audience', { aud: 'service-client.apps.googleusercontent.com' }],
    ['an unverified address', { email_verified: false }],
    ['an hour too late', { iat: 1, exp: 2 }],
  ])('is refused with %s', async (_, claims) => {
    expect((await call({ authorization: await bearer(claims) })).statusCode).toBe(401);
    expect(world.asked).toEqual([]);
  });

  it.each([
    ['org-unknown', { hd: 'unknown.example' }],
    ['org-unknown', { hd: 'evil-alderfinch.example' }],
    ['org-personal', { hd: undefined }],
  ])('belongs to an organisation that is set up, else %s', async (code, claims) => {
    const answer = await call({ authorization: await bearer(claims) });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, code]);
    expect(world.asked).toEqual([]);
  });

  it('is let in by nobody while Google’s keys cannot be had', async () => {
    const idTokens = {
      verify: () => Promise.reject(new ServiceError('temporarily-unavailable')),
    };
    const other = await world.serverWith({ outbound: { ...world.outbound, idTokens } });
    const authorization = await bearer();
    const answer = await other.inject({
      method: 'POST',
      url: '/addon/v1/check',
      headers: { authorization },
      payload: CHECK,
    });
    expect([answer.statusCode, world.asked]).toEqual([503, []]);
    await other.close();
  });
});

describe('where Google gives no ID token', () => {
  it('the credential of this week and the last stands for the same person', async () => {
    const first = await call({ authorization: await bearer() });
    const { credential } = first.json<{ health: { credential: string } }>().health;
    expect(credential).not.toContain(MAYA.email);
    const answer = await call({ authorization: `Addon ${credential}` });
    expect(answer.statusCode).toBe(200);
    expect(world.asked[1]?.reporter).toMatchObject({
      accountId: world.asked[0]?.reporter?.accountId,
      sub: MAYA.sub,
      email: MAYA.email,
    });
    world.clock.at += 7 * 86_400_000;
    expect((await call({ authorization: `Addon ${credential}` })).statusCode).toBe(200);
    world.clock.at += 7 * 86_400_000;
    expect((await call({ authorization: `Addon ${credential}` })).statusCode).toBe(401);
  });

  it('one person’s credential does not open another’s account', async () => {
    const mine = (await call({ authorization: await bearer() })).json<{ health: { credential: string } }>()
      .health.credential;
    const theirs = (
      await call({ authorization: await bearer({ sub: '77', email: 'noah@alderfinch.example' }) })
    ).json<{ health: { credential: string } }>().health.credential;
    const swapped = `${theirs.split('.').slice(0, 2).join('.')}.${mine.split('.')[2] ?? ''}`;
    expect((await call({ authorization: `Addon ${swapped}` })).statusCode).toBe(401);
  });
});

describe('what is said', () => {
  it.each([
    ['an older contract', { ...CHECK, contract: -1 }, 409, 'contract-outdated'],
    ['a newer contract', { ...CHECK, contract: 99 }, 409, 'contract-outdated'],
    ['no contract', { cause: 'home' }, 400, 'bad-request'],
    ['an unknown field', { ...CHECK, tenantId: 'birch' }, 400, 'bad-request'],
    ['an unknown cause', { ...CHECK, cause: 'boredom' }, 400, 'bad-request'],
    ['a list', [CHECK], 400, 'bad-request'],
    ['null', null, 400, 'bad-request'],
    ['text', '"hello"', 400, 'bad-request'],
    ['half a body', '{"contract":1,', 400, 'bad-request'],
    ['nothing', '', 400, 'bad-request'],
    ['a polluted prototype', '{"contract":1,"__proto__":{"admin":true}}', 400, 'bad-request'],
    [
      'a polluted constructor',
      '{"contract":1,"constructor":{"prototype":{"admin":true}}}',
      400,
      'bad-request',
    ],
    [
      'too many calendars',
      { ...CHECK, calendars: Array.from({ length: 51 }, () => ({ calendarId: 'c' })) },
      400,
      'bad-request',
    ],
    ['more than can be read', JSON.stringify({ ...CHECK, filler: 'x'.repeat(9_000_000) }), 413, 'too-large'],
  ])('%s is refused', async (_, payload, status, code) => {
    const answer = await call({ authorization: await bearer(), payload });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(world.asked).toEqual([]);
  });

  it('is JSON and nothing else', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await call({ authorization: await bearer(), type, payload: 'a=b' });
      expect(answer.json()).toMatchObject({ code: 'unsupported-type' });
    }
    expect(world.asked).toEqual([]);
  });

  it('is not read at all of strangers', async () => {
    expect((await call({ payload: '{"half' })).statusCode).toBe(401);
    expect((await call({ payload: 'x'.repeat(9_000_000) })).statusCode).toBe(401);
  });

  it('never comes back in a refusal or in the log', async () => {
    const canary = 'canary-subject-7f3a';
    const token = await world.idToken({ name: canary });
    await call({ authorization: `Bearer ${token}`, payload: { ...CHECK, [canary]: canary } });
    await call({ authorization: `Bearer ${token}`, payload: `{"contract":1,"${canary}` });
    await call({ authorization: `Bearer ${token}x`, payload: { ...CHECK, summary: canary } });
    await call({ path: `/addon/v1/check?code=${canary}`, authorization: `Bearer ${token}` });
    await call({ path: `/nowhere/${canary}?email=${MAYA.email}`, authorization: `Bearer ${token}` });
    const log = world.logs.join('\n');
    expect(world.logs.length).toBeGreaterThan(4);
    for (const secret of [canary, token, MAYA.email, 'alderfinch']) expect(log).not.toContain(secret);
  });
});

describe('how often', () => {
  it('one person may call 600 times a minute, and the others are not touched', async () => {
    const mine = await bearer({ sub: '5005', email: 'busy@alderfinch.example' });
    const statuses = [];
    for (let n = 0; n < 605; n += 1) statuses.push((await call({ authorization: mine })).statusCode);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const refused = await call({ authorization: mine });
    expect(refused.json()).toMatchObject({ code: 'too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBe(60);
    expect((await call({ authorization: await bearer() })).statusCode).toBe(200);
    world.clock.at += 60_000;
    expect((await call({ authorization: mine })).statusCode).toBe(200);
  }, 60_000);
});
