import { expect, it } from 'vitest';
import type { Platform, RecordedExchange } from '../../scenarios/contract/exchange.ts';
import { googlePublished } from '../../scenarios/contract/google-overlay.ts';
import { holdAgainstOwn } from '../../scenarios/contract/own-contract.ts';
import { holdAgainstPublished } from '../../scenarios/contract/published-contract.ts';

const HEAD = {
  kind: 'calendar#event',
  etag: '"3544884000000000"',
  id: 'abcde',
  status: 'confirmed',
  htmlLink: 'https://www.google.com/calendar/event?eid=YWJj',
  created: '2026-03-02T09:00:00.000Z',
  updated: '2026-03-02T09:00:00.120Z',
  summary: 'Review',
  creator: { email: 'anna@example.org', self: true },
  organizer: { email: 'anna@example.org', self: true },
  start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Berlin' },
  end: { dateTime: '2026-03-03T11:00:00+01:00', timeZone: 'Europe/Berlin' },
  iCalUID: 'abcde@google.com',
  sequence: 0,
  reminders: { useDefault: true },
};
const EVENT = { ...HEAD, eventType: 'default' };
const BODY = {
  summary: 'Review',
  start: { dateTime: '2026-03-03T09:00:00Z' },
  end: { dateTime: '2026-03-03T10:00:00Z' },
};

function exchange(changes: Partial<RecordedExchange> & { readonly answer?: unknown } = {}): RecordedExchange {
  const { answer = EVENT, ...more } = changes;
  return {
    direction: 'in',
    by: 'addon',
    method: 'POST',
    url: '/calendar/v3/calendars/primary/events',
    requestType: 'application/json',
    requestHeaders: {},
    requestBody: BODY,
    status: 200,
    responseType: 'application/json; charset=UTF-8',
    responseBody: JSON.stringify(answer),
    fault: null,
    ...more,
  };
}

const violations = (one: RecordedExchange, platform: Platform = 'google'): readonly string[] =>
  holdAgainstOwn(platform, [one]).violations;

const REFUSAL = {
  error: {
    errors: [{ domain: 'global', reason: 'notFound', message: 'Not Found' }],
    code: 404,
    message: 'Not Found',
  },
};

it('finds nothing wrong with what is right', () => {
  expect(violations(exchange())).toEqual([]);
  expect(violations(exchange({ status: 404, answer: REFUSAL }))).toEqual([]);
});

it.each([
  ['a key that nobody named', { ...EVENT, colour: 'red' }],
  ['a key that is always there, and is not', { ...EVENT, iCalUID: undefined }],
  ['false, where a default is absent', { ...EVENT, guestsCanModify: false }],
  ['null', { ...EVENT, location: null }],
  ['an empty text', { ...EVENT, description: '' }],
  ['an empty list', { ...EVENT, attendees: [] }],
  ['an etag that is no number', { ...EVENT, etag: '"abc"' }],
  ['a time without its zone', { ...EVENT, start: { dateTime: '2026-03-03T10:00:00+01:00' } }],
  ['fractions of a second', { ...EVENT, created: '2026-03-02T09:00:00.120Z' }],
  ['an occurrence without its first start', { ...EVENT, recurringEventId: 'series' }],
  ['keys in another order', { eventType: 'default', ...HEAD }],
])('sees %s in a reply', (_, answer) => {
  expect(violations(exchange({ answer }))).not.toEqual([]);
});

it.each([
  ['a media type spelt otherwise', exchange({ responseType: 'application/json' })],
  ['a status that nobody named', exchange({ status: 201 })],
  ['a path that nobody named', exchange({ url: '/calendar/v3/calendars/primary/meetings' })],
  [
    'a parameter that nobody named',
    exchange({ url: '/calendar/v3/calendars/primary/events?sendUpdate=none' }),
  ],
  [
    'a parameter with a wrong value',
    exchange({ url: '/calendar/v3/calendars/primary/events?sendUpdates=some' }),
  ],
  ['our own misspelt field', exchange({ requestBody: { ...BODY, titel: 'x' } })],
  ['a field of a wrong type', exchange({ by: 'outside', requestBody: { ...BODY, attendees: 'ben' } })],
  ['a refusal that says another status', exchange({ status: 403, answer: REFUSAL })],
  ['a refusal of another shape', exchange({ status: 404, answer: { error: 'not_found' } })],
  [
    'a body where there is none',
    exchange({ method: 'DELETE', url: '/calendar/v3/calendars/c/events/e', status: 204 }),
  ],
])('sees %s', (_, one) => {
  expect(violations(one)).not.toEqual([]);
});

