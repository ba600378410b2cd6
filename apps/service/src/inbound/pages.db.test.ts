import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EdgeBrowser } from '../../test/edge-browser.ts';
import type { Seen } from '../../test/edge-browser.ts';
import { createEdgeWorld, MAYA, NOAH, NOW, PUBLIC } from '../../test/edge-world.ts';
import type { EdgeWorld } from '../../test/edge-world.ts';

let world: EdgeWorld;
beforeAll(async () => {
  world = await createEdgeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  Object.assign(world.vendors, { google: MAYA, webexEmails: [MAYA.email] });
  world.asked.length = 0;
  world.logs.length = 0;
  await world.database.inOrg('alder', async (trx) => {
    for (const table of [
      'app.link_attempt',
      'app.browser_session',
      'app.link',
      'app.calendar',
      'app.account',
    ] as const) {
      await trx.deleteFrom(table).execute();
    }
    await trx
      .updateTable('app.organisation')
      .set({ mode: 'on', retention_days: 30, webex_delete_after_days: null, org_id: 'alder' })
      .execute();
  });
});

/** A signed-in browser of a person who has connected Webex and has one meeting. */
async function connected(language = 'en'): Promise<EdgeBrowser> {
  const browser = new EdgeBrowser(world);
  browser.language = language;
  const start = await browser.open('/link');
  await browser.submit(await browser.submit(start, '/link/webex'), '/link/confirm');
  const at = new Date(NOW);
  await world.database.inOrg('alder', async (trx) => {
    const { account_id: accountId } = await trx
      .selectFrom('app.account')
      .select('account_id')
      .executeTakeFirstOrThrow();
    const orgId = 'alder';
    const idHash = world.seal.keyedHash('calendar', MAYA.email);
    await trx
      .insertInto('app.calendar')
      .values({
        org_id: orgId,
        calendar_id: 'cal-1',
        id_hash: idHash,
        id_sealed: world.seal.seal(MAYA.email, { orgId, row: idHash, kind: 'calendar.id' }),
        heard_at: at,
      })
      .execute();
    await trx
      .insertInto('app.reporter')
      .values({ org_id: orgId, calendar_id: 'cal-1', account_id: accountId, checkpoint: 'c', heard_at: at })
      .execute();
    await trx
      .insertInto('app.link')
      .values({
        org_id: orgId,
        link_id: 'link-1',
        calendar_id: 'cal-1',
        event_id: 'event-1',
        state: 'live',
        state_since: at,
        host_account_id: accountId,
        ref: 'r',
        gen: 1,
        created_at: at,
      })
      .execute();
    await trx
      .insertInto('app.slot')
      .values({
        org_id: orgId,
        link_id: 'link-1',
        slot: 'single',
        gen: 1,
        host_account_id: accountId,
        tag: 't',
        state: 'live',
        meeting_id: 'm-1',
        start_at: new Date(NOW + 3_600_000),
        end_at: new Date(NOW + 7_200_000),
        zone: 'UTC',
      })
      .execute();
  });
  return browser;
}

/** The row of the table with this heading: its last cell. */
function countOf(page: Seen, heading: string): number {
  const row = new RegExp(`<th scope="row">${heading}</th>[\\s\\S]*?<td class="number">(\\d+)</td>`).exec(
    page.text,
  );
  return Number(row?.[1] ?? NaN);
}

