import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeGround } from '../../ground-factory.ts';
import { recorded, recordGoogle } from '../../control/test/recorded.ts';
import { Store } from '../../control/store.ts';
import { toAccount } from '../identity/account.ts';
import { Gmail } from './gmail.ts';
import { gmailRoutes } from './gmail-routes.ts';
import type { MailIdentity } from './gmail.ts';

const ANNA = 'anna@x.test';
const BEN = 'ben@x.test';
const AUTH = 'https://www.googleapis.com/auth/gmail.';
type Json = Record<string, unknown>;

/** Tokens say themselves whose they are and what they may. */
const people: MailIdentity = {
  account: (email) =>
    email.endsWith('@x.test')
      ? toAccount({ email, name: email === ANNA ? 'Anna Bell' : 'Ben Ode' })
      : undefined,
  resolve: (token) => {
    const [email = '', ...scopes] = token.split(' ');
    return email === 'stranger' ? undefined : { email, scopes: new Set(scopes) };
  },
};

let gmail: Gmail;
let server: FastifyInstance;
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
  gmail = new Gmail(ground, Store.open(), people);
  server = fastify();
  recordGoogle(server, ground);
  gmailRoutes(server, gmail);
  await server.ready();
});
afterEach(() => {
  gmail.reset();
});
afterAll(async () => {
  gmail.ground.clock.stop();
  await server.close();
});

interface Ask {
  readonly as?: string;
  readonly scopes?: string;
  readonly body?: unknown;
  readonly messageToken?: string;
}

