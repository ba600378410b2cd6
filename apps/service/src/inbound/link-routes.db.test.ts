import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EdgeBrowser } from '../../test/edge-browser.ts';
import type { Seen } from '../../test/edge-browser.ts';
import { createEdgeWorld, MAYA, NOAH } from '../../test/edge-world.ts';
import type { EdgeWorld, GooglePerson } from '../../test/edge-world.ts';
import type { AccountRow } from '../store/accounts.ts';
import { pagesOf } from './link-address.ts';
import { People } from './people.ts';
import { randomIds } from '../seal/seal.ts';

let world: EdgeWorld;
beforeAll(async () => {
  world = await createEdgeWorld();
});
afterAll(() => world.close());

/** Nothing of an earlier test remains. */
beforeEach(async () => {
  const { vendors } = world;
  Object.assign(vendors, {
    google: MAYA,
    webexEmails: [MAYA.email],
    webexPersonId: 'person-1',
    siteUrls: ['alder.webex.com'],
    sites: [{ siteUrl: 'alder.webex.com', default: true }],
    tokenAnswers: [],
    tokenCalls: [],
    meStatus: 200,
  });
  await world.database.inOrg('alder', async (trx) => {
    for (const table of ['app.link_attempt', 'app.browser_session', 'app.account'] as const)
      await trx.deleteFrom(table).execute();
  });
  world.logs.length = 0;
});

async function accounts(): Promise<AccountRow[]> {
  return world.database.inOrg('alder', (trx) => trx.selectFrom('app.account').selectAll().execute());
}
async function attempts(): Promise<number> {
  return (
    await world.database.inOrg('alder', (trx) =>
      trx.selectFrom('app.link_attempt').select('attempt_id').execute(),
    )
  ).length;
}
async function linkUrlOf(person: GooglePerson): Promise<string> {
  const { config, database, seal, clock } = world;
  const people = new People({ config, database, seal, clock, ids: randomIds });
  const reporter = await people.reporter({
    ...person,
    hostedDomain: person.hd,
    name: undefined,
    locale: undefined,
  });
  return pagesOf(config).linkUrl(reporter);
}
async function toWebex(browser: EdgeBrowser, stopAt?: (url: string) => boolean): Promise<Seen> {
  const start = await browser.open(await linkUrlOf(MAYA));
  expect(start.text).toContain('Continue to Webex');
  return browser.submit(start, '/link/webex', {}, stopAt);
}
const atCallback = (url: string): boolean => url.includes('/link/webex/callback');

