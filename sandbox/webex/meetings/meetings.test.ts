import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ANNA,
  BEN,
  DAY,
  descriptions,
  HOUR,
  meetingBody,
  timesAt,
  webexOnPort,
  type WebexOnPort,
} from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

describe('create', () => {
  it('answers 200, and nothing of guests or mails', async () => {
    const answer = await local.call('POST', '/meetings', meetingBody({ invitees: [{ email: BEN }] }));
    expect(answer.status).toBe(200);
    expect(answer.json).not.toHaveProperty('invitees');
    expect(answer.json).not.toHaveProperty('sendEmail');
  });

  it.each([
    ['title', { title: undefined }],
    ['title', { title: '' }],
    ['title', { title: 'x'.repeat(129) }],
    ['agenda', { agenda: 'x'.repeat(1301) }],
    ['start', { start: undefined }],
    ['integrationTags', { integrationTags: ['a', 'b', 'c', 'd'] }],
    ['integrationTags.0', { integrationTags: ['x'.repeat(65)] }],
    ['invitees.0.email', { invitees: [{ email: 'nobody' }] }],
    ['invitees', { invitees: Array.from({ length: 1001 }, (_, n) => ({ email: `g${n}@example.com` })) }],
    ['joinBeforeHostMinutes', { joinBeforeHostMinutes: 7 }],
  ])('names %s in a 400 that makes nothing', async (field, overrides) => {
    const answer = await local.call('POST', '/meetings', meetingBody(overrides));
    expect(answer.status).toBe(400);
    expect(answer.json['message']).toMatch(/malformed syntax/);
    expect(descriptions(answer).join()).toContain(`'${field}'`);
    expect(local.webex.meetingsTruth()).toHaveLength(0);
  });

  it("says that siteUrl cannot be empty, in Webex's words", async () => {
    expect(descriptions(await local.call('POST', '/meetings', meetingBody({ siteUrl: '' })))).toEqual([
      "'siteUrl' cannot be empty",
    ]);
  });

  it('ignores a misspelt field without a word', async () => {
    const meeting = await local.create({ enableJoinBeforeHost: true });
    expect(meeting['enabledJoinBeforeHost']).toBe(false);
    expect(await local.create({ enabledJoinBeforeHost: true, joinBeforeHostMinutes: 15 })).toMatchObject({
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 15,
    });
  });

  it('refuses two co-host rules at once', async () => {
    const both = meetingBody({ allowAnyUserToBeCoHost: true, allowFirstUserToBeCoHost: true });
    const answer = await local.call('POST', '/meetings', both);
    expect(answer.status).toBe(400);
    expect(descriptions(answer)[0]).toMatch(/at the same time\.$/);
  });

  it("checks a password against the site's policy, and generates one that passes", async () => {
    local.webex.updateUser(ANNA, {
      passwordPolicy: {
        mixedCase: true,
        minLength: 14,
        minNumeric: 3,
        minSpecial: 2,
        disallowValues: ['Cisco12345#$xyz'],
      },
    });
    const refused = await local.call('POST', '/meetings', meetingBody({ password: 'all lower 123' }));
    expect(refused.status).toBe(400);
    expect(descriptions(refused)[0]).toBe(
      'Meeting password validation failed. A mix of uppercase and lowercase letters (A, a, B, b, C, c, etc.) is required.',
    );
    expect((await local.call('POST', '/meetings', meetingBody({ password: 'Cisco12345#$xyz' }))).status).toBe(
      400,
    );
    const { password } = await local.create();
    expect((await local.call('POST', '/meetings', meetingBody({ password }))).status).toBe(200);
  });

  it.each([
    ['instant meetings of a space', { adhoc: true }],
    ['live streams', { liveStream: { destination: 'x' } }],
  ])('refuses %s by name', async (what, overrides) => {
    const answer = await local.call('POST', '/meetings', meetingBody(overrides));
    expect(answer.status).toBe(501);
    expect(answer.json['message']).toBe(`${what}: not built in this local Webex`);
    expect(local.webex.meetingsTruth()).toHaveLength(0);
  });

  it("uses the host's preferred site, the first where none is marked, or the one that is named", async () => {
    const sites = [
      { siteUrl: 'one.webex.com', default: false },
      { siteUrl: 'two.webex.com', default: true },
    ];
    local.webex.updateUser(ANNA, { sites });
    expect((await local.create())['siteUrl']).toBe('two.webex.com');
    expect((await local.create({ siteUrl: 'one.webex.com' }))['webLink']).toMatch(
      /^https:\/\/one\.webex\.com\/one\/j\.php/,
    );
    local.webex.updateUser(ANNA, { sites: sites.map(({ siteUrl }) => ({ siteUrl, default: false })) });
    expect((await local.create())['siteUrl']).toBe('one.webex.com');
    expect((await local.call('POST', '/meetings', meetingBody({ siteUrl: 'three.webex.com' }))).status).toBe(
      403,
    );
  });
});

