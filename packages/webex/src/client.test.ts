import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebexClient } from './client.ts';
import { WebexError } from './errors.ts';

const MEETING = {
  id: '870f51ff287b41be8648412901e0402b',
  meetingNumber: '25521234567',
  title: 'Planning',
  meetingType: 'meetingSeries',
  start: '2026-11-25T09:00:00Z',
  end: '2026-11-25T10:00:00Z',
  hostEmail: 'maya@alderfinch.example',
  webLink: 'https://alderfinch.webex.com/alderfinch/j.php?MTID=m1',
  integrationTags: ['tag-1'],
  unknownLater: { deep: true },
};

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let seen: Seen[];
let handle: Handler;
let origin: string;

/** A real HTTP server; each test says how it answers. */
beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        body: text === '' ? undefined : JSON.parse(text),
        authorization: request.headers.authorization,
      });
      handle(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function client(extra: { writeTimeoutMs?: number; maxBodyBytes?: number } = {}): WebexClient {
  return new WebexClient({
    apiUrl: `${origin}/v1`,
    token: () => Promise.resolve('token-1'),
    now: () => Date.parse('2026-11-24T10:00:00Z'),
    ...extra,
  });
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
    response.end(JSON.stringify(body));
  };
}

async function failure(call: Promise<unknown>): Promise<WebexError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WebexError)) throw new Error(`expected a WebexError, got ${String(error)}`);
  return error;
}

const NEW = {
  title: 'Planning',
  start: '2026-11-25T10:00:00+01:00',
  end: '2026-11-25T11:00:00+01:00',
  timezone: 'Europe/Stockholm',
  integrationTags: ['tag-1'],
};

describe('no mail from Webex', () => {
  it('says sendEmail=false at all six places', async () => {
    handle = (request, response) => {
      if (request.method === 'DELETE') response.writeHead(204).end();
      else if (request.url?.startsWith('/v1/meetingInvitees')) {
        json(200, { id: 'i1', email: 'g@guest.example', items: [] })(request, response);
      } else json(200, MEETING)(request, response);
    };
    const webex = client();
    await webex.createMeeting({ ...NEW, invitees: [{ email: 'g@guest.example' }] });
    await webex.patchMeeting(MEETING.id, { title: 'Other' });
    await webex.deleteMeeting(MEETING.id);
    await webex.addInvitee(MEETING.id, { email: 'g@guest.example' });
    await webex.addInvitees(MEETING.id, [{ email: 'g@guest.example' }]);
    await webex.updateInvitee('i1', { email: 'g@guest.example' });
    await webex.removeInvitee('i1');
    const writes = seen.map(({ method, url, body }) => ({ at: `${method} ${url}`, body }));
    expect(writes).toEqual([
      {
        at: 'POST /v1/meetings',
        body: { ...NEW, invitees: [{ email: 'g@guest.example' }], sendEmail: false },
      },
      { at: `PATCH /v1/meetings/${MEETING.id}`, body: { title: 'Other', sendEmail: false } },
      { at: `DELETE /v1/meetings/${MEETING.id}?sendEmail=false`, body: undefined },
      {
        at: 'POST /v1/meetingInvitees',
        body: { meetingId: MEETING.id, email: 'g@guest.example', sendEmail: false },
      },
      {
        at: 'POST /v1/meetingInvitees/bulkInsert',
        body: { meetingId: MEETING.id, items: [{ email: 'g@guest.example', sendEmail: false }] },
      },
      { at: 'PUT /v1/meetingInvitees/i1', body: { email: 'g@guest.example', sendEmail: false } },
      { at: 'DELETE /v1/meetingInvitees/i1?sendEmail=false', body: undefined },
    ]);
  });

  it('cannot be talked into mailing', async () => {
    handle = json(200, MEETING);
    const sly = { ...NEW, sendEmail: true };
    expect((await failure(client().createMeeting(sly))).code).toBe('webex-invalid');
    expect(seen).toEqual([]);
  });
});

