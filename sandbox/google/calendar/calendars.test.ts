import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const meeting = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };

async function share(role: string): Promise<string> {
  const anna = google.client(ANNA);
  const { data } = await anna.calendars.insert({ requestBody: { summary: 'Team' } });
  const calendarId = data.id ?? '';
  await anna.acl.insert({ calendarId, requestBody: { role, scope: { type: 'user', value: BEN } } });
  return calendarId;
}

describe('a secondary calendar', () => {
  it('has Google’s kind of id, is in UTC and belongs to its maker', async () => {
    const { data } = await google.client(ANNA).calendars.insert({ requestBody: { summary: 'Team' } });
    expect(data.id).toMatch(/^c_[0-9a-f]{64}@group\.calendar\.google\.com$/);
    expect(data).toMatchObject({
      kind: 'calendar#calendar',
      summary: 'Team',
      timeZone: 'UTC',
      dataOwner: ANNA,
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    });
    expect(data.etag).toMatch(/^"[\w-]{27}"$/);
  });

  it('organises what is made on it; the person is only its creator, and links are shortened (trap 42)', async () => {
    const calendarId = await share('writer');
    const { data } = await google
      .client(BEN)
      .events.insert({ calendarId, requestBody: { ...meeting, id: 'shared1' } });
    expect(data.organizer).toEqual({ email: calendarId, displayName: 'Team', self: true });
    expect(data.creator).toEqual({ email: BEN });
    expect(data.start?.dateTime).toBe('2026-03-03T10:00:00Z');
    const eid = new URL(data.htmlLink ?? '').searchParams.get('eid') ?? '';
    expect(Buffer.from(eid, 'base64url').toString()).toBe(
      `shared1 ${calendarId.replace('@group.calendar.google.com', '@g')}`,
    );
    expect(google.changes.at(-1)).toMatchObject({ calendarId, email: ANNA, cause: 'outside' });
  });

  it('lets readers read and not write, and shows the rest busy times only', async () => {
    const calendarId = await share('reader');
    await google.client(ANNA).events.insert({ calendarId, requestBody: { ...meeting, summary: 'Visible' } });
    const ben = google.client(BEN);
    expect((await ben.events.list({ calendarId })).data.items?.[0]?.summary).toBe('Visible');
    expect(await rejection(ben.events.insert({ calendarId, requestBody: meeting }))).toEqual({
      code: 403,
      reason: 'requiredAccessLevel',
      message: 'You need to have writer access to this calendar.',
    });
    await google
      .client(ANNA)
      .acl.insert({ calendarId, requestBody: { role: 'freeBusyReader', scope: { type: 'default' } } });
    const { data } = await google.client(CHLOE).events.list({ calendarId });
    expect(data).toMatchObject({
      accessRole: 'freeBusyReader',
      items: [{ visibility: 'private', status: 'confirmed' }],
    });
    expect(data.items?.[0]?.summary).toBeUndefined();
    expect(data.items?.[0]?.creator).toBeUndefined();
  });

  it('is listed for its owner, and for others once they add it', async () => {
    const calendarId = await share('writer');
    const ben = google.client(BEN);
    const listed = async () => (await ben.calendarList.list()).data.items?.map((entry) => entry.id);
    expect(await listed()).toEqual([BEN]);
    await ben.calendarList.insert({ requestBody: { id: calendarId } });
    expect((await listed())?.sort()).toEqual([BEN, calendarId].sort());
    const { data } = await ben.calendarList.get({ calendarId: 'primary' });
    expect(data).toMatchObject({
      id: BEN,
      primary: true,
      accessRole: 'owner',
      timeZone: 'America/New_York',
      selected: true,
    });
    expect(data.etag).toMatch(/^"\d{16}"$/);
  });

  it('trap 35: sync tokens end when the rules of a calendar change, and the calendar with its rule', async () => {
    const calendarId = await share('writer');
    const ben = google.client(BEN);
    const { data } = await ben.events.list({ calendarId });
    const syncToken = data.nextSyncToken ?? '';
    google.switches.set({ 'google.aclExpiresTokens': true });
    const anna = google.client(ANNA);
    await anna.acl.insert({
      calendarId,
      requestBody: { role: 'reader', scope: { type: 'user', value: BEN } },
    });
    expect(await rejection(ben.events.list({ calendarId, syncToken }))).toMatchObject({
      code: 410,
      reason: 'fullSyncRequired',
    });
    await anna.acl.delete({ calendarId, ruleId: `user:${BEN}` });
    expect(await rejection(ben.events.list({ calendarId }))).toMatchObject({ code: 404 });
    const { data: rules } = await anna.acl.list({ calendarId });
    expect(rules.items).toMatchObject([
      { id: `user:${ANNA}`, role: 'owner', scope: { type: 'user', value: ANNA } },
    ]);
    expect(rules.items?.[0]?.etag).toMatch(/^"\d{20}"$/);
  });
});