describe('who may host', () => {
  it.each(['attendee', 'none'] as const)(
    'gives a person with licence "%s" the one text of 403',
    async (licence) => {
      local.webex.updateUser(ANNA, { licence });
      const answer = await local.call('POST', '/meetings', meetingBody());
      expect(answer.status).toBe(403);
      expect(answer.json['message']).toMatch(
        /missing required scopes or the user is missing required roles or licenses/,
      );
    },
  );

  it('takes hostEmail from nobody but an administrator with the scope', async () => {
    const own = meetingBody({ hostEmail: ANNA });
    expect((await local.call('POST', '/meetings', own)).status).toBe(403);
    const token = local.tokenFor(BEN, ['meeting:admin_schedule_write']);
    expect((await local.call('POST', '/meetings', own, { token })).status).toBe(403);
    local.webex.updateUser(BEN, { admin: true });
    const made = await local.call('POST', '/meetings', own, { token });
    expect(made.json['hostEmail']).toBe(ANNA);
    expect((await local.call('POST', '/meetings', meetingBody(), { token })).status).toBe(403);
    local.ground.switches.set({ 'webex.serviceAppWithoutHost': 404 });
    expect((await local.call('POST', '/meetings', meetingBody(), { token })).status).toBe(404);
    local.webex.updateUser(ANNA, { licence: 'attendee' });
    const unlicensed = await local.call('POST', '/meetings', own, { token });
    expect([unlicensed.status, ...descriptions(unlicensed)]).toEqual([404, 'Cannot find the data']);
  });

  it('hides a meeting from strangers and lets guests look but not touch', async () => {
    const { id } = await local.create();
    const token = local.tokenFor(BEN);
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { title: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await local.call(method, `/meetings/${id}`, body, { token })).status, method).toBe(404);
    }
    await local.call('POST', '/meetingInvitees', { meetingId: id, email: BEN, sendEmail: false });
    expect((await local.call('GET', `/meetings/${id}`, undefined, { token })).status).toBe(200);
    expect((await local.call('PATCH', `/meetings/${id}`, { title: 'Mine' }, { token })).status).toBe(403);
    expect((await local.call('DELETE', `/meetings/${id}`, undefined, { token })).status).toBe(403);
    expect(local.webex.meetingsTruth()[0]).toMatchObject({ title: 'Review', state: 'active' });
  });
});

