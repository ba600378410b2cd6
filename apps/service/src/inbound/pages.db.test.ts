import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EdgeBrowser } from '../../test/edge-browser.ts';
import type { Seen } from '../../test/edge-browser.ts';
import { connectedBrowser, emptyWorld } from '../../test/edge-fixtures.ts';
import { createEdgeWorld, MAYA, NOAH, NOW } from '../../test/edge-world.ts';
import type { EdgeWorld } from '../../test/edge-world.ts';

let world: EdgeWorld;
beforeAll(async () => {
  world = await createEdgeWorld();
});
afterAll(() => world.close());
beforeEach(() => emptyWorld(world));

const connected = (language?: string) => connectedBrowser(world, language);

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
      expect(world.asked).toMatchObject([{ what: `disconnect:${meetings}`, body: { orgId: 'alder' } }]);
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
