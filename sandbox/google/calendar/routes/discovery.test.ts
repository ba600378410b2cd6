import { auth, calendar as calendarClient } from '@googleapis/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalGoogle } from '../test/local-google.ts';
import { ANNA, startLocalGoogle } from '../test/local-google.ts';

interface Description {
  readonly rootUrl: string;
  readonly servicePath: string;
  readonly batchPath: string;
  readonly resources: Record<string, { methods: Record<string, MethodDescription> }>;
  readonly schemas: Record<string, { properties: Record<string, unknown> }>;
}

interface MethodDescription {
  readonly id: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly parameterOrder: string[];
  readonly parameters: Record<string, { location: string }>;
  readonly request?: { $ref: string };
  readonly response?: { $ref: string };
}

let google: LocalGoogle;
let document: Description;

beforeAll(async () => {
  google = await startLocalGoogle();
  const response = await fetch(`${google.url}/discovery/v1/apis/calendar/v3/rest`);
  document = (await response.json()) as Description;
});
afterAll(() => google.close());

describe('the Discovery document', () => {
  it('names this server, and where the directory says it is', async () => {
    expect(document).toMatchObject({
      kind: 'discovery#restDescription',
      id: 'calendar:v3',
      rootUrl: `${google.url}/`,
      servicePath: 'calendar/v3/',
      batchPath: 'batch/calendar/v3',
    });
    const list = (await (await fetch(`${google.url}/discovery/v1/apis`)).json()) as {
      items: { discoveryRestUrl: string }[];
    };
    expect(list.items.map((item) => item.discoveryRestUrl)).toEqual([
      `${google.url}/discovery/v1/apis/calendar/v3/rest`,
      `${google.url}/discovery/v1/apis/gmail/v1/rest`,
      `${google.url}/discovery/v1/apis/admin/directory_v1/rest`,
    ]);
    const same = await fetch(`${google.url}/$discovery/rest?version=v3`);
    expect(await same.json()).toEqual(document);
    expect((await fetch(`${google.url}/discovery/v1/apis/sheets/v4/rest`)).status).toBe(404);
  });

  it('is enough to call each method it describes: path parameters first, then what is demanded', async () => {
    const methods = Object.values(document.resources).flatMap(({ methods: of }) => Object.values(of));
    for (const method of methods) {
      const inPath = Object.entries(method.parameters).filter(([, { location }]) => location === 'path');
      expect(method.parameterOrder).toEqual(expect.arrayContaining(inPath.map(([name]) => name)));
      for (const ref of [method.request?.$ref, method.response?.$ref]) {
        if (ref !== undefined) expect(document.schemas).toHaveProperty(ref);
      }
    }
    const list = document.resources['events']?.methods['list'];
    const url = `${document.rootUrl}${document.servicePath}${list?.path.replace('{calendarId}', 'primary') ?? ''}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${google.token(ANNA)}` } });
    expect(((await answer.json()) as { kind: string }).kind).toBe('calendar#events');
  });

  it('knows every member that an answer has', async () => {
    const oauth = new auth.OAuth2();
    oauth.setCredentials({ access_token: google.token(ANNA) });
    const client = calendarClient({ version: 'v3', rootUrl: `${google.url}/`, auth: oauth, retry: false });
    const answers = {
      Events: (await client.events.list({ calendarId: 'primary' })).data,
      Calendar: (await client.calendars.get({ calendarId: 'primary' })).data,
      CalendarList: (await client.calendarList.list()).data,
      CalendarListEntry: (await client.calendarList.get({ calendarId: 'primary' })).data,
      Settings: (await client.settings.list()).data,
      Colors: (await client.colors.get()).data,
      Acl: (await client.acl.list({ calendarId: 'primary' })).data,
    };
    for (const [name, answer] of Object.entries(answers)) {
      const known = Object.keys(document.schemas[name]?.properties ?? {});
      expect(known, name).toEqual(expect.arrayContaining(Object.keys(answer)));
    }
  });
});
