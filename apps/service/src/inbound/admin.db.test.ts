import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EdgeBrowser } from '../../test/edge-browser.ts';
import { connectedBrowser, emptyWorld } from '../../test/edge-fixtures.ts';
import { createEdgeWorld, MAYA, NOAH, PUBLIC } from '../../test/edge-world.ts';
import type { EdgeWorld } from '../../test/edge-world.ts';

let world: EdgeWorld;
beforeAll(async () => {
  world = await createEdgeWorld();
});
afterAll(() => world.close());
beforeEach(() => emptyWorld(world));

const connected = (language?: string) => connectedBrowser(world, language);

describe('administration', () => {
  it('shows how everybody is, to administrators only', async () => {
    const browser = await connected();
    const page = await browser.open('/admin/');
    for (const text of ['Administration', MAYA.email, 'Connected', 'Followed', 'live'])
      expect(page.text).toContain(text);
    world.vendors.google = NOAH;
    const other = await new EdgeBrowser(world).open('/admin/');
    expect(other.status).toBe(403);
    expect(other.text).toContain('Administrators only');
    expect(other.text).not.toContain(MAYA.email);
  });

  it('asks before it switches off, then does it and writes it down', async () => {
    const browser = await connected();
    const page = await browser.open('/admin/');
    const form = { mode: 'off', retentionDays: '14', webexDeleteAfterDays: '' };
    const question = await browser.submit(page, '/admin/settings', form);
    expect(question.text).toContain('Switch Webex off for alder?');
    expect(await modeOf()).toMatchObject({ mode: 'on', retention_days: 30 });
    const saved = await browser.submit(question, '/admin/settings', { ...form, confirmed: 'yes' });
    expect(saved.text).toContain('Saved');
    expect(await modeOf()).toMatchObject({ mode: 'off', retention_days: 14, webex_delete_after_days: null });
    const audit = await world.database.inOrg('alder', (trx) =>
      trx.selectFrom('app.audit').selectAll().where('verb', 'like', 'settings:%').execute(),
    );
    expect(audit.at(-1)).toMatchObject({ verb: 'settings:mode,retentionDays', result: 'ok' });
    expect(JSON.stringify(audit)).not.toContain('maya');
  });

  it('changes nothing for a wrong form, a foreign site, or a colleague', async () => {
    const browser = await connected();
    const page = await browser.open('/admin/');
    const form = { mode: 'suspended', retentionDays: '1', webexDeleteAfterDays: '' };
    expect((await browser.submit(page, '/admin/settings', { ...form, retentionDays: '-1' })).status).toBe(
      400,
    );
    expect((await browser.submit(page, '/admin/settings', { ...form, csrf: 'x' })).status).toBe(403);
    expect(
      (await browser.request('POST', '/admin/settings', form, { origin: 'https://evil.example' })).status,
    ).toBe(403);
    world.vendors.google = NOAH;
    const other = new EdgeBrowser(world);
    const me = await other.open('/me');
    expect((await other.submit(me, '/admin/settings', form)).status).toBe(403);
    expect(await modeOf()).toMatchObject({ mode: 'on', retention_days: 30 });
  });

  async function modeOf(): Promise<unknown> {
    return world.database.inOrg('alder', (trx) =>
      trx.selectFrom('app.organisation').selectAll().executeTakeFirstOrThrow(),
    );
  }
});

describe('administration as an interface', () => {
  const path = '/admin/v1/organisations/alder';
  const headers = async (claims = {}) => ({ authorization: `Bearer ${await world.idToken(claims)}` });

  it('reads and changes the settings with a Google ID token', async () => {
    const before = await world.server.inject({ url: path, headers: await headers() });
    expect(before.json()).toMatchObject({
      id: 'alder',
      mode: 'on',
      retentionDays: 30,
      webexDeleteAfterDays: null,
    });
    const payload = { mode: 'suspended', webexDeleteAfterDays: 7 };
    const after = await world.server.inject({
      method: 'PATCH',
      url: path,
      headers: await headers(),
      payload,
    });
    expect(after.json()).toMatchObject({ mode: 'suspended', retentionDays: 30, webexDeleteAfterDays: 7 });
    expect((await world.server.inject({ url: path, headers: await headers() })).json()).toEqual(after.json());
  });

  it('S19: says whether the audit is whole, and its head to keep elsewhere', async () => {
    const url = '/admin/v1/organisations/alder/audit';
    await world.server.inject({
      method: 'PATCH',
      url: '/admin/v1/organisations/alder',
      headers: await headers(),
      payload: { mode: 'off' },
    });
    const answer = await world.server.inject({ url, headers: await headers() });
    expect(answer.json()).toMatchObject({
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
      brokenAt: null,
    });
    expect(
      (
        await world.server.inject({
          url,
          headers: await headers({ email: 'noah@alderfinch.example', sub: '77' }),
        })
      ).statusCode,
    ).toBe(404);
  });

  it('works with a browser’s session, for its own page only', async () => {
    const browser = await connected();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const payload = { retentionDays: 9 };
    const foreign = await world.server.inject({
      method: 'PATCH',
      url: path,
      headers: { cookie, 'sec-fetch-site': 'same-site' },
      payload,
    });
    expect(foreign.statusCode).toBe(403);
    const own = await world.server.inject({
      method: 'PATCH',
      url: path,
      headers: { cookie, origin: PUBLIC, 'sec-fetch-site': 'same-origin' },
      payload,
    });
    expect(own.json()).toMatchObject({ retentionDays: 9 });
  });

  it('looks the same for foreign and for unknown organisations', async () => {
    const answers = await Promise.all(
      ['/admin/v1/organisations/birch', '/admin/v1/organisations/nothing', '/admin/v1/organisations/%00'].map(
        async (url) => world.server.inject({ url, headers: await headers() }),
      ),
    );
    const colleague = await world.server.inject({
      url: path,
      headers: await headers({ sub: '2', email: NOAH.email }),
    });
    expect(
      new Set([...answers, colleague].map(({ statusCode, body }) => `${String(statusCode)} ${body}`)).size,
    ).toBe(1);
    expect(colleague.statusCode).toBe(404);
    expect((await world.server.inject({ url: path })).statusCode).toBe(401);
  });

  it.each([
    [{}],
    [{ mode: 'gone' }],
    [{ retentionDays: -1 }],
    [{ retentionDays: 1.5 }],
    [{ retentionDays: 9999 }],
    [{ admins: ['x'] }],
    [{ org_id: 'birch' }],
  ])('refuses %j', async (payload) => {
    expect(
      (await world.server.inject({ method: 'PATCH', url: path, headers: await headers(), payload }))
        .statusCode,
    ).toBe(400);
  });
});
