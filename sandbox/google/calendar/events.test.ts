import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const meeting = {
  summary: 'Budget',
  start: { dateTime: '2026-03-03T10:00:00+01:00' },
  end: { dateTime: '2026-03-03T11:00:00+01:00' },
};

const path = (id: string): string => `/calendars/primary/events/${id}`;

describe('the event resource', () => {
  it('trap 40: what is false, empty or null is not sent; the keys are the recorded ones in the recorded order', async () => {
    const token = google.token(ANNA);
    const { json, status } = await google.raw('POST', '/calendars/primary/events', token, {
      ...meeting,
      id: 'abcde12345',
      attendees: [],
      description: '',
      guestsCanModify: false,
      recurrence: [],
      transparency: 'opaque',
      nonsense: 1,
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      kind: 'calendar#event',
      etag: '"3544876800000000"',
      id: 'abcde12345',
      status: 'confirmed',
      htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`abcde12345 ${ANNA}`).toString('base64url')}`,
      created: '2026-03-02T08:00:00.000Z',
      updated: '2026-03-02T08:00:00.000Z',
      summary: 'Budget',
      creator: { email: ANNA, self: true },
      organizer: { email: ANNA, self: true },
      start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-03T11:00:00+01:00', timeZone: 'Europe/Berlin' },
      iCalUID: 'abcde12345@google.com',
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
    });
    expect(Object.keys(json as object)).toEqual(
      'kind etag id status htmlLink created updated summary creator organizer start end iCalUID sequence reminders eventType'.split(
        ' ',
      ),
    );
  });

  it('trap 41: start.timeZone is always there, and the offset is the calendar’s or that of the zone asked for', async () => {
    const client = google.client(BEN);
    const { data } = await client.events.insert({
      calendarId: 'primary',
      requestBody: {
        start: { dateTime: '2026-07-01T10:00:00', timeZone: 'Asia/Tokyo' },
        end: { dateTime: '2026-07-01T11:00:00', timeZone: 'Asia/Tokyo' },
      },
    });
    expect(data.start).toEqual({ dateTime: '2026-06-30T21:00:00-04:00', timeZone: 'Asia/Tokyo' });
    const utc = await client.events.get({ calendarId: 'primary', eventId: data.id ?? '', timeZone: 'UTC' });
    expect(utc.data.start).toEqual({ dateTime: '2026-07-01T01:00:00Z', timeZone: 'Asia/Tokyo' });
    expect(data.summary).toBeUndefined();
    const { data: zoneless } = await client.events.insert({ calendarId: 'primary', requestBody: meeting });
    expect(zoneless.start).toEqual({ dateTime: '2026-03-03T04:00:00-05:00', timeZone: 'America/New_York' });
  });

  it('keeps whole days without a zone, and without default reminders when made over the API', async () => {
    const { data } = await google.client(ANNA).events.insert({
      calendarId: 'primary',
      requestBody: { summary: 'Off', start: { date: '2026-03-05' }, end: { date: '2026-03-06' } },
    });
    expect(data.start).toEqual({ date: '2026-03-05' });
    expect(data.reminders).toEqual({ useDefault: false });
  });
});

describe('writes', () => {
  it('trap 38: a write that changes nothing leaves etag and updated, and is told to nobody', async () => {
    const client = google.client(ANNA);
    const { data: first } = await client.events.insert({ calendarId: 'primary', requestBody: meeting });
    const id = first.id ?? '';
    google.changes.length = 0;
    const { data: second } = await client.events.patch({
      calendarId: ANNA,
      eventId: id,
      requestBody: { summary: 'Budget' },
    });
    expect(second).toEqual(first);
    expect(google.changes).toEqual([]);
  });

  it('trap 16: the etag is the version, not updated or sequence', async () => {
    const client = google.client(ANNA);
    const { data: first } = await client.events.insert({ calendarId: 'primary', requestBody: meeting });
    const { data: second } = await client.events.patch({
      calendarId: 'primary',
      eventId: first.id ?? '',
      requestBody: { summary: 'Budget 2' },
    });
    // The clock stands still: the millisecond is the same, the etag is not.
    expect([second.updated, second.sequence]).toEqual([first.updated, 0]);
    expect(second.etag).not.toBe(first.etag);
    expect(second.etag).toMatch(/^"\d{16}"$/);
  });

  it('trap 34: a change names the calendar by its address, not as primary', async () => {
    await google.client(ANNA).events.insert({ calendarId: 'primary', requestBody: meeting });
    expect(google.changes).toEqual([
      { calendarId: ANNA, email: ANNA, cause: 'outside', scriptId: undefined },
    ]);
  });

  it('trap 9: a patch replaces arrays and merges maps; unknown fields are ignored', async () => {
    const client = google.client(ANNA);
    const { data } = await client.events.insert({
      calendarId: 'primary',
      requestBody: {
        ...meeting,
        attendees: [{ email: BEN }, { email: 'x@example.net' }],
        extendedProperties: { private: { a: '1', b: '2' } },
      },
    });
    const patched = await client.events.patch({
      calendarId: 'primary',
      eventId: data.id ?? '',
      requestBody: {
        attendees: [{ email: 'x@example.net' }],
        extendedProperties: { private: { b: null as unknown as string, c: '3' } },
        ...{ color: 'red' },
      },
    });
    expect(patched.data).not.toHaveProperty('color');
    expect(patched.data.attendees).toEqual([{ email: 'x@example.net', responseStatus: 'needsAction' }]);
    expect(patched.data.extendedProperties).toEqual({ private: { a: '1', c: '3' } });
    expect(patched.data.summary).toBe('Budget');
  });

  it('cuts extended properties silently', async () => {
    const { data } = await google.client(ANNA).events.insert({
      calendarId: 'primary',
      requestBody: {
        ...meeting,
        extendedProperties: { shared: { ['k'.repeat(45)]: 'v', long: 'v'.repeat(2000) } },
      },
    });
    expect(data.extendedProperties).toEqual({ shared: { long: 'v'.repeat(1024) } });
  });

  it('trap 7: each effective write gives another etag, and a stale If-Match is refused with 412', async () => {
    const token = google.token(ANNA);
    const { json } = await google.raw('POST', '/calendars/primary/events', token, {
      ...meeting,
      id: 'match1',
    });
    const { etag } = json as { etag: string };
    const fresh = await google.raw('PATCH', path('match1'), token, { summary: 'New' }, { 'if-match': etag });
    expect(fresh.status).toBe(200);
    expect(fresh.headers.get('etag')).not.toBe(etag);
    const stale = await google.raw(
      'PATCH',
      path('match1'),
      token,
      { summary: 'Newer' },
      { 'if-match': etag },
    );
    expect(stale.status).toBe(412);
    expect(stale.json).toEqual({
      error: {
        errors: [
          {
            domain: 'global',
            reason: 'conditionNotMet',
            message: 'Precondition Failed',
            locationType: 'header',
            location: 'If-Match',
          },
        ],
        code: 412,
        message: 'Precondition Failed',
      },
    });
    const read = await google.raw('GET', path('match1'), token);
    expect((read.json as { summary: string }).summary).toBe('New');
    const known = await google.raw('GET', path('match1'), token, undefined, {
      'if-none-match': read.headers.get('etag') ?? '',
    });
    expect(known.status).toBe(304);
  });

  it.each([
    [
      'mixed times',
      { start: { date: '2026-03-05' }, end: { dateTime: '2026-03-05T10:00:00Z' } },
      400,
      'invalid',
    ],
    ['no end', { start: { date: '2026-03-05' } }, 400, 'required'],
    [
      'an end before the start',
      { start: { date: '2026-03-05' }, end: { date: '2026-03-04' } },
      400,
      'timeRangeEmpty',
    ],
    ['a bad id', { ...meeting, id: 'Not-valid' }, 400, 'invalid'],
    [
      'a zone that does not exist',
      { ...meeting, start: { ...meeting.start, timeZone: 'Mars/Base' } },
      400,
      'invalid',
    ],
    ['a bad address', { ...meeting, attendees: [{ email: 'nobody' }] }, 400, 'invalid'],
  ])('refuses %s', async (_name, requestBody, code, reason) => {
    const call = google.client(ANNA).events.insert({ calendarId: 'primary', requestBody });
    expect(await rejection(call)).toMatchObject({ code, reason });
  });

  it('replaces everything in an update but leaves a deleted event deleted', async () => {
    const client = google.client(ANNA);
    const { data } = await client.events.insert({
      calendarId: 'primary',
      requestBody: { ...meeting, location: 'Here' },
    });
    const eventId = data.id ?? '';
    const { data: put } = await client.events.update({
      calendarId: 'primary',
      eventId,
      requestBody: { ...meeting, summary: 'Other' },
    });
    expect(put.location).toBeUndefined();
    await client.events.delete({ calendarId: 'primary', eventId });
    const { data: again } = await client.events.update({
      calendarId: 'primary',
      eventId,
      requestBody: meeting,
    });
    expect(again.status).toBe('cancelled');
  });
});

describe('deleting', () => {
  it('trap 3: a deleted event stays, whole in get and bare in lists; its id is never free again', async () => {
    const client = google.client(ANNA);
    await client.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'gone1' } });
    const { data: before } = await client.events.list({ calendarId: 'primary' });
    const gone = await google.raw('DELETE', path('gone1'), google.token(ANNA));
    expect(gone.status).toBe(204);
    expect(gone.text).toBe('');
    const { data } = await client.events.get({ calendarId: 'primary', eventId: 'gone1' });
    expect(data).toMatchObject({
      status: 'cancelled',
      sequence: 1,
      summary: 'Budget',
      organizer: { email: ANNA, self: true },
    });
    const { data: listed } = await client.events.list({ calendarId: 'primary' });
    const { nextSyncToken: syncToken = '' } = before;
    const { data: news } = await client.events.list({ calendarId: 'primary', syncToken: syncToken ?? '' });
    expect(listed.items).toEqual([]);
    expect(news.items).toEqual([
      { kind: 'calendar#event', etag: data.etag, id: 'gone1', status: 'cancelled' },
    ]);
    expect(await rejection(client.events.delete({ calendarId: 'primary', eventId: 'gone1' }))).toEqual({
      code: 410,
      reason: 'deleted',
      message: 'Resource has been deleted',
    });
    const reuse = client.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'gone1' } });
    expect(await rejection(reuse)).toMatchObject({ code: 409, reason: 'duplicate' });
  });

  it('is undone by a patch of the status, and by the bin', async () => {
    const client = google.client(ANNA);
    await client.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'back1' } });
    await client.events.delete({ calendarId: 'primary', eventId: 'back1' });
    const { data } = await client.events.patch({
      calendarId: 'primary',
      eventId: 'back1',
      requestBody: { status: 'confirmed' },
    });
    expect(data).toMatchObject({ status: 'confirmed', summary: 'Budget' });
    await client.events.delete({ calendarId: 'primary', eventId: 'back1' });
    expect(google.calendar.restoreEvent(google.page(ANNA), ANNA, 'back1').status).toBe('confirmed');
  });
});

describe('access', () => {
  it('tells a stranger nothing: 404 for calendar and event ', async () => {
    await google
      .client(ANNA)
      .events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'secret1' } });
    const stranger = google.client(BEN);
    expect(await rejection(stranger.events.get({ calendarId: ANNA, eventId: 'secret1' }))).toMatchObject({
      code: 404,
      reason: 'notFound',
    });
    expect(await rejection(stranger.events.list({ calendarId: ANNA }))).toMatchObject({ code: 404 });
  });

  it('trap 21: each method has scopes of its own, and calendar.events does not open calendars, lists and settings', async () => {
    const only = (scope: string) =>
      google.client(ANNA, { scopes: new Set([`https://www.googleapis.com/auth/${scope}`]) });
    const events = only('calendar.events');
    await events.events.list({ calendarId: 'primary' });
    for (const call of [
      events.calendarList.list(),
      events.calendars.get({ calendarId: 'primary' }),
      events.settings.list(),
    ]) {
      expect(await rejection(call)).toMatchObject({ code: 403, reason: 'insufficientPermissions' });
    }
    const call = only('calendar.events.readonly').events.insert({
      calendarId: 'primary',
      requestBody: meeting,
    });
    expect(await rejection(call)).toMatchObject({ code: 403, reason: 'insufficientPermissions' });
  });

  it('answers 401 with a challenge for a token nobody made', async () => {
    const { status, headers, json } = await google.raw('GET', '/calendars/primary/events', 'forged');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(
      'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    );
    expect(json).toEqual({
      error: {
        errors: [
          {
            domain: 'global',
            reason: 'authError',
            message: 'Invalid Credentials',
            locationType: 'header',
            location: 'Authorization',
          },
        ],
        code: 401,
        message: 'Invalid Credentials',
      },
    });
  });

  it('refuses by name what it has not', async () => {
    const call = google.client(ANNA).events.quickAdd({ calendarId: 'primary', text: 'Lunch' });
    expect(await rejection(call)).toMatchObject({
      code: 501,
      message: 'calendar.events.quickAdd is not built in this local Google.',
    });
  });
});

describe('headers', () => {
  it('trap 43: single resources carry an ETag, lists do not; reads and writes are cached differently', async () => {
    const token = google.token(ANNA);
    const made = await google.raw('POST', '/calendars/primary/events', token, { ...meeting, id: 'head1' });
    expect(made.headers.get('cache-control')).toBe('no-cache, no-store, max-age=0, must-revalidate');
    expect(made.headers.get('pragma')).toBe('no-cache');
    expect(made.headers.get('etag')).toBe((made.json as { etag: string }).etag);
    const list = await google.raw('GET', '/calendars/primary/events', token);
    expect(list.headers.get('etag')).toBeNull();
    expect(list.headers.get('cache-control')).toBe('private, max-age=0, must-revalidate, no-transform');
    expect(list.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(list.headers.get('vary')).toBe('Origin, X-Origin, Referer');
  });

  it('serves the fields that were asked for', async () => {
    const token = google.token(ANNA);
    await google.raw('POST', '/calendars/primary/events', token, { ...meeting, id: 'mask1' });
    const { json } = await google.raw(
      'GET',
      '/calendars/primary/events?fields=items(id,start/dateTime),timeZone',
      token,
    );
    expect(json).toEqual({
      timeZone: 'Europe/Berlin',
      items: [{ id: 'mask1', start: { dateTime: '2026-03-03T10:00:00+01:00' } }],
    });
  });
});
