import type { calendar_v3 } from '@googleapis/calendar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;
let anna: calendar_v3.Calendar;
let ben: calendar_v3.Calendar;

beforeEach(async () => {
  google = await startLocalGoogle();
  anna = google.client(ANNA);
  ben = google.client(BEN);
});
afterEach(() => google.close());

const day = (date: string) => ({
  start: { dateTime: `${date}T10:00:00Z` },
  end: { dateTime: `${date}T11:00:00Z` },
});

async function team(role = 'writer'): Promise<string> {
  const { data } = await anna.calendars.insert({ requestBody: { summary: 'Team' } });
  const calendarId = data.id ?? '';
  await anna.acl.insert({ calendarId, requestBody: { role, scope: { type: 'user', value: BEN } } });
  return calendarId;
}

describe('calendars', () => {
  it('are patched by their owners: named fields change, the etag moves, nothing else does', async () => {
    const calendarId = await team();
    const { data: before } = await anna.calendars.get({ calendarId });
    const requestBody = { description: 'Ours', timeZone: 'Europe/Berlin' };
    const { data } = await anna.calendars.patch({ calendarId, requestBody });
    expect(data).toEqual({ ...before, ...requestBody, etag: data.etag });
    expect(data.etag).not.toBe(before.etag);
    const { data: same } = await anna.calendars.patch({ calendarId, requestBody });
    expect(same.etag).toBe(data.etag);
    expect(await rejection(ben.calendars.patch({ calendarId, requestBody }))).toMatchObject({ code: 403 });
    expect(
      await rejection(anna.calendars.patch({ calendarId, requestBody: { timeZone: 'Mars/Dome' } })),
    ).toMatchObject({ code: 400, message: 'Invalid time zone value.' });
  });

  it('lose what a PUT leaves out', async () => {
    const calendarId = await team();
    await anna.calendars.patch({ calendarId, requestBody: { description: 'Ours', location: 'Here' } });
    const { data } = await anna.calendars.update({ calendarId, requestBody: { summary: 'Crew' } });
    expect(data).toMatchObject({ summary: 'Crew', timeZone: 'UTC' });
    expect([data.description, data.location]).toEqual([undefined, undefined]);
  });

  it('are deleted by their data owner only; guests see the events cancelled', async () => {
    const calendarId = await team('owner');
    const requestBody = { id: 'aaaaa', ...day('2026-03-03'), attendees: [{ email: CHLOE }] };
    await anna.events.insert({ calendarId, requestBody });
    await ben.calendarList.insert({ requestBody: { id: calendarId } });
    await google.pass();
    expect(await rejection(ben.calendars.delete({ calendarId }))).toMatchObject({ code: 403 });
    expect(await rejection(anna.calendars.delete({ calendarId: 'primary' }))).toMatchObject({ code: 403 });
    await anna.calendars.delete({ calendarId });
    await google.pass();
    expect(await rejection(anna.events.list({ calendarId }))).toMatchObject({ code: 404 });
    expect((await ben.calendarList.list()).data.items?.map((item) => item.id)).toEqual([BEN]);
    const copy = await google.client(CHLOE).events.get({ calendarId: 'primary', eventId: 'aaaaa' });
    expect(copy.data.status).toBe('cancelled');
  });

  it('go to another data owner by an administrator’s hand only', async () => {
    const calendarId = await team();
    const transfer = (of: calendar_v3.Calendar, more: object = {}) =>
      of.calendars.transferOwnership({ calendarId, newDataOwner: BEN, useAdminAccess: true, ...more });
    expect(await rejection(transfer(anna))).toMatchObject({ code: 403 });
    const admin = google.client(CHLOE);
    expect(await rejection(transfer(admin, { newDataOwner: 'x@example.net' }))).toMatchObject({ code: 400 });
    await transfer(admin);
    expect((await ben.calendars.get({ calendarId })).data.dataOwner).toBe(BEN);
    await ben.calendars.delete({ calendarId });
  });

  it('are cleared of their events, which stay as tombstones; only primary ones can be', async () => {
    await anna.events.insert({ calendarId: 'primary', requestBody: { id: 'aaaaa', ...day('2026-03-03') } });
    const syncToken = (await anna.events.list({ calendarId: 'primary' })).data.nextSyncToken ?? '';
    await anna.calendars.clear({ calendarId: 'primary' });
    const { data } = await anna.events.list({ calendarId: 'primary', syncToken });
    expect(data.items?.map(({ id, status }) => [id, status])).toEqual([['aaaaa', 'cancelled']]);
    const calendarId = await team();
    expect(await rejection(anna.calendars.clear({ calendarId }))).toMatchObject({ code: 400 });
  });
});