describe('update', () => {
  it('changes what is named and keeps id, number and password', async () => {
    const before = await local.create({ agenda: 'Old' });
    const answer = await local.call('PATCH', `/meetings/${before.id}`, { title: 'New', sendEmail: false });
    expect(answer.status).toBe(200);
    const { id, meetingNumber, password, start, webLink } = before;
    expect(answer.json).toMatchObject({
      id,
      meetingNumber,
      password,
      start,
      webLink,
      title: 'New',
      agenda: 'Old',
    });
  });

  it.each(['application/json-patch+json', 'application/json', 'application/json; charset=utf-8'])(
    'takes %s for PATCH, as a merge',
    async (type) => {
      const { id } = await local.create();
      const answer = await local.call(
        'PATCH',
        `/meetings/${id}`,
        { title: 'New' },
        { headers: { 'content-type': type } },
      );
      expect(answer.json['title']).toBe('New');
    },
  );

  it('takes null for the agenda, which then is gone', async () => {
    const { id } = await local.create({ agenda: 'Old' });
    const answer = await local.call('PATCH', `/meetings/${id}`, { agenda: null });
    expect(answer.status).toBe(200);
    expect(answer.json).not.toHaveProperty('agenda');
  });

  it('reads times without a zone as UTC, and the zone becomes UTC', async () => {
    const { id } = await local.create();
    const answer = await local.call('PATCH', `/meetings/${id}`, {
      start: '2026-03-03T10:00:00',
      end: '2026-03-03T11:00:00',
    });
    expect(answer.json).toMatchObject({ timezone: 'UTC', start: '2026-03-03T10:00:00Z' });
    expect(local.webex.meetingsTruth()[0]!.timezone).toBe('UTC');
  });

  it('has no invitees', async () => {
    const { id } = await local.create({ invitees: [{ email: BEN }] });
    await local.call('PATCH', `/meetings/${id}`, { invitees: [] });
    await local.call('PATCH', `/meetings/${id}`, { invitees: [{ email: 'new@example.com' }] });
    expect(local.webex.meetingsTruth()[0]!.invitees.map(({ email }) => email)).toEqual([BEN]);
  });

  it.each(['new', 'same'] as const)(
    'gives a moved meeting the %s link, as the switch says',
    async (value) => {
      local.ground.switches.set({ 'webex.webLinkAfterTimeChange': value });
      const before = await local.create();
      const renamed = await local.call('PATCH', `/meetings/${before.id}`, { title: 'Other' });
      expect(renamed.json['webLink']).toBe(before['webLink']);
      const moved = await local.call('PATCH', `/meetings/${before.id}`, timesAt('2026-03-04T10:00:00'));
      expect(moved.json['webLink'] === before['webLink']).toBe(value === 'same');
      expect(moved.json['meetingNumber']).toBe(before['meetingNumber']);
    },
  );

  it.each([
    [
      'rule 1, a past start',
      timesAt('2026-03-01T10:00:00'),
      "Parameter 'start' or 'end' is before current time.",
    ],
    [
      'rule 2, too long',
      { ...timesAt('2026-03-05T10:00:00'), end: '2026-03-06T10:00:00' },
      'The duration of a meeting must be between 10 minutes and 23 hours 59 minutes.',
    ],
  ])('refuses %s', async (_rule, change, text) => {
    const { id } = await local.create();
    const answer = await local.call('PATCH', `/meetings/${id}`, change);
    expect([answer.status, ...descriptions(answer)]).toEqual([400, text]);
    expect(local.webex.meetingsTruth()[0]!.start).toBe('2026-03-03T09:00:00Z');
  });

  it('refuses rule 3, a meeting in progress, until it has ended', async () => {
    const { id } = await local.create();
    local.webex.setMeetingState(id, 'inProgress');
    const answer = await local.call('PATCH', `/meetings/${id}`, { title: 'New' });
    expect([answer.status, ...descriptions(answer)]).toEqual([400, 'Meeting is in progress']);
    local.webex.setMeetingState(id, 'ended');
    expect((await local.call('PATCH', `/meetings/${id}`, { title: 'New' })).status).toBe(200);
  });

  it.each(['PATCH', 'PUT', 'DELETE'])('refuses rule 4, %s of an instance', async (method) => {
    const { id } = await local.create();
    const instance = `${id}_I_167427437874906709`;
    const answer = await local.call(
      method,
      `/meetings/${instance}`,
      method === 'DELETE' ? undefined : meetingBody({ password: 'x' }),
    );
    expect([answer.status, ...descriptions(answer)]).toEqual([
      400,
      `Meeting ID '${instance}' is not allowed for this API.`,
    ]);
  });

  it("leaves a connector's meeting alone", async () => {
    const { id } = await local.create();
    local.webex.setConnectorOwned(id, true);
    expect((await local.call('PATCH', `/meetings/${id}`, { title: 'New' })).status).toBe(403);
    expect(local.webex.meetingsTruth()[0]).toMatchObject({ title: 'Review', connectorOwned: true });
  });

  it('wants title, password, start and end for PUT, which drops the agenda it does not name', async () => {
    const { id, password } = await local.create({ agenda: 'Old' });
    const { sendEmail: _no, ...body } = meetingBody();
    const bare = await local.call('PUT', `/meetings/${id}`, body);
    expect([bare.status, ...descriptions(bare)]).toEqual([400, "'password' cannot be empty"]);
    const answer = await local.call('PUT', `/meetings/${id}`, { ...body, password });
    expect(answer.status).toBe(200);
    expect(answer.json).not.toHaveProperty('agenda');
  });

  it('refuses an empty body', async () => {
    const { id } = await local.create();
    expect((await local.call('PATCH', `/meetings/${id}`)).status).toBe(400);
    expect((await local.call('POST', '/meetings')).status).toBe(400);
  });
});

