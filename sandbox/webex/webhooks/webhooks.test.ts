import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriesOnPort } from '../test/series-on-port.ts';
import {
  ANNA,
  BEN,
  HOUR,
  items,
  MINUTE,
  webexOnPort,
  type Json,
  type WebexOnPort,
} from '../test/webex-on-port.ts';

interface Delivered {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Json & { readonly data: Json };
}

let local: WebexOnPort;
let receiver: Server;
let target: string;
let status = 200;
const delivered: Delivered[] = [];

beforeAll(async () => {
  local = await webexOnPort();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      delivered.push({ headers: request.headers, body, json: JSON.parse(body) as Delivered['json'] });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  target = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  for (const { id } of items(await local.call('GET', '/webhooks')))
    await local.call('DELETE', `/webhooks/${String(id)}`);
  local.ground.switches.reset();
  local.ground.faults.remove();
  local.clock.clear();
  delivered.length = 0;
  status = 200;
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await local.close();
});

const create = async (overrides: Json = {}): Promise<Json & { id: string }> => {
  const body = { name: 'Hook', targetUrl: target, resource: 'meetings', event: 'all', ...overrides };
  const answer = await local.call('POST', '/webhooks', body);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as Json & { id: string };
};
const hook = async (id: string): Promise<Json> => (await local.call('GET', `/webhooks/${id}`)).json;

/** Lets virtual time pass until everything planned was delivered. */
async function deliver(ms = MINUTE): Promise<void> {
  local.pass(ms);
  local.clock.runDue();
  while (local.clock.busy) await new Promise((resolve) => setImmediate(resolve));
}

