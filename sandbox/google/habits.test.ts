/** What real clients and scripts send and expect beyond the reference, each as they do it. */
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, Whole } from '../apps-script/test/whole.ts';
import type { EventResource, EventsResource } from './calendar/event-resource-type.ts';

const CALENDAR = 'https://www.googleapis.com/auth/calendar';
const times = {
  start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Paris' },
  end: { dateTime: '2026-03-03T11:00:00+01:00', timeZone: 'Europe/Paris' },
};

let whole: Whole;
let clientId: string;
let rooms: string;
beforeAll(async () => {
  whole = await Whole.start();
  const { identity, scripts, host } = whole.platforms;
  clientId = identity.addClient({ kind: 'outside', name: 'A client', redirectUris: [] }).clientId;
  rooms = scripts.register({ dir: whole.dir('rooms') }).scriptId;
  await host.act(ANNA, 'install', { scriptId: rooms });
});
afterAll(() => whole.stop());

const bearer = (): string =>
  whole.platforms.identity.issueAccessToken({ email: ANNA, clientId, scopes: [CALENDAR] }).token;

async function send(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
  token = bearer(),
): Promise<{ status: number; json: unknown }> {
  const answer = await whole.google.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, json: answer.body === '' ? {} : (JSON.parse(answer.body) as unknown) };
}
const EVENTS = '/calendar/v3/calendars/primary/events';
const list = async (query = ''): Promise<EventsResource> =>
  (await send('GET', `${EVENTS}${query}`)).json as EventsResource;
async function insert(body: object): Promise<EventResource> {
  const { status, json } = await send('POST', EVENTS, { ...times, ...body });
  expect(status).toBe(200);
  return json as EventResource;
}

async function call(name: string, event?: object): Promise<unknown> {
  const { result, error } = await whole.run('habits', { call: name, ...(event ? { event } : {}) });
  expect(error).toBeNull();
  return result;
}

