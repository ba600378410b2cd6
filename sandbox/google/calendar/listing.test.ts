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

async function insert(
  id: string,
  day = 3,
  more: calendar_v3.Schema$Event = {},
): Promise<calendar_v3.Schema$Event> {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  const requestBody = {
    id,
    summary: id,
    start: { dateTime: `${date}T09:00:00Z` },
    end: { dateTime: `${date}T10:00:00Z` },
    ...more,
  };
  return (await client.events.insert({ calendarId: 'primary', requestBody })).data;
}

async function list(
  parameters: Omit<calendar_v3.Params$Resource$Events$List, 'calendarId'> = {},
): Promise<calendar_v3.Schema$Events> {
  return (await client.events.list({ calendarId: 'primary', ...parameters })).data;
}

const ids = (page: calendar_v3.Schema$Events): (string | null | undefined)[] =>
  (page.items ?? []).map((item) => item.id);
const tokenOf = (page: calendar_v3.Schema$Events): string => page.nextSyncToken ?? '';

describe('a full listing', () => {
  it('comes in the order of changes, with the recorded envelope', async () => {
    await insert('aaaaa', 5);
    await insert('bbbbb', 4);
    await client.events.patch({ calendarId: 'primary', eventId: 'aaaaa', requestBody: { summary: 'new' } });
    const page = await list();
    expect(ids(page)).toEqual(['bbbbb', 'aaaaa']);
    expect(Object.keys(page)).toEqual([
      'kind',
      'etag',
      'summary',
      'description',
      'updated',
      'timeZone',
      'accessRole',
      'defaultReminders',
      'nextSyncToken',
      'items',
    ]);
    expect(page).toMatchObject({
      kind: 'calendar#events',
      summary: ANNA,
      timeZone: 'Europe/Berlin',
      accessRole: 'owner',
    });
    expect(page.etag).toMatch(/^"p3[0-9a-v]{13}[og]"$/);
  });

  it('compares timeMin with the end and timeMax with the start, both exclusive', async () => {
    await insert('third', 3);
    await insert('forth', 4);
    const between = (timeMin: string, timeMax: string) => list({ timeMin, timeMax }).then(ids);
    expect(await between('2026-03-03T10:00:00Z', '2026-03-04T09:00:01Z')).toEqual(['forth']);
    expect(await between('2026-03-03T09:59:59Z', '2026-03-04T09:00:00Z')).toEqual(['third']);
    expect(
      await rejection(list({ timeMin: '2026-03-03T10:00:00Z', timeMax: '2026-03-03T10:00:00Z' })),
    ).toMatchObject({
      code: 400,
      reason: 'timeRangeEmpty',
      message: 'The specified time range is empty.',
    });
  });

  it('trap 5: a sync token comes on the last page only, is opaque, and the same while nothing changes', async () => {
    for (const id of ['aaaaa', 'bbbbb', 'ccccc']) await insert(id);
    const first = await list({ maxResults: 2 });
    expect(ids(first)).toEqual(['aaaaa', 'bbbbb']);
    expect(first.nextSyncToken).toBeUndefined();
    const last = await list({ maxResults: 2, pageToken: first.nextPageToken ?? '' });
    expect(ids(last)).toEqual(['ccccc']);
    expect(last.nextPageToken).toBeUndefined();
    expect(tokenOf(last)).toMatch(/^[A-Za-z0-9+/]+=+$/);
    expect((await list({ syncToken: tokenOf(last) })).nextSyncToken).toBe(tokenOf(last));
  });

  it('trap 6: a page may be short or empty, for deleted events are dropped after it was cut', async () => {
    for (const id of ['aaaaa', 'bbbbb']) {
      await insert(id);
      await client.events.delete({ calendarId: 'primary', eventId: id });
    }
    await insert('ccccc');
    const first = await list({ maxResults: 2 });
    expect(first.items).toEqual([]);
    expect(ids(await list({ maxResults: 2, pageToken: first.nextPageToken ?? '' }))).toEqual(['ccccc']);
    expect(ids(await list({ showDeleted: true }))).toEqual(['aaaaa', 'bbbbb', 'ccccc']);
  });

  it('holds 250 events on a page unless asked for more, and 2500 at most (trap 6)', async () => {
    const page = google.page(ANNA);
    const day = { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } };
    for (let number = 0; number <= 2500; number += 1)
      google.calendar.insertEvent(page, 'primary', { ...day, id: `item${String(number).padStart(4, '0')}` });
    expect((await list()).items).toHaveLength(250);
    const largest = await list({ maxResults: 9999 });
    expect(largest.items).toHaveLength(2500);
    expect((await list({ pageToken: largest.nextPageToken ?? '' })).items).toHaveLength(1);
  });

  it('trap 37: the last page may have no token at all (orderBy=startTime), and has one with timeMin and singleEvents', async () => {
    await insert('laaaa', 5);
    await insert('eaaaa', 4);
    const sorted = await list({ singleEvents: true, orderBy: 'startTime', timeMin: '2026-03-01T00:00:00Z' });
    expect(ids(sorted)).toEqual(['eaaaa', 'laaaa']);
    expect(sorted.nextSyncToken).toBeUndefined();
    expect(tokenOf(await list({ singleEvents: true, timeMin: '2026-03-01T00:00:00Z' }))).not.toBe('');
    expect(await rejection(list({ orderBy: 'startTime' }))).toMatchObject({
      code: 400,
      reason: 'invalid',
      message: 'The requested ordering is not available for the particular query.',
    });
  });

  it('searches by text, iCalUID, properties and time of change', async () => {
    await insert('aaaaa', 3, {
      location: 'Room Nine',
      extendedProperties: { private: { k: 'v' }, shared: { s: 't' } },
    });
    await google.pass(60_000);
    await insert('bbbbb', 3);
    expect(ids(await list({ q: 'nine' }))).toEqual(['aaaaa']);
    expect(ids(await list({ iCalUID: 'BBBBB@google.com' }))).toEqual(['bbbbb']);
    expect(ids(await list({ privateExtendedProperty: ['k=v'] }))).toEqual(['aaaaa']);
    expect(ids(await list({ sharedExtendedProperty: ['s=other'] }))).toEqual([]);
    expect(ids(await list({ updatedMin: '2026-03-02T08:00:30Z' }))).toEqual(['bbbbb']);
    expect((await list({ q: 'nine' })).nextSyncToken).toBeUndefined();
  });

  it('caps guests by showing only oneself', async () => {
    const attendees = [{ email: ANNA }, { email: BEN }, { email: 'x@example.net' }];
    await insert('aaaaa', 3, { attendees });
    const [item] = (await list({ maxAttendees: 2 })).items ?? [];
    expect(item?.attendees).toEqual([
      { email: ANNA, organizer: true, self: true, responseStatus: 'needsAction' },
    ]);
    expect(item?.attendeesOmitted).toBe(true);
  });
});