describe('integration tags', () => {
  it('are seen and found by the client that set them only', async () => {
    const { id } = await local.create({ integrationTags: ['t1'] });
    expect((await local.call('GET', `/meetings/${id}`)).json['integrationTags']).toEqual(['t1']);
    const { clientId } = local.webex.addClient({ redirectUris: [] });
    const { access_token: token } = local.webex.issueTokens(ANNA, ['meeting:schedules_read'], { clientId });
    expect((await local.call('GET', `/meetings/${id}`, undefined, { token })).json).not.toHaveProperty(
      'integrationTags',
    );
    expect(
      (await local.call('GET', '/meetings?integrationTag=t1', undefined, { token })).json['items'],
    ).toEqual([]);
    expect((await local.call('GET', `/meetings/${id}_20260303T090000Z`)).json['integrationTags']).toEqual([
      't1',
    ]);
    expect(local.webex.meetingsTruth()[0]).toMatchObject({
      integrationTags: ['t1'],
      tagsByClient: { outside: ['t1'] },
    });
  });

  it.each([[[]], [null]])('are deleted by %j and kept by silence', async (integrationTags) => {
    const { id } = await local.create({ integrationTags: ['t1'] });
    expect((await local.call('PATCH', `/meetings/${id}`, { title: 'x' })).json['integrationTags']).toEqual([
      't1',
    ]);
    expect((await local.call('PATCH', `/meetings/${id}`, { integrationTags })).json).not.toHaveProperty(
      'integrationTags',
    );
  });
});

describe('delete, and time', () => {
  it('answers 204 without a body, then 404, and the truth keeps a tombstone', async () => {
    const { id } = await local.create();
    const first = await local.call('DELETE', `/meetings/${id}?sendEmail=false`);
    expect([first.status, first.text]).toEqual([204, '']);
    const second = await local.call('DELETE', `/meetings/${id}?sendEmail=false`);
    expect([second.status, ...descriptions(second)]).toEqual([404, 'The meeting is not found.']);
    expect((await local.call('GET', `/meetings/${id}`)).status).toBe(404);
    expect((await local.call('PATCH', `/meetings/${id}`, { title: 'x' })).status).toBe(404);
    expect(local.webex.meetingsTruth()[0]).toMatchObject({ id, deletedAt: '2026-03-02T08:00:00Z' });
  });

  it('answers a second DELETE with 204 where the switch says so, an unknown id never', async () => {
    local.ground.switches.set({ 'webex.secondDelete': 204 });
    const { id } = await local.create();
    await local.call('DELETE', `/meetings/${id}?sendEmail=false`);
    expect((await local.call('DELETE', `/meetings/${id}`)).status).toBe(204);
    expect(local.webex.mail()).toEqual([]);
    expect((await local.call('DELETE', `/meetings/${'0'.repeat(32)}`)).status).toBe(404);
  });

  it('refuses to delete what is in progress, or not, as the switch says', async () => {
    const { id } = await local.create();
    local.webex.setMeetingState(id, 'inProgress');
    local.ground.switches.set({ 'webex.deleteInProgress': 'refused' });
    expect((await local.call('DELETE', `/meetings/${id}?sendEmail=false`)).status).toBe(400);
    local.ground.switches.set({ 'webex.deleteInProgress': 'allowed' });
    expect((await local.call('DELETE', `/meetings/${id}?sendEmail=false`)).status).toBe(204);
  });

  it('goes from active through in progress to expired', async () => {
    const { id } = await local.create();
    const states = async (): Promise<unknown[]> => {
      const [series, occurrence] = [
        await local.call('GET', `/meetings/${id}`),
        await local.call('GET', `/meetings/${id}?current=true`),
      ];
      return [series.json['state'], occurrence.json['state']];
    };
    expect(await states()).toEqual(['active', 'ready']);
    local.webex.setMeetingState(id, 'inProgress');
    expect(await states()).toEqual(['inProgress', 'inProgress']);
    local.pass(HOUR);
    local.webex.setMeetingState(id, 'ended');
    expect(await states()).toEqual(['expired', 'ended']);
    await local.call('PATCH', `/meetings/${id}`, timesAt('2026-03-05T10:00:00'));
    expect(await states()).toEqual(['active', 'ready']);
    local.pass(4 * DAY);
    expect(await states()).toEqual(['expired', 'missed']);
  });

  it('deletes by itself 180 days after the scheduled end', async () => {
    const { id } = await local.create();
    local.pass(DAY + 2 * HOUR + 180 * DAY - 1);
    expect((await local.call('GET', `/meetings/${id}`)).status).toBe(200);
    local.pass(1);
    expect((await local.call('GET', `/meetings/${id}`)).status).toBe(404);
    expect(local.webex.meetingsTruth()[0]!.deletedAt).toBe('2026-08-30T10:00:00Z');
  });
});
