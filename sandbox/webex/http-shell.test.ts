import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FaultRequest, type Fault } from '../control/faults.ts';
import * as v from 'valibot';
import { ANNA, descriptions, meetingBody, webexOnPort, type WebexOnPort } from './test/webex-on-port.ts';
import { seriesOnPort } from './test/series-on-port.ts';

let local: WebexOnPort;
afterEach(() => local.close());

const plant = (fault: Partial<Fault>): string =>
  local.ground.faults.add(v.parse(FaultRequest, { on: 'webex', ...fault }));

describe('replies', () => {
  it('have exact media types and a tracking id, errors the same one in the body', async () => {
    local = await webexOnPort();
    const { id } = await local.create();
    for (const path of [
      '/meetings',
      `/meetings/${id}`,
      '/meetingPreferences/sites',
      `/meetingInvitees?meetingId=${id}`,
    ]) {
      const answer = await local.call('GET', path);
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([
        200,
        'application/json;charset=UTF-8',
      ]);
      expect(answer.headers.get('trackingid')).toMatch(/^ROUTERGW_[0-9a-f-]{36}$/);
    }
    expect((await local.call('GET', '/people/me')).headers.get('content-type')).toBe('application/json');
    const missing = await local.call('GET', '/meetings/none');
    expect(missing.json['trackingId']).toBe(missing.headers.get('trackingid'));
  });

  it.each([
    ['no token', '', 401],
    ['a made-up token', 'x', 401],
    ['a token without the scope', 'other', 403],
  ] as const)('to %s', async (_name, which, status) => {
    local = await webexOnPort();
    const token = which === 'other' ? local.tokenFor(ANNA, ['meeting:preferences_read']) : which;
    const calls = [
      ['GET', '/people/me'],
      ['GET', '/meetings'],
      ['POST', '/meetings'],
      ['GET', `/meetings/${'0'.repeat(32)}`],
      ['PATCH', `/meetings/${'0'.repeat(32)}`],
      ['DELETE', `/meetings/${'0'.repeat(32)}`],
      ['GET', '/meetingInvitees'],
      ['POST', '/meetingInvitees'],
    ] as const;
    for (const [method, path] of calls) {
      const body = method === 'POST' || method === 'PATCH' ? meetingBody() : undefined;
      expect((await local.call(method, path, body, { token })).status, `${method} ${path}`).toBe(status);
    }
    expect(local.webex.meetingsTruth()).toHaveLength(0);
  });

  it('to a read-only token when it writes: 403, and nothing is made', async () => {
    local = await webexOnPort();
    const token = local.tokenFor(ANNA, ['meeting:schedules_read']);
    expect((await local.call('POST', '/meetings', meetingBody(), { token })).status).toBe(403);
    expect(local.webex.meetingsTruth()).toHaveLength(0);
  });

  it('to what is malformed, unknown, or not built', async () => {
    local = await webexOnPort();
    const broken = await local.call('POST', '/meetings', '{"title":');
    expect([broken.status, ...descriptions(broken)]).toEqual([400, 'The request body is not valid JSON.']);
    expect((await local.call('GET', '/nothing')).status).toBe(404);
    const typed = await local.call('POST', '/meetings', 'title', {
      headers: { 'content-type': 'text/plain' },
    });
    expect(typed.status).toBe(415);
    for (const path of [
      '/recordings',
      '/meetings/polls',
      '/meetings/controls',
      '/meetingParticipants',
      '/admin/meeting/config/trackingCodes',
    ]) {
      const answer = await local.call('GET', path);
      expect([answer.status, String(answer.json['message'])], path).toEqual([
        501,
        expect.stringMatching(/not built in this local Webex$/),
      ]);
    }
  });
});