describe('a private event on a shared calendar', () => {
  it('shows readers no more than its times, and writers everything', async () => {
    const calendarId = await share('reader');
    const anna = google.client(ANNA);
    await anna.events.insert({
      calendarId,
      requestBody: { ...meeting, id: 'aaaaa', summary: 'Secret', visibility: 'private' },
    });
    const read = async () => (await google.client(BEN).events.get({ calendarId, eventId: 'aaaaa' })).data;
    expect((await read()).summary).toBeUndefined();
    expect((await read()).visibility).toBe('private');
    await anna.acl.insert({
      calendarId,
      requestBody: { role: 'writer', scope: { type: 'user', value: BEN } },
    });
    expect((await read()).summary).toBe('Secret');
  });
});

describe('narrow scopes', () => {
  const SCOPE = 'https://www.googleapis.com/auth/calendar.';
  const bearing = (scope: string, email = BEN) => google.client(email, { scopes: new Set([SCOPE + scope]) });

  it('open own calendars, public ones, busy times or what an app made, and nothing else', async () => {
    const calendarId = await share('writer');
    await google
      .client(ANNA)
      .events.insert({ calendarId, requestBody: { ...meeting, id: 'aaaaa', summary: 'Plan' } });
    const read = (scope: string, id = calendarId) => bearing(scope).events.list({ calendarId: id });
    const denied = { code: 403, reason: 'insufficientPermissions' };
    expect(await rejection(read('events.owned.readonly'))).toMatchObject(denied);
    expect((await read('events.owned.readonly', 'primary')).data.items).toEqual([]);
    const busy = (await read('events.freebusy')).data;
    expect([busy.accessRole, busy.items?.[0]?.summary]).toEqual(['freeBusyReader', undefined]);
    expect(await rejection(read('events.public.readonly'))).toMatchObject(denied);
    expect(await rejection(read('app.created', 'primary'))).toMatchObject(denied);
    expect((await read('app.created')).data.items?.[0]?.summary).toBe('Plan');
    await google
      .client(ANNA)
      .acl.insert({ calendarId, requestBody: { role: 'reader', scope: { type: 'default' } } });
    expect((await read('events.public.readonly')).data.items?.[0]?.summary).toBe('Plan');
    const write = bearing('events.owned').events.insert({ calendarId, requestBody: meeting });
    expect(await rejection(write)).toMatchObject(denied);
    await bearing('events.owned').events.insert({ calendarId: 'primary', requestBody: meeting });
  });
});

describe('a limit on requests', () => {
  it('refuses one person’s surplus within a minute, and nobody else’s', async () => {
    google.switches.set({ 'google.requestsPerMinute': 2 });
    const [anna, ben] = [google.client(ANNA), google.client(BEN)];
    const list = (client: typeof anna) => client.events.list({ calendarId: 'primary' });
    await list(anna);
    await list(anna);
    expect(await rejection(list(anna))).toEqual({
      code: 403,
      reason: 'rateLimitExceeded',
      message: 'Rate Limit Exceeded',
    });
    await list(ben);
    await google.pass(60_000);
    await list(anna);
  });
});

describe('settings', () => {
  it('are the thirteen, as strings, in Google’s order', async () => {
    const { data } = await google.client(BEN).settings.list();
    expect(data.items?.map((item) => item.id)).toEqual(
      (
        'autoAddHangouts defaultEventLength dateFieldOrder weekStart format24HourTime hideInvitations hideInvitationsSetting ' +
        'locale remindOnRespondedEventsOnly showDeclinedEvents timezone useKeyboardShortcuts hideWeekends'
      ).split(' '),
    );
    expect((await google.client(BEN).settings.get({ setting: 'timezone' })).data).toEqual({
      kind: 'calendar#setting',
      etag: '"1589814000000000"',
      id: 'timezone',
      value: 'America/New_York',
    });
  });
});

describe('what was answered', () => {
  it('is there after a restart: events, tombstones, tokens and copies still under way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'google-'));
    try {
      const before = await startLocalGoogle({ folder });
      const anna = before.client(ANNA);
      await anna.events.insert({
        calendarId: 'primary',
        requestBody: { ...meeting, id: 'aaaaa', attendees: [{ email: BEN }] },
      });
      await anna.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'bbbbb' } });
      const syncToken = (await anna.events.list({ calendarId: 'primary' })).data.nextSyncToken ?? '';
      await anna.events.delete({ calendarId: 'primary', eventId: 'bbbbb' });
      await before.close();

      const after = await startLocalGoogle({ folder });
      const { data } = await after.client(ANNA).events.list({ calendarId: 'primary', syncToken });
      expect(data.items?.map(({ id, status }) => `${id ?? ''} ${status ?? ''}`)).toEqual(['bbbbb cancelled']);
      expect(after.calendar.state(BEN)).toEqual([]);
      await after.pass();
      expect(after.calendar.state(BEN)).toMatchObject([{ id: 'aaaaa', status: 'confirmed' }]);
      const { data: made } = await after
        .client(ANNA)
        .events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'ccccc' } });
      expect(made.etag).not.toBe(after.calendar.state(ANNA).find((event) => event.id === 'bbbbb')?.etag);
      await after.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is gone after a reset, which serves as if new', async () => {
    const anna = google.client(ANNA);
    await anna.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'aaaaa' } });
    google.calendar.reset();
    expect((await anna.events.list({ calendarId: 'primary', showDeleted: true })).data.items).toEqual([]);
    expect(
      (await anna.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'aaaaa' } })).status,
    ).toBe(200);
  });
});
