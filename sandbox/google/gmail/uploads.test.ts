/** Google's own client, and its documents: uploads of mail, batches, masks, and that the documents tell the truth. */
import fastify from 'fastify';
import { auth } from '@googleapis/calendar';
import { gmail as gmailClient, type gmail_v1 } from '@googleapis/gmail';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Store } from '../../control/store.ts';
import { recordGoogle } from '../../control/test/recorded.ts';
import { calendarRoutes } from '../calendar/routes/calendar-routes.ts';
import { Calendar } from '../calendar/calendar.ts';
import { discoveryRoutes } from '../discovery/discovery-routes.ts';
import { Identity } from '../identity/identity.ts';
import { quietGround } from '../identity/test/identity-lab.ts';
import { COVERAGE } from './coverage.ts';
import { Gmail } from './gmail.ts';
import { gmailRoutes } from './gmail-routes.ts';
import { GMAIL_METHODS } from './methods.ts';

const ADA = 'ada@example.org';
const BEN = 'ben@example.org';
const MAIL = `To: ${BEN}\r\nSubject: Plans\r\nDate: Mon, 02 Feb 2026 09:30:00 +0000\r\n\r\nSee you – à bientôt.\r\n`;

let url: string;
let token: string;
let client: gmail_v1.Gmail;
const routes: string[] = [];
let close: () => Promise<void>;

beforeAll(async () => {
  const ground = quietGround();
  const store = Store.open();
  const identity = new Identity(ground, store);
  for (const email of [ADA, BEN]) identity.addAccount({ email, name: email });
  const { clientId } = identity.addClient({ kind: 'outside', redirectUris: [] });
  token = identity.issueAccessToken({ email: ADA, clientId, scopes: ['https://mail.google.com/'] }).token;
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRoute', ({ method, url: path }) => {
    for (const one of [method].flat()) routes.push(`${one} ${path}`);
  });
  recordGoogle(server, ground);
  gmailRoutes(server, new Gmail(ground, store, identity));
  calendarRoutes(server, new Calendar(ground, store, identity, () => undefined), ground);
  discoveryRoutes(server);
  url = await server.listen({ port: 0, host: '127.0.0.1' });
  const oauth = new auth.OAuth2();
  oauth.setCredentials({ access_token: token });
  client = gmailClient({ version: 'v1', rootUrl: `${url}/`, auth: oauth, retry: false });
  close = async () => {
    await server.close();
    ground.clock.stop();
  };
});
afterAll(() => close());