describe('a calendar list', () => {
  it('keeps a person’s own name, colour and reminders for a calendar', async () => {
    const calendarId = await team();
    await ben.calendarList.insert({ requestBody: { id: calendarId, colorId: '3' } });
    const { data } = await ben.calendarList.patch({
      calendarId,
      requestBody: { summaryOverride: 'Them', defaultReminders: [{ method: 'popup', minutes: 5 }] },
    });
    expect(data).toMatchObject({
      summary: 'Team',
      summaryOverride: 'Them',
      colorId: '3',
      backgroundColor: '#f83a22',
      defaultReminders: [{ method: 'popup', minutes: 5 }],
    });
    expect((await anna.calendarList.get({ calendarId })).data.summaryOverride).toBeUndefined();
    const { data: replaced } = await ben.calendarList.update({
      calendarId,
      requestBody: { selected: false },
    });
    expect(replaced).not.toHaveProperty('selected');
    expect(replaced).toMatchObject({ defaultReminders: [] });
    expect(replaced.summaryOverride).toBeUndefined();
  });

  it('takes colours by value only where the request says so', async () => {
    const requestBody = { backgroundColor: '#fa573d', foregroundColor: '#ffffff' };
    const plain = await anna.calendarList.patch({ calendarId: 'primary', requestBody });
    expect(plain.data.backgroundColor).toBe('#9fe1e7');
    const { data } = await anna.calendarList.patch({
      ...{ calendarId: 'primary', colorRgbFormat: true, requestBody },
    });
    expect(data).toMatchObject({ ...requestBody, colorId: '4' });
  });

  it('lists incrementally: changed entries, and those that are gone in five members', async () => {
    const calendarId = await team();
    await ben.calendarList.insert({ requestBody: { id: calendarId } });
    const syncToken = (await ben.calendarList.list()).data.nextSyncToken ?? '';
    expect((await ben.calendarList.list({ syncToken })).data).toMatchObject({
      items: [],
      nextSyncToken: syncToken,
    });
    await anna.acl.delete({ calendarId, ruleId: `user:${BEN}` });
    const { data } = await ben.calendarList.list({ syncToken });
    expect(data.items).toEqual([
      {
        kind: 'calendar#calendarListEntry',
        etag: data.items?.[0]?.etag,
        id: calendarId,
        deleted: true,
        defaultReminders: [],
      },
    ]);
    expect(await rejection(anna.calendarList.list({ syncToken }))).toMatchObject({
      code: 400,
      message: 'Invalid sync token value.',
    });
    google.calendar.expireSyncTokens(BEN);
    expect(await rejection(ben.calendarList.list({ syncToken }))).toMatchObject({ code: 410 });
  });

  it('pages, hides what is hidden, and filters by role', async () => {
    const calendarId = await team('reader');
    await ben.calendarList.insert({ requestBody: { id: calendarId } });
    const first = (await ben.calendarList.list({ maxResults: 1 })).data;
    expect([first.items?.length, first.nextSyncToken]).toEqual([1, undefined]);
    const last = (await ben.calendarList.list({ maxResults: 1, pageToken: first.nextPageToken ?? '' })).data;
    expect([last.items?.length, last.nextPageToken]).toEqual([1, undefined]);
    const ids = async (more: object) =>
      (await ben.calendarList.list(more)).data.items?.map((item) => item.id).sort();
    expect(await ids({ minAccessRole: 'writer' })).toEqual([BEN]);
    await ben.calendarList.patch({ calendarId, requestBody: { hidden: true } });
    expect(await ids({})).toEqual([BEN]);
    expect(await ids({ showHidden: true })).toEqual([BEN, calendarId].sort());
  });

  it('does without what its person took off, but never without his own calendar', async () => {
    const calendarId = await team();
    await ben.calendarList.insert({ requestBody: { id: calendarId } });
    await ben.calendarList.delete({ calendarId });
    expect(await rejection(ben.calendarList.get({ calendarId }))).toMatchObject({ code: 404 });
    expect(await rejection(ben.calendarList.delete({ calendarId: BEN }))).toMatchObject({
      code: 403,
      reason: 'cannotChangeOwnPrimarySubscription',
    });
  });
});

