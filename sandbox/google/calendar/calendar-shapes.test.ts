/** Calendars, lists, settings, free/busy, channels and headers field by field, against recorded answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapeFaults } from '../test/shape.ts';
import type { LocalGoogle, Raw } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;
let token: string;
let team: string;
beforeAll(async () => {
  google = await startLocalGoogle();
  token = google.token(ANNA);
  team = (await send<{ id: string }>('POST', '/calendars', { summary: 'Team' })).id;
});
afterAll(() => google.close());

const raw = (method: string, path: string, body?: unknown): Promise<Raw> =>
  google.raw(method, path, token, body);
async function send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
  return (await raw(method, path, body)).json as T;
}

const times = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };

describe('a calendar', () => {
  const row = {
    keys: 'kind etag id summary description? location? timeZone dataOwner? conferenceProperties',
    forms: {
      kind: /^calendar#calendar$/,
      etag: /^"[\w-]{27}"$/,
      id: /^(c_[0-9a-f]{64}@group\.calendar\.google\.com|anna@example\.org)$/,
    },
  };

  it('has an owner of its data if it is a secondary one, and offers Meet only', async () => {
    const own = await send('GET', '/calendars/primary');
    expect(shapeFaults(own, row)).toEqual([]);
    expect(own).not.toHaveProperty('dataOwner');
    const made = await send('POST', '/calendars', { summary: 'Plain', description: '', location: '' });
    expect(shapeFaults(made, row)).toEqual([]);
    expect(made).toMatchObject({
      timeZone: 'UTC',
      dataOwner: ANNA,
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    });
    expect(Object.keys(made)).toHaveLength(7);
    const path = `/calendars/${String(made['id'])}`;
    const full = await send('PATCH', path, { description: 'D', location: 'L' });
    expect(shapeFaults(full, row)).toEqual([]);
    expect(full).toMatchObject({ description: 'D', location: 'L' });
    expect(full['etag']).not.toBe(made['etag']);
  });
});

describe('an entry of a calendar list', () => {
  const row = {
    keys:
      'kind etag id summary description? location? timeZone dataOwner? summaryOverride? colorId backgroundColor ' +
      'foregroundColor hidden? selected? accessRole defaultReminders notificationSettings? primary? conferenceProperties',
    forms: {
      kind: /^calendar#calendarListEntry$/,
      etag: /^"\d{16}"$/,
      colorId: /^\d{1,2}$/,
      backgroundColor: /^#[0-9a-f]{6}$/,
      accessRole: /^(owner|writer|reader|freeBusyReader)$/,
    },
    saidEmpty: ['defaultReminders'],
  };
  const entries = () => send<{ items: { id: string }[] }>('GET', '/users/me/calendarList');

  it('has its keys in order; one’s own is primary and has notifications', async () => {
    const list = await entries();
    const forms = { etag: /^"p3[0-9a-v]{13}[og]"$/, nextSyncToken: /^CD/ };
    const keys = 'kind etag nextPageToken? nextSyncToken? items';
    expect(shapeFaults(list, { keys, forms, saidEmpty: ['defaultReminders'] })).toEqual([]);
    for (const entry of list.items) expect(shapeFaults(entry, row)).toEqual([]);
    expect(list.items.find(({ id }) => id === ANNA)).toMatchObject({ primary: true, colorId: '14' });
    const other = list.items.find(({ id }) => id === team);
    expect(Object.keys(other ?? {}).join(' ')).not.toMatch(/primary|notificationSettings|summaryOverride/);
    expect(other).toMatchObject({ dataOwner: ANNA, selected: true, defaultReminders: [] });
  });

  it('has a name of one’s own where one gave it, and no key for what is not selected', async () => {
    const path = `/users/me/calendarList/${team}`;
    const changed = await send('PATCH', path, { summaryOverride: 'Mine', selected: false });
    expect(shapeFaults(changed, row)).toEqual([]);
    expect(changed).toMatchObject({ summary: 'Team', summaryOverride: 'Mine' });
    expect(changed).not.toHaveProperty('selected');
    expect(await send('PATCH', path, { selected: true, summaryOverride: null })).toMatchObject({
      selected: true,
    });
  });

  it('leaves five keys when it is deleted', async () => {
    const gone = (await send<{ id: string }>('POST', '/calendars', { summary: 'Gone' })).id;
    const { nextSyncToken } = await send<{ nextSyncToken: string }>('GET', '/users/me/calendarList');
    await raw('DELETE', `/calendars/${gone}`);
    const path = `/users/me/calendarList?syncToken=${encodeURIComponent(nextSyncToken)}`;
    const { items } = await send<{ items: object[] }>('GET', path);
    const keys = 'kind etag id deleted defaultReminders';
    expect(items).toHaveLength(1);
    expect(shapeFaults(items[0], { keys, saidEmpty: ['defaultReminders'] })).toEqual([]);
    expect(items[0]).toMatchObject({ id: gone, deleted: true, defaultReminders: [] });
  });
});

describe('rules of a calendar', () => {
  it('have twenty-digit etags, zeros where nobody set them; the public one names its principal', async () => {
    await send('POST', `/calendars/${team}/acl`, { role: 'reader', scope: { type: 'default' } });
    await send('POST', `/calendars/${team}/acl`, { role: 'reader', scope: { type: 'user', value: BEN } });
    const list = await send<{ items: Record<string, unknown>[] }>('GET', `/calendars/${team}/acl`);
    const forms = { etag: /^"p3[0-9a-v]{13}[og]"$/, nextSyncToken: /^\d{20}$/ };
    expect(shapeFaults(list, { keys: 'kind etag nextSyncToken items', forms })).toEqual([]);
    const rule = {
      keys: 'kind etag id scope role',
      forms: { etag: /^"\d{20}"$/, kind: /^calendar#aclRule$/ },
    };
    for (const item of list.items) expect(shapeFaults(item, rule)).toEqual([]);
    expect(list.items[0]).toMatchObject({ id: `user:${ANNA}`, etag: '"00000000000000000000"' });
    expect(list.items.find(({ id }) => id === 'default')).toMatchObject({
      scope: { type: 'default', value: '__public_principal__@public.calendar.google.com' },
    });
  });
});

describe('settings', () => {
  it('are thirteen strings in Google’s order, with the etag of those nobody changed', async () => {
    const list = await send<{ items: { id: string; value: string }[] }>('GET', '/users/me/settings');
    const forms = { etag: /^"p3[0-9a-v]{13}[og]"$/, nextSyncToken: /^0000\d{16}$/ };
    expect(shapeFaults(list, { keys: 'kind etag nextSyncToken items', forms })).toEqual([]);
    const row = { keys: 'kind etag id value', forms: { etag: /^"1589814000000000"$/ } };
    expect(list.items.flatMap((item) => shapeFaults(item, row))).toEqual([]);
    expect(list.items.map(({ id, value }) => `${id}=${value}`)).toEqual([
      'autoAddHangouts=true',
      'defaultEventLength=60',
      'dateFieldOrder=MDY',
      'weekStart=0',
      'format24HourTime=false',
      'hideInvitations=false',
      'hideInvitationsSetting=NONE',
      'locale=en',
      'remindOnRespondedEventsOnly=false',
      'showDeclinedEvents=true',
      'timezone=Europe/Berlin',
      'useKeyboardShortcuts=true',
      'hideWeekends=false',
    ]);
  });

  it('have an etag of microseconds once they were changed', async () => {
    google.calendar.changeSettings(BEN, { weekStart: '1' });
    const { json } = await google.raw('GET', '/users/me/settings/weekStart', google.token(BEN));
    expect((json as { etag: string }).etag).toMatch(/^"17724384\d{8}"$/);
  });
});

describe('free and busy', () => {
  it('is told under the ids that were asked, with milliseconds in the window only', async () => {
    await send('POST', '/calendars/primary/events', times);
    const query = { timeMin: '2026-03-03T00:00:00Z', timeMax: '2026-03-04T01:00:00+01:00' };
    const items = [{ id: 'primary' }, { id: 'nobody@elsewhere.example' }];
    const answer = await send<{ calendars: object }>('POST', '/freeBusy', { ...query, items });
    expect(shapeFaults(answer, { keys: 'kind timeMin timeMax calendars', saidEmpty: ['busy'] })).toEqual([]);
    expect(answer).toEqual({
      kind: 'calendar#freeBusy',
      timeMin: '2026-03-03T00:00:00.000Z',
      timeMax: '2026-03-04T00:00:00.000Z',
      calendars: {
        primary: { busy: [{ start: '2026-03-03T10:00:00Z', end: '2026-03-03T11:00:00Z' }] },
        'nobody@elsewhere.example': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
      },
    });
    expect(Object.keys(answer.calendars)).toEqual(items.map(({ id }) => id));
  });
});

describe('a channel', () => {
  it.each([
    '/calendars/primary/events',
    '/users/me/calendarList',
    '/users/me/settings',
    '/calendars/primary/acl',
  ])(
    'on %s has a resource of 27 characters and an end as a string; a token only where one was sent',
    async (resource) => {
      const watch = (id: string, more: object = {}) =>
        send('POST', `${resource}/watch`, {
          id: `${id}${resource.replaceAll('/', '-')}`,
          type: 'web_hook',
          address: 'https://hooks.example/x',
          ...more,
        });
      const row = {
        keys: 'kind id resourceId resourceUri token? expiration',
        forms: { resourceId: /^[\w-]{27}$/, expiration: /^\d{10}000$/, resourceUri: /\?alt=json$/ },
      };
      const plain = await watch('plain');
      expect(shapeFaults(plain, row)).toEqual([]);
      expect(typeof plain['expiration']).toBe('string');
      expect(plain).not.toHaveProperty('token');
      expect(await watch('named', { token: 't' })).toMatchObject({ token: 't' });
    },
  );
});

describe('headers', () => {
  const READ = { 'cache-control': 'private, max-age=0, must-revalidate, no-transform', pragma: null };
  const WRITE = {
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    pragma: 'no-cache',
    expires: 'Mon, 01 Jan 1990 00:00:00 GMT',
  };
  const told = (answer: Raw, names: object) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, answer.headers.get(name)]));

  it('of reads let a client keep the answer, but ask again; single resources carry their etag', async () => {
    for (const path of [
      '/calendars/primary',
      '/users/me/calendarList/primary',
      '/users/me/settings/locale',
    ]) {
      const answer = await raw('GET', path);
      expect(told(answer, READ)).toEqual(READ);
      expect(answer.headers.get('expires')).toBe(answer.headers.get('date'));
      expect(answer.headers.get('etag')).toBe((answer.json as { etag: string }).etag);
    }
    for (const path of [
      '/calendars/primary/events',
      '/users/me/calendarList',
      '/users/me/settings',
      '/colors',
    ]) {
      const answer = await raw('GET', path);
      expect(told(answer, { ...READ, etag: null })).toEqual({ ...READ, etag: null });
    }
  });

  it('of writes forbid to keep it, questions by POST included; a 204 has nothing to keep', async () => {
    const made = await raw('POST', '/calendars/primary/events', times);
    const { id, etag } = made.json as { id: string; etag: string };
    expect(told(made, { ...WRITE, etag })).toEqual({ ...WRITE, etag });
    const query = { timeMin: '2026-03-03T00:00:00Z', timeMax: '2026-03-04T00:00:00Z', items: [] };
    expect(told(await raw('POST', '/freeBusy', query), { ...WRITE, etag })).toEqual({ ...WRITE, etag: null });
    const gone = await raw('DELETE', `/calendars/primary/events/${id}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    const none = { ...WRITE, etag: null, pragma: null, vary: null, 'content-type': null };
    expect(Object.values(told(gone, none))).toEqual([null, null, null, null, null, null]);
  });

  it('say JSON, and what an answer depends on', async () => {
    for (const answer of [
      await raw('GET', '/calendars/primary'),
      await raw('GET', '/calendars/nobody@x.y'),
    ]) {
      expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(answer.headers.get('vary')).toBe('Origin, X-Origin, Referer');
    }
  });
});