describe('connecting Webex', () => {
  it('asks once, with both addresses, and connects', async () => {
    const browser = new EdgeBrowser(world);
    const confirm = await toWebex(browser);
    expect(confirm.url).toMatch(/\/link\/confirm$/);
    expect(confirm.text.match(/maya@alderfinch\.example/g)?.length).toBeGreaterThanOrEqual(2);
    expect((await accounts())[0]?.webex_state).toBe('none');
    const done = await browser.submit(confirm, '/link/confirm');
    expect(done.text).toContain('Connected');
    const [account] = await accounts();
    expect(account).toMatchObject({
      webex_state: 'ok',
      webex_person_id: 'person-1',
      webex_site: 'alder.webex.com',
    });
    expect(await attempts()).toBe(0);
    const orgId = 'alder';
    expect(await world.outbound.webex.for(orgId, account?.account_id ?? '').me()).toMatchObject({
      email: MAYA.email,
    });
  });

  it('sends PKCE, the secret and the exact address, to Webex and nowhere else', async () => {
    await toWebex(new EdgeBrowser(world));
    const [call] = world.vendors.tokenCalls;
    expect(Object.fromEntries(call ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      client_id: 'webex-client',
      client_secret: 'webex-secret',
      redirect_uri: 'http://127.0.0.1:8080/link/webex/callback',
    });
    expect(call?.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
  });

  it('keeps no address and no token in the clear', async () => {
    const browser = new EdgeBrowser(world);
    const confirm = await toWebex(browser);
    const rows = JSON.stringify(
      await world.database.inOrg('alder', (trx) => trx.selectFrom('app.link_attempt').selectAll().execute()),
    );
    expect(rows).not.toMatch(/maya|webex-access|webex-refresh/);
    await browser.submit(confirm, '/link/confirm');
    expect(JSON.stringify(await accounts())).not.toMatch(/maya|webex-access|webex-refresh/);
    expect(world.logs.join('')).not.toMatch(/maya|webex-access|webex-refresh|code=|state=/);
  });
});

describe('refused', () => {
  it('a forwarded link page: whoever else opens it connects nothing', async () => {
    const url = await linkUrlOf(MAYA);
    world.vendors.google = NOAH;
    const browser = new EdgeBrowser(world);
    const seen = await browser.open(url);
    expect(seen.status).toBe(403);
    expect(seen.text).toContain('Opened for somebody else');
    expect(seen.text).toContain('link-other-person');
    expect(browser.cookies.has('scheduler-session')).toBe(false);
    expect((await accounts()).every((row) => row.webex_state === 'none')).toBe(true);
  });

  it('a forwarded link page for a browser that is signed in as somebody else', async () => {
    world.vendors.google = NOAH;
    const browser = new EdgeBrowser(world);
    await browser.open('/me');
    const seen = await browser.open(await linkUrlOf(MAYA));
    expect(seen.status).toBe(403);
    expect(seen.text).toContain('link-other-person');
  });

  it.each([
    [
      'replayed',
      async (browser: EdgeBrowser, callback: string) => (
        await browser.open(callback),
        browser.open(callback)
      ),
    ],
    ['missing', (browser: EdgeBrowser, callback: string) => browser.open(without(callback, 'state'))],
    [
      'swapped for another',
      (browser: EdgeBrowser, callback: string) =>
        browser.open(withParameter(callback, 'state', 'x'.repeat(43))),
    ],
    ['of another browser', (_: EdgeBrowser, callback: string) => new EdgeBrowser(world).open(callback)],
    ['too old', (browser: EdgeBrowser, callback: string) => later(16 * 60_000, () => browser.open(callback))],
    [
      'at the other provider’s callback',
      (browser: EdgeBrowser, callback: string) => browser.open(callback.replace('/webex/', '/google/')),
    ],
    [
      'with a foreign issuer',
      (browser: EdgeBrowser, callback: string) =>
        browser.open(withParameter(callback, 'iss', 'https://accounts.google.com')),
    ],
  ])('a Webex state that is %s', async (_, act) => {
    const browser = new EdgeBrowser(world);
    const { url } = await toWebex(browser, atCallback);
    const before = world.vendors.tokenCalls.length;
    const seen = await act(browser, url);
    expect(seen.status).toBe(400);
    expect(seen.text).toContain('link-expired');
    expect(world.vendors.tokenCalls.length - before).toBeLessThanOrEqual(1);
    expect((await accounts())[0]?.webex_state).toBe('none');
  });

  it('a state of another session of another person', async () => {
    const [mine, theirs] = [new EdgeBrowser(world), new EdgeBrowser(world)];
    const { url } = await toWebex(mine, atCallback);
    world.vendors.google = NOAH;
    await theirs.open('/me');
    expect((await theirs.open(url)).text).toContain('link-expired');
    expect(world.vendors.tokenCalls).toHaveLength(0);
  });

  it.each([
    [
      'replayed',
      async (browser: EdgeBrowser, callback: string) => (
        await browser.open(callback),
        browser.open(callback)
      ),
    ],
    ['missing', (browser: EdgeBrowser, callback: string) => browser.open(without(callback, 'state'))],
    [
      'swapped',
      (browser: EdgeBrowser, callback: string) => browser.open(withParameter(callback, 'state', 'y')),
    ],
    ['of another browser', (_: EdgeBrowser, callback: string) => new EdgeBrowser(world).open(callback)],
    ['too old', (browser: EdgeBrowser, callback: string) => later(11 * 60_000, () => browser.open(callback))],
    [
      'at Webex’s callback',
      (browser: EdgeBrowser, callback: string) => browser.open(callback.replace('/google/', '/webex/')),
    ],
  ])('a Google state that is %s', async (_, act) => {
    const browser = new EdgeBrowser(world);
    const { url } = await browser.open('/me', (target) => target.includes('/link/google/callback'));
    const copy = new Map(browser.cookies);
    const seen = await act(browser, url);
    // A replayed callback with the copied cookie of the first try is refused as well.
    if (browser.cookies.size === 0) for (const [name, value] of copy) browser.cookies.set(name, value);
    expect(seen.status).toBe(400);
    expect(seen.text).toContain('link-expired');
  });

  it('a Google state with the cookie of the first use put back', async () => {
    const browser = new EdgeBrowser(world);
    const { url } = await browser.open('/me', (target) => target.includes('/link/google/callback'));
    const copy = new Map(browser.cookies);
    await browser.open(url);
    const thief = new EdgeBrowser(world);
    for (const [name, value] of copy) thief.cookies.set(name, value);
    expect((await thief.open(url)).text).toContain('link-expired');
  });

  it('two different people', async () => {
    world.vendors.webexEmails = ['other@alderfinch.example'];
    const seen = await toWebex(new EdgeBrowser(world));
    expect(seen.status).toBe(403);
    expect(seen.text).toContain('Two different people?');
    expect(seen.text).toContain('other@alderfinch.example');
    expect(await attempts()).toBe(0);
    expect((await accounts())[0]?.webex_state).toBe('none');
  });

  it('a person who says no in Webex', async () => {
    const browser = new EdgeBrowser(world);
    const { url } = await toWebex(browser, atCallback);
    const seen = await browser.open(`${without(url, 'code')}&error=access_denied`);
    expect(seen.status).toBe(403);
    expect(seen.text).toContain('You did not allow it in Webex');
    expect(await attempts()).toBe(0);
  });

  it('an account that cannot host, and says so on cards', async () => {
    world.vendors.siteUrls = ['alder.webex.com#attendee'];
    const seen = await toWebex(new EdgeBrowser(world));
    expect(seen.text).toContain('You cannot host in Webex yet');
    expect(seen.text).toContain(`Ask ${MAYA.email} for a host licence`);
    expect((await accounts())[0]).toMatchObject({ webex_state: 'noLicence', webex_refresh_sealed: null });
  });

  it('a Webex organisation that has not approved it', async () => {
    world.vendors.meStatus = 403;
    expect((await toWebex(new EdgeBrowser(world))).text).toContain('Webex has not approved this');
  });

  it('a code that Webex does not take', async () => {
    world.vendors.tokenAnswers = [{ status: 400, body: { error: 'invalid_grant' } }];
    expect((await toWebex(new EdgeBrowser(world))).text).toContain('link-expired');
  });

  it('an outage of Webex’s sign-in, without a word of blame', async () => {
    world.vendors.tokenAnswers = [{ status: 503, body: {} }];
    expect((await toWebex(new EdgeBrowser(world))).status).toBe(503);
  });

  it('a confirmation without the page’s own token, from another site, or twice', async () => {
    const browser = new EdgeBrowser(world);
    const confirm = await toWebex(browser);
    expect((await browser.request('POST', '/link/confirm', { csrf: 'x' })).status).toBe(403);
    expect((await browser.submit(confirm, '/link/confirm', { csrf: '' })).status).toBe(403);
    const csrf = /name="csrf" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
    expect(
      (await browser.request('POST', '/link/confirm', { csrf }, { origin: 'https://evil.example' })).status,
    ).toBe(403);
    expect(
      (await browser.request('POST', '/link/confirm', { csrf }, { 'sec-fetch-site': 'same-site' })).status,
    ).toBe(403);
    expect((await accounts())[0]?.webex_state).toBe('none');
    expect((await browser.submit(confirm, '/link/confirm')).text).toContain('Connected');
    expect((await browser.submit(confirm, '/link/confirm')).text).toContain('link-expired');
  });

  it('an organisation nobody set up, and personal accounts', async () => {
    world.vendors.google = { sub: '9', email: 'x@unknown.example', hd: 'unknown.example' };
    const unknown = await new EdgeBrowser(world).open('/me');
    expect(unknown.status).toBe(403);
    expect(unknown.text).toContain('can add unknown.example');
    world.vendors.google = { sub: '10', email: 'maya@alderfinch.example' };
    expect((await new EdgeBrowser(world).open('/me')).text).toContain('Not for personal accounts');
    expect(await accounts()).toEqual([]);
  });
});

async function later<T>(ms: number, act: () => Promise<T>): Promise<T> {
  world.clock.at += ms;
  try {
    return await act();
  } finally {
    world.clock.at -= ms;
  }
}

function withParameter(url: string, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}

function without(url: string, name: string): string {
  const changed = new URL(url);
  changed.searchParams.delete(name);
  return changed.href;
}