async function ask(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  more: Ask = {},
): Promise<{ status: number; json: Json }> {
  const { as = ANNA, scopes = 'https://mail.google.com/', body, messageToken } = more;
  const answer = await server.inject({
    method,
    url: `/gmail/v1/users/me${path}`,
    headers: {
      authorization: `Bearer ${as} ${scopes}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(messageToken === undefined ? {} : { 'x-goog-gmail-access-token': messageToken }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, json: answer.body === '' ? {} : (JSON.parse(answer.body) as Json) };
}

const raw = (text: string): string => Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64url');

describe('sending', () => {
  it('puts the message into the boxes of those who are here, without what is secret, and everybody into the log', async () => {
    const { json } = await ask('POST', '/messages/send', {
      body: {
        raw: raw(
          `To: ${BEN}, out@side.test\nBcc: secret@x.test\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\nHello`,
        ),
      },
    });
    expect(json).toMatchObject({ labelIds: ['SENT'], threadId: json['id'] });
    const [there] = (await ask('GET', '/messages?q=in:inbox', { as: BEN })).json['messages'] as Json[];
    const got = (await ask('GET', `/messages/${String(there?.['id'])}`, { as: BEN })).json;
    expect(got).toMatchObject({
      labelIds: ['UNREAD', 'IMPORTANT', 'CATEGORY_PERSONAL', 'INBOX'],
      snippet: 'Hello',
    });
    const headers = (got['payload'] as { headers: { name: string; value: string }[] }).headers;
    const value = (name: string): string | undefined => headers.find((header) => header.name === name)?.value;
    expect([value('From'), value('Subject'), value('Bcc')]).toEqual([
      `"Anna Bell" <${ANNA}>`,
      'Grüße',
      undefined,
    ]);
    expect(gmail.mails().map(({ to, subject }) => [to, subject])).toEqual([
      [BEN, 'Grüße'],
      ['out@side.test', 'Grüße'],
      ['secret@x.test', 'Grüße'],
    ]);
  });

  it('answers in the same thread on both sides', async () => {
    const first = (
      await ask('POST', '/messages/send', {
        body: { raw: raw(`To: ${BEN}\nMessage-ID: <1@x>\nSubject: Lunch\n\n?`) },
      })
    ).json;
    await ask('POST', '/messages/send', {
      as: BEN,
      body: { raw: raw(`To: ${ANNA}\nIn-Reply-To: <1@x>\nReferences: <1@x>\nSubject: Re: Lunch\n\n!`) },
    });
    const thread = (await ask('GET', `/threads/${String(first['threadId'])}?format=metadata`)).json;
    expect((thread['messages'] as Json[]).map(({ snippet }) => snippet)).toEqual(['?', '!']);
    expect((await ask('GET', '/threads', { as: BEN })).json['resultSizeEstimate']).toBe(1);
  });

  it('refuses a mail to nobody and one without text', async () => {
    expect(
      (await ask('POST', '/messages/send', { body: { raw: raw('Subject: x\n\ny') } })).json,
    ).toMatchObject({
      error: { code: 400, message: 'Recipient address required' },
    });
    expect((await ask('POST', '/messages/send', { body: {} })).status).toBe(400);
  });
});

describe('reading', () => {
  it.each([
    ['from:ben', 1],
    ['subject:"two words"', 1],
    ['is:unread has:attachment', 0],
    ['-is:unread', 0],
    ['after:2026/03/01 before:2026/03/03', 1],
    ['newer_than:1d OR subject:nothing', 1],
    ['in:trash', 0],
    ['label:nothing', 0],
    ['hello', 1],
    ['to:me', 1],
    ['from:me', 0],
    ['{subject:nothing from:ben}', 1],
    ['{subject:nothing from:anna}', 0],
    ['subject:(two words)', 1],
    ['subject:(nothing OR two) -from:me', 1],
    ['subject:(two nothing)', 0],
    ['-{subject:two subject:nothing}', 0],
    ['(from:ben is:unread) OR from:me', 1],
    ['category:primary', 1],
    ['category:promotions', 0],
    ['has:userlabels', 0],
    ['has:nouserlabels', 1],
  ])('finds by %s', async (q, count) => {
    await gmail.arrive(ANNA, {
      from: `Ben <${BEN}>`,
      to: ANNA,
      subject: 'About two words',
      text: 'hello you',
    });
    expect((await ask('GET', `/messages?q=${encodeURIComponent(q)}`)).json['resultSizeEstimate']).toBe(count);
  });

  it('refuses by name what it cannot search by', async () => {
    expect((await ask('GET', '/messages?q=larger:5M')).json).toMatchObject({
      error: { code: 501, message: 'Searching by larger: is not built in this local Google.' },
    });
  });

  it('shows parts and files', async () => {
    const { id } = await gmail.arrive(ANNA, {
      from: BEN,
      to: ANNA,
      subject: 's',
      text: 'plain',
      html: '<b>rich</b>',
      files: [{ filename: 'a.csv', mimeType: 'text/csv', data: Buffer.from('1;2').toString('base64') }],
    });
    const { payload } = (await ask('GET', `/messages/${id}`)).json as { payload: { parts: Json[] } };
    expect(payload).toMatchObject({
      mimeType: 'multipart/mixed',
      parts: [
        { mimeType: 'multipart/alternative', parts: [{ mimeType: 'text/plain' }, { mimeType: 'text/html' }] },
        { filename: 'a.csv', mimeType: 'text/csv', body: { size: 3 } },
      ],
    });
    const { attachmentId } = payload.parts[1]?.['body'] as { attachmentId: string };
    const file = (await ask('GET', `/messages/${id}/attachments/${attachmentId}`)).json;
    expect(Buffer.from(String(file['data']), 'base64url').toString()).toBe('1;2');
    expect((await ask('GET', `/messages/${id}?format=metadata&metadataHeaders=subject`)).json).toMatchObject({
      payload: { headers: [{ name: 'Subject', value: 's' }] },
    });
  });

  it('pages, and moves between labels', async () => {
    for (const subject of ['1', '2', '3'])
      await gmail.arrive(ANNA, { from: BEN, to: ANNA, subject, text: '' });
    const first = (await ask('GET', '/messages?maxResults=2')).json;
    expect(first['messages']).toHaveLength(2);
    const rest = (await ask('GET', `/messages?maxResults=2&pageToken=${String(first['nextPageToken'])}`))
      .json;
    expect(rest['messages']).toHaveLength(1);
    expect(rest['nextPageToken']).toBeUndefined();
    const [one] = first['messages'] as Json[];
    const { json: label } = await ask('POST', '/labels', { body: { name: 'Work/Plans' } });
    await ask('POST', `/messages/${String(one?.['id'])}/modify`, {
      body: { addLabelIds: [label['id'], 'STARRED'], removeLabelIds: ['UNREAD'] },
    });
    expect((await ask('GET', `/labels/${String(label['id'])}`)).json).toMatchObject({
      messagesTotal: 1,
      messagesUnread: 0,
    });
    expect((await ask('GET', '/messages?q=label:work-plans')).json['resultSizeEstimate']).toBe(1);
    expect((await ask('POST', '/labels', { body: { name: 'work/plans' } })).status).toBe(409);
    expect(
      (await ask('POST', `/messages/${String(one?.['id'])}/modify`, { body: { addLabelIds: ['SENT'] } }))
        .status,
    ).toBe(400);
  });
});

describe('drafts', () => {
  it('are made, changed in place, listed, sent and gone', async () => {
    const { json: draft } = await ask('POST', '/drafts', {
      body: { message: { raw: raw(`To: ${BEN}\nSubject: a\n\nb`) } },
    });
    expect(draft['id']).toMatch(/^r-?\d+$/);
    expect(draft['message']).toMatchObject({ labelIds: ['DRAFT'] });
    const path = `/drafts/${String(draft['id'])}`;
    await ask('PUT', path, { body: { message: { raw: raw(`To: ${BEN}\nSubject: c\n\nd`) } } });
    expect((await ask('GET', path)).json).toMatchObject({ id: draft['id'], message: { snippet: 'd' } });
    expect((await ask('GET', '/messages')).json['resultSizeEstimate']).toBe(1);
    expect((await ask('POST', '/drafts/send', { body: { id: draft['id'] } })).json).toMatchObject({
      labelIds: ['SENT'],
    });
    expect((await ask('GET', path)).status).toBe(404);
    expect(gmail.mails().map(({ subject }) => subject)).toEqual(['c']);
  });
});

describe('rights', () => {
  it('trap 20: an add-on reads the one message that is open, by its token, and only its headers with the metadata scope', async () => {
    const open = await gmail.arrive(ANNA, { from: BEN, to: ANNA, subject: 'open', text: 'body' });
    const other = await gmail.arrive(ANNA, { from: BEN, to: ANNA, subject: 'other', text: 'body' });
    const { accessToken, messageId } = gmail.open(ANNA, open.id);
    expect(messageId).toBe(`msg-f:${BigInt(`0x${open.id}`)}`);
    const scopes = `${AUTH}addons.current.message.metadata`;
    const read = (id: string, format: string, messageToken?: string) =>
      ask('GET', `/messages/${id}?format=${format}`, { scopes, ...(messageToken ? { messageToken } : {}) });
    expect((await read(open.id, 'metadata', accessToken)).status).toBe(200);
    expect((await read(open.id, 'full', accessToken)).json).toMatchObject({
      error: { code: 403, message: "Metadata scope doesn't allow format FULL" },
    });
    expect((await read(open.id, 'metadata')).status).toBe(403);
    expect((await read(other.id, 'metadata', accessToken)).status).toBe(403);
    expect((await ask('GET', '/messages', { scopes, messageToken: accessToken })).status).toBe(403);
    gmail.ground.clock.set(gmail.ground.clock.now() + 3_700_000);
    expect((await read(open.id, 'metadata', accessToken)).status).toBe(403);
  });

  it('with metadata alone do not search; without a scope or an account nothing opens', async () => {
    const scopes = `${AUTH}metadata`;
    expect((await ask('GET', '/messages?q=a', { scopes })).json).toMatchObject({
      error: { code: 403, message: "Metadata scope does not support 'q' parameter" },
    });
    expect((await ask('GET', '/messages', { scopes })).status).toBe(200);
    expect((await ask('POST', '/drafts', { scopes, body: {} })).json).toMatchObject({
      error: { code: 403, status: 'PERMISSION_DENIED' },
    });
    expect((await ask('GET', '/messages', { as: 'stranger' })).status).toBe(401);
    expect((await ask('GET', '/history')).json).toMatchObject({ error: { code: 501 } });
  });
});
