/** Every refusal of the Calendar API with the words that were recorded for it, provoked as clients provoke it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shapeFaults } from '../test/shape.ts';
import { plantedError } from './calendar-error.ts';
import type { LocalGoogle, Raw } from './test/local-google.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;
beforeAll(async () => {
  google = await startLocalGoogle();
  await send('POST', EVENTS, { ...times, id: 'there1', attendees: [{ email: BEN }], ...shared });
  await send('POST', EVENTS, { ...times, id: 'gone01' });
  await send('DELETE', `${EVENTS}/gone01`);
  await send('POST', '/calendars/primary/acl', { role: 'reader', scope: { type: 'user', value: BEN } });
  await google.pass();
});
afterEach(() => google.switches.reset());
afterAll(() => google.close());

const EVENTS = '/calendars/primary/events';
const times = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };
const shared = { extendedProperties: { shared: { key: 'value' } } };
const room = {
  conferenceData: {
    conferenceSolution: { key: { type: 'addOn' } },
    entryPoints: [{ entryPointType: 'video', uri: 'https://rooms.example/1' }],
  },
};
const foreignRequest = {
  conferenceData: { createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'addOn' } } },
};

const send = (
  method: string,
  path: string,
  body?: unknown,
  { as = ANNA, headers = {} }: { as?: string; headers?: Record<string, string> } = {},
): Promise<Raw> => google.raw(method, path, google.token(as), body, headers);

async function token(): Promise<string> {
  const { json } = await send('GET', EVENTS);
  return encodeURIComponent((json as { nextSyncToken: string }).nextSyncToken);
}

type Refused = readonly [status: number, reason: string, message: string, call: () => Promise<Raw>];

const REFUSALS: readonly Refused[] = [
  [400, 'invalid', 'Invalid sync token value.', () => send('GET', `${EVENTS}?syncToken=AAAA`)],
  [
    400,
    'invalid',
    'Start and end times must either both be date or both be dateTime.',
    () => send('POST', EVENTS, { ...times, end: { date: '2026-03-04' } }),
  ],
  [
    400,
    'invalid',
    'Invalid conference type value.',
    () => send('POST', `${EVENTS}?conferenceDataVersion=1`, { ...times, ...foreignRequest }),
  ],
  [
    400,
    'invalid',
    'Invalid conference data.',
    () => send('POST', `${EVENTS}?conferenceDataVersion=1`, { ...times, ...room }),
  ],
  [
    400,
    'invalid',
    'The requested ordering is not available for the particular query.',
    () => send('GET', `${EVENTS}?orderBy=startTime`),
  ],
  [
    400,
    'timeRangeEmpty',
    'The specified time range is empty.',
    () => send('POST', EVENTS, { ...times, end: { dateTime: '2026-03-03T09:00:00Z' } }),
  ],
  [400, 'required', 'Missing end time.', () => send('POST', EVENTS, { start: times.start })],
  [
    400,
    'syncTokenWithRequestRestrictions',
    'Sync token cannot be used with other request restrictions.',
    async () => send('GET', `${EVENTS}?syncToken=${await token()}&q=x`),
  ],
  [401, 'authError', 'Invalid Credentials', () => google.raw('GET', EVENTS, 'nobody')],
  [
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer of the event.',
    () => send('PUT', `${EVENTS}/there1`, times, { as: BEN }),
  ],
  [
    403,
    'requiredAccessLevel',
    'You need to have writer access to this calendar.',
    () => send('POST', `/calendars/${ANNA}/events`, times, { as: BEN }),
  ],
  [404, 'notFound', 'Not Found', () => send('GET', `${EVENTS}/nothere`)],
  [
    409,
    'duplicate',
    'The requested identifier already exists.',
    () => send('POST', EVENTS, { ...times, id: 'there1' }),
  ],
  [410, 'deleted', 'Resource has been deleted', () => send('DELETE', `${EVENTS}/gone01`)],
  [
    410,
    'fullSyncRequired',
    'Sync token is no longer valid, a full sync is required.',
    async () => {
      const old = await token();
      google.calendar.expireSyncTokens(ANNA);
      return send('GET', `${EVENTS}?syncToken=${old}`);
    },
  ],
  [
    412,
    'conditionNotMet',
    'Precondition Failed',
    () => send('PATCH', `${EVENTS}/there1`, { summary: 'x' }, { headers: { 'if-match': '"1"' } }),
  ],
  [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', () => tooMany('userRateLimitExceeded 403')],
  [403, 'rateLimitExceeded', 'Rate Limit Exceeded', () => tooMany('rateLimitExceeded 403')],
  [429, 'rateLimitExceeded', 'Rate Limit Exceeded', () => tooMany('rateLimitExceeded 429')],
  [
    403,
    'quotaExceeded',
    'Calendar usage limits exceeded.',
    async () => {
      google.switches.set({ 'google.eventsPerDay': 1 });
      await send('POST', EVENTS, times);
      return send('POST', EVENTS, times);
    },
  ],
];

async function tooMany(answer: string): Promise<Raw> {
  google.switches.set({ 'google.requestsPerMinute': 1, 'google.userLimitAnswer': answer });
  await google.pass(60_000);
  await send('GET', EVENTS);
  return send('GET', EVENTS);
}

describe('a refusal', () => {
  it.each(REFUSALS)('%d %s: %s', async (status, reason, message, call) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    const { error, ...beside } = answer.json as {
      error: { errors: Record<string, string>[]; code: number; message: string };
    };
    expect(beside).toEqual({});
    expect(shapeFaults(error, { keys: 'errors code message' })).toEqual([]);
    expect([error.code, error.message]).toEqual([status, message]);
    expect(error.errors).toHaveLength(1);
    const row = {
      keys: 'domain reason message locationType? location?',
      forms: { domain: /^(global|calendar|usageLimits)$/, locationType: /^(parameter|header)$/ },
    };
    expect(shapeFaults(error.errors[0], row)).toEqual([]);
    expect(error.errors[0]).toMatchObject({ reason, message });
    expect(answer.headers.get('etag')).toBeNull();
  });

  it.each([
    [403, 'notACalendarUser', 'calendar', 'The user must be signed up for Google Calendar.'],
    [500, 'backendError', 'global', 'Backend Error'],
  ])('that is planted has the same words: %d %s', (status, reason, domain, message) => {
    expect(plantedError(status, reason).body()).toEqual({
      error: { errors: [{ domain, reason, message }], code: status, message },
    });
  });
});