describe('an incremental listing', () => {
  it('brings what changed since, deleted events as skeletons, and the same token when nothing did (traps 3, 5)', async () => {
    await insert('aaaaa');
    await insert('bbbbb');
    const full = await list();
    const quiet = await list({ syncToken: tokenOf(full) });
    expect(quiet.items).toEqual([]);
    expect(quiet.nextSyncToken).toBe(full.nextSyncToken);
    await client.events.delete({ calendarId: 'primary', eventId: 'aaaaa' });
    await insert('ccccc');
    const news = await list({ syncToken: tokenOf(full) });
    expect(ids(news)).toEqual(['aaaaa', 'ccccc']);
    expect(news.items?.[0]).toEqual({
      kind: 'calendar#event',
      etag: (await client.events.get({ calendarId: 'primary', eventId: 'aaaaa' })).data.etag,
      id: 'aaaaa',
      status: 'cancelled',
    });
    const details = await list({ syncToken: tokenOf(full), showDeleted: true });
    expect(details.items?.[0]).toMatchObject({ status: 'cancelled', summary: 'aaaaa' });
    expect((await list({ syncToken: tokenOf(news) })).items).toEqual([]);
    google.switches.set({ 'google.tombstones': 'idOnly' });
    expect((await list({ syncToken: tokenOf(full) })).items?.[0]).toEqual({
      kind: 'calendar#event',
      id: 'aaaaa',
      status: 'cancelled',
    });
  });

  it('delivers once more what changed while pages were read', async () => {
    await insert('aaaaa');
    await insert('bbbbb');
    const first = await list({ maxResults: 1 });
    await client.events.patch({
      calendarId: 'primary',
      eventId: 'aaaaa',
      requestBody: { summary: 'meanwhile' },
    });
    const last = await list({ maxResults: 1, pageToken: first.nextPageToken ?? '' });
    expect(ids(last)).toEqual(['bbbbb']);
    expect(ids(await list({ syncToken: tokenOf(last) }))).toEqual(['aaaaa']);
  });

  it('pages under the same token', async () => {
    const { nextSyncToken } = await list();
    for (const id of ['aaaaa', 'bbbbb', 'ccccc']) await insert(id);
    const syncToken = nextSyncToken ?? '';
    const first = await list({ syncToken, maxResults: 2 });
    expect(ids(first)).toEqual(['aaaaa', 'bbbbb']);
    expect(ids(await list({ syncToken, maxResults: 2, pageToken: first.nextPageToken ?? '' }))).toEqual([
      'ccccc',
    ]);
  });

  it.each([
    ['orderBy', { orderBy: 'updated' }],
    ['timeMin', { timeMin: '2026-03-01T00:00:00Z' }],
    ['q', { q: 'x' }],
    ['iCalUID', { iCalUID: 'x' }],
    ['updatedMin', { updatedMin: '2026-03-02T00:00:00Z' }],
    ['privateExtendedProperty', { privateExtendedProperty: ['a=b'] }],
    ['showDeleted=false', { showDeleted: false }],
    ['another singleEvents than at first', { singleEvents: true }],
  ])(
    'trap 4: a sync token is refused together with any filter and with showDeleted=false: %s',
    async (_name, extra) => {
      const { nextSyncToken } = await list();
      expect(await rejection(list({ syncToken: nextSyncToken ?? '', ...extra }))).toEqual({
        code: 400,
        reason: 'syncTokenWithRequestRestrictions',
        message: 'Sync token cannot be used with other request restrictions.',
      });
    },
  );

  it('tells a damaged token (400) from one that has ended (410)', async () => {
    await insert('aaaaa');
    const token = tokenOf(await list());
    const damaged = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`;
    expect(await rejection(list({ syncToken: damaged }))).toEqual({
      code: 400,
      reason: 'invalid',
      message: 'Invalid sync token value.',
    });
    google.calendar.expireSyncTokens(BEN);
    expect((await list({ syncToken: token })).items).toEqual([]);
    google.calendar.expireSyncTokens(ANNA);
    expect(await rejection(list({ syncToken: token }))).toEqual({
      code: 410,
      reason: 'fullSyncRequired',
      message: 'Sync token is no longer valid, a full sync is required.',
    });
  });

  it('ends tokens by age and by number of changes where the switches say so', async () => {
    const token = tokenOf(await list());
    google.switches.set({ 'google.syncTokenLife': 7 });
    await google.pass(8 * 86_400_000);
    expect(await rejection(list({ syncToken: token }))).toMatchObject({ code: 410 });
    google.switches.set({ 'google.syncTokenChanges': 1 });
    const young = tokenOf(await list());
    await insert('aaaaa');
    await insert('bbbbb');
    expect(await rejection(list({ syncToken: young }))).toMatchObject({ code: 410 });
  });

  it('is complete under short pages too', async () => {
    google.switches.set({ 'google.shortPages': true });
    for (const id of ['aaaaa', 'bbbbb', 'ccccc', 'ddddd', 'eeeee']) await insert(id);
    const pages: calendar_v3.Schema$Events[] = [await list({ maxResults: 4 })];
    for (let next = pages[0]?.nextPageToken; next; next = pages.at(-1)?.nextPageToken)
      pages.push(await list({ maxResults: 4, pageToken: next }));
    expect(pages.map((page) => page.items?.length)).toEqual([0, 2, 2, 1]);
    expect(pages.flatMap(ids)).toEqual(['aaaaa', 'bbbbb', 'ccccc', 'ddddd', 'eeeee']);
    expect((await list({ syncToken: tokenOf(pages.at(-1) ?? {}) })).items).toEqual([]);
  });

  it('tells a change of reminders although etag and updated stay', async () => {
    const before = await insert('aaaaa');
    const token = tokenOf(await list());
    const reminders = { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] };
    const { data } = await client.events.patch({
      calendarId: 'primary',
      eventId: 'aaaaa',
      requestBody: { reminders },
    });
    expect(data.etag).toBe(before.etag);
    expect(ids(await list({ syncToken: token }))).toEqual(['aaaaa']);
  });
});
