/**
 * Canaries: words that stand nowhere else are the subject, guests, description and place of events that live
 * through faults and SIGKILLs; then every byte that the service has written is searched for them, and for whatever
 * opens a meeting or an account.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  Person,
  startProduct,
  type Fault,
  type Product,
  type ReadyAccount,
  type StoredEvent,
} from '@webex-scheduler/testkit';
import { dumpDatabase } from './canary/dump.ts';
import { forgeries } from './canary/forgeries.ts';
import { searchFolder, searchTexts, type Needle, type Searched } from './canary/needles.ts';
import { issuedSecrets, joinData } from './canary/secrets.ts';
import { beginRecording, type Recording } from './contract/recording.ts';

const word = (): string => `kanari${randomBytes(6).toString('hex')}`;
/** What people write into their events. */
const WRITTEN = {
  subject: word(),
  renamed: word(),
  guest: word(),
  guestDomain: word(),
  guestName: word(),
  description: word(),
  place: word(),
  hostName: word(),
};
const HOST_ADDRESS = `${word()}@alderfinch.example`;
const GUEST = { email: `${WRITTEN.guest}@${WRITTEN.guestDomain}.example`, displayName: WRITTEN.guestName };

let product: Product;
let recording: Recording;
let host: Person;

beforeAll(async () => {
  recording = await beginRecording();
  product = await startProduct({ profile: 'demo', record: recording.folder });
  const account = await product.control.call<ReadyAccount>('POST', '/accounts', {
    email: HOST_ADDRESS,
    name: `Ada ${WRITTEN.hostName}`,
    language: 'fr',
    timeZone: 'Europe/Stockholm',
    webex: { licence: 'host' },
  });
  host = new Person(product.ready, product.control, account);
  await host.setUp();
});
afterAll(async () => {
  await product.stop();
  expect(await recording.end()).toEqual([]);
});

/** A token of the add-on for this person, as Google gives one. */
async function idToken(email: string): Promise<string> {
  const body = { kind: 'id', email, audience: product.ready.addon.clientId };
  return (await product.control.call<{ id_token: string }>('POST', '/google/tokens', body)).id_token;
}

