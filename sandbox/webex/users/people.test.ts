import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, items, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
  local.webex.addUser({ email: 'stranger@elsewhere.example' });
  local.webex.addUser({ email: 'root@example.com', admin: true });
});
afterAll(() => local.close());

describe('people', () => {
  const emails = async (query: string, token?: string): Promise<unknown[]> =>
    items(await local.call('GET', `/people?${query}`, undefined, token === undefined ? {} : { token })).map(
      (person) => (person['emails'] as string[])[0],
    );

  it('are found by address, name or id, in one’s own organisation only', async () => {
    expect(await emails(`email=${BEN.toUpperCase()}`)).toEqual([BEN]);
    expect(await emails('displayName=anna')).toEqual([ANNA]);
    const me = (await local.call('GET', '/people/me')).json;
    expect(await emails(`id=${String(me['id'])}`)).toEqual([ANNA]);
    expect(await emails('email=stranger@elsewhere.example')).toEqual([]);
    expect((await local.call('GET', `/people/${String(me['id'])}`)).json).toEqual(me);
    expect((await local.call('GET', '/people/nobody')).status).toBe(404);
  });

  it('are listed whole by an administrator only, in pages', async () => {
    expect((await local.call('GET', '/people')).status).toBe(400);
    const token = local.tokenFor('root@example.com', ['spark-admin:people_read']);
    expect(await emails('', token)).toEqual([ANNA, BEN, 'root@example.com']);
    const page = await local.call('GET', '/people?max=2', undefined, { token });
    expect(page.headers.get('link')).toContain('rel="next"');
    expect(page.headers.get('content-type')).toBe('application/json');
  });
});