function call(path: string, init: RequestInit): Promise<Response> {
  return fetch(path.startsWith('http') ? path : `${url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
  });
}

async function rawOf(id: string): Promise<string> {
  const { data } = await client.users.messages.get({ userId: 'me', id, format: 'raw' });
  return Buffer.from(data.raw ?? '', 'base64url').toString('utf8');
}

describe('mail that is uploaded', () => {
  it('after its resource, as the official client does, is sent byte by byte', async () => {
    const media = { mimeType: 'message/rfc822', body: Readable.from([MAIL]) };
    const { data } = await client.users.messages.send(
      { userId: 'me', requestBody: {}, media },
      // The client takes its own host for uploads, unless each call says otherwise.
      { rootUrl: `${url}/` },
    );
    expect(data.labelIds).toEqual(['SENT']);
    expect(await rawOf(data.id ?? '')).toContain('See you – à bientôt.');
  });

  it('alone becomes a draft, and an import dated by its own header', async () => {
    const mail = { method: 'POST', body: MAIL, headers: { 'content-type': 'message/rfc822' } };
    const draft = (await (await call('/upload/gmail/v1/users/me/drafts?uploadType=media', mail)).json()) as {
      id: string;
    };
    const kept = await client.users.drafts.get({ userId: 'me', id: draft.id });
    expect(kept.data.message?.labelIds).toEqual(['DRAFT']);
    const imported = (await (
      await call('/upload/gmail/v1/users/me/messages/import?uploadType=media', mail)
    ).json()) as { id: string };
    const read = await client.users.messages.get({ userId: 'me', id: imported.id });
    expect(Number(read.data.internalDate)).toBe(Date.parse('2026-02-02T09:30:00Z'));
    expect(read.data.threadId).not.toBe(kept.data.message?.threadId);
  });

  it('piece by piece is there once the last piece is', async () => {
    const begun = await call('/upload/gmail/v1/users/me/messages?uploadType=resumable', {
      method: 'POST',
      body: JSON.stringify({ labelIds: ['INBOX'] }),
      headers: { 'content-type': 'application/json' },
    });
    const address = begun.headers.get('location') ?? '';
    const bytes = Buffer.from(MAIL);
    const piece = (from: number, to: number, of: number): Promise<Response> =>
      call(address, {
        method: 'PUT',
        body: bytes.subarray(from, to),
        headers: { 'content-range': `bytes ${from}-${to - 1}/${of}` },
      });
    const count = async (): Promise<number> =>
      (await client.users.messages.list({ userId: 'me', labelIds: ['INBOX'] })).data.messages?.length ?? 0;
    const first = await piece(0, 20, bytes.length);
    expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-19']);
    expect(await count()).toBe(0);
    expect((await piece(30, 40, bytes.length)).status).toBe(400);
    const last = await piece(20, bytes.length, bytes.length);
    expect(await rawOf(((await last.json()) as { id: string }).id)).toContain('See you – à bientôt.');
    expect(await count()).toBe(1);
    expect((await piece(0, 20, bytes.length)).status).toBe(404);
  });

  it('by commands in headers, as the Ruby client does, is sent once it is finalised', async () => {
    const command = (
      path: string,
      commands: string,
      offset?: number,
      body: Uint8Array<ArrayBuffer> | string = '',
    ): Promise<Response> =>
      call(path, {
        method: 'POST',
        body,
        headers: {
          'x-goog-upload-command': commands,
          ...(offset === undefined ? {} : { 'x-goog-upload-offset': String(offset) }),
        },
      });
    const status = (answer: Response): string | null => answer.headers.get('x-goog-upload-status');
    const bytes = Buffer.from(MAIL);
    const begun = await command('/resumable/upload/gmail/v1/users/me/messages/send', 'start');
    const address = begun.headers.get('x-goog-upload-url') ?? '';
    expect([begun.status, status(begun)]).toEqual([200, 'active']);
    expect(status(await command(address, 'upload', 0, bytes.subarray(0, 20)))).toBe('active');
    expect((await command(address, 'query')).headers.get('x-goog-upload-size-received')).toBe('20');
    expect((await command(address, 'upload, finalize', 30, bytes.subarray(30))).status).toBe(400);
    const last = await command(address, 'upload, finalize', 20, bytes.subarray(20));
    expect(status(last)).toBe('final');
    expect(await rawOf(((await last.json()) as { id: string }).id)).toContain('See you – à bientôt.');

    const given = await command('/upload/gmail/v1/users/me/messages/send', 'start');
    const left = given.headers.get('x-goog-upload-url') ?? '';
    expect(status(await command(left, 'cancel'))).toBe('cancelled');
    expect((await command(left, 'upload, finalize', 0, bytes)).status).toBe(404);
    expect((await command(left, 'erase')).status).toBe(400);
  });
});

it('a mask leaves what it names, and an unreadable one is refused', async () => {
  const { data } = await client.users.getProfile({ userId: 'me', fields: 'emailAddress' });
  expect(data).toEqual({ emailAddress: ADA });
  const bad = client.users.getProfile({ userId: 'me', fields: 'emailAddress(' });
  await expect(bad).rejects.toMatchObject({ code: 400 });
});

it('a batch takes calls of Gmail at its own path, and none of another API', async () => {
  const part = (id: string, path: string): string =>
    `--b\r\nContent-Type: application/http\r\nContent-ID: <${id}>\r\n\r\nGET ${path}\r\n\r\n`;
  const body = `${part('1', '/gmail/v1/users/me/profile')}${part('2', '/calendar/v3/colors')}--b--`;
  const headers = { 'content-type': 'multipart/mixed; boundary=b' };
  const text = await (await call('/batch/gmail/v1', { method: 'POST', body, headers })).text();
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404']);
  expect(text).toContain(`"emailAddress": "${ADA}"`);
});

describe('the Discovery documents', () => {
  it('of Gmail names each route that is served, and no other', () => {
    const own = routes.filter(
      (route) => /^[A-Z]+ \/gmail\/v1\/users\//.test(route) && !route.startsWith('HEAD'),
    );
    const shape = (path: string): string => path.replaceAll(/\{\w+\}/g, '*');
    const refused = COVERAGE.filter(({ status }) => status === 'refused').map(({ http, path }) =>
      shape(`${http} /gmail/v1/users/*${path}`),
    );
    const served = own
      .map((route) =>
        route
          .replace('(^[^:]+)::', ' ')
          .replaceAll(/:\w+/g, '*')
          .replace(/\* (?=\w+$)/, '*:'),
      )
      .filter((route) => !refused.includes(route));
    expect(GMAIL_METHODS.map(({ http, path }) => shape(`${http} /${path}`)).sort()).toEqual(served.sort());
  });

  it('are found by name, and at the host of an API', async () => {
    const read = async (path: string, headers: Record<string, string> = {}): Promise<unknown> =>
      (await call(path, { headers })).json();
    const gmail = await read('/discovery/v1/apis/gmail/v1/rest');
    expect(gmail).toMatchObject({
      id: 'gmail:v1',
      rootUrl: `${url}/`,
      batchPath: 'batch/gmail/v1',
      resources: {
        users: { resources: { drafts: { methods: { send: { id: 'gmail.users.drafts.send' } } } } },
      },
    });
    expect(await read('/$discovery/rest?version=v1')).toEqual(gmail);
    expect(await read('/discovery/v1/apis/admin/directory_v1/rest')).toMatchObject({
      id: 'admin:directory_v1',
      resources: { users: { methods: { list: { path: 'admin/directory/v1/users' } } } },
    });
    expect((await call('/discovery/v1/apis/sheets/v4/rest', {})).status).toBe(404);
  });
});
