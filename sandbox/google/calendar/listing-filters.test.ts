import type { calendar_v3 } from '@googleapis/calendar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;
let client: calendar_v3.Calendar;

beforeEach(async () => {
  google = await startLocalGoogle();
  client = google.client(ANNA);
});
afterEach(() => google.close());

const times = { start: { dateTime: '2026-03-03T09:00:00Z' }, end: { dateTime: '2026-03-03T10:00:00Z' } };
const insert = (id: string, more: calendar_v3.Schema$Event = {}, of = client) =>
  of.events.insert({ calendarId: 'primary', requestBody: { id, ...times, ...more } });
const list = async (more: object = {}, of = client) =>
  (await of.events.list({ calendarId: 'primary', ...more })).data;
const ids = async (more: object = {}, of = client) => (await list(more, of)).items?.map((item) => item.id);

describe('q', () => {
  it('wants each word somewhere: title, text, place, people', async () => {
    await insert('aaaaa', { summary: 'Budget', description: 'For the spring', attendees: [{ email: BEN }] });
    await insert('bbbbb', { summary: 'Budget', location: 'Hall' });
    expect(await ids({ q: 'budget' })).toEqual(['aaaaa', 'bbbbb']);
    expect(await ids({ q: 'spring BUDGET' })).toEqual(['aaaaa']);
    expect(await ids({ q: 'budget hall spring' })).toEqual([]);
    expect(await ids({ q: BEN })).toEqual(['aaaaa']);
  });
});

describe('extended properties', () => {
  it('are matched by name and value; several by all of them or any, as reference or guide has it', async () => {
    await insert('aaaaa', { extendedProperties: { private: { k: '1', url: 'a=b' } } });
    await insert('bbbbb', { extendedProperties: { private: { k: '1' }, shared: { k: '2' } } });
    expect(await ids({ privateExtendedProperty: ['k=1'] })).toEqual(['aaaaa', 'bbbbb']);
    expect(await ids({ privateExtendedProperty: ['k=1'], sharedExtendedProperty: ['k=2'] })).toEqual([
      'bbbbb',
    ]);
    expect(await ids({ privateExtendedProperty: ['url=a=b'] })).toEqual(['aaaaa']);
    expect(await ids({ privateExtendedProperty: ['k=1', 'url=a=b'] })).toEqual(['aaaaa']);
    google.switches.set({ 'google.repeatedPropertyFilter': 'any' });
    expect(await ids({ privateExtendedProperty: ['k=1', 'url=a=b'] })).toEqual(['aaaaa', 'bbbbb']);
    expect(await rejection(list({ privateExtendedProperty: ['k'] }))).toMatchObject({
      code: 400,
      reason: 'invalid',
    });
  });

  it('lose keys that are too long, are cut at 1024 characters, and are limited in number', async () => {
    const { data } = await insert('aaaaa', {
      extendedProperties: { private: { ['k'.repeat(44)]: 'v'.repeat(2000), ['k'.repeat(45)]: 'lost' } },
    });
    expect(Object.keys(data.extendedProperties?.private ?? {})).toEqual(['k'.repeat(44)]);
    expect(data.extendedProperties?.private?.['k'.repeat(44)]).toHaveLength(1024);
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`k${String(at)}`, 'v']));
    expect(await rejection(insert('bbbbb', { extendedProperties: { shared: many } }))).toMatchObject({
      code: 400,
    });
  });
});

describe('the zone of an answer', () => {
  it('renders the offsets, names the event’s own zone, and must exist', async () => {
    await insert('aaaaa');
    const [item] = (await list({ timeZone: 'Asia/Tokyo' })).items ?? [];
    expect(item?.start).toEqual({ dateTime: '2026-03-03T18:00:00+09:00', timeZone: 'Europe/Berlin' });
    expect(await rejection(list({ timeZone: 'Mars/Dome' }))).toMatchObject({
      code: 400,
      message: 'Invalid time zone value.',
    });
  });
});