it('lets others send what Google ignores, and lets a refused request be wrong', () => {
  expect(violations(exchange({ by: 'outside', requestBody: { ...BODY, titel: 'x' } }))).toEqual([]);
  expect(violations(exchange({ status: 404, answer: REFUSAL, requestBody: { start: 'soon' } }))).toEqual([]);
});

it('holds the request of which a fault left nothing else, and the reply that a fault lost', () => {
  const cut = { status: null, responseType: null, responseBody: null, fault: 'cut' } as const;
  expect(holdAgainstOwn('google', [exchange(cut)])).toMatchObject({ halves: 1, violations: [] });
  expect(violations(exchange({ ...cut, requestBody: { ...BODY, titel: 'x' } }))).not.toEqual([]);
  expect(violations(exchange({ fault: 'lostReply', answer: { ...EVENT, etag: 1 } }))).not.toEqual([]);
});

it('takes a part of a reply where only some fields were asked for, and still nothing strange', () => {
  const url = '/calendar/v3/calendars/primary/events?fields=id,summary';
  expect(violations(exchange({ url, answer: { id: 'abcde', summary: 'Review' } }))).toEqual([]);
  expect(violations(exchange({ url, answer: { id: 'abcde', colour: 'red' } }))).not.toEqual([]);
});

it('holds what a platform sends by itself', () => {
  const headers = {
    'x-goog-channel-id': 'channel',
    'x-goog-message-number': '1',
    'x-goog-resource-id': 'Sef1VwwwRMOXB54EtNCgua3XL6X',
    'x-goog-resource-state': 'sync',
    'x-goog-resource-uri': 'http://127.0.0.1:1/calendar/v3/users/me/settings?alt=json',
  };
  const message = exchange({
    direction: 'out',
    by: null,
    requestType: null,
    requestBody: null,
    requestHeaders: headers,
  });
  expect(violations(message)).toEqual([]);
  const changed = { ...headers, 'x-goog-resource-state': 'changed' };
  expect(violations({ ...message, requestHeaders: changed })).not.toEqual([]);
  expect(violations({ ...message, requestBody: { id: 'abcde' } })).not.toEqual([]);
});

it('sees a wrong reply by a published file, too, whatever its charset is called', async () => {
  const text = { type: 'string' };
  const resource = { type: 'object', properties: { id: text, sequence: { type: 'integer' } } };
  const media = { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } };
  const file = {
    openapi: '3.0.0',
    info: { title: 'Calendar', version: 'v3' },
    components: { schemas: { Event: resource } },
    paths: {
      '/calendars/{calendarId}/events': {
        post: {
          operationId: 'calendar.events.insert',
          parameters: [{ in: 'path', name: 'calendarId', required: true, schema: text }],
          responses: { '200': { description: 'Event', content: media } },
        },
      },
    },
  };
  const held = (one: RecordedExchange): ReturnType<typeof holdAgainstPublished> =>
    holdAgainstPublished(googlePublished('calendar', JSON.stringify(file)), [one]);
  expect(await held(exchange({ answer: { id: 'abcde', sequence: 0 } }))).toEqual({
    exchanges: 1,
    undescribed: 0,
    violations: [],
  });
  for (const responseType of ['application/json; charset=UTF-8', 'application/json']) {
    const wrong = await held(exchange({ responseType, answer: { id: 'abcde', sequence: 'none' } }));
    expect(wrong.violations).toEqual([expect.stringContaining('/sequence must be integer')]);
    const strange = await held(exchange({ responseType, answer: { id: 'abcde', colour: 'red' } }));
    expect(strange.violations).toEqual([expect.stringContaining('colour')]);
  }
  const elsewhere = await held(exchange({ url: '/gmail/v1/users/me/messages', method: 'GET' }));
  expect(elsewhere.undescribed).toBe(1);
});