describe('the privacy page', () => {
  it('counts what is there, in the reader’s language', async () => {
    const page = await (await connected()).open('/me');
    expect(page.text).toContain('Enough to keep 1 meeting in step');
    expect(
      ['Your address', 'Webex permission', 'Calendars that are followed', 'Event and meeting ids'].map(
        (what) => countOf(page, what),
      ),
    ).toEqual([1, 1, 1, 1]);
    expect(page.text).toContain('30 days after the end');
    const french = await (await connected2()).open('/me');
    expect(french.text).toContain('<html lang="fr">');
    expect(french.text).toContain('Ce qui est conservé sur vous');
  });

  async function connected2(): Promise<EdgeBrowser> {
    const browser = new EdgeBrowser(world);
    browser.language = 'de, fr-CA;q=0.9, en;q=0.5';
    return browser;
  }

  it('says so when nothing is kept', async () => {
    expect((await new EdgeBrowser(world).open('/me')).text).toContain('Nothing is kept about you');
  });

  it('hands out every column of every row, addresses readable, tokens not', async () => {
    const browser = await connected();
    const answer = await browser.open('/me/export.json');
    expect(answer.headers['content-disposition']).toContain('attachment');
    const { kept } = JSON.parse(answer.text) as { kept: Record<string, Record<string, unknown>[]> };
    expect(kept['account']?.[0]).toMatchObject({
      address_sealed: MAYA.email,
      webex_address_sealed: MAYA.email,
      webex_refresh_sealed: 'kept encrypted, not shown',
    });
    expect(kept['calendar']?.[0]).toMatchObject({ id_sealed: MAYA.email });
    expect([kept['link']?.length, kept['slot']?.length, kept['browser_session']?.length]).toEqual([1, 1, 1]);
    for (const table of ['account', 'link', 'slot', 'calendar', 'browser_session'] as const) {
      const columns = await world.database.db
        .selectFrom('information_schema.columns' as never)
        .select(['column_name' as never])
        .where('table_schema' as never, '=', 'app' as never)
        .where('table_name' as never, '=', table as never)
        .execute();
      const names = columns.map((column) => (column as { column_name: string }).column_name).sort();
      expect(Object.keys(kept[table]?.[0] ?? {}).sort()).toEqual(names);
    }
    expect(answer.text).not.toMatch(/webex-(access|refresh)-\d/);
  });

  it('shows one person nothing of another', async () => {
    await connected();
    world.vendors.google = NOAH;
    const browser = new EdgeBrowser(world);
    const { text } = await browser.open('/me/export.json');
    expect(text).not.toContain(MAYA.email);
    expect((await browser.open('/me')).text).toContain('Nothing is kept about you');
  });

  it.each(['keep', 'cancel'] as const)(
    'ends everything on a word, and %ss the meetings',
    async (meetings) => {
      const browser = await connected();
      const bye = await browser.open('/me/disconnect');
      expect(bye.text).toMatch(/name="meetings" value="keep" checked/);
      expect(bye.text).toContain('Delete the 1 to come');
      const gone = await browser.submit(bye, '/me/disconnect', { meetings });
      expect(gone.text).toContain('Disconnected and deleted');
      expect(gone.text).toContain('Webex has not confirmed');
      expect(world.asked).toEqual([
        { what: `disconnect:${meetings}`, body: { orgId: 'alder', accountId: expect.any(String) } },
      ]);
      expect(browser.cookies.has('scheduler-session')).toBe(false);
    },
  );

  it('ends nothing without the page’s own form', async () => {
    const browser = await connected();
    expect((await browser.request('POST', '/me/disconnect', { meetings: 'cancel' })).status).toBe(403);
    expect((await browser.request('POST', '/me/disconnect', { meetings: 'all' })).status).toBe(400);
    expect(
      (await new EdgeBrowser(world).request('POST', '/me/disconnect', { meetings: 'keep' })).status,
    ).toBe(401);
    expect(world.asked).toEqual([]);
  });
});

