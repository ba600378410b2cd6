import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { calendar_v3 } from '@googleapis/calendar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, START, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

const WEEK_S = 604_800;
const PUBLIC = 'https://hooks.example.com';

let google: LocalGoogle;
let client: calendar_v3.Calendar;
let received: { url: string; headers: IncomingHttpHeaders; body: string }[];
let answers: number[];
let receiver: ReturnType<typeof createServer>;
let origin: string;

beforeEach(async () => {
  google = await startLocalGoogle();
  client = google.client(ANNA);
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
  google.hosts.set(PUBLIC, origin);
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await google.close();
});

const watch = async (more: object = {}, of = client) =>
  (
    await of.events.watch({
      calendarId: 'primary',
      requestBody: { id: 'channel-1', type: 'web_hook', address: `${PUBLIC}/hook`, ...more },
    })
  ).data;
const insert = (id: string) =>
  client.events.insert({
    calendarId: 'primary',
    requestBody: { id, start: { date: '2026-03-03' }, end: { date: '2026-03-04' } },
  });
const headers = (name: string) => received.map((message) => message.headers[`x-goog-${name}`]);

describe('a channel on events', () => {
  it('trap 50: channels of one resource share its id, and end at a whole second', async () => {
    const channel = await watch({ token: 'secret' });
    expect(channel).toEqual({
      kind: 'api#channel',
      id: 'channel-1',
      resourceId: channel.resourceId,
      resourceUri: `${google.url}/calendar/v3/calendars/primary/events?alt=json`,
      token: 'secret',
      expiration: String(Date.parse(START) + WEEK_S * 1000),
    });
    expect(channel.resourceId).toHaveLength(27);
    expect((await watch({ id: 'channel-2' })).resourceId).toBe(channel.resourceId);
    const uneven = String(Date.parse(START) + 3_600_999);
    expect((await watch({ id: 'channel-3', expiration: uneven })).expiration).toMatch(/^\d{10}000$/);
  });

  it('trap 30: a push is headers without a body: sync, then exists; the end of a channel is a string', async () => {
    await watch({ token: 'secret' });
    await google.pass();
    expect(received).toMatchObject([
      {
        url: '/hook',
        body: '',
        headers: {
          'x-goog-channel-id': 'channel-1',
          'x-goog-channel-token': 'secret',
          'x-goog-channel-expiration': 'Mon, 09 Mar 2026 08:00:00 GMT',
          'x-goog-message-number': '1',
          'x-goog-resource-state': 'sync',
          'x-goog-resource-uri': `${google.url}/calendar/v3/calendars/primary/events?alt=json`,
          'content-length': '0',
        },
      },
    ]);
    await insert('aaaaa');
    await google.pass();
    await insert('bbbbb');
    await insert('ccccc');
    await google.pass();
    expect(headers('resource-state')).toEqual(['sync', 'exists', 'exists']);
    expect(headers('message-number')).toEqual(['1', '2', '3']);
    await client.events.delete({ calendarId: 'primary', eventId: 'aaaaa' });
    await google.pass();
    expect(headers('resource-state').at(-1)).toBe('exists');
    expect(received.map(({ body }) => body).join('')).toBe('');
  });

  it('says nothing of reads, of writes that change nothing, and of other calendars', async () => {
    await insert('aaaaa');
    await watch();
    await google.pass();
    await client.events.patch({ calendarId: 'primary', eventId: 'aaaaa', requestBody: {} });
    await client.events.list({ calendarId: 'primary' });
    await google.client(BEN).events.insert({
      calendarId: 'primary',
      requestBody: { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } },
    });
    await google.pass();
    expect(headers('resource-state')).toEqual(['sync']);
  });

  it('ends at its time and is not renewed; a second one overlaps', async () => {
    await watch({ params: { ttl: '60' } });
    await google.pass();
    await watch({ id: 'channel-2' });
    await google.pass();
    await insert('aaaaa');
    await google.pass();
    expect(headers('channel-id')).toEqual(['channel-1', 'channel-2', 'channel-1', 'channel-2']);
    await google.pass(60_000);
    await insert('bbbbb');
    await google.pass();
    expect(headers('channel-id').slice(4)).toEqual(['channel-2']);
    expect((await watch({ expiration: String(Date.parse(START) + 3_600_999) })).expiration).toBe(
      String(Date.parse(START) + 3_600_000),
    );
    google.switches.set({ 'google.channelSeconds': 100 });
    const capped = Number((await watch({ id: 'channel-3' })).expiration);
    expect(capped - google.clock.now()).toBeLessThanOrEqual(100_000);
  });

  it('is stopped by whoever opened it, with both ids', async () => {
    const { id, resourceId } = await watch();
    const stop = (of: calendar_v3.Calendar, body: object) => of.channels.stop({ requestBody: body });
    expect(await rejection(stop(google.client(BEN), { id, resourceId }))).toMatchObject({ code: 404 });
    expect(await rejection(stop(client, { id, resourceId: 'other' }))).toMatchObject({ code: 404 });
    expect(
      await rejection(stop(google.client(ANNA, { clientId: 'other' }), { id, resourceId })),
    ).toMatchObject({
      code: 404,
    });
    expect((await stop(client, { id, resourceId })).status).toBe(204);
    await insert('aaaaa');
    await google.pass();
    expect(received).toEqual([]);
    expect(await rejection(stop(client, { id, resourceId }))).toMatchObject({
      code: 404,
      reason: 'notFound',
    });
  });

  it('is refused without https (loopback aside), with an id in use, or of another type', async () => {
    await watch();
    expect(await rejection(watch())).toMatchObject({ code: 400, reason: 'channelIdNotUnique' });
    expect(await rejection(watch({ id: 'x', address: 'http://hooks.example.com/' }))).toMatchObject({
      code: 400,
      reason: 'push.webhookUrlNotHttps',
      message: 'WebHook callback must be HTTPS: http://hooks.example.com/',
    });
    expect(await rejection(watch({ id: 'x', type: 'mail' }))).toMatchObject({ code: 400 });
    expect(await rejection(watch({ id: '' }))).toMatchObject({ code: 400, reason: 'required' });
    expect(await rejection(watch({ id: 'no spaces' }))).toMatchObject({ code: 400, reason: 'invalid' });
    expect((await watch({ id: 'local', address: `${origin}/hook` })).id).toBe('local');
  });

  it('is retried after 503, and not after any other refusal', async () => {
    await watch();
    await google.pass();
    answers = [503, 503, 200, 404];
    await insert('aaaaa');
    await google.pass(20_000);
    expect(headers('message-number')).toEqual(['1', '2', '2', '2']);
    await insert('bbbbb');
    await google.pass(60_000);
    expect(headers('message-number').slice(4)).toEqual(['3']);
  });

  it('loses, doubles and skips as switches and faults say', async () => {
    google.switches.set({ 'google.pushLossEvery': 2, 'google.pushNumbers': 'consecutive' });
    await watch();
    for (const id of ['aaaaa', 'bbbbb']) {
      await google.pass();
      await insert(id);
    }
    await google.pass();
    expect(headers('message-number')).toEqual(['1', '3']);
    google.switches.set({ 'google.pushLossEvery': 0, 'google.pushNumbers': 'gaps' });
    google.faults.add({
      ...{ on: 'trigger', match: { path: '^push/events$' }, kind: 'duplicate', times: 1, skip: 0 },
      ...{ status: 503, headers: {}, ms: 0, process: 'service', when: 'before' },
    });
    await insert('ccccc');
    await google.pass();
    const numbers = headers('message-number').slice(2);
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size).toBe(1);
    expect(Number(numbers[0])).toBeGreaterThan(4);
  });

  it('falls silent for a person who may no longer see the calendar', async () => {
    const { data } = await client.calendars.insert({ requestBody: { summary: 'Team' } });
    const calendarId = data.id ?? '';
    await client.acl.insert({
      calendarId,
      requestBody: { role: 'reader', scope: { type: 'user', value: BEN } },
    });
    await google.client(BEN).events.watch({
      calendarId,
      requestBody: { id: 'bens', type: 'web_hook', address: `${PUBLIC}/hook` },
    });
    await google.pass();
    await client.acl.delete({ calendarId, ruleId: `user:${BEN}` });
    await client.events.insert({
      calendarId,
      requestBody: { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } },
    });
    await google.pass();
    expect(headers('resource-state')).toEqual(['sync']);
  });
});