describe('people and preferences', () => {
  it('mark an account that may only attend, and have no site for one without a licence', async () => {
    local = await webexOnPort();
    expect((await local.call('GET', '/people/me')).json).toMatchObject({
      siteUrls: ['example.webex.com'],
      timezone: 'Europe/Paris',
      firstName: 'Anna',
    });
    local.webex.updateUser(ANNA, { licence: 'attendee' });
    expect((await local.call('GET', '/people/me')).json).toMatchObject({
      siteUrls: ['example.webex.com#attendee'],
      licenses: [],
    });
    local.webex.updateUser(ANNA, { licence: 'none' });
    expect((await local.call('GET', '/people/me')).json['siteUrls']).toEqual([]);
  });

  it("can change one's default site, and show nobody else's", async () => {
    local = await webexOnPort();
    const sites = [
      { siteUrl: 'one.webex.com', default: true },
      { siteUrl: 'two.webex.com', default: false },
    ];
    local.webex.updateUser(ANNA, { sites });
    const put = await local.call('PUT', '/meetingPreferences/sites?defaultSite=true', {
      siteUrl: 'two.webex.com',
    });
    expect(put.json).toEqual({ siteUrl: 'two.webex.com', default: true });
    const answer = await local.call('GET', '/meetingPreferences/sites');
    expect(answer.json).toEqual({
      sites: [
        { siteUrl: 'one.webex.com', default: false },
        { siteUrl: 'two.webex.com', default: true },
      ],
    });
    expect((await local.call('PUT', '/meetingPreferences/sites', { siteUrl: 'two.webex.com' })).status).toBe(
      400,
    );
    const other = await local.call('GET', '/meetingPreferences/sites?userEmail=ben@example.com');
    expect([other.status, ...descriptions(other)]).toEqual([
      403,
      "Not permitted to view or change other user's preferences.",
    ]);
    expect((await local.call('GET', '/meetingPreferences/schedulingOptions')).json).toMatchObject({
      enabledJoinBeforeHost: false,
      delegateEmails: [],
    });
  });
});

describe('planted faults', () => {
  it('throttle in HTML with Retry-After, and apply nothing', async () => {
    local = await webexOnPort();
    plant({ kind: 'status', status: 429 });
    const answer = await local.call('POST', '/meetings', meetingBody());
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
      429,
      'text/html',
      '10',
    ]);
    plant({ kind: 'status', status: 423, headers: { 'retry-after': '7' } });
    const locked = await local.call('GET', '/meetings');
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([423, '7']);
    expect(local.webex.meetingsTruth()).toHaveLength(0);
  });

  it('answer 503 in the usual error body, for one account if so wanted', async () => {
    local = await webexOnPort();
    plant({ kind: 'status', match: { account: 'ben@example.com' } });
    expect((await local.call('GET', '/meetings')).status).toBe(200);
    const answer = await local.call('GET', '/meetings', undefined, {
      token: local.tokenFor('ben@example.com'),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      503,
      'application/json;charset=UTF-8',
    ]);
    expect(answer.json).toHaveProperty('trackingId');
  });

  it('lose a reply whose meeting is made all the same', async () => {
    local = await webexOnPort();
    plant({ kind: 'lostReply', match: { method: 'POST', path: '^/v1/meetings$' } });
    await expect(local.call('POST', '/meetings', meetingBody({ integrationTags: ['t'] }))).rejects.toThrow();
    expect(local.webex.meetingsTruth()).toMatchObject([{ title: 'Review', integrationTags: ['t'] }]);
    expect(local.ground.calls.list().at(-1)).toMatchObject({
      status: 0,
      fault: 'lostReply',
      as: ANNA,
      by: 'outside',
      on: 'webex',
    });
    expect(local.ground.open.count).toBe(0);
  });
});

describe('state', () => {
  it('survives: what was answered is there when the folder is opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'webex-'));
    const first = await webexOnPort('demo', folder);
    const token = first.tokenFor(ANNA);
    const { id } = await first.create({ integrationTags: ['t'], invitees: [{ email: 'c@x.org' }] });
    const series = await seriesOnPort(first);
    await series.patch(series.occurrence('2026-03-10'), { title: 'Other' });
    await series.remove(series.occurrence('2026-03-17'));
    first.webex.clearMail();
    await first.call('PATCH', `/meetings/${id}`, { title: 'Later' });
    const before = first.webex.meetingsTruth();
    // No orderly close: the journal alone must do.
    local = await webexOnPort('demo', folder);
    const answer = await local.call('GET', '/meetings?integrationTag=t', undefined, { token });
    expect(answer.json['items']).toMatchObject([{ id, title: 'Later' }]);
    expect(local.webex.meetingsTruth()).toEqual(before);
    expect(before[0]!.invitees).toHaveLength(1);
    expect(before[1]!.occurrences.map(({ title }) => title)).toEqual(['Weekly', 'Other', 'Weekly']);
    expect(local.webex.mail().map(({ kind }) => kind)).toEqual(['meetingUpdated', 'invitationUpdated']);
    await first.close();
    rmSync(folder, { recursive: true });
  });

  it('is empty after a reset, and tells those who watch', async () => {
    local = await webexOnPort();
    let told = 0;
    const stop = local.webex.onChange(() => {
      told += 1;
    });
    await local.create();
    expect(told).toBe(1);
    await local.call('GET', '/meetings');
    expect(told).toBe(1);
    local.webex.reset();
    expect(told).toBe(2);
    stop();
    expect([local.webex.meetingsTruth(), local.webex.users(), local.webex.mail()]).toEqual([[], [], []]);
    expect((await local.call('GET', '/meetings')).status).toBe(401);
  });
});