describe('a browser’s session', () => {
  it('lives in a cookie that scripts and other sites cannot use', async () => {
    const browser = new EdgeBrowser(world);
    const callback = await browser.open('/me', (url) => url.includes('/link/google/callback'));
    const answer = await browser.request('GET', callback.url);
    const cookie = [answer.headers['set-cookie']]
      .flat()
      .find((line) => String(line).startsWith('scheduler-session'));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('has the __Host- prefix and is Secure where the address is https', async () => {
    const config = { ...world.config, publicUrl: 'https://scheduler.example', secureCookies: true };
    const secure = await world.serverWith({ config });
    const answer = await secure.inject({ url: '/me' });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-scheduler-sign-in=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await secure.close();
  });

  it('ends on signing out, for every copy of the cookie', async () => {
    const browser = await connected();
    const copy = new EdgeBrowser(world);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    const page = await browser.open('/me');
    await browser.request('POST', '/signout', {
      csrf: /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
    });
    expect((await copy.request('GET', '/me')).status).toBe(303);
  });

  it.each([
    ['half an hour without use', 31 * 60_000, 303],
    ['ten minutes', 10 * 60_000, 200],
  ])('after %s answers accordingly', async (_, ms, status) => {
    const browser = await connected();
    world.clock.at += ms;
    expect((await browser.request('GET', '/me')).status).toBe(status);
    world.clock.at = NOW;
  });

  it('ends after eight hours however busy', async () => {
    const browser = await connected();
    for (let n = 0; n < 24; n += 1) {
      world.clock.at += 20 * 60_000;
      await browser.request('GET', '/me');
    }
    expect((await browser.request('GET', '/me')).status).toBe(303);
    world.clock.at = NOW;
  });
});

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

describe('every page', () => {
  const paths = ['/me', '/me/disconnect', '/admin/', '/link', '/link/done', '/link/confirm'];

  it.each(
    paths.flatMap(
      (path) =>
        [
          [path, 'en'],
          [path, 'fr'],
        ] as const,
    ),
  )(
    '%s in %s has a name, a language, one heading, a main part, and no script or style of its own',
    async (path, language) => {
      const browser = await connected(language);
      const page = await browser.open(path);
      expect(page.text).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}">`));
      expect(page.text).toMatch(/<title>[^<]+ · [^<]+<\/title>/);
      expect(page.text.match(/<h1\b/g)).toHaveLength(1);
      expect(page.text.match(/<main\b/g)).toHaveLength(1);
      expect(page.text).not.toMatch(/<script|style=|<style|\son\w+=|javascript:/i);
      expect(page.text.match(/https?:\/\/(?!127\.0\.0\.1)/g)).toBeNull();
      for (const [field] of page.text.matchAll(/<input\b(?![^>]*type="(?:hidden|radio)")[^>]*>/g)) {
        expect(page.text).toContain(`<label for="${/id="([^"]+)"/.exec(field)?.[1] ?? '?'}"`);
      }
    },
  );

  it('carries the headers that shut everything else out', async () => {
    for (const url of [
      ...paths,
      '/healthz',
      '/openapi.json',
      '/pages/style.css',
      '/nowhere',
      '/addon/v1/check',
    ]) {
      const { headers } = await world.server.inject({ url });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none';style-src 'self';img-src 'self' data:;form-action [^;]+;frame-ancestors 'none';base-uri 'none'$/,
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
      });
      expect(headers['cross-origin-opener-policy']).toBeUndefined();
    }
  });

  it('keeps markup out of names', async () => {
    world.vendors.google = { ...MAYA, sub: '666', email: '"><img/src=x>@alderfinch.example' };
    const { text } = await new EdgeBrowser(world).open('/me');
    expect(text).toContain('&quot;&gt;&lt;img/src=x&gt;@alderfinch.example');
    expect(text).not.toContain('<img');
  });

  it('writes nothing personal into the log', async () => {
    const browser = await connected();
    for (const path of paths) await browser.open(path);
    const log = world.logs.join('\n');
    expect(world.logs.length).toBeGreaterThan(paths.length);
    expect(log).not.toMatch(/maya|alderfinch|code=|state=|webex-(access|refresh)|scheduler-session/);
  });
});

describe('what the service says of itself', () => {
  it('lives', async () => {
    const answer = await world.server.inject({ url: '/healthz' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('describes its interface', async () => {
    const { paths } = (await world.server.inject({ url: '/openapi.json' })).json<{
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
    }>();
    for (const path of ['/addon/v1/conferences', '/addon/v1/changes', '/addon/v1/check', '/addon/v1/cards']) {
      expect(paths[path]?.['post']?.requestBody).toBeDefined();
    }
    expect(Object.keys(paths['/admin/v1/organisations/{id}'] ?? {})).toEqual(['get', 'patch']);
  });
});
