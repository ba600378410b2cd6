import type { calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;
let client: calendar_v3.Calendar;

beforeAll(async () => {
  google = await startLocalGoogle();
  client = google.client(ANNA);
});
afterAll(() => google.close());

const TIMED = { start: { dateTime: '2026-03-03T09:00:00Z' }, end: { dateTime: '2026-03-03T10:00:00Z' } };
const DAY = { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } };
const AT_HOME = { workingLocationProperties: { type: 'homeOffice', homeOffice: {} } };
const QUIET = { visibility: 'public', transparency: 'transparent' };

const insert = (requestBody: calendar_v3.Schema$Event, calendarId = 'primary') =>
  client.events.insert({ calendarId, requestBody });

describe('status events', () => {
  it.each([
    ['focusTime', { ...TIMED, focusTimeProperties: { chatStatus: 'doNotDisturb' } }],
    ['outOfOffice', { ...TIMED, outOfOfficeProperties: { autoDeclineMode: 'declineNone' } }],
    ['workingLocation', { ...DAY, ...QUIET, ...AT_HOME }],
    [
      'birthday',
      { ...DAY, visibility: 'private', transparency: 'transparent', recurrence: ['RRULE:FREQ=YEARLY'] },
    ],
  ])('%s is kept with what is its own, and listed by type', async (eventType, body) => {
    const { data } = await insert({ eventType, ...body });
    const { recurrence: _rule, start: _start, end: _end, ...shown } = body as Record<string, unknown>;
    expect(data).toMatchObject({ eventType, ...shown });
    const { data: listed } = await client.events.list({ calendarId: 'primary', eventTypes: [eventType] });
    expect(listed.items?.map((item) => item.id)).toEqual([data.id]);
  });

  it.each([
    ['focusTime', DAY, 'malformedFocusTimeEvent'],
    ['outOfOffice', DAY, 'malformedOutOfOfficeEvent'],
    ['workingLocation', { ...DAY, ...AT_HOME, transparency: 'transparent' }, 'malformedWorkingLocationEvent'],
    ['workingLocation', { ...DAY, ...AT_HOME, visibility: 'public' }, 'malformedWorkingLocationEvent'],
    ['workingLocation', { ...DAY, ...QUIET }, 'malformedWorkingLocationEvent'],
    [
      'workingLocation',
      { start: { date: '2026-03-03' }, end: { date: '2026-03-05' }, ...QUIET, ...AT_HOME },
      'malformedWorkingLocationEvent',
    ],
    ['birthday', { ...TIMED, visibility: 'private', transparency: 'transparent' }, 'eventTypeRestriction'],
    ['fromGmail', TIMED, 'eventTypeRestriction'],
    ['party', TIMED, 'invalid'],
  ])('%s: refused with %j (%s)', async (eventType, body, reason) => {
    expect(await rejection(insert({ eventType, ...body }))).toMatchObject({ code: 400, reason });
  });

  it('lie on primary calendars only, and no event changes its type', async () => {
    const { data: team } = await client.calendars.insert({ requestBody: { summary: 'Team' } });
    expect(await rejection(insert({ eventType: 'focusTime', ...TIMED }, team.id ?? ''))).toMatchObject({
      code: 400,
      reason: 'eventTypeRestriction',
    });
    const { data } = await insert(TIMED);
    const change = { calendarId: 'primary', eventId: data.id ?? '', requestBody: { eventType: 'focusTime' } };
    expect(await rejection(client.events.patch(change))).toMatchObject({ reason: 'eventTypeRestriction' });
    const move = { calendarId: 'primary', destination: team.id ?? '' };
    const { data: focus } = await insert({ eventType: 'focusTime', ...TIMED });
    expect(await rejection(client.events.move({ ...move, eventId: focus.id ?? '' }))).toMatchObject({
      code: 400,
      reason: 'eventTypeRestriction',
    });
  });

  it('from Gmail can be coloured, not rewritten', async () => {
    const page = google.page(ANNA);
    const { id } = google.calendar.insertEvent(page, 'primary', {
      ...TIMED,
      eventType: 'fromGmail',
      summary: 'Flight',
    });
    const at = { calendarId: 'primary', eventId: id };
    expect((await client.events.patch({ ...at, requestBody: { colorId: '5' } })).data.colorId).toBe('5');
    expect(await rejection(client.events.patch({ ...at, requestBody: { summary: 'Train' } }))).toMatchObject({
      code: 400,
      reason: 'eventTypeRestriction',
    });
  });

  it('are told apart in a listing that names several types, and refused where a type is none', async () => {
    const eventTypes = ['workingLocation', 'birthday'];
    const { data } = await client.events.list({ calendarId: 'primary', eventTypes });
    expect(data.items?.map((item) => item.eventType).sort()).toEqual(['birthday', 'workingLocation']);
    const syncToken = data.nextSyncToken ?? '';
    const later = await client.events.list({
      calendarId: 'primary',
      eventTypes: [...eventTypes].reverse(),
      syncToken,
    });
    expect(later.data.items).toEqual([]);
    expect(
      await rejection(client.events.list({ calendarId: 'primary', eventTypes: ['party'] })),
    ).toMatchObject({
      code: 400,
    });
  });
});

