import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from '../test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from '../test/local-google.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const EVENT = JSON.stringify({
  id: 'aaaaa',
  start: { dateTime: '2026-03-03T10:00:00Z' },
  end: { dateTime: '2026-03-03T11:00:00Z' },
});

async function post(parts: readonly string[], token: string): Promise<{ status: number; parts: string[] }> {
  const boundary = 'batch_of_a_client';
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('') + `--${boundary}--`;
  const response = await fetch(`${google.url}/batch/calendar/v3`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/mixed; boundary="${boundary}"`,
    },
    body,
  });
  const [, own = ''] = /boundary=(\S+)/.exec(response.headers.get('content-type') ?? '') ?? [];
  const text = await response.text();
  return { status: response.status, parts: own === '' ? [text] : text.split(`--${own}`).slice(1, -1) };
}

const call = (id: string, request: string, body = '', headers: readonly string[] = []): string =>
  [
    'Content-Type: application/http',
    `Content-ID: <${id}>`,
    '',
    request,
    ...(body === '' ? [] : ['Content-Type: application/json']),
    ...headers,
    '',
    body,
  ].join('\r\n');

describe('a batch', () => {
  it('is answered part by part, in order, each with its own status and id', async () => {
    const path = '/calendar/v3/calendars/primary/events';
    const { status, parts } = await post(
      [
        call('item1:one@client', `POST ${path}`, EVENT),
        call('item2:one@client', `GET ${path}/aaaaa?fields=id,status`),
        call('item3:one@client', `GET ${path}/zzzzz HTTP/1.1`),
        call('item4:one@client', `DELETE ${path}/aaaaa`),
        call('item5:one@client', 'GET /gmail/v1/users/me/profile'),
      ],
      google.token(ANNA),
    );
    expect(status).toBe(200);
    expect(parts.map((part) => /HTTP\/1\.1 (\d+)/.exec(part)?.[1])).toEqual([
      '200',
      '200',
      '404',
      '204',
      '404',
    ]);
    expect(parts[1]).toContain('Content-ID: <response-item2:one@client>');
    expect(JSON.parse(parts[1]?.split('\r\n\r\n')[2] ?? '')).toEqual({ id: 'aaaaa', status: 'confirmed' });
    expect(parts[0]).toMatch(/ETag: "\d+"/);
    expect(google.calendar.state(ANNA)).toMatchObject([{ id: 'aaaaa', status: 'cancelled' }]);
  });

  it('lets a call have a token of its own', async () => {
    const list = 'GET /calendar/v3/users/me/calendarList?fields=items/id';
    const { parts } = await post(
      [call('a', list), call('b', list, '', [`Authorization: Bearer ${google.token(BEN)}`])],
      google.token(ANNA),
    );
    expect(parts.map((part) => part.includes(ANNA))).toEqual([true, false]);
    expect(parts[1]).toContain(BEN);
  });

  it('counts each call against the quota, and refuses what is no batch', async () => {
    google.switches.set({ 'google.requestsPerMinute': 1 });
    const list = call('a', 'GET /calendar/v3/colors');
    const { parts } = await post([list, list], google.token(ANNA));
    expect(parts.map((part) => /HTTP\/1\.1 (\d+)/.exec(part)?.[1])).toEqual(['200', '403']);
    expect((await post([], google.token(ANNA))).status).toBe(400);
    const many = Array.from({ length: 1001 }, () => 'GET /calendar/v3/colors');
    expect(
      (
        await post(
          many.map((line) => call('a', line)),
          google.token(ANNA),
        )
      ).status,
    ).toBe(400);
  });
});