describe('channels on lists, rules and settings', () => {
  const requestBody = (id: string) => ({ id, type: 'web_hook', address: `${PUBLIC}/hook` });

  it('hear of their own kind of change', async () => {
    await client.calendarList.watch({ requestBody: requestBody('list') });
    await client.settings.watch({ requestBody: requestBody('settings') });
    await client.acl.watch({ calendarId: 'primary', requestBody: requestBody('acl') });
    await google.pass();
    expect(headers('channel-id')).toEqual(['list', 'settings', 'acl']);
    google.calendar.changeSettings(ANNA, { weekStart: '1' });
    await google.pass();
    await client.acl.insert({
      calendarId: 'primary',
      requestBody: { role: 'reader', scope: { type: 'user', value: BEN } },
    });
    await google.pass();
    await client.calendarList.patch({ calendarId: 'primary', requestBody: { colorId: '3' } });
    await google.pass();
    expect(headers('channel-id').slice(3)).toEqual(['settings', 'acl', 'list']);
  });

  it('end all at once where control says so', async () => {
    await client.settings.watch({ requestBody: requestBody('settings') });
    expect(google.calendar.expireChannels({ email: BEN })).toBe(0);
    expect(google.calendar.expireChannels({ id: 'settings' })).toBe(1);
  });
});