describe('reading', () => {
  it('sends the token and tolerates unknown fields', async () => {
    handle = json(200, MEETING);
    const meeting = await client().getMeeting(MEETING.id);
    expect(meeting.meetingNumber).toBe('25521234567');
    expect(meeting).not.toHaveProperty('unknownLater');
    expect(seen[0]?.authorization).toBe('Bearer token-1');
    expect(seen[0]?.url).toBe(`/v1/meetings/${MEETING.id}?current=false`);
  });

  it('says "not there" only on Webex’s own answer', async () => {
    handle = json(404, { message: 'The requested resource could not be found.', trackingId: 'x' });
    expect(await failure(client().getMeeting('gone'))).toMatchObject({
      code: 'webex-not-found',
      status: 404,
    });
    await expect(client().deleteMeeting('gone')).resolves.toBeUndefined();
    handle = (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nginx</h1>');
    expect((await failure(client().getMeeting('gone'))).code).toBe('webex-unreadable');
    expect((await failure(client().deleteMeeting('gone'))).code).toBe('webex-unreadable');
  });

  it('looks at each hit’s own tags, with an explicit window', async () => {
    handle = json(200, {
      items: [
        MEETING,
        { ...MEETING, id: 'b', integrationTags: ['other'] },
        { ...MEETING, id: 'c', integrationTags: undefined },
      ],
    });
    const found = await client().findByTag({
      tag: 'tag-1',
      from: '2026-11-24T09:00:00Z',
      to: '2026-11-26T11:00:00Z',
    });
    expect(found.map(({ id }) => id)).toEqual([MEETING.id]);
    const query = new URL(seen[0]?.url ?? '', origin).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      integrationTag: 'tag-1',
      meetingType: 'meetingSeries',
      from: '2026-11-24T09:00:00Z',
      to: '2026-11-26T11:00:00Z',
      current: 'false',
      max: '100',
    });
  });

  it('follows pages, empty ones too', async () => {
    const pages = [[{ id: '1', email: 'a@x.example' }], [], [{ id: '2', email: 'b@x.example' }]];
    handle = (request, response) => {
      const at = Number(new URL(request.url ?? '', origin).searchParams.get('page') ?? '0');
      const link =
        at < 2 ? { link: `<${origin}/v1/meetingInvitees?page=${String(at + 1)}>; rel="next"` } : undefined;
      json(200, { items: pages[at] }, link)(request, response);
    };
    expect((await client().listInvitees('m')).map(({ email }) => email)).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
    expect(seen).toHaveLength(3);
  });

  it.each([
    ['another origin', 'http://169.254.169.254/latest'],
    ['a look-alike', 'https://webexapis.com.evil.example/v1/x'],
    ['no address', 'page2'],
  ])('never follows a page to %s', async (_, target) => {
    handle = json(200, { items: [] }, { link: `<${target}>; rel="next"` });
    expect((await failure(client().listInvitees('m'))).code).toBe('webex-redirected');
    expect(seen).toHaveLength(1);
  });

  it('does not follow pages in a circle', async () => {
    handle = (request, response) => {
      json(
        200,
        { items: [] },
        { link: `<${origin}/v1/meetingInvitees?page=1>; rel="next"` },
      )(request, response);
    };
    expect((await failure(client().listInvitees('m'))).code).toBe('webex-unreadable');
    expect(seen.length).toBeLessThan(4);
  });

  it('does not follow redirects', async () => {
    handle = (_, response) => response.writeHead(302, { location: `${origin}/v1/elsewhere` }).end();
    expect((await failure(client().me())).code).toBe('webex-redirected');
    expect(seen).toHaveLength(1);
  });
});

