import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkOf } from './event-resource.ts';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

/** Mondays at nine in Berlin, over the change to summer time on 29 March. */
const weekly = {
  id: 'series1',
  summary: 'Standup',
  start: { dateTime: '2026-03-16T09:00:00', timeZone: 'Europe/Berlin' },
  end: { dateTime: '2026-03-16T09:30:00', timeZone: 'Europe/Berlin' },
  recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4;'],
};

const list = async (parameters: object = {}) =>
  (await google.client(ANNA).events.list({ calendarId: 'primary', ...parameters })).data;
const insert = (more: object = {}) =>
  google.client(ANNA).events.insert({ calendarId: 'primary', requestBody: { ...weekly, ...more } });

describe('a weekly series', () => {
  it('is listed as its master, or expanded at the same wall time on both sides of a change of offset', async () => {
    const { data: master } = await insert();
    expect(master).toMatchObject({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'], sequence: 0 });
    expect((await list()).items?.map((item) => item.id)).toEqual(['series1']);
    const expanded = await list({ singleEvents: true, orderBy: 'startTime' });
    expect(expanded.items?.map(({ id, start, end }) => [id, start?.dateTime, end?.dateTime])).toEqual([
      ['series1_20260316T080000Z', '2026-03-16T09:00:00+01:00', '2026-03-16T09:30:00+01:00'],
      ['series1_20260323T080000Z', '2026-03-23T09:00:00+01:00', '2026-03-23T09:30:00+01:00'],
      ['series1_20260330T070000Z', '2026-03-30T09:00:00+02:00', '2026-03-30T09:30:00+02:00'],
      ['series1_20260406T070000Z', '2026-04-06T09:00:00+02:00', '2026-04-06T09:30:00+02:00'],
    ]);
    expect(expanded.items?.[1]).toMatchObject({
      etag: master.etag,
      recurringEventId: 'series1',
      originalStartTime: { dateTime: '2026-03-23T09:00:00+01:00', timeZone: 'Europe/Berlin' },
      iCalUID: 'series1@google.com',
    });
    expect(expanded.items?.[1]?.recurrence).toBeUndefined();
  });

  it('trap 42: the link of a master names its first occurrence, and the calendar with a shortened domain', async () => {
    const { data } = await insert();
    const eid = new URL(data.htmlLink ?? '').searchParams.get('eid') ?? '';
    expect(Buffer.from(eid, 'base64url').toString()).toBe(`series1_20260316T080000Z ${ANNA}`);
    expect(eid).not.toContain('=');
    const named = [`team@group.calendar.google.com`, 'dana@gmail.com'].map((calendarId) =>
      Buffer.from(linkOf('e1', calendarId).split('eid=')[1] ?? '', 'base64url').toString(),
    );
    expect(named).toEqual(['e1 team@g', 'e1 dana@m']);
  });

  it('trap 14: a change of a recurring event arrives as its master or an exception, never expanded', async () => {
    await insert();
    const anna = google.client(ANNA);
    const at = (eventId: string) => ({ calendarId: 'primary', eventId });
    expect((await anna.events.get(at('series1_20260323T080000Z'))).data.summary).toBe('Standup');
    expect(await rejection(anna.events.get(at('series1_20260324T080000Z')))).toMatchObject({ code: 404 });
    const { nextSyncToken } = await list();
    const { data: changed } = await anna.events.patch({
      ...at('series1_20260323T080000Z'),
      requestBody: { summary: 'Retro' },
    });
    expect(changed).toMatchObject({ sequence: 1, recurringEventId: 'series1' });
    await anna.events.delete(at('series1_20260330T070000Z'));
    const news = await list({ syncToken: nextSyncToken });
    expect(news.items?.map((item) => item.id)).toEqual([
      'series1_20260323T080000Z',
      'series1_20260330T070000Z',
    ]);
    const gone = news.items?.[1] ?? {};
    expect(Object.keys(gone)).toEqual([
      'kind',
      'etag',
      'id',
      'status',
      'recurringEventId',
      'originalStartTime',
    ]);
    // Without showDeleted too: who expands by himself must know what not to show.
    expect((await list()).items?.map((item) => item.id)).toEqual([
      'series1',
      'series1_20260323T080000Z',
      'series1_20260330T070000Z',
    ]);
    const expanded = await list({ singleEvents: true, orderBy: 'startTime' });
    expect(expanded.items?.map((item) => item.summary)).toEqual(['Standup', 'Retro', 'Standup']);
    const { data: instances } = await anna.events.instances(at('series1'));
    expect(instances.items?.map((item) => item.id)).toEqual([
      'series1_20260316T080000Z',
      'series1_20260323T080000Z',
      'series1_20260406T070000Z',
    ]);
  });

  it('gives a changed instance, where expanded, an etag that moves with its master (master’s + own)', async () => {
    await insert();
    const anna = google.client(ANNA);
    const eventId = 'series1_20260323T080000Z';
    await anna.events.patch({ calendarId: 'primary', eventId, requestBody: { summary: 'Retro' } });
    const etag = async () =>
      (await list({ singleEvents: true })).items?.find((item) => item.id === eventId)?.etag;
    const before = await etag();
    await anna.events.patch({ calendarId: 'primary', eventId: 'series1', requestBody: { location: 'Hall' } });
    expect(await etag()).not.toBe(before);
    const own = async (id: string) =>
      Number((await anna.events.get({ calendarId: 'primary', eventId: id })).data.etag?.replaceAll('"', '')) /
      2;
    expect(await etag()).toBe(`"${String((await own('series1')) + (await own(eventId)))}"`);
  });

  it('takes its instances with it when it is deleted', async () => {
    await insert();
    const anna = google.client(ANNA);
    await anna.events.patch({
      calendarId: 'primary',
      eventId: 'series1_20260323T080000Z',
      requestBody: { summary: 'Retro' },
    });
    await anna.events.delete({ calendarId: 'primary', eventId: 'series1' });
    expect((await list()).items).toEqual([]);
    expect((await list({ singleEvents: true })).items).toEqual([]);
    const { data } = await anna.events.get({ calendarId: 'primary', eventId: 'series1_20260323T080000Z' });
    expect(data.status).toBe('cancelled');
  });

  it('reaches guests as a series, a cancelled instance too', async () => {
    await insert({ attendees: [{ email: BEN }] });
    await google.pass();
    await google.client(ANNA).events.delete({ calendarId: 'primary', eventId: 'series1_20260323T080000Z' });
    await google.pass();
    const { data } = await google
      .client(BEN)
      .events.list({ calendarId: 'primary', singleEvents: true, orderBy: 'startTime' });
    expect(data.items?.map((item) => item.id)).toEqual([
      'series1_20260316T080000Z',
      'series1_20260330T070000Z',
      'series1_20260406T070000Z',
    ]);
    expect(data.items?.[0]?.start).toEqual({
      dateTime: '2026-03-16T04:00:00-04:00',
      timeZone: 'Europe/Berlin',
    });
  });

  it('obeys UNTIL in UTC, EXDATE and RDATE', async () => {
    const recurrence = [
      'RRULE:FREQ=WEEKLY;UNTIL=20260406T065959Z',
      'EXDATE;TZID=Europe/Berlin:20260323T090000',
      'RDATE;TZID=Europe/Berlin:20260401T090000',
    ];
    await insert({ recurrence });
    const { items } = await list({ singleEvents: true, orderBy: 'startTime' });
    expect(items?.map((item) => item.start?.dateTime?.slice(0, 10))).toEqual([
      '2026-03-16',
      '2026-03-30',
      '2026-04-01',
    ]);
  });

  it('may consist of whole days and be endless; a window cuts it', async () => {
    await insert({
      start: { date: '2026-03-01' },
      end: { date: '2026-03-02' },
      recurrence: ['RRULE:FREQ=DAILY'],
    });
    const { items } = await list({
      singleEvents: true,
      orderBy: 'startTime',
      timeMin: '2028-05-01T00:00:00Z',
      timeMax: '2028-05-02T00:00:00Z',
    });
    expect(items?.map((item) => [item.id, item.start?.date])).toEqual([
      ['series1_20280501', '2028-05-01'],
      ['series1_20280502', '2028-05-02'],
    ]);
  });

  it('is listed for a window only if one of its instances lies in it', async () => {
    await insert();
    const ids = async (timeMin: string, timeMax: string) =>
      (await list({ timeMin, timeMax })).items?.map((item) => item.id);
    expect(await ids('2026-03-24T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual(['series1']);
    expect(await ids('2026-03-24T00:00:00Z', '2026-03-30T00:00:00Z')).toEqual([]);
    expect(await ids('2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z')).toEqual([]);
  });

  it('leaves out what EXRULE takes, counts BYDAY beside BYYEARDAY, and ends to the second of UNTIL', async () => {
    const starts = async () =>
      (await list({ singleEvents: true, orderBy: 'startTime' })).items?.map((item) => item.start?.dateTime);
    await insert({ recurrence: ['RRULE:FREQ=DAILY;COUNT=5', 'EXRULE:FREQ=DAILY;INTERVAL=2'] });
    expect(await starts()).toEqual(['2026-03-17T09:00:00+01:00', '2026-03-19T09:00:00+01:00']);
    const patch = (recurrence: string[]) =>
      google
        .client(ANNA)
        .events.patch({ calendarId: 'primary', eventId: 'series1', requestBody: { recurrence } });
    await patch(['RRULE:FREQ=YEARLY;BYYEARDAY=75;BYDAY=MO;COUNT=2']);
    expect(await starts()).toEqual(['2026-03-16T09:00:00+01:00', '2032-03-15T09:00:00+01:00']);
    await patch(['RRULE:FREQ=DAILY;UNTIL=20260317T080000Z']);
    expect(await starts()).toHaveLength(2);
    await patch(['RRULE:FREQ=DAILY;UNTIL=20260317T075959Z']);
    expect(await starts()).toHaveLength(1);
  });

  it.each([
    'RRULE:FREQ=HOURLY',
    'RRULE:FREQ=DAILY;COUNT=2;UNTIL=20260317T080000Z',
    'RRULE:FREQ=DAILY;INTERVAL=0',
    'RRULE:FREQ=WEEKLY;BYDAY=1MO',
    'RRULE:FREQ=WEEKLY;BYMONTHDAY=3',
    'RRULE:FREQ=MONTHLY;BYSETPOS=1',
    'RRULE:FREQ=MONTHLY;BYDAY=XX',
    'RRULE:FREQ=DAILY;UNTIL=2026-03-17',
    'RRULE:FREQ=DAILY;FREQ=WEEKLY',
    'RRULE:FREQ=YEARLY;BYMONTH=13',
    'DTSTART:20260316T090000Z',
  ])('refuses %s', async (rule) => {
    expect(await rejection(insert({ recurrence: [rule] }))).toMatchObject({
      code: 400,
      message: 'Invalid recurrence rule.',
    });
  });

  it('needs a zone and a rule that can be read', async () => {
    const times = { start: { dateTime: '2026-03-16T09:00:00Z' }, end: { dateTime: '2026-03-16T10:00:00Z' } };
    expect(await rejection(insert(times))).toMatchObject({ code: 400, reason: 'required' });
    expect(await rejection(insert({ recurrence: ['RRULE:FREQ=SOMETIMES'] }))).toMatchObject({
      code: 400,
      reason: 'invalid',
    });
    expect(await rejection(insert({ recurrence: ['EVERY MONDAY'] }))).toMatchObject({
      code: 400,
      reason: 'invalid',
    });
  });
});