async function tell(token: string, body: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(`${product.ready.service}/addon/v1/changes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const at = (day: number, hour: number) => ({
  dateTime: `2026-06-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+02:00`,
  timeZone: 'Europe/Stockholm',
});

test('a forged ID token is refused by the running service, and nobody learns why', async () => {
  const clientId = product.ready.addon.clientId;
  const other = product.person(0).email;
  const tokens = await forgeries(product.control, { email: host.email, other, clientId });
  const report = {
    contract: 1,
    calendarId: host.email,
    kind: 'incremental',
    complete: true,
    events: [],
    patches: [],
  };
  expect((await tell(await idToken(host.email), report)).status, 'a true one is taken').toBe(200);
  const taken: string[] = [];
  const answers = new Set<string>();
  for (const [name, token] of tokens) {
    const { status, text } = await tell(token, report);
    if (status !== 401 && status !== 403) taken.push(`${name}: ${status}`);
    if (status === 401) answers.add(text);
  }
  expect(taken).toEqual([]);
  expect(answers.size, 'one constant body').toBe(1);
  process.stdout.write(`forged ID tokens refused: ${tokens.size}\n`);
  expect(tokens.size).toBeGreaterThanOrEqual(20);
});

test('after faults and SIGKILLs nothing that people wrote and nothing that opens a door is in any file', async () => {
  await liveThroughFaults();
  await provokeRefusals();
  const { control, ready } = product;
  const { restarts } = await control.service('kill');
  expect(restarts, 'the service was killed on the way').toBeGreaterThanOrEqual(3);

  const written = Object.entries(WRITTEN).map(([what, text]) => ({ what, text }));
  const opening = [...joinData(await control.meetings(host.email)), ...(await issuedSecrets(ready.data))];
  const address = { what: 'host address', text: HOST_ADDRESS };
  const needles = [...written, ...opening, address];
  expect(opening.filter(({ what }) => what.startsWith('webex refreshToken')).length).toBeGreaterThan(0);
  expect(opening.filter(({ what }) => what.startsWith('join data')).length).toBeGreaterThan(10);

  const service = join(ready.data, 'service');
  const results: Readonly<Record<string, Searched>> = {
    'files of the service (database, write-ahead log, log)': await searchFolder(service, needles),
    'rows of a dump': searchTexts('dump', await dumpDatabase(join(service, 'database')), needles),
    'lines of the launcher’s log': searchTexts('launcher log', product.log, needles),
    // Google's own addresses name calendars by their owner's address: those are Google's to give out.
    'recorded addresses': searchTexts('addresses', await addresses(), [...written, ...opening]),
  };
  process.stdout.write(
    `canaries: ${written.length + 1} words, ${opening.length} secrets; ${restarts} restarts\n`,
  );
  for (const [where, { files, bytes, hits }] of Object.entries(results)) {
    process.stdout.write(`  ${files} ${where}: ${bytes} bytes, ${hits.length} hits\n`);
    expect(hits, where).toEqual([]);
    if (!where.includes('launcher')) expect(bytes, where).toBeGreaterThan(1000);
  }
  await expectSearchFinds(needles);
}, 300_000);

/** Creates, renames, moves, copies and deletes, each met by a fault or a kill; what is done is made good later. */
async function liveThroughFaults(): Promise<void> {
  const { control } = product;
  const webex = (kind: string, more: Partial<Fault> = {}): Fault => ({ on: 'webex', kind, ...more });
  const kill = (on: Fault['on'], when: 'before' | 'after'): Fault => ({
    on,
    kind: 'kill',
    process: 'service',
    when,
  });
  // A vendor's error body may quote what was sent: it must end at the client.
  const quoting = {
    message: `${WRITTEN.subject} for ${GUEST.email}`,
    errors: [{ description: WRITTEN.renamed }],
  };
  const creating = { match: { method: 'POST', path: '^/v1/meetings$' } };
  const changing = { match: { method: 'PATCH', path: '^/v1/meetings/' } };
  const faults: readonly Fault[] = [
    kill('webex', 'before'),
    webex('status', { status: 503, body: quoting }),
    kill('webex', 'after'),
    webex('truncate'),
    kill('service', 'after'),
    webex('status', { status: 400, body: quoting }),
    webex('lostReply'),
  ];
  for (const [n, fault] of faults.entries()) {
    const early = n < 4;
    const planted = { ...fault, ...(fault.on === 'service' ? {} : early ? creating : changing), times: 1 };
    const event = await scheduled(n, early ? planted : undefined);
    if (!early) await control.fault(planted);
    await host.google.patch(host.email, event.id, {
      summary: WRITTEN.renamed,
      start: at(20, 8),
      end: at(20, 9),
    });
    if (n % 2 === 0) await host.act('duplicate', { eventId: event.id, start: at(22, 8).dateTime });
    await control.advance('PT10M');
    if (n % 3 === 0) await host.google.remove(host.email, event.id);
  }
  await control.clearFaults();
  await control.advance('PT3H');
}

async function scheduled(n: number, fault: Fault | undefined): Promise<StoredEvent> {
  const { control } = product;
  const { draft, eventId } = await host.newEvent({
    summary: `${WRITTEN.subject} ${n}`,
    description: WRITTEN.description,
    location: WRITTEN.place,
    start: at(12 + (n % 5), 14),
    end: at(12 + (n % 5), 15),
    attendees: [GUEST],
  });
  if (fault) await control.fault(fault);
  await host.chooseWebex(draft).catch(() => undefined);
  await host.save(draft);
  await control.advance('PT2M');
  return host.event(eventId);
}

/** Bodies full of canaries that the service must refuse. */
async function provokeRefusals(): Promise<void> {
  const token = await idToken(host.email);
  const event = {
    id: WRITTEN.subject,
    summary: WRITTEN.subject,
    guests: [GUEST],
    description: WRITTEN.description,
  };
  const bodies = [
    { contract: 1, calendarId: host.email, events: [event] },
    { contract: 1, calendarId: 7, kind: WRITTEN.subject },
    `{"contract":1,"summary":"${WRITTEN.subject}`,
    `{"__proto__":{"subject":"${WRITTEN.subject}"},"contract":1}`,
  ];
  for (const body of bodies) expectRefused(await tell(token, body));
  const announced = await announce(token, `{"contract":1,"summary":"${WRITTEN.subject}`, 20_000_000);
  expect(announced.status).toBe(413);
  expectRefused(announced);
}

/**
 * Begins a body of so many bytes and waits for the answer. A body sent whole would still be on its way when it is
 * refused, and the connection might end in an error before the answer is seen.
 */
async function announce(
  token: string,
  beginning: string,
  bytes: number,
): Promise<{ status: number; text: string }> {
  const request = http.request(`${product.ready.service}/addon/v1/changes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': bytes,
      connection: 'close',
    },
  });
  request.write(beginning);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const text = await readText(response);
  request.destroy();
  return { status: response.statusCode ?? 0, text };
}

function expectRefused({ status, text }: { readonly status: number; readonly text: string }): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toContain(WRITTEN.subject);
}

async function addresses(): Promise<readonly string[]> {
  const { items } = await product.control.call<{
    items: { path: string; query: Readonly<Record<string, string>> }[];
  }>('GET', '/calls');
  for (const { query } of items) {
    expect(Object.keys(query), 'no token travels in an address').not.toContain('access_token');
    expect(Object.keys(query)).not.toContain('id_token');
    expect(Object.keys(query)).not.toContain('refresh_token');
  }
  return items.map(({ path, query }) => `${path}?${new URLSearchParams(query).toString()}`);
}

/** The search itself must be able to find: every needle, planted in the middle of other bytes, in two forms. */
async function expectSearchFinds(needles: readonly Needle[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'webex-scheduler-planted-'));
  try {
    for (const [n, { text }] of needles.entries()) {
      await writeFile(
        join(folder, `${n}.plain`),
        Buffer.concat([randomBytes(777), Buffer.from(`x${text}y`)]),
      );
      await writeFile(join(folder, `${n}.base64`), Buffer.from(`{"a":"${text}","b":1}`).toString('base64'));
    }
    const found = new Set((await searchFolder(folder, needles)).hits.map((hit) => hit.split(' in ')[1]));
    expect(found.size, 'every planted canary is found').toBe(needles.length * 2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
