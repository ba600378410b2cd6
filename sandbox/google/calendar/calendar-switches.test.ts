/** What each value of each of Calendar's switches means to a client: one row a value, and no value without a row. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { calendar_v3 } from '@googleapis/calendar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SwitchValue } from '../../control/switches.ts';
import { unshown } from '../../control/test/unshown.ts';
import { CALENDAR_SWITCHES } from './calendar-switches.ts';
import type { LocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';
import { ANNA, BEN, SCRIPT, startLocalGoogle } from './test/local-google.ts';

const DAY_MS = 86_400_000;
const meeting = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };
const primary = { calendarId: 'primary' };

let google: LocalGoogle;
let anna: calendar_v3.Calendar;
let ben: calendar_v3.Calendar;

beforeEach(async () => {
  google = await startLocalGoogle();
  anna = google.client(ANNA);
  ben = google.client(BEN);
});
afterEach(() => google.close());

/** 200, or the reason and code of the refusal. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return '200';
  } catch {
    const { reason, code } = await rejection(call);
    return `${reason} ${String(code)}`;
  }
}
const insert = async (id: string, more: object = {}) =>
  (await anna.events.insert({ ...primary, requestBody: { id, ...meeting, ...more } })).data;
const list = async (more: object = {}, of = anna) => (await of.events.list({ ...primary, ...more })).data;
const tokenOf = async (more: object = {}) => (await list(more)).nextSyncToken ?? '';
const ids = async (more: object, of = anna) => (await list(more, of)).items?.map(({ id }) => id);

/** Who of the add-on's own script and another client may write its conference data. */
async function conferenceWriters(): Promise<readonly string[]> {
  const conferenceData = {
    conferenceSolution: { key: { type: 'addOn' }, name: 'Room' },
    conferenceId: '1',
    entryPoints: [{ entryPointType: 'video', uri: 'https://rooms.example/1' }],
  };
  await insert('aaaaa');
  const write = (client: calendar_v3.Calendar) =>
    outcome(
      client.events.patch({
        ...primary,
        eventId: 'aaaaa',
        conferenceDataVersion: 1,
        requestBody: { conferenceData },
      }),
    );
  return [await write(google.client(ANNA, { kind: 'script', scriptId: SCRIPT })), await write(anna)];
}

/** How many of the guest's copies are there before and after `ms`. */
async function copyAfter(ms: number, responseStatus = 'needsAction'): Promise<readonly number[]> {
  await insert('aaaaa', { attendees: [{ email: BEN, responseStatus }] });
  await google.pass(ms - 1);
  const before = google.calendar.state(BEN).length;
  await google.pass(1);
  return [before, google.calendar.state(BEN).length];
}

async function moveToTeam(): Promise<calendar_v3.Schema$Event> {
  const { data: team } = await anna.calendars.insert({ requestBody: { summary: 'Team' } });
  await insert('aaaaa', { summary: 'Handover' });
  return (await anna.events.move({ ...primary, eventId: 'aaaaa', destination: team.id ?? '' })).data;
}

/** What an incremental listing shows of an event that was moved away. */
async function listedStub(): Promise<calendar_v3.Schema$Event | undefined> {
  const syncToken = await tokenOf();
  await moveToTeam();
  return (await list({ syncToken })).items?.[0];
}

async function tombstone(): Promise<readonly string[]> {
  await insert('aaaaa');
  const syncToken = await tokenOf();
  await anna.events.delete({ ...primary, eventId: 'aaaaa' });
  return Object.keys((await list({ syncToken })).items?.[0] ?? {}).sort();
}

/** Whether a token survives `age` ms and `changes` changes. */
async function tokenAfter(age: number, changes: number): Promise<string> {
  const syncToken = await tokenOf();
  for (let n = 0; n < changes; n += 1) await insert(`aaaa${String(n)}`);
  await google.pass(age);
  return outcome(list({ syncToken }));
}

async function twoProperties(): Promise<unknown> {
  await insert('aaaaa', { extendedProperties: { private: { k: '1', l: '2' } } });
  await insert('bbbbb', { extendedProperties: { private: { k: '1' } } });
  return ids({ privateExtendedProperty: ['k=1', 'l=2'] });
}