describe('clients of the calendar', () => {
  it('send recurrence: [] for a single event, a rule that ends with ;, and a colour as a number', async () => {
    const single = await insert({ recurrence: [], colorId: 7 });
    expect([single.colorId, single.recurrence]).toEqual(['7', undefined]);
    const { id } = await insert({ recurrence: ['RRULE:FREQ=DAILY;COUNT=3;'] });
    expect((await list(`/${id}/instances`)).items).toHaveLength(3);
  });

  it('expect cancelled instances of a live series in a list that is not expanded', async () => {
    const { id: base } = await insert({ recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
    const gone = `${base}_20260304T090000Z`;
    await send('DELETE', `${EVENTS}/${gone}`);
    const states = async (query: string) =>
      (await list(query)).items.filter(({ id }) => id === gone).map(({ status }) => status);
    expect(await states('')).toEqual(['cancelled']);
    expect(await states('?singleEvents=true')).toEqual([]);
  });

  it('send timeMin with the first full sync, and still expect a token to go on with', async () => {
    const { nextSyncToken } = await list('?timeMin=2026-03-01T00%3A00%3A00Z&maxResults=2500');
    expect(nextSyncToken).toMatch(/=$/);
    await insert({ summary: 'After' });
    const news = await list(`?syncToken=${encodeURIComponent(nextSyncToken ?? '')}`);
    expect(news.items.map(({ summary }) => summary)).toEqual(['After']);
  });

  it('repeat a call once after a 401, which must not have been done', async () => {
    const { identity } = whole.platforms;
    const old = bearer();
    identity.expire({ what: 'accessToken', token: old });
    const once = { ...times, id: 'once01', summary: 'Once' };
    expect((await send('POST', EVENTS, once, old)).status).toBe(401);
    expect((await send('POST', EVENTS, once)).status).toBe(200);
  });
});

describe('clients of identities', () => {
  it('post to tokeninfo with nothing but an Authorization header', async () => {
    const { status, json } = await send('POST', '/tokeninfo');
    expect(status).toBe(200);
    expect(json).toMatchObject({ aud: clientId, scope: CALENDAR });
  });

  it('hold an ID token against issuer, audience and published keys', async () => {
    const { identity, ground } = whole.platforms;
    const options = { email: ANNA, audience: clientId, scopes: ['openid', 'email'] };
    const { json } = await send('GET', '/oauth2/v3/certs');
    const currentDate = new Date(ground.clock.now());
    const verify = (token: string | undefined, audience = clientId) =>
      jwtVerify(token ?? '', createLocalJWKSet(json as JSONWebKeySet), {
        ...{ issuer: 'https://accounts.google.com', audience, currentDate, algorithms: ['RS256'] },
      });
    const token = await identity.idToken(options);
    expect((await verify(token)).payload.sub).toBe(identity.account(ANNA)?.sub);
    await expect(verify(token, 'another-client')).rejects.toThrow(/"aud"/);
    const forged = await identity.forgedIdToken(options, { key: 'unknown' });
    await expect(verify(forged)).rejects.toThrow();
  });
});

describe('scripts', () => {
  it('call accessors on what the advanced service returned, and print the service', async () => {
    const [same, ...rest] = (await call('accessors')) as unknown[];
    expect(same).toBe(true);
    expect(rest.at(-1)).toBe('AdvancedServiceIdentifier{name=calendar, version=v3}');
    expect(rest).toHaveLength(3);
  });

  it('ask CalendarApp for an unsaved event and get null, where Events.get throws', async () => {
    const draft = (await whole.platforms.host.act(ANNA, 'newEvent', { resource: times })) as {
      eventId: string;
    };
    expect(await call('unsaved', { calendarId: ANNA, eventId: draft.eventId })).toEqual([
      null,
      'API call to calendar.events.get failed with error: Not Found',
    ]);
  });

  it('have no document, and so neither its properties nor its cache', async () => {
    expect(await call('stores')).toEqual([null, null]);
  });

  it('digest and sign strings as US-ASCII unless told, count bytes signed, and are told a wrong call', async () => {
    expect(await call('bytes')).toEqual({
      digest: true,
      utf8: false,
      hmac: true,
      signed: [-1],
      wrong: "The parameters (String,String) don't match the method signature for Utilities.computeDigest.",
    });
  });
});

describe('add-ons', () => {
  const lastEvent = (name: string): Record<string, unknown> => {
    const runs = whole.platforms.scripts.executions(rooms).filter((run) => run.function === name);
    return JSON.parse(runs.at(-1)?.logs[0]?.message ?? '{}') as Record<string, unknown>;
  };

  it('read the mirrors of before beside the event object of today', async () => {
    const { gmail, host } = whole.platforms;
    const { id } = await gmail.arrive(ANNA, { from: 'x@y.test', to: ANNA, subject: 'Hi', text: '' });
    await host.act(ANNA, 'openMessage', { id, scriptId: rooms });
    const { gmail: now, messageMetadata: before, ...rest } = lastEvent('onOpen');
    const { accessToken, ...ids } = now as Record<string, string>;
    const mirrored = before as Record<string, string>;
    expect(mirrored).toEqual({ ...ids, accessToken: mirrored['accessToken'] });
    expect(mirrored['accessToken']).not.toBe(accessToken);
    expect(rest).toMatchObject({
      hostApp: 'gmail',
      clientPlatform: 'web',
      userLocale: 'en',
      userTimezone: { id: 'Europe/Paris', offSet: '3600000' },
    });
  });

  it('read inputs in the form with an empty key, as lists and as first values', async () => {
    const { host } = whole.platforms;
    const { draft } = (await host.act(ANNA, 'newEvent', { resource: times })) as { draft: string };
    await host.act(ANNA, 'openEvent', { draft, scriptId: rooms });
    const path = '/sections/0/widgets/2/buttonList/buttons/0';
    await host.act(ANNA, 'click', { draft, path, inputs: { note: 'new' } });
    const stringInputs = { value: ['new'] };
    expect(lastEvent('onSend')).toMatchObject({
      commonEventObject: {
        parameters: { step: '2' },
        formInputs: { note: { stringInputs, '': { stringInputs } } },
      },
      parameters: { step: '2' },
      formInput: { note: 'new' },
      formInputs: { note: ['new'] },
    });
  });
});
