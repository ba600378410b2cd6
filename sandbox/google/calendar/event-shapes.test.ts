/** Events field by field, against what real answers were recorded with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { shapeFaults } from '../test/shape.ts';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, SCRIPT, startLocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;
let anna: calendar_v3.Calendar;
beforeAll(async () => {
  google = await startLocalGoogle();
  anna = google.client(ANNA);
});
afterAll(() => google.close());

const EVENT =
  'kind etag id status htmlLink created updated summary? description? location? colorId? creator organizer start end ' +
  'recurrence? recurringEventId? originalStartTime? transparency? visibility? iCalUID sequence attendees? ' +
  'attendeesOmitted? extendedProperties? hangoutLink? conferenceData? anyoneCanAddSelf? guestsCanInviteOthers? ' +
  'guestsCanModify? guestsCanSeeOtherGuests? privateCopy? reminders source? workingLocationProperties? ' +
  'outOfOfficeProperties? focusTimeProperties? attachments? birthdayProperties? eventType';
const ROW = {
  keys: EVENT,
  forms: {
    kind: /^calendar#event$/,
    etag: /^"\d{16}"$/,
    id: /^[a-v0-9]{26}$/,
    status: /^(confirmed|tentative|cancelled)$/,
    htmlLink: /^https:\/\/www\.google\.com\/calendar\/event\?eid=[\w-]+$/,
    created: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/,
    updated: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    iCalUID: /^[a-v0-9]{26}@google\.com$/,
    sequence: /^0$/,
    eventType: /^default$/,
  },
  // Of what is only sent when it is not the default, these defaults are the exception.
  saidEmpty: ['useDefault', 'guestsCanInviteOthers', 'guestsCanSeeOtherGuests'],
};

const times = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };
const insert = async (requestBody: calendar_v3.Schema$Event, more: object = {}) =>
  (await anna.events.insert({ calendarId: 'primary', requestBody: { ...times, ...requestBody }, ...more }))
    .data;

describe('an event', () => {
  it('has what it always has, and no default', async () => {
    const bare = await insert({});
    expect(shapeFaults(bare, ROW)).toEqual([]);
    expect(Object.keys(bare)).toEqual(EVENT.split(' ').filter((key) => !key.endsWith('?')));
    const said = await insert({
      summary: '',
      description: '',
      location: '',
      attendees: [],
      recurrence: [],
      attachments: [],
      transparency: 'opaque',
      visibility: 'default',
      guestsCanModify: false,
      guestsCanInviteOthers: true,
      guestsCanSeeOtherGuests: true,
      anyoneCanAddSelf: false,
      extendedProperties: { private: {}, shared: {} },
      reminders: { useDefault: true },
    });
    expect(Object.keys(said)).toEqual(Object.keys(bare));
  });

  it('has what was set, each in its place', async () => {
    const full = await insert(
      {
        summary: 'S',
        description: 'D',
        location: 'L',
        colorId: '7',
        recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
        transparency: 'transparent',
        visibility: 'private',
        attendees: [{ email: BEN }],
        extendedProperties: { private: { a: '1' }, shared: { b: '2' } },
        conferenceData: {
          createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'hangoutsMeet' } },
        },
        anyoneCanAddSelf: true,
        guestsCanInviteOthers: false,
        guestsCanModify: true,
        guestsCanSeeOtherGuests: false,
        reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] },
        source: { title: 'T', url: 'https://source.example/' },
        attachments: [{ fileUrl: 'https://files.example/f', title: 'F' }],
        start: { ...times.start, timeZone: 'UTC' },
        end: { ...times.end, timeZone: 'UTC' },
      },
      { conferenceDataVersion: 1, supportsAttachments: true },
    );
    expect(shapeFaults(full, ROW)).toEqual([]);
    const absent = EVENT.split(' ').filter((key) => !Object.keys(full).includes(key.replace('?', '')));
    expect(absent.filter((key) => !/Properties\?$/.test(key))).toEqual([
      'recurringEventId?',
      'originalStartTime?',
      'attendeesOmitted?',
      'privateCopy?',
    ]);
  });

  it('has an etag of twice its microseconds, and `updated` in whole milliseconds', async () => {
    await google.pass(7);
    const event = await insert({});
    const micros = Number(event.etag?.replaceAll('"', '')) / 2;
    expect(new Date(Math.floor(micros / 1000)).toISOString()).toBe(event.updated);
    expect(event.updated).toMatch(/\.007Z$/);
    expect(event.created).toMatch(/\.000Z$/);
  });

  it('keeps etag and updated when only reminders change, and its sequence but for its end', async () => {
    const event = await insert({ attendees: [{ email: BEN }] });
    const at = { calendarId: 'primary', eventId: event.id ?? '' };
    const reminders = { useDefault: false, overrides: [{ method: 'email', minutes: 30 }] };
    const reminded = (await anna.events.patch({ ...at, requestBody: { reminders } })).data;
    expect([reminded.etag, reminded.updated]).toEqual([event.etag, event.updated]);
    expect(reminded.reminders).toEqual(reminders);
    const edited = (await anna.events.patch({ ...at, requestBody: { summary: 'x', attendees: [] } })).data;
    expect(edited.sequence).toBe(0);
    await anna.events.delete(at);
    expect((await anna.events.get(at)).data).toMatchObject({ status: 'cancelled', sequence: 1 });
  });

  it('names people by address, and oneself by self: true', async () => {
    const own = await insert({});
    expect([own.creator, own.organizer]).toEqual([
      { email: ANNA, self: true },
      { email: ANNA, self: true },
    ]);
    const calendarId = (await anna.calendars.insert({ requestBody: { summary: 'Team' } })).data.id ?? '';
    const shared = (await anna.events.insert({ calendarId, requestBody: times })).data;
    expect([shared.creator, shared.organizer]).toEqual([
      { email: ANNA },
      { email: calendarId, displayName: 'Team', self: true },
    ]);
    expect(shapeFaults(shared, ROW)).toEqual([]);
  });

  it('lasts whole days without a zone, and then has no default reminders', async () => {
    const days = { start: { date: '2026-03-05' }, end: { date: '2026-03-06' } };
    expect(await insert(days)).toMatchObject({ ...days, reminders: { useDefault: false } });
  });

  it('is a private copy where it was imported from somebody else, and only there', async () => {
    const imported = async (organizer?: { email: string }) =>
      (
        await anna.events.import({
          calendarId: 'primary',
          requestBody: {
            ...times,
            iCalUID: `${organizer?.email ?? 'own'}-1`,
            ...(organizer ? { organizer, attendees: [{ email: ANNA }] } : {}),
          },
        })
      ).data;
    const forms = { ...ROW.forms, id: /^_[a-v0-9]+$/, iCalUID: /-1$/ };
    const foreign = await imported({ email: 'boss@elsewhere.example' });
    expect(shapeFaults(foreign, { ...ROW, forms })).toEqual([]);
    expect(foreign).toMatchObject({ privateCopy: true, guestsCanInviteOthers: false });
    const own = await imported();
    expect(shapeFaults(own, { ...ROW, forms })).toEqual([]);
    expect(own).not.toHaveProperty('privateCopy');
  });
});

describe('an attendee', () => {
  it('has an address and an answer, the rest only when set, in the order of their entry', async () => {
    const attendees = [
      { email: CHLOE, displayName: 'Chloe', comment: 'Late', optional: true, additionalGuests: 2 },
      { email: BEN },
      { email: ANNA, responseStatus: 'accepted' },
    ];
    const event = await insert({ attendees });
    const row = {
      keys: 'email displayName? organizer? self? resource? optional? responseStatus comment? additionalGuests?',
    };
    expect(event.attendees?.flatMap((attendee) => shapeFaults(attendee, row))).toEqual([]);
    expect(event.attendees).toEqual([
      { ...attendees[0], responseStatus: 'needsAction' },
      { email: BEN, responseStatus: 'needsAction' },
      { email: ANNA, organizer: true, self: true, responseStatus: 'accepted' },
    ]);
    const at = { calendarId: 'primary', eventId: event.id ?? '' };
    expect((await anna.events.get({ ...at, maxAttendees: 1 })).data).toMatchObject({
      attendees: [{ email: ANNA }],
      attendeesOmitted: true,
    });
  });
});

describe('a series', () => {
  const weekly = {
    summary: 'Weekly',
    start: { ...times.start, timeZone: 'Europe/Berlin' },
    end: { ...times.end, timeZone: 'Europe/Berlin' },
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
  };

  it('has occurrences without a rule, with the master’s etag, times of change and sequence', async () => {
    const master = await insert(weekly);
    const { data } = await anna.events.instances({ calendarId: 'primary', eventId: master.id ?? '' });
    const forms = { ...ROW.forms, id: /^[a-v0-9]{26}_\d{8}T\d{6}Z$/ };
    const keys = EVENT.replace('recurringEventId? originalStartTime?', 'recurringEventId originalStartTime');
    for (const occurrence of data.items ?? []) {
      expect(shapeFaults(occurrence, { ...ROW, keys, forms })).toEqual([]);
      expect(occurrence).not.toHaveProperty('recurrence');
      const { etag, created, updated, sequence, iCalUID, id: recurringEventId } = master;
      expect(occurrence).toMatchObject({ etag, created, updated, sequence, iCalUID, recurringEventId });
    }
    expect(data.items).toHaveLength(3);
    expect(data.nextSyncToken).toMatch(/=$/);
  });

  it('has cancelled occurrences of six keys in lists, and exceptions of a sequence one higher', async () => {
    const master = await insert(weekly);
    const id = master.id ?? '';
    await anna.events.delete({ calendarId: 'primary', eventId: `${id}_20260310T100000Z` });
    const { data: listed } = await anna.events.list({ calendarId: 'primary' });
    const cancelled = listed.items?.find((item) => item.id === `${id}_20260310T100000Z`);
    expect(
      shapeFaults(cancelled, { keys: 'kind etag id status recurringEventId originalStartTime' }),
    ).toEqual([]);
    const { data: exception } = await anna.events.patch({
      calendarId: 'primary',
      eventId: `${id}_20260317T100000Z`,
      requestBody: { summary: 'Other' },
    });
    expect(exception.sequence).toBe((master.sequence ?? 0) + 1);
  });
});

describe('an envelope of events', () => {
  const keys =
    'kind etag summary description? updated timeZone accessRole defaultReminders nextPageToken? nextSyncToken? items';

  it('has its keys in order, and one token or none', async () => {
    const saidEmpty = ['description', 'defaultReminders', 'useDefault', 'guestsCanInviteOthers'];
    const row = {
      keys,
      saidEmpty: [...saidEmpty, 'guestsCanSeeOtherGuests', 'items'],
      forms: { kind: /^calendar#events$/, etag: /^"p3[0-9a-v]{13}[og]"$/, accessRole: /^owner$/ },
    };
    const list = async (more: object) =>
      (await google.raw('GET', `/calendars/primary/events?${new URLSearchParams({ ...more })}`, token)).json;
    const token = google.token(ANNA);
    const page = (await list({ maxResults: '1' })) as object;
    const last = (await list({})) as object;
    const sorted = (await list({ singleEvents: 'true', orderBy: 'startTime' })) as object;
    for (const envelope of [page, last, sorted]) expect(shapeFaults(envelope, row)).toEqual([]);
    const tokens = [page, last, sorted].map((each) => Object.keys(each).filter((key) => /Token/.test(key)));
    expect(tokens).toEqual([['nextPageToken'], ['nextSyncToken'], []]);
  });
});

describe('conference data', () => {
  it('of Meet has neither notes nor parameters, and keeps the request it was made by', async () => {
    const createRequest = { requestId: 'meet-1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    const { conferenceData } = await insert(
      { conferenceData: { createRequest } },
      { conferenceDataVersion: 1 },
    );
    expect(
      shapeFaults(conferenceData, { keys: 'createRequest? entryPoints conferenceSolution conferenceId' }),
    ).toEqual([]);
    expect(Object.keys(conferenceData?.conferenceSolution ?? {})).toEqual(['key', 'name', 'iconUri']);
    expect(conferenceData?.entryPoints?.map((entry) => Object.keys(entry))).toEqual([
      ['entryPointType', 'uri', 'label'],
    ]);
    expect(conferenceData?.createRequest).toEqual({ ...createRequest, status: { statusCode: 'success' } });
  });

  it('of an add-on has its script’s id first, and neither signature, request nor link', async () => {
    const script = google.client(ANNA, { kind: 'script', scriptId: SCRIPT });
    const { id: eventId = '' } = await insert({});
    const video = {
      entryPointType: 'video',
      uri: 'https://rooms.example/1',
      meetingCode: '1',
      passcode: 'p',
    };
    const phone = { entryPointType: 'phone', uri: 'tel:+4930', regionCode: 'DE', passcode: 'p' };
    const { data } = await script.events.patch({
      calendarId: 'primary',
      eventId: eventId ?? '',
      conferenceDataVersion: 1,
      requestBody: {
        conferenceData: {
          conferenceSolution: { key: { type: 'addOn' } },
          conferenceId: '1',
          notes: 'N',
          entryPoints: [video, phone, { entryPointType: 'more', uri: 'https://rooms.example/more' }],
          parameters: { addOnParameters: { parameters: { ref: 'r' } } },
        },
      },
    });
    const { conferenceData } = data;
    const keys = 'entryPoints conferenceSolution conferenceId? notes? parameters';
    expect(shapeFaults(conferenceData, { keys })).toEqual([]);
    expect(conferenceData?.entryPoints?.map((entry) => Object.keys(entry).join(' '))).toEqual([
      'entryPointType uri label meetingCode passcode',
      'regionCode entryPointType uri label passcode',
      'entryPointType uri',
    ]);
    expect(Object.keys(conferenceData?.parameters?.addOnParameters?.parameters ?? {})).toEqual([
      'scriptId',
      'ref',
    ]);
    expect(data).not.toHaveProperty('hangoutLink');
  });
});
