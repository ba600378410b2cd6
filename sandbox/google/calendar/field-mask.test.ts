import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;
let token: string;

beforeAll(async () => {
  google = await startLocalGoogle();
  token = google.token(ANNA);
  await google.client(ANNA).events.insert({
    calendarId: 'primary',
    requestBody: {
      id: 'aaaaa',
      summary: 'Talk',
      start: { dateTime: '2026-03-03T09:00:00Z' },
      end: { dateTime: '2026-03-03T10:00:00Z' },
      attendees: [{ email: BEN }],
      extendedProperties: { private: { one: '1', two: '2' } },
    },
  });
});
afterAll(() => google.close());

const list = (fields: string) =>
  google.raw('GET', `/calendars/primary/events?fields=${encodeURIComponent(fields)}`, token);

describe('the fields parameter', () => {
  it.each([
    ['items/id', { items: [{ id: 'aaaaa' }] }],
    ['kind,items(id,summary)', { kind: 'calendar#events', items: [{ id: 'aaaaa', summary: 'Talk' }] }],
    ['items(id,attendees/email)', { items: [{ id: 'aaaaa', attendees: [{ email: BEN }] }] }],
    ['items/id,items/start/timeZone', { items: [{ id: 'aaaaa', start: { timeZone: 'Europe/Berlin' } }] }],
    [
      'items(attendees(email, responseStatus))',
      { items: [{ attendees: [{ email: BEN, responseStatus: 'needsAction' }] }] },
    ],
    ['items/extendedProperties/private/one', { items: [{ extendedProperties: { private: { one: '1' } } }] }],
    ['items/extendedProperties/*/two', { items: [{ extendedProperties: { private: { two: '2' } } }] }],
    ['accessRole,items/*(email)', expect.objectContaining({ accessRole: 'owner' })],
  ])('%s', async (fields, expected) => {
    expect((await list(fields)).json).toEqual(expected);
  });

  it.each([
    ['items(id', 'items(id'],
    ['items(id,nonsense)', 'nonsense'],
    ['id', 'id'],
    ['items/id/deeper', 'deeper'],
    ['items(,)', 'items(,)'],
  ])('refuses %s', async (fields, named) => {
    const { status, json } = await list(fields);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: {
        code: 400,
        message: `Invalid field selection ${named}`,
        errors: [{ reason: 'invalidParameter', locationType: 'parameter', location: 'fields' }],
      },
    });
  });
});
