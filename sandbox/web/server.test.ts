import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webRoutes, type PageTopic, type WebDeps } from './server.ts';

const HOST = '127.0.0.1:4173';
const acts: unknown[] = [];
const listeners = new Set<(topic: PageTopic) => void>();

class Refused extends Error {
  readonly status = 409;
  readonly code = 'not-installed';
}

function deps(): WebDeps {
  return {
    clock: () => ({ now: '2026-06-09T08:24:00.000Z', mode: 'stopped' }),
    hosts: () => ({}),
    origins: () => ({
      google: 'http://127.0.0.1:1',
      webex: 'http://127.0.0.1:2/v1',
      service: 'http://127.0.0.1:3',
      admin: 'http://127.0.0.1:3/admin/',
      control: null,
    }),
    addon: () => ({ scriptId: 's', name: 'Webex scheduler', solutions: [] }),
    accounts: () => [],
    act: async (email, act, body) => {
      if (act === 'refuse') throw new Refused('The add-on is not installed.');
      acts.push([email, act, body]);
      return { draft: 'd1' };
    },
    consentSheet: (language) => ({ app: language, permissions: [] }),
    webexMeetings: () => [],
    mail: () => [],
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let server: FastifyInstance;
beforeEach(async () => {
  acts.length = 0;
  server = fastify({ forceCloseConnections: true });
  await webRoutes(server, deps(), '/nowhere');
});
afterEach(async () => {
  await server.close();
});

function post(
  headers: Record<string, string>,
  payload: unknown = { email: 'maya@a.example', act: 'openHome', x: 1 },
) {
  return server.inject({
    method: 'POST',
    url: '/host/act',
    headers: { host: HOST, ...headers },
    payload: payload as object,
  });
}

describe('the page’s own routes', () => {
  test('an act goes to the host as it came', async () => {
    const answer = await post({ origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' });
    expect(answer.json()).toEqual({ draft: 'd1' });
    expect(acts).toEqual([['maya@a.example', 'openHome', { x: 1 }]]);
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9', 'sec-fetch-site': 'same-site' }],
    ['a name rebound to this machine', { host: 'evil.example' }],
    ['a cross-site fetch without an origin', { 'sec-fetch-site': 'cross-site' }],
  ])('refuse %s, and nothing happens', async (_what, headers) => {
    expect((await post(headers)).statusCode).toBe(403);
    expect(acts).toEqual([]);
  });

  test('take JSON only: what a foreign form can send is refused', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/host/act',
      headers: { host: HOST, 'content-type': 'text/plain' },
      payload: '{"email":"a","act":"b"}',
    });
    expect(answer.statusCode).toBe(415);
    expect(acts).toEqual([]);
  });

  test('say what the host refused, by its status and code', async () => {
    const answer = await post({}, { email: 'a', act: 'refuse' });
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      { error: { code: 'not-installed', message: 'The add-on is not installed.' } },
    ]);
  });

  test('refuse a body without an account', async () => {
    expect((await post({}, { act: 'openHome' })).statusCode).toBe(400);
  });

  test('allow scripts, styles and connections to this page and local Google only', async () => {
    const { headers } = await server.inject({ url: '/host/clock', headers: { host: HOST } });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("connect-src 'self' http://127.0.0.1:1;");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  test('tell the page what changed, and stop listening when it goes', async () => {
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const leave = new AbortController();
    const response = await fetch(`${address}/host/events`, { signal: leave.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    for (const listener of listeners) listener('webex');
    expect((await reader?.read())?.value).toBe('data: webex\n\n');
    leave.abort();
    await expect.poll(() => listeners.size).toBe(0);
  });
});
