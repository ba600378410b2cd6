/** Requests in the forms that clients of other languages send them, as Webex's own servers take them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ANNA,
  BEN,
  items,
  meetingBody,
  webexOnPort,
  type Json,
  type WebexOnPort,
} from './test/webex-on-port.ts';
import { seriesOnPort, WIDE } from './test/series-on-port.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
});
afterEach(() => {
  local.webex.clearMail();
});
afterAll(() => local.close());

describe('flags in a query', () => {
  it.each([
    ['True', 'False'],
    ['1', '0'],
    ['TRUE', 'FALSE'],
    ['yes', 'no'],
  ])('may be %s and %s', async (yes, no) => {
    const series = await seriesOnPort(local);
    const changed = series.occurrence('2026-03-10');
    await series.patch(changed, { title: 'Other' });
    const ids = async (query: string): Promise<unknown[]> => (await series.list(query)).map(({ id }) => id);
    expect(await ids(`meetingType=scheduledMeeting&isModified=${yes}`)).toEqual([changed]);
    expect(await ids(`meetingType=scheduledMeeting&isModified=${no}`)).toHaveLength(3);
    expect((await series.get(series.id, `?current=${yes}`)).json['meetingType']).toBe('scheduledMeeting');
    expect((await series.get(series.id, `?current=${no}`)).json['meetingType']).toBe('meetingSeries');
    const templates = items(await local.call('GET', `/meetings/templates?isDefault=${no}`));
    expect(templates.map(({ isDefault }) => isDefault)).toEqual([false, false]);
    expect((await local.call('DELETE', `/meetings/${series.id}?sendEmail=${no}`)).status).toBe(204);
    expect(local.webex.mail()).toEqual([]);
    const second = await local.create();
    expect((await local.call('DELETE', `/meetings/${second.id}?sendEmail=${yes}`)).status).toBe(204);
    expect(local.webex.mail()).toMatchObject([{ kind: 'meetingCancelled', to: ANNA }]);
  });

  it.each(['/meetings?current=maybe', '/meetings/templates?isDefault=2'])(
    'are refused otherwise: %s',
    async (path) => {
      expect((await local.call('GET', path)).status).toBe(400);
    },
  );

  it('filter guests who are panelists', async () => {
    const { id } = await local.create({
      scheduledType: 'webinar',
      invitees: [{ email: BEN, panelist: true }, { email: 'c@example.com' }],
    });
    const emails = async (value: string): Promise<unknown[]> =>
      items(await local.call('GET', `/meetingInvitees?meetingId=${id}&panelist=${value}`)).map(
        ({ email }) => email,
      );
    expect([await emails('True'), await emails('0')]).toEqual([[BEN], ['c@example.com']]);
  });
});

describe('a body', () => {
  it('may have its flags and numbers in quotes', async () => {
    const meeting = await local.create({
      enabledJoinBeforeHost: 'true',
      joinBeforeHostMinutes: '15',
      excludePassword: 'False',
      sessionTypeId: '3',
      sendEmail: 'false',
      meetingOptions: { enabledChat: 'false' },
    });
    expect(meeting).toMatchObject({
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 15,
      excludePassword: false,
      sessionTypeId: 3,
      meetingOptions: { enabledChat: false, enabledVideo: true },
    });
    expect(local.webex.mail()).toEqual([]);
  });

  it.each([{ enabledJoinBeforeHost: 'perhaps' }, { joinBeforeHostMinutes: '7' }, { sessionTypeId: 'three' }])(
    'is refused with %j',
    async (wrong) => {
      expect((await local.call('POST', '/meetings', meetingBody(wrong))).status).toBe(400);
    },
  );

  it('may name what it leaves out as null', async () => {
    const unset: Json = {
      agenda: null,
      password: null,
      recurrence: null,
      enabledJoinBeforeHost: null,
      invitees: null,
      integrationTags: null,
      hostEmail: null,
      siteUrl: null,
      registration: null,
      meetingOptions: { enabledChat: null },
    };
    const meeting = await local.create(unset);
    const plain = await local.create();
    expect(Object.keys(meeting)).toEqual(Object.keys(plain));
    expect(meeting['meetingOptions']).toEqual(plain['meetingOptions']);
    const missing = await local.call('POST', '/meetings', meetingBody({ title: null }));
    expect(missing.json).toMatchObject({ errors: [{ description: "'title' cannot be empty" }] });
  });

  it('of a PATCH keeps what is null, but for the four that null empties', async () => {
    const { id } = await local.create({ agenda: 'Old', integrationTags: ['t'], reminderTime: 5 });
    const body = { agenda: null, integrationTags: null, title: null, reminderTime: null, sendEmail: false };
    const { json, status } = await local.call('PATCH', `/meetings/${id}`, body);
    expect([status, json['title'], json['reminderTime']]).toEqual([200, 'Review', 5]);
    expect([json['agenda'], json['integrationTags']]).toEqual([undefined, undefined]);
  });
});

it('warns of options that the site ignores, in a header, and makes the meeting all the same', async () => {
  const options = { enabledChat: false, enabledNote: true, noteType: 'allowAll' };
  const made = await local.call('POST', '/meetings', meetingBody({ meetingOptions: options }));
  expect([made.status, made.headers.get('warning')]).toEqual([
    200,
    '1001 - "Ignored by this site: meetingOptions.enabledNote, meetingOptions.noteType"',
  ]);
  const shown = { enabledChat: false, enabledVideo: true, enabledFileTransfer: true };
  expect(made.json['meetingOptions']).toEqual(shown);
  const path = `/meetings/${String(made.json['id'])}`;
  const change = async (meetingOptions: Json): Promise<string | null> =>
    (await local.call('PATCH', path, { meetingOptions, sendEmail: false })).headers.get('warning');
  expect(await change({ enabledPolling: true })).toContain('meetingOptions.enabledPolling');
  expect(await change({ enabledVideo: false, enabledPolling: null })).toBeNull();
});

it('pages through Link until there is no next, whatever the first query said', async () => {
  const series = await seriesOnPort(local);
  let next: string | null =
    `${local.origin}/v1/meetings?meetingSeriesId=${series.id}&meetingType=scheduledMeeting&${WIDE.replace('100', '3')}&isModified=False`;
  const starts: unknown[] = [];
  while (next !== null) {
    const response: Response = await fetch(next, {
      headers: { authorization: `Bearer ${local.tokenFor(ANNA)}` },
    });
    starts.push(...((await response.json()) as { items: Json[] }).items.map(({ start }) => start));
    next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
  }
  expect(starts).toEqual(await series.starts());
});

describe('a web page of another origin', () => {
  const origin = { origin: 'http://page.example' };

  it('may ask before it calls, and read the headers of a reply', async () => {
    const preflight = await fetch(`${local.origin}/v1/meetings`, {
      method: 'OPTIONS',
      headers: {
        ...origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    const answer = await local.call('GET', '/meetings?max=1', undefined, { headers: origin });
    expect(answer.headers.get('access-control-expose-headers')).toContain('Link');
    const refused = await local.call('GET', '/meetings', undefined, { headers: origin, token: 'x' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });

  it('is nobody to a caller that has no origin', async () => {
    const answer = await local.call('GET', '/people/me');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(`${local.origin}/v1/meetings`, { method: 'OPTIONS' })).status).toBe(404);
  });
});

describe('scopes', () => {
  it('of other services may be asked for beside those of meetings', async () => {
    const { clientId } = local.webex.addClient({ redirectUris: ['http://127.0.0.1:1/back'] });
    const asked = (scope: string): Promise<Response> => {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: 'http://127.0.0.1:1/back',
        scope,
      });
      return fetch(`${local.origin}/v1/authorize?${query.toString()}`);
    };
    const wide =
      'spark:memberships_read spark:rooms_read spark:messages_write spark:kms meeting:schedules_write';
    expect((await asked(wide)).status).toBe(200);
    expect((await asked('meeting:schedules_writes')).status).toBe(400);
  });

  it('of messaging are all in spark:all, those of meetings are not', async () => {
    const token = local.tokenFor(ANNA, ['spark:all']);
    expect((await local.call('GET', '/people/me', undefined, { token })).status).toBe(200);
    expect((await local.call('GET', '/meetings', undefined, { token })).status).toBe(403);
  });
});
