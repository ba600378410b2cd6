import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, BEN, startLocalDirectory } from './test/local-directory.ts';

interface Heard {
  readonly state: string;
  readonly number: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

let local: LocalDirectory;
let client: ReturnType<LocalDirectory['as']>;
let receiver: FastifyInstance;
let address: string;
let heard: Heard[] = [];
/** Statuses of the next answers; 200 behind them. */
let answers: number[] = [];

beforeAll(async () => {
  local = await startLocalDirectory();
  client = local.as(ADA);
  receiver = fastify();
  receiver.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  receiver.post('/hook', (request, reply) => {
    const header = (name: string): string => String(request.headers[`x-goog-${name}`] ?? '');
    const body = request.body ?? null;
    heard.push({
      state: header('resource-state'),
      number: header('message-number'),
      token: header('channel-token') || undefined,
      body: typeof body === 'string' && body !== '' ? JSON.parse(body) : body,
    });
    return reply.code(answers.shift() ?? 200).send();
  });
  address = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`;
});
beforeEach(() => {
  heard = [];
  answers = [];
});
afterAll(async () => {
  await receiver.close();
  await local.close();
});

/** Messages of one instant come in any order. */
const states = (): string[] => heard.map(({ state, number }) => `${number} ${state}`).sort();
const numbered = (number: string): unknown => heard.find((message) => message.number === number);

describe('channels on users', () => {
  it('say which event happened to whom, from the sync message on, until they are stopped', async () => {
    const requestBody = { id: 'all', type: 'web_hook', address, token: 'mine' };
    const { data } = await client.users.watch({ domain: 'x.test', requestBody });
    expect(data).toMatchObject({
      kind: 'api#channel',
      id: 'all',
      token: 'mine',
      expiration: String(Date.parse('2026-03-02T15:00:00Z')),
    });
    await client.users.patch({ userKey: BEN, requestBody: { suspended: true } });
    await client.users.makeAdmin({ userKey: BEN, requestBody: { status: true } });
    const { id } = (await client.users.get({ userKey: BEN })).data;
    await client.users.delete({ userKey: BEN });
    await client.users.undelete({ userKey: id ?? '', requestBody: { orgUnitPath: '/' } });
    await local.advance(0);
    expect(states()).toEqual(['1 sync', '2 update', '3 makeAdmin', '4 delete', '5 undelete']);
    expect(numbered('2')).toMatchObject({
      token: 'mine',
      body: { kind: 'admin#directory#user', id, primaryEmail: BEN },
    });
    expect(numbered('1')).toMatchObject({ body: null });

    const channel = { id: 'all', resourceId: data.resourceId ?? '' };
    await expect(local.as(BEN).channels.stop({ requestBody: channel })).rejects.toMatchObject({
      status: 401,
    });
    await client.channels.stop({ requestBody: channel });
    await expect(client.channels.stop({ requestBody: channel })).rejects.toMatchObject({ status: 404 });
    await client.users.patch({ userKey: ADA, requestBody: { archived: false } });
    await local.advance(0);
    expect(heard).toHaveLength(5);
  });

  it('hear of the one event that was asked for, again after a 503, and no longer than six hours', async () => {
    const requestBody = { id: 'one', type: 'web_hook', address };
    await client.users.watch({ customer: 'my_customer', event: 'add', requestBody });
    await local.advance(0);
    answers = [503];
    const name = { givenName: 'Dan', familyName: 'Oak' };
    await client.users.insert({
      requestBody: { primaryEmail: 'dan@x.test', name, password: 'long enough', suspended: false },
    });
    await client.users.patch({ userKey: 'dan@x.test', requestBody: { archived: true } });
    await local.advance(5_000);
    expect(states()).toEqual(['1 sync', '2 add', '2 add']);
    await local.advance(6 * 3_600_000);
    await client.users.insert({
      requestBody: { primaryEmail: 'eli@x.test', name, password: 'long enough' },
    });
    await local.advance(5_000);
    expect(heard).toHaveLength(3);
  });

  it.each([
    [{ type: 'web_hook', address: 'https://a.test/' }],
    [{ id: 'x', type: 'mail', address: 'https://a.test/' }],
    [{ id: 'x', type: 'web_hook', address: 'http://a.test/' }],
    [{ id: 'x', type: 'web_hook', address: 'https://a.test/', expiration: '1' }],
  ])('are not opened for %j', async (requestBody) => {
    await expect(client.users.watch({ domain: 'x.test', requestBody })).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe('channels on aliases', () => {
  it('hear of those of one person', async () => {
    const requestBody = { id: 'aliases', type: 'web_hook', address };
    await client.users.aliases.watch({ userKey: ADA, requestBody });
    await client.users.aliases.insert({ userKey: ADA, requestBody: { alias: 'a@x.test' } });
    await client.users.aliases.insert({ userKey: 'dan@x.test', requestBody: { alias: 'd@x.test' } });
    await client.users.aliases.delete({ userKey: ADA, alias: 'a@x.test' });
    await local.advance(0);
    expect(states()).toEqual(['1 sync', '2 add', '3 delete']);
    expect(numbered('3')).toMatchObject({ body: { kind: 'admin#directory#alias', alias: 'a@x.test' } });
  });
});