async function tokenOfAShare(): Promise<string> {
  const { data } = await anna.calendars.insert({ requestBody: { summary: 'Team' } });
  const calendarId = data.id ?? '';
  const allow = (role: string) =>
    anna.acl.insert({ calendarId, requestBody: { role, scope: { type: 'user', value: BEN } } });
  await allow('writer');
  const syncToken = (await ben.events.list({ calendarId })).data.nextSyncToken ?? '';
  await allow('reader');
  return outcome(ben.events.list({ calendarId, syncToken }));
}

/** The iCalUID of the second half of a split series, at the organiser's and at the guest's. */
async function uidsOfASplit(): Promise<readonly (string | null | undefined)[]> {
  const zoned = (dateTime: string) => ({ dateTime, timeZone: 'Europe/Berlin' });
  await insert('aaaaa', {
    ...{ start: zoned('2026-03-02T10:00:00'), end: zoned('2026-03-02T11:00:00') },
    recurrence: ['RRULE:FREQ=DAILY;COUNT=1'],
  });
  const id = 'aaaaa_R20260303T100000';
  const attendees = [{ email: BEN }];
  google.calendar.insertEvent(google.page(ANNA), 'primary', { id, ...meeting, attendees });
  await google.pass();
  const uid = async (of: calendar_v3.Calendar) => (await list({}, of)).items?.at(-1)?.iCalUID;
  return [await uid(anna), await uid(ben)];
}

const colors = (clientId = 'one') => outcome(google.client(ANNA, { clientId }).colors.get());

/** The answers to a second call in a minute where `limit` allows one. */
async function surplus(limit: string): Promise<string> {
  google.switches.set({ [limit]: 1 });
  expect(await colors()).toBe('200');
  return colors();
}

/** The answer to what comes after a patch in a minute that allows three requests. */
async function afterAPatch(): Promise<string> {
  await insert('aaaaa');
  google.switches.set({ 'google.requestsPerMinute': 3 });
  await anna.events.patch({ ...primary, eventId: 'aaaaa', requestBody: { summary: 'x' } });
  return outcome(list());
}