describe('attachments', () => {
  it('are ignored without supportsAttachments, kept by a write without it, and replaced with it', async () => {
    const attachments = [{ fileUrl: 'https://example.org/a', title: 'A' }];
    const { data } = await insert({ ...TIMED, attachments });
    expect(data.attachments).toBeUndefined();
    const at = { calendarId: 'primary', eventId: data.id ?? '' };
    const supported = { ...at, supportsAttachments: true };
    expect(
      (await client.events.patch({ ...supported, requestBody: { attachments } })).data.attachments,
    ).toEqual(attachments);
    const { data: renamed } = await client.events.patch({
      ...at,
      requestBody: { summary: 'x', attachments: [] },
    });
    expect(renamed.attachments).toEqual(attachments);
    const { data: cleared } = await client.events.patch({ ...supported, requestBody: { attachments: [] } });
    expect(cleared.attachments).toBeUndefined();
  });
});

describe('importing', () => {
  const foreign = (more: object = {}) =>
    client.events.import({
      calendarId: 'primary',
      requestBody: {
        iCalUID: 'abc-1@example.net',
        summary: 'Abroad',
        organizer: { email: 'Host@example.net', displayName: 'Host' },
        attendees: [{ email: ANNA, responseStatus: 'accepted' }, { email: 'host@example.net' }],
        ...TIMED,
        ...more,
      },
    });

  it('makes a private copy of somebody else’s event, under an id made from its iCalUID', async () => {
    const { data } = await foreign();
    expect(data).toMatchObject({
      iCalUID: 'abc-1@example.net',
      privateCopy: true,
      guestsCanInviteOthers: false,
      organizer: { email: 'host@example.net', displayName: 'Host' },
    });
    expect(data.id).toMatch(/^_[0-9a-v]{28}$/);
  });

  it('updates in place when it comes again, and keeps its etag when nothing changed', async () => {
    const { data: first } = await foreign();
    const { data: same } = await foreign();
    expect(same.etag).toBe(first.etag);
    const { data: changed } = await foreign({ summary: 'Moved' });
    expect([changed.id, changed.summary, changed.privateCopy]).toEqual([first.id, 'Moved', true]);
    expect(changed.etag).not.toBe(first.etag);
  });

  it('takes an own event as an ordinary one, and tells its guests', async () => {
    const { data } = await client.events.import({
      calendarId: 'primary',
      requestBody: { iCalUID: 'mine@example.net', ...TIMED, attendees: [{ email: BEN }] },
    });
    expect(data.privateCopy).toBeUndefined();
    expect(data.organizer).toEqual({ email: ANNA, self: true });
    await google.pass();
    const { data: copies } = await google
      .client(BEN)
      .events.list({ calendarId: 'primary', iCalUID: 'mine@example.net' });
    expect(copies.items).toHaveLength(1);
  });

  it('changes one instance of an imported series where the body names it', async () => {
    const series = {
      iCalUID: 'weekly@example.net',
      start: { dateTime: '2026-03-02T09:00:00Z', timeZone: 'UTC' },
      end: { dateTime: '2026-03-02T10:00:00Z', timeZone: 'UTC' },
    };
    await foreign({ ...series, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
    const { data } = await foreign({
      ...{
        iCalUID: series.iCalUID,
        summary: 'Just once',
        originalStartTime: { dateTime: '2026-03-09T09:00:00Z' },
      },
      start: { dateTime: '2026-03-09T15:00:00Z', timeZone: 'UTC' },
      end: { dateTime: '2026-03-09T16:00:00Z', timeZone: 'UTC' },
    });
    expect(data).toMatchObject({
      summary: 'Just once',
      originalStartTime: { dateTime: '2026-03-09T10:00:00+01:00' },
    });
    expect(data.recurringEventId).toMatch(/^_/);
  });

  it('needs an iCalUID, and a calendar that has to do with the event', async () => {
    expect(await rejection(foreign({ iCalUID: undefined }))).toMatchObject({ code: 400, reason: 'required' });
    expect(await rejection(foreign({ attendees: [{ email: BEN }] }))).toMatchObject({
      code: 400,
      reason: 'participantIsNeitherOrganizerNorAttendee',
    });
  });
});