describe('a webhook', () => {
  it('is created, listed, changed in few fields, and deleted', async () => {
    const made = await create({ event: 'created', secret: 's3cret' });
    expect(Object.keys(made)).toEqual([
      'id',
      'name',
      'targetUrl',
      'resource',
      'event',
      'secret',
      'orgId',
      'createdBy',
      'appId',
      'ownedBy',
      'status',
      'created',
    ]);
    expect(made).toMatchObject({ ownedBy: 'creator', status: 'active' });
    expect(made['created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Buffer.from(made.id, 'base64').toString()).toMatch(/^ciscospark:\/\/urn:TEAM:[\w-]+\/WEBHOOK\//);
    expect(items(await local.call('GET', '/webhooks'))).toEqual([made]);
    const put = { name: 'Other', targetUrl: `${target}2`, event: 'deleted' };
    const changed = await local.call('PUT', `/webhooks/${made.id}`, put);
    expect(changed.json).toMatchObject({ name: 'Other', targetUrl: `${target}2`, event: 'created' });
    expect((await local.call('PUT', `/webhooks/${made.id}`, { name: 'No' })).status).toBe(400);
    const others = { token: local.tokenFor(BEN) };
    expect((await local.call('GET', `/webhooks/${made.id}`, undefined, others)).status).toBe(404);
    expect((await local.call('DELETE', `/webhooks/${made.id}`)).status).toBe(204);
    expect((await local.call('GET', `/webhooks/${made.id}`)).status).toBe(404);
  });

  it.each([
    [400, { resource: 'nothing' }],
    [400, { event: 'joined' }],
    [400, { targetUrl: 'ftp://x' }],
    [400, { name: '' }],
    [400, { filter: 'colour=red' }],
    [400, { filter: `hostEmail=${ANNA}` }],
    [403, { ownedBy: 'org' }],
    [501, { resource: 'messages' }],
    [501, { resource: 'serviceApp', event: 'authorized' }],
  ])('is refused with %i: %j', async (expected, overrides) => {
    const body = { name: 'Hook', targetUrl: target, resource: 'meetings', event: 'all', ...overrides };
    expect((await local.call('POST', '/webhooks', body)).status).toBe(expected);
  });
});

describe('deliveries', () => {
  it('tell what became of a series and its occurrences, some time later', async () => {
    await create();
    const series = await seriesOnPort(local);
    const id = series.occurrence('2026-03-10');
    await series.patch(id, { title: 'Other' });
    await series.remove(id);
    await series.patch(series.id, { title: 'New' });
    expect(delivered).toEqual([]);
    await deliver();
    expect(delivered.map(({ json }) => [json['event'], json.data['id'], json.data['meetingType']])).toEqual([
      ['created', series.id, 'meetingSeries'],
      ['updated', id, 'scheduledMeeting'],
      ['deleted', id, 'scheduledMeeting'],
      ['updated', series.id, 'meetingSeries'],
    ]);
  });

  it('of an ended meeting have the shape of the recorded one', async () => {
    await create({ event: 'ended' });
    const { id } = await local.create();
    local.webex.setMeetingState(id, 'inProgress');
    local.pass(HOUR);
    local.webex.setMeetingState(id, 'ended');
    await deliver();
    expect(delivered).toHaveLength(1);
    const { json } = delivered[0]!;
    expect(json).not.toHaveProperty('actorId');
    expect(json).not.toHaveProperty('secret');
    expect(Object.keys(json.data)).toEqual([
      'id',
      'meetingType',
      'timezone',
      'start',
      'end',
      'hostUserId',
      'state',
      'hostEmail',
      'siteUrl',
      'orgId',
    ]);
    expect(json.data['id']).toMatch(new RegExp(`^${id}_I_\\d{18}$`));
    expect(json.data['state']).toBe('ended');
    expect(json.data['orgId']).toBe(local.webex.user(ANNA)?.orgId);
    expect(json['orgId']).not.toBe(json.data['orgId']);
  });

  it.each([0, HOUR])('come %i ms after their cause, if the switch says so', async (ms) => {
    local.ground.switches.set({ 'webex.webhookDelayMs': ms });
    await create();
    await local.create();
    expect(local.clock.next()).toMatchObject({ kind: 'webhook', at: local.clock.now() + ms });
  });

  it('carry an actor where the switch says so', async () => {
    local.ground.switches.set({ 'webex.webhookActorId': 'present' });
    await create();
    await local.create();
    await deliver();
    expect(delivered[0]?.json['actorId']).toBe(delivered[0]?.json.data['hostUserId']);
  });

  it.each([
    ['both', true, /^SHA-256=[0-9a-f]{64}, SHA-512=[0-9a-f]{128}$/],
    ['sha1', true, undefined],
    ['sha256', false, /^[0-9a-f]{64}$/],
  ])('are signed over their bytes: %s', async (value, sha1, newer) => {
    local.ground.switches.set({ 'webex.webhookSignature': value });
    await create({ secret: 's3cret' });
    await local.create();
    await deliver();
    const { headers, body } = delivered[0]!;
    const spark = createHmac('sha1', 's3cret').update(body).digest('hex');
    expect(headers['x-spark-signature']).toBe(sha1 ? spark : undefined);
    if (newer === undefined) expect(headers['x-webex-signature']).toBeUndefined();
    else expect(headers['x-webex-signature']).toMatch(newer);
  });

  it('are not signed without a secret', async () => {
    await create();
    await local.create();
    await deliver();
    expect(delivered[0]?.headers).not.toHaveProperty('x-spark-signature');
  });

  it('pass filters, and are of the creator’s own meetings', async () => {
    const series = await seriesOnPort(local);
    await create({
      filter: `meetingNumber=${String(series.json['meetingNumber'])}&meetingType=meetingSeries`,
    });
    await local.create();
    await series.patch(series.id, { title: 'New' });
    await series.patch(series.occurrence('2026-03-10'), { title: 'No' });
    await local.create({}, { token: local.tokenFor(BEN) });
    await deliver();
    expect(delivered.map(({ json }) => json.data['id'])).toEqual([series.id]);
  });

  it('of an organisation’s webhook are of all its hosts', async () => {
    local.webex.addUser({ email: 'root@example.com', admin: true });
    const token = local.tokenFor('root@example.com', ['meeting:admin_schedule_read']);
    const body = {
      name: 'Org',
      targetUrl: target,
      resource: 'meetings',
      event: 'created',
      ownedBy: 'org',
      filter: `hostEmail=${BEN}`,
    };
    const made = await local.call('POST', '/webhooks', body, { token });
    expect(made.status, made.text).toBe(200);
    await local.create();
    await local.create({}, { token: local.tokenFor(BEN) });
    await deliver();
    expect(delivered.map(({ json }) => json.data['hostEmail'])).toEqual([BEN]);
    await local.call('DELETE', `/webhooks/${String(made.json['id'])}`, undefined, { token });
  });

  it.each([
    ['drop', [0, 0]],
    ['duplicate', [2, 2]],
    ['late', [0, 1]],
  ] as const)('can be planted to come as %s', async (kind, counts) => {
    const { id } = await create();
    local.ground.faults.add({
      on: 'webex',
      match: { path: `^/webhooks/${id}` },
      kind,
      status: 503,
      headers: {},
      ms: HOUR,
      process: 'service',
      when: 'before',
      skip: 0,
      times: 1,
    });
    await local.create();
    await deliver();
    expect(delivered).toHaveLength(counts[0]);
    await deliver(HOUR);
    expect(delivered).toHaveLength(counts[1]);
  });
});

describe('a receiver that fails', () => {
  it('a hundred times in five minutes disables the webhook until it is enabled by hand', async () => {
    const { id } = await create({ event: 'created' });
    status = 500;
    local.ground.switches.set({ 'webex.createsPerDay': 1000 });
    for (let count = 0; count < 100; count += 1) await local.create();
    await deliver();
    expect([delivered.length, (await hook(id))['status']]).toEqual([100, 'inactive']);
    await local.create();
    await deliver();
    expect(delivered).toHaveLength(100);
    const enable = { name: 'Hook', targetUrl: target, status: 'active' };
    expect((await local.call('PUT', `/webhooks/${id}`, enable)).json['status']).toBe('active');
    await local.create();
    await deliver();
    expect([delivered.length, (await hook(id))['status']]).toEqual([101, 'inactive']);
  });

  it('now and then disables nothing, nor does one that does not exist', async () => {
    const { id } = await create({ targetUrl: 'https://nowhere.example/hook', event: 'created' });
    local.ground.switches.set({ 'webex.createsPerDay': 1000 });
    for (let count = 0; count < 3; count += 1) {
      await local.create();
      await deliver(6 * MINUTE);
    }
    expect((await hook(id))['status']).toBe('active');
  });
});