/** The numbers of the messages that arrive of `changes` changes, each after `ms`. */
async function pushes(changes: number, ms = 1_000): Promise<readonly number[]> {
  const numbers: number[] = [];
  const receiver = createServer((request, response) => {
    numbers.push(Number(request.headers['x-goog-message-number']));
    response.end();
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
  await anna.events.watch({ ...primary, requestBody: { id: 'c', type: 'web_hook', address } });
  await google.pass(ms);
  for (let n = 0; n < changes; n += 1) {
    await insert(`aaaa${String(n)}`);
    await google.pass(ms);
  }
  receiver.closeAllConnections();
  receiver.close();
  return numbers;
}

async function channelLife(): Promise<number> {
  const requestBody = {
    ...{ id: 'c', type: 'web_hook', address: 'https://hooks.example.com/' },
    expiration: String(google.clock.now() + 400 * DAY_MS),
  };
  const { data } = await anna.events.watch({ ...primary, requestBody });
  return (Number(data.expiration) - google.clock.now()) / 1000;
}

async function newEvents(count: number): Promise<readonly string[]> {
  const answers = [];
  for (let n = 0; n < count; n += 1) answers.push(await outcome(insert(`aaaa${String(n)}`)));
  return answers;
}

const REFUSED = 'invalid 400';
const ENDED = 'fullSyncRequired 410';
const LIMITS = ['rateLimitExceeded 403', 'rateLimitExceeded 429', 'userRateLimitExceeded 403'];

type Row = readonly [name: string, value: SwitchValue, seen: () => Promise<unknown>, means: unknown];
const ROWS: readonly Row[] = [
  ['google.conferenceWrite', 'ownScript', conferenceWriters, ['200', REFUSED]],
  ['google.conferenceWrite', 'nobody', conferenceWriters, [REFUSED, REFUSED]],
  ['google.conferenceWrite', 'anyClient', conferenceWriters, ['200', '200']],
  ['google.propagationDelay', 300, () => copyAfter(300), [0, 1]],
  ['google.propagationDelay', 20_000, () => copyAfter(20_000), [0, 1]],
  ['google.listedStub', 'idOnly', listedStub, expect.not.objectContaining({ summary: 'Handover' })],
  ['google.listedStub', 'full', listedStub, expect.objectContaining({ summary: 'Handover' })],
  ['google.moveAnswer', 'destinationCopy', moveToTeam, expect.objectContaining({ status: 'confirmed' })],
  ['google.moveAnswer', 'sourceStub', moveToTeam, expect.objectContaining({ status: 'cancelled' })],
  ['google.tombstones', 'skeletal', tombstone, ['etag', 'id', 'kind', 'status']],
  ['google.tombstones', 'idOnly', tombstone, ['id', 'kind', 'status']],
  ['google.shortPages', true, () => insert('aaaaa').then(() => ids({})), []],
  ['google.shortPages', false, () => insert('aaaaa').then(() => ids({})), ['aaaaa']],
  ['google.syncTokenLife', 0, () => tokenAfter(400 * DAY_MS, 0), '200'],
  ['google.syncTokenLife', 7, () => tokenAfter(8 * DAY_MS, 0), ENDED],
  ['google.syncTokenChanges', 0, () => tokenAfter(0, 3), '200'],
  ['google.syncTokenChanges', 2, () => tokenAfter(0, 3), ENDED],
  ['google.filteredListToken', true, () => tokenOf({ q: 'x' }), expect.stringMatching(/./)],
  ['google.filteredListToken', false, () => tokenOf({ q: 'x' }), ''],
  ['google.repeatedPropertyFilter', 'all', twoProperties, ['aaaaa']],
  ['google.repeatedPropertyFilter', 'any', twoProperties, ['aaaaa', 'bbbbb']],
  ['google.aclExpiresTokens', true, tokenOfAShare, ENDED],
  ['google.aclExpiresTokens', false, tokenOfAShare, '200'],
  [
    ...(['google.guestUidCase', true, uidsOfASplit] as const),
    [expect.stringMatching(/_R2026/), expect.stringMatching(/_r2026/)],
  ],
  [
    ...(['google.guestUidCase', false, uidsOfASplit] as const),
    [expect.stringMatching(/_R2026/), expect.stringMatching(/_R2026/)],
  ],
  ['google.inviteeCopies', 'everyone', () => copyAfter(300), [0, 1]],
  ['google.inviteeCopies', 'onAnswer', () => copyAfter(300), [0, 0]],
  ['google.inviteeCopies', 'onAnswer', () => copyAfter(300, 'accepted'), [0, 1]],
  ['google.requestsPerMinute', 0, () => colors().then(() => colors()), '200'],
  ['google.requestsPerMinute', 1, () => colors().then(() => colors()), LIMITS[0]],
  ['google.projectRequestsPerMinute', 0, () => colors().then(() => colors()), '200'],
  ['google.projectRequestsPerMinute', 1, () => colors().then(() => colors()), LIMITS[0]],
  ['google.patchCostsThree', true, afterAPatch, LIMITS[0]],
  ['google.patchCostsThree', false, afterAPatch, '200'],
  ...LIMITS.flatMap((answer): Row[] => [
    ['google.userLimitAnswer', answer, () => surplus('google.requestsPerMinute'), answer],
    ['google.projectLimitAnswer', answer, () => surplus('google.projectRequestsPerMinute'), answer],
  ]),
  ['google.pushDelay', 300, () => pushes(1, 300), [1, 2]],
  ['google.pushDelay', 10_000, () => pushes(1, 9_000), [1]],
  ['google.pushLossEvery', 0, () => pushes(3), [1, 2, 3, 4]],
  ['google.pushLossEvery', 2, () => pushes(3), [1, 3]],
  ['google.pushNumbers', 'consecutive', () => pushes(2), [1, 2, 3]],
  ['google.pushNumbers', 'gaps', () => pushes(2), [1, 4, 7]],
  ['google.channelSeconds', 100, channelLife, 100],
  ['google.channelSeconds', 86_400, channelLife, 86_400],
  ['google.eventsPerDay', 0, () => newEvents(2), ['200', '200']],
  ['google.eventsPerDay', 1, () => newEvents(2), ['200', 'quotaExceeded 403']],
];

describe('switches of Calendar', () => {
  it.each(ROWS)('%s %s', async (name, value, seen, means) => {
    google.switches.set({ [name]: value });
    expect(await seen()).toEqual(means);
  });

  it('all have a row here, and each of their values', () => {
    expect(unshown(CALENDAR_SWITCHES, ROWS)).toEqual([]);
  });
});
