import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, Lab } from './test/lab.ts';

const ENABLED = {
  dependencies: { enabledAdvancedServices: [{ userSymbol: 'Cal', serviceId: 'calendar', version: 'v3' }] },
};

let lab: Lab;
let seen: string[] = [];
let next: { status: number; body: unknown } = { status: 200, body: {} };

beforeAll(async () => {
  lab = new Lab();
  await lab.serve('https://www.googleapis.com', (request, response, body) => {
    const { authorization, 'if-match': match = '-', 'x-other': other = '-' } = request.headers;
    seen.push(
      `${request.method ?? ''} ${request.url ?? ''} ${match} ${String(other)} ${body} ${authorization ?? ''}`,
    );
    response.writeHead(next.status, { 'content-type': 'application/json' });
    response.end(next.body === undefined ? undefined : JSON.stringify(next.body));
  });
});
afterEach(() => {
  lab.forget();
  seen = [];
  next = { status: 200, body: {} };
});
afterAll(() => {
  lab.stop();
});

describe('the advanced Calendar service', () => {
  it('exists only where the manifest enables it, under the name it gives', async () => {
    expect((await lab.once('return [typeof Calendar, typeof Cal]', ENABLED)).result).toEqual([
      'undefined',
      'object',
    ]);
    expect((await lab.once('return String(Cal)', ENABLED)).result).toBe(
      'AdvancedServiceIdentifier{name=calendar, version=v3}',
    );
  });

  it('calls REST with the script’s token and the two headers it passes on', async () => {
    await lab.once(
      `Cal.Events.patch({ summary: 'x' }, 'a@b', 'e 1', { sendUpdates: 'none', conferenceDataVersion: 1 }, { 'If-Match': '"1"', 'X-Other': 'no' });
      Cal.Events.list('primary', { privateExtendedProperty: ['a=1', 'b=2'], pageToken: null });
      Cal.Events.move('primary', 'e', 'to@x', {});`,
      ENABLED,
    );
    expect(seen).toEqual([
      `PATCH /calendar/v3/calendars/a%40b/events/e%201?sendUpdates=none&conferenceDataVersion=1 "1" - {"summary":"x"} Bearer token-of-${ANNA}`,
      `GET /calendar/v3/calendars/primary/events?privateExtendedProperty=a%3D1&privateExtendedProperty=b%3D2 - -  Bearer token-of-${ANNA}`,
      `POST /calendar/v3/calendars/primary/events/e/move?destination=to%40x - -  Bearer token-of-${ANNA}`,
    ]);
  });

  it('gives accessors to what it returns, which stays plain JSON', async () => {
    next = { status: 200, body: { items: [{ id: '1', start: { dateTime: 'x' } }] } };
    const { result } = await lab.once(
      `var e = Cal.Events.list('primary').getItems()[0]; e.setSummary('new'); return [e.getId(), e.getStart().getDateTime(), e.getNothing(), JSON.stringify(e), Object.keys(e), e instanceof Object, e.hasOwnProperty('id')]`,
      ENABLED,
    );
    expect(result).toEqual([
      '1',
      'x',
      null,
      '{"id":"1","start":{"dateTime":"x"},"summary":"new"}',
      ['id', 'start', 'summary'],
      true,
      true,
    ]);
  });

  it('trap 28: errors are GoogleJsonResponseExceptions with a prefixed message and details', async () => {
    const errors = [
      {
        domain: 'calendar',
        reason: 'fullSyncRequired',
        message: 'Sync token is no longer valid, a full sync is required.',
      },
    ];
    next = { status: 410, body: { error: { errors, code: 410, message: errors[0]?.message } } };
    const { error } = await lab.once(`Cal.Events.list('primary', { syncToken: 'old' })`, ENABLED);
    expect(error).toMatchObject({
      name: 'GoogleJsonResponseException',
      message:
        'API call to calendar.events.list failed with error: Sync token is no longer valid, a full sync is required.',
      details: { code: 410, errors },
    });
  });

  it('names a removal as the API does, answers nothing for 204, and throws for an empty body', async () => {
    next = { status: 204, body: undefined };
    expect((await lab.once(`return Cal.Events.remove('primary', 'e')`, ENABLED)).result).toBeNull();
    next = { status: 404, body: { error: { code: 404, message: 'Not Found' } } };
    expect((await lab.once(`Cal.Events.remove('primary', 'e')`, ENABLED)).error?.message).toBe(
      'API call to calendar.events.delete failed with error: Not Found',
    );
    next = { status: 200, body: undefined };
    expect((await lab.once(`Cal.Events.get('primary', 'e')`, ENABLED)).error?.message).toContain(
      'Empty response',
    );
  });

  it('counts its arguments', async () => {
    expect((await lab.once(`Cal.Events.get('primary')`, ENABLED)).error?.message).toBe(
      'Invalid number of arguments provided. Expected 2-4 only',
    );
    expect(seen).toEqual([]);
    await lab.once(`Cal.Events.watch({ id: '1' }, 'primary'); Cal.Channels.stop({ id: '1' })`, ENABLED);
    expect(seen.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'POST /calendar/v3/calendars/primary/events/watch',
      'POST /calendar/v3/channels/stop',
    ]);
  });
});

describe('CalendarApp', () => {
  const WITH_SCOPE = { oauthScopes: ['https://www.googleapis.com/auth/calendar.readonly'] };

  it('reads calendar and event with its own scope', async () => {
    next = {
      status: 200,
      body: {
        id: ANNA,
        summary: 'Anna',
        timeZone: 'Europe/Paris',
        iCalUID: 'e@google.com',
        creator: { email: ANNA },
        start: { dateTime: '2026-03-02T10:00:00Z' },
        end: { dateTime: '2026-03-02T11:00:00Z' },
      },
    };
    const { result } = await lab.once(
      `var c = CalendarApp.getCalendarById('x'), e = c.getEventById('e@google.com'); return [c.getId(), c.getName(), c.getTimeZone(), e.getTitle(), e.getCreators(), e.getStartTime(), e.getEndTime() > e.getStartTime(), e.getId()]`,
      WITH_SCOPE,
    );
    expect(result).toEqual([
      ANNA,
      'Anna',
      'Europe/Paris',
      'Anna',
      [ANNA],
      '2026-03-02T10:00:00.000Z',
      true,
      'e@google.com',
    ]);
  });

  it('answers null for what is not there', async () => {
    next = { status: 404, body: { error: { code: 404, message: 'Not Found' } } };
    expect(
      (
        await lab.once(
          `return [CalendarApp.getCalendarById('x'), CalendarApp.getOwnedCalendarById('x')]`,
          WITH_SCOPE,
        )
      ).result,
    ).toEqual([null, null]);
  });
});
