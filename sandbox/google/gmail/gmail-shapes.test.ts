/** Messages, drafts, threads and labels field by field, in every format, against recorded answers. */
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGround } from '../../ground-factory.ts';
import { recorded, recordGoogle } from '../../control/test/recorded.ts';
import { Store } from '../../control/store.ts';
import { toAccount } from '../identity/account.ts';
import { shapeFaults } from '../test/shape.ts';
import { Gmail } from './gmail.ts';
import { gmailRoutes } from './gmail-routes.ts';

const ANNA = 'anna@x.test';
const BEN = 'ben@x.test';
type Json = Record<string, unknown>;

let gmail: Gmail;
let server: FastifyInstance;
let read: string;
beforeAll(async () => {
  const ground = makeGround({
    dataDir: undefined,
    profile: 'demo',
    clock: '2026-03-02T09:00:00Z',
    clockMode: 'stopped',
    service: {
      pid: null,
      restarts: 0,
      kill: () => undefined,
      takeDown: async () => undefined,
      start: async () => undefined,
    },
    recorder: recorded,
    log: () => undefined,
  });
  gmail = new Gmail(ground, Store.open(), {
    account: (email) => toAccount({ email, name: email }),
    resolve: (email) => ({ email, scopes: new Set(['https://mail.google.com/']) }),
  });
  server = fastify();
  recordGoogle(server, gmail.ground);
  gmailRoutes(server, gmail);
  await server.ready();
  read = (await gmail.arrive(ANNA, { from: BEN, to: ANNA, subject: 'Plan', text: 'See you' })).id;
});
afterAll(async () => {
  gmail.ground.clock.stop();
  await server.close();
});

async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const answer = await server.inject({
    method,
    url: `/gmail/v1/users/me${path}`,
    headers: {
      authorization: `Bearer ${ANNA}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
  return { headers: answer.headers, json: answer.json<Json>() };
}
const raw = Buffer.from(`To: ${BEN}\r\nSubject: Draft\r\n\r\nNot yet`).toString('base64url');

const MESSAGE = {
  forms: {
    id: /^[0-9a-f]{16}$/,
    threadId: /^[0-9a-f]{16}$/,
    sizeEstimate: /^\d+$/,
    historyId: /^\d+$/,
    internalDate: /^\d{13}$/,
  },
  saidEmpty: ['partId', 'filename'],
};

describe('a message', () => {
  it.each([
    ['minimal', 'id threadId labelIds payload sizeEstimate historyId internalDate', 'partId'],
    [
      'metadata',
      'id threadId labelIds snippet payload sizeEstimate historyId internalDate',
      'partId mimeType headers',
    ],
    [
      'full',
      'id threadId labelIds snippet payload sizeEstimate historyId internalDate',
      'partId mimeType filename headers body',
    ],
    ['raw', 'id threadId labelIds snippet sizeEstimate historyId internalDate raw', undefined],
  ])('has in format %s: %s', async (format, keys, payload) => {
    const { json } = await ask('GET', `/messages/${read}?format=${format}`);
    expect(shapeFaults(json, { ...MESSAGE, keys })).toEqual([]);
    expect([typeof json['sizeEstimate'], typeof json['historyId'], typeof json['internalDate']]).toEqual([
      'number',
      'string',
      'string',
    ]);
    const part = json['payload'] as Json | undefined;
    expect(part && Object.keys(part).join(' ')).toBe(payload);
    if (format === 'full') expect(Object.keys(part?.['body'] as object)).toEqual(['size', 'data']);
  });

  it('is listed as two ids, and carries neither ETag nor caching', async () => {
    const { json, headers } = await ask('GET', '/messages');
    expect(json).toEqual({ messages: [{ id: read, threadId: read }], resultSizeEstimate: 1 });
    for (const name of ['etag', 'cache-control', 'expires', 'pragma'])
      expect(headers).not.toHaveProperty(name);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      vary: 'Origin, X-Origin, Referer',
    });
  });

  it('comes back from a change of its thread’s labels without a payload', async () => {
    const { json } = await ask('POST', `/threads/${read}/modify`, { removeLabelIds: ['UNREAD'] });
    expect(shapeFaults(json, { ...MESSAGE, keys: 'id historyId messages' })).toEqual([]);
    const keys = 'id threadId labelIds snippet sizeEstimate historyId internalDate';
    const [message] = json['messages'] as object[];
    expect(shapeFaults(message, { ...MESSAGE, keys })).toEqual([]);
  });
});

describe('a draft', () => {
  const keys = 'id message';
  const forms = { id: /^r-?\d{1,19}$/ };

  it('is made, changed and listed under r and a signed number, its message of three keys', async () => {
    const made = (await ask('POST', '/drafts', { message: { raw } })).json;
    const changed = (await ask('PUT', `/drafts/${String(made['id'])}`, { message: { raw } })).json;
    for (const draft of [made, changed]) {
      expect(shapeFaults(draft, { keys, forms })).toEqual([]);
      const message = draft['message'] as Json;
      expect(shapeFaults(message, { ...MESSAGE, keys: 'id threadId labelIds' })).toEqual([]);
      expect(message).toMatchObject({ threadId: message['id'], labelIds: ['DRAFT'] });
    }
    expect(changed['id']).toBe(made['id']);
    const { id, threadId } = changed['message'] as Json;
    expect((await ask('GET', '/drafts')).json).toEqual({
      drafts: [{ id: made['id'], message: { id, threadId } }],
      resultSizeEstimate: 1,
    });
    const got = (await ask('GET', `/drafts/${String(made['id'])}`)).json;
    expect(shapeFaults(got, { keys, forms, saidEmpty: MESSAGE.saidEmpty })).toEqual([]);
    expect(Object.keys((got['message'] as { payload: object }).payload).join(' ')).toBe(
      'partId mimeType filename headers body',
    );
    const sent = (await ask('POST', '/drafts/send', { id: made['id'] })).json;
    expect(shapeFaults(sent, { ...MESSAGE, keys: 'id threadId labelIds' })).toEqual([]);
    expect(sent['labelIds']).toEqual(['SENT']);
  });
});

describe('labels', () => {
  it('are Gmail’s fourteen in their order, most of them hidden, then one’s own', async () => {
    const made = (
      await ask('POST', '/labels', {
        name: 'Mine',
        labelListVisibility: 'labelShow',
        messageListVisibility: 'show',
      })
    ).json;
    expect(shapeFaults(made, { keys: 'id name messageListVisibility labelListVisibility' })).toEqual([]);
    const { labels } = (await ask('GET', '/labels')).json as { labels: Json[] };
    const keys = 'id name messageListVisibility? labelListVisibility? type';
    expect(labels.flatMap((label) => shapeFaults(label, { keys }))).toEqual([]);
    expect(labels.map(({ id }) => id)).toEqual([
      ...'CHAT SENT INBOX IMPORTANT TRASH DRAFT SPAM CATEGORY_FORUMS CATEGORY_UPDATES'.split(' '),
      ...'CATEGORY_PERSONAL CATEGORY_PROMOTIONS CATEGORY_SOCIAL STARRED UNREAD Label_1'.split(' '),
    ]);
    const shown = labels.filter((label) => label['labelListVisibility'] === undefined);
    expect(shown.map(({ id }) => id)).toEqual(['SENT', 'INBOX', 'DRAFT', 'STARRED', 'UNREAD']);
    const inbox = (await ask('GET', '/labels/INBOX')).json;
    const counted = 'id name type messagesTotal messagesUnread threadsTotal threadsUnread';
    expect(shapeFaults(inbox, { keys: counted })).toEqual([]);
  });
});
