/** Published clients of others, given this Google's address and nothing else: FullCalendar's plugin, a batching fetch. */
import { auth, calendar as calendarClient } from '@googleapis/calendar';
import type { calendar_v3 } from '@googleapis/calendar';
import type { EventInput } from '@fullcalendar/core';
import { DateEnv, type CalendarContext, type EventSourceDef } from '@fullcalendar/core/internal';
import googleCalendarPlugin from '@fullcalendar/google-calendar';
import { batchFetchImplementation } from '@jrmdayn/googleapis-batcher';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, API_KEY, startLocalGoogle, type LocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;
let client: calendar_v3.Calendar;
beforeAll(async () => {
  google = await startLocalGoogle();
  client = google.client(ANNA);
});
afterAll(() => google.close());

async function calendarWith(summaries: readonly string[]): Promise<string> {
  const { data } = await client.calendars.insert({ requestBody: { summary: 'Events' } });
  const calendarId = data.id ?? '';
  for (const [at, summary] of summaries.entries()) {
    const start = { dateTime: `2026-03-03T${String(9 + at).padStart(2, '0')}:00:00Z` };
    const end = { dateTime: `2026-03-03T${String(9 + at).padStart(2, '0')}:30:00Z` };
    await client.events.insert({ calendarId, requestBody: { summary, start, end } });
  }
  return calendarId;
}

describe('FullCalendar’s plugin', () => {
  /** What the plugin puts on a page for the first week of March. */
  function onPage(googleCalendarId: string, googleCalendarApiKey: string): Promise<readonly EventInput[]> {
    const [source] = googleCalendarPlugin.eventSourceDefs as EventSourceDef<unknown>[];
    const meta = {
      googleCalendarId,
      googleCalendarApiKey,
      googleCalendarApiBase: `${google.url}/calendar/v3/calendars`,
    };
    const dateEnv = new DateEnv({
      timeZone: 'UTC',
      calendarSystem: 'gregory',
      locale: {
        codeArg: 'en',
        codes: ['en'],
        week: { dow: 0, doy: 4 },
        simpleNumberFormat: new Intl.NumberFormat('en'),
        options: {},
      },
    } as unknown as ConstructorParameters<typeof DateEnv>[0]);
    const range = { start: new Date('2026-03-01T00:00:00Z'), end: new Date('2026-03-08T00:00:00Z') };
    return new Promise((resolve, reject) => {
      source?.fetch(
        {
          eventSource: { meta } as Parameters<EventSourceDef<unknown>['fetch']>[0]['eventSource'],
          range,
          isRefetch: false,
          context: { dateEnv, options: {} } as unknown as CalendarContext,
        },
        ({ rawEvents }) => {
          resolve(rawEvents);
        },
        reject,
      );
    });
  }

  it('shows a public calendar to anybody with an API key', async () => {
    const id = await calendarWith(['One', 'Two']);
    await client.acl.insert({ calendarId: id, requestBody: { role: 'reader', scope: { type: 'default' } } });
    const shown = await onPage(id, API_KEY);
    expect(shown.map(({ title, start }) => [title, start])).toEqual([
      ['One', '2026-03-03T09:00:00Z'],
      ['Two', '2026-03-03T10:00:00Z'],
    ]);
  });

  it('shows nothing of a calendar that is not public, and nothing at all with an unknown key', async () => {
    const id = await calendarWith(['Secret']);
    await expect(onPage(id, API_KEY)).rejects.toThrow();
    await client.acl.insert({ calendarId: id, requestBody: { role: 'reader', scope: { type: 'default' } } });
    await expect(onPage(id, 'AIzaUnknown')).rejects.toThrow();
    expect((await onPage(id, API_KEY)).length).toBe(1);
  });

  it('is told when, not what, where everybody may know no more', async () => {
    const id = await calendarWith(['Secret']);
    await client.acl.insert({
      calendarId: id,
      requestBody: { role: 'freeBusyReader', scope: { type: 'default' } },
    });
    const [shown] = await onPage(id, API_KEY);
    expect(shown?.start).toBe('2026-03-03T09:00:00Z');
    expect(JSON.stringify(shown)).not.toContain('Secret');
  });
});

it('a key is nobody: what is a person’s, and every write, wants a sign-in', async () => {
  const id = await calendarWith(['One']);
  await client.acl.insert({ calendarId: id, requestBody: { role: 'reader', scope: { type: 'default' } } });
  const asked = (method: string, path: string): Promise<number> =>
    google
      .raw(method, `${path}?key=${API_KEY}`, undefined, method === 'GET' ? undefined : {})
      .then(({ status }) => status);
  expect(await asked('GET', `/calendars/${id}/events`)).toBe(200);
  expect(await asked('GET', `/calendars/${id}`)).toBe(200);
  expect(await asked('GET', '/colors')).toBe(200);
  expect(await asked('GET', '/calendars/primary/events')).toBe(404);
  expect(await asked('GET', '/users/me/calendarList')).toBe(401);
  expect(await asked('GET', '/users/me/settings')).toBe(401);
  expect(await asked('POST', `/calendars/${id}/events`)).toBe(401);
  expect((await client.events.list({ calendarId: id })).data.items).toHaveLength(1);
});

it('googleapis-batcher: calls of one turn go out as one batch, and each gets its own answer', async () => {
  const oauth = new auth.OAuth2();
  oauth.setCredentials({ access_token: google.token(ANNA) });
  const id = await calendarWith([]);
  const batching = calendarClient({
    version: 'v3',
    rootUrl: `${google.url}/`,
    auth: oauth,
    retry: false,
    fetchImplementation: batchFetchImplementation(),
  });
  const day = (date: string) => ({ summary: date, start: { date }, end: { date } });
  const answers = await Promise.allSettled([
    batching.events.insert({
      calendarId: id,
      requestBody: { ...day('2026-03-03'), end: { date: '2026-03-04' } },
    }),
    batching.events.insert({
      calendarId: id,
      requestBody: { ...day('2026-03-05'), end: { date: '2026-03-06' } },
    }),
    batching.events.get({ calendarId: id, eventId: 'nosuchevent' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  const { data } = await client.events.list({ calendarId: id });
  expect(data.items?.map(({ summary }) => summary)).toEqual(['2026-03-03', '2026-03-05']);
});

it('a POST may say which method it means, an address end with a slash, an answer come without white space', async () => {
  const id = await calendarWith(['One']);
  const token = google.token(ANNA);
  const patched = await google.raw(
    'POST',
    `/calendars/${id}`,
    token,
    { summary: 'Renamed' },
    {
      'x-http-method-override': 'PATCH',
    },
  );
  expect(patched.status).toBe(200);
  expect((await client.calendars.get({ calendarId: id })).data.summary).toBe('Renamed');
  const listed = await google.raw('GET', `/calendars/${id}/events/?prettyPrint=false`, token);
  expect(listed.text).not.toContain('\n');
  expect((listed.json as { items: { summary: string }[] }).items.map(({ summary }) => summary)).toEqual([
    'One',
  ]);
});