describe('rules', () => {
  it('are got, changed and taken away one by one; who owns the data keeps his role', async () => {
    const calendarId = await team('reader');
    const ruleId = `user:${BEN}`;
    expect((await anna.acl.get({ calendarId, ruleId })).data.role).toBe('reader');
    const syncToken = (await anna.acl.list({ calendarId })).data.nextSyncToken ?? '';
    const { data } = await anna.acl.patch({ calendarId, ruleId, requestBody: { role: 'writer' } });
    expect(data).toMatchObject({ id: ruleId, role: 'writer', scope: { type: 'user', value: BEN } });
    await anna.acl.update({ calendarId, ruleId, requestBody: { role: 'owner' } });
    await anna.acl.delete({ calendarId, ruleId });
    expect(await rejection(anna.acl.get({ calendarId, ruleId }))).toMatchObject({ code: 404 });
    const news = (await anna.acl.list({ calendarId, syncToken })).data.items;
    expect(news?.map(({ id, role }) => [id, role])).toEqual([[ruleId, 'none']]);
    expect(await rejection(anna.acl.delete({ calendarId, ruleId: `user:${ANNA}` }))).toMatchObject({
      code: 403,
      reason: 'cannotChangeOwnAcl',
    });
  });
});

describe('settings', () => {
  it('list incrementally what changed on the settings page', async () => {
    const syncToken = (await ben.settings.list()).data.nextSyncToken ?? '';
    expect(syncToken).toMatch(/^\d{20}$/);
    google.calendar.changeSettings(BEN, { weekStart: '1' });
    const { data } = await ben.settings.list({ syncToken });
    expect(data.items?.map(({ id, value }) => [id, value])).toEqual([['weekStart', '1']]);
  });
});

describe('colours', () => {
  it('are twenty-four for calendars and eleven for events', async () => {
    const { data } = await anna.colors.get();
    expect([Object.keys(data.calendar ?? {}).length, Object.keys(data.event ?? {}).length]).toEqual([24, 11]);
    expect(data.event?.['11']).toEqual({ background: '#dc2127', foreground: '#1d1d1d' });
  });
});

describe('free and busy', () => {
  const query = (items: string[], more: object = {}) => ({
    requestBody: {
      timeMin: '2026-03-03T00:00:00Z',
      timeMax: '2026-03-05T00:00:00Z',
      items: items.map((id) => ({ id })),
      ...more,
    },
  });
  const at = (id: string, from: string, to: string, more: object = {}) =>
    anna.events.insert({
      calendarId: 'primary',
      requestBody: { id, start: { dateTime: from }, end: { dateTime: to }, ...more },
    });

  it('joins what overlaps, cuts at the window, and leaves out what is free, declined or gone', async () => {
    await at('aaaaa', '2026-03-02T23:00:00Z', '2026-03-03T01:00:00Z');
    await at('bbbbb', '2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z');
    await at('ccccc', '2026-03-03T10:30:00Z', '2026-03-03T12:00:00Z');
    await at('ddddd', '2026-03-03T14:00:00Z', '2026-03-03T15:00:00Z', { transparency: 'transparent' });
    await at('eeeee', '2026-03-03T16:00:00Z', '2026-03-03T17:00:00Z', {
      attendees: [{ email: ANNA, responseStatus: 'declined' }],
    });
    await at('fffff', '2026-03-02T09:00:00Z', '2026-03-02T09:30:00Z', {
      start: { dateTime: '2026-03-02T18:00:00Z', timeZone: 'UTC' },
      end: { dateTime: '2026-03-02T18:30:00Z', timeZone: 'UTC' },
      recurrence: ['RRULE:FREQ=DAILY'],
    });
    const { data } = await anna.freebusy.query(query([ANNA]));
    expect(data).toEqual({
      kind: 'calendar#freeBusy',
      timeMin: '2026-03-03T00:00:00.000Z',
      timeMax: '2026-03-05T00:00:00.000Z',
      calendars: {
        [ANNA]: {
          busy: [
            { start: '2026-03-03T00:00:00Z', end: '2026-03-03T01:00:00Z' },
            { start: '2026-03-03T10:00:00Z', end: '2026-03-03T12:00:00Z' },
            { start: '2026-03-03T18:00:00Z', end: '2026-03-03T18:30:00Z' },
            { start: '2026-03-04T18:00:00Z', end: '2026-03-04T18:30:00Z' },
          ],
        },
      },
    });
  });

  it('answers for each calendar as asked, in the zone asked for, and tells which it does not know', async () => {
    await at('aaaaa', '2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z');
    const { data } = await anna.freebusy.query(
      query(['primary', 'nobody@example.net', BEN], { timeZone: 'Europe/Berlin' }),
    );
    expect(data.calendars).toEqual({
      primary: { busy: [{ start: '2026-03-03T11:00:00+01:00', end: '2026-03-03T12:00:00+01:00' }] },
      'nobody@example.net': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
      [BEN]: { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
    });
    expect(
      await rejection(anna.freebusy.query(query([ANNA], { timeMax: '2026-03-01T00:00:00Z' }))),
    ).toMatchObject({ code: 400, reason: 'timeRangeEmpty' });
  });
});