describe('failures', () => {
  it.each([
    [400, 'webex-invalid', 'refused'],
    [401, 'webex-unauthorised', 'refused'],
    [403, 'webex-forbidden', 'refused'],
    [409, 'webex-conflict', 'refused'],
    [423, 'webex-locked', 'refused'],
    [429, 'webex-limited', 'refused'],
    [500, 'webex-unavailable', 'unknown'],
    [502, 'webex-unavailable', 'unknown'],
    [503, 'webex-unavailable', 'unknown'],
    [504, 'webex-unavailable', 'unknown'],
  ])('a write answered %i is %s, %s', async (status, code, outcome) => {
    handle = json(status, { message: 'Planning is confidential' }, { trackingid: 'ROUTERGW_1-a' });
    const error = await failure(client().createMeeting(NEW));
    expect(error).toMatchObject({ code, status, outcome, trackingId: 'ROUTERGW_1-a' });
    expect(JSON.stringify([Object.entries(error), error.message, error.stack])).not.toContain('confidential');
    expect(seen).toHaveLength(1);
  });

  it('a read answered 503 is never "perhaps it happened"', async () => {
    handle = json(503, {});
    expect(await failure(client().me())).toMatchObject({ code: 'webex-unavailable', outcome: 'refused' });
  });

  it('reads Retry-After beside an HTML page', async () => {
    handle = (_, response) =>
      response
        .writeHead(429, { 'content-type': 'text/html', 'retry-after': '3600' })
        .end('<h1>Slow down</h1>');
    expect(await failure(client().createMeeting(NEW))).toMatchObject({
      code: 'webex-limited',
      retryAfterS: 3600,
    });
  });

  it('never parses HTML, even with 200', async () => {
    handle = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{"id":"x"}');
    expect(await failure(client().createMeeting(NEW))).toMatchObject({
      code: 'webex-unreadable',
      outcome: 'unknown',
    });
  });

  it.each([
    ['cut', (request: IncomingMessage) => request.socket.destroy()],
    [
      'truncated',
      (_: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"id":');
        response.destroy();
      },
    ],
    [
      'empty',
      (_: IncomingMessage, response: ServerResponse) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(),
    ],
  ])('a %s answer to a write is unknown', async (_, how) => {
    handle = how;
    expect((await failure(client().createMeeting(NEW))).outcome).toBe('unknown');
  });

  it('a time-out of a write is unknown', async () => {
    handle = () => undefined;
    expect(await failure(client({ writeTimeoutMs: 30 }).createMeeting(NEW))).toMatchObject({
      code: 'webex-unreachable',
      outcome: 'unknown',
    });
  });

  it('a connection never made is refused', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(client().createMeeting(NEW))).toMatchObject({
      code: 'webex-unreachable',
      outcome: 'refused',
    });
  });

  it('stops reading an endless answer', async () => {
    handle = json(200, { ...MEETING, title: 'x'.repeat(10_000) });
    expect((await failure(client({ maxBodyBytes: 1000 }).getMeeting('m'))).code).toBe('webex-unreadable');
  });
});

describe('what is sent', () => {
  it.each([
    ['times without a zone', { start: NEW.start, end: NEW.end }],
    ['a zone alone', { timezone: 'UTC' }],
    ['nothing', {}],
    ['a misspelt field', { titel: 'x' }],
    ['a title over 128', { title: 'x'.repeat(129) }],
  ])('refuses a patch of %s', async (_, patch) => {
    handle = json(200, MEETING);
    expect((await failure(client().patchMeeting('m', patch as { title: string }))).code).toBe(
      'webex-invalid',
    );
    expect(seen).toEqual([]);
  });

  it('counts code points, so 128 emoji fit', async () => {
    handle = json(200, MEETING);
    await client().patchMeeting('m', { title: '🎯'.repeat(128) });
    expect(seen).toHaveLength(1);
  });

  it('adds invitees in hundreds', async () => {
    handle = json(200, { items: [] });
    await client().addInvitees(
      'm',
      Array.from({ length: 250 }, (_, n) => ({ email: `g${String(n)}@x.example` })),
    );
    expect(seen.map(({ body }) => (body as { items: unknown[] }).items.length)).toEqual([100, 100, 50]);
  });

  it('keeps ids out of the path’s structure', async () => {
    handle = json(200, MEETING);
    await client().getMeeting('../people/me?x=');
    expect(seen[0]?.url).toBe('/v1/meetings/..%2Fpeople%2Fme%3Fx%3D?current=false');
  });
});