describe('invitations that are not shown yet', () => {
  it('are kept out of sight by the guest’s settings until asked for or answered', async () => {
    await insert('aaaaa', { attendees: [{ email: BEN }] });
    await google.pass();
    const ben = google.client(BEN);
    expect(await ids({}, ben)).toEqual(['aaaaa']);
    google.calendar.changeSettings(BEN, { hideInvitations: 'true' });
    const hidden = await list({}, ben);
    expect(hidden.items).toEqual([]);
    const shown = await list({ showHiddenInvitations: true }, ben);
    expect(shown.items?.map((item) => item.id)).toEqual(['aaaaa']);
    const syncToken = hidden.nextSyncToken ?? '';
    expect(await rejection(list({ syncToken, showHiddenInvitations: true }, ben))).toMatchObject({
      code: 400,
    });
    const requestBody = { attendees: [{ email: BEN, responseStatus: 'accepted' }] };
    await ben.events.patch({ calendarId: 'primary', eventId: 'aaaaa', requestBody });
    expect(await ids({ syncToken }, ben)).toEqual(['aaaaa']);
  });
});

describe('instances', () => {
  it('are found by the start that the rule gave them, wherever they went', async () => {
    await insert('aaaaa', {
      start: { dateTime: '2026-03-02T09:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-02T10:00:00', timeZone: 'Europe/Berlin' },
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
    });
    const at = { calendarId: 'primary', eventId: 'aaaaa_20260303T080000Z' };
    await client.events.patch({
      ...at,
      requestBody: { start: { dateTime: '2026-03-05T09:00:00Z' }, end: { dateTime: '2026-03-05T10:00:00Z' } },
    });
    const found = async (originalStart: string) =>
      (
        await client.events.instances({ calendarId: 'primary', eventId: 'aaaaa', originalStart })
      ).data.items?.map((item) => item.id);
    expect(await found('2026-03-03T09:00:00+01:00')).toEqual([at.eventId]);
    expect(await found('2026-03-05T09:00:00Z')).toEqual([]);
  });
});

describe('quotas', () => {
  const answered = async (token: string, path = '/colors') => {
    const { status, json } = await google.raw('GET', path, token);
    const { error } = (json ?? {}) as { error?: { errors: { reason: string; domain: string }[] } };
    return [status, error?.errors[0]?.domain, error?.errors[0]?.reason];
  };

  it.each([
    ['google.requestsPerMinute', 'google.userLimitAnswer'],
    ['google.projectRequestsPerMinute', 'google.projectLimitAnswer'],
  ])('%s refuses in each of Google’s ways, until the minute is over', async (limit, answer) => {
    const token = google.token(ANNA, { clientId: 'one' });
    for (const way of ['rateLimitExceeded 403', 'rateLimitExceeded 429', 'userRateLimitExceeded 403']) {
      google.switches.set({ [limit]: 1, [answer]: way });
      const [reason, status] = way.split(' ');
      expect((await answered(token))[0]).toBe(200);
      expect(await answered(token)).toEqual([Number(status), 'usageLimits', reason]);
      expect((await answered(google.token(ANNA, { clientId: 'two' })))[0]).toBe(200);
      await google.pass(60_000);
    }
  });

  it('a patch may cost three, and a day has its own limit of new events', async () => {
    google.switches.set({ 'google.requestsPerMinute': 4, 'google.patchCostsThree': true });
    await insert('aaaaa');
    await client.events.patch({ calendarId: 'primary', eventId: 'aaaaa', requestBody: { summary: 'x' } });
    expect(await rejection(list())).toMatchObject({ code: 403 });
    google.switches.set({ 'google.requestsPerMinute': 0, 'google.eventsPerDay': 1 });
    await insert('bbbbb');
    expect(await rejection(insert('ccccc'))).toEqual({
      code: 403,
      reason: 'quotaExceeded',
      message: 'Calendar usage limits exceeded.',
    });
    await google.pass(86_400_000);
    await insert('ccccc');
  });
});
