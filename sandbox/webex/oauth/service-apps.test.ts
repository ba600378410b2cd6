import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, items, meetingBody, webexOnPort, type Json, type WebexOnPort } from '../test/webex-on-port.ts';

const SCOPES = [
  'meeting:admin_schedule_read',
  'meeting:admin_schedule_write',
  'meeting:schedules_read',
  'meeting:schedules_write',
];
let local: WebexOnPort;
let token: string;
beforeAll(async () => {
  local = await webexOnPort();
  token = local.webex.addServiceApp(ANNA, { scopes: SCOPES }).tokens.access_token;
});
afterEach(() => {
  local.ground.switches.reset();
});
afterAll(() => local.close());

const post = (body: Json) => local.call('POST', '/meetings', body, { token });

describe('a Service App', () => {
  it('makes, reads, changes and deletes meetings of the host it names', async () => {
    const made = await post(meetingBody({ hostEmail: ANNA, integrationTags: ['t'] }));
    expect(made.json, made.text).toMatchObject({ hostEmail: ANNA, integrationTags: ['t'] });
    const path = `/meetings/${String(made.json['id'])}`;
    const as = `hostEmail=${ANNA}`;
    expect((await local.call('GET', `${path}?${as}`, undefined, { token })).json['hostKey']).toBeDefined();
    const patch = { title: 'New', hostEmail: ANNA, sendEmail: false };
    expect((await local.call('PATCH', path, patch, { token })).json['title']).toBe('New');
    const listed = await local.call('GET', `/meetings?integrationTag=t&${as}`, undefined, { token });
    expect(items(listed)).toHaveLength(1);
    expect((await local.call('GET', path)).json).not.toHaveProperty('integrationTags');
    const guest = { meetingId: made.json['id'], email: 'g@x.org', hostEmail: ANNA, sendEmail: false };
    expect((await local.call('POST', '/meetingInvitees', guest, { token })).status).toBe(200);
    const removed = await local.call('DELETE', `${path}?${as}&sendEmail=false`, undefined, { token });
    expect(removed.status).toBe(204);
  });

  it.each([403, 404])('gets %i where it names no host, if the switch says so', async (status) => {
    local.ground.switches.set({ 'webex.serviceAppWithoutHost': status });
    expect((await post(meetingBody())).status).toBe(status);
    expect((await local.call('GET', '/meetings', undefined, { token })).status).toBe(status);
  });

  it('is told that a host without licence, or of another organisation, is not there', async () => {
    local.webex.addUser({ email: 'guest@example.com', licence: 'attendee' });
    local.webex.addUser({ email: 'far@elsewhere.example' });
    for (const hostEmail of ['guest@example.com', 'far@elsewhere.example', 'nobody@example.com']) {
      const answer = await post(meetingBody({ hostEmail }));
      expect([answer.status, answer.text.includes('Cannot find the data')], hostEmail).toEqual([404, true]);
    }
  });

  it('gets its tokens from the portal’s call, and refreshes them like any', async () => {
    const app = local.webex.addServiceApp(ANNA, { scopes: SCOPES, name: 'Scheduler' });
    const portal = local.tokenFor(ANNA, ['spark:applications_token']);
    const ask = (overrides: Json) =>
      local.call(
        'POST',
        `/applications/${app.applicationId}/token`,
        { clientId: app.clientId, clientSecret: app.clientSecret, targetOrgId: app.orgId, ...overrides },
        { token: portal },
      );
    const answer = await ask({});
    expect(Object.keys(answer.json).sort()).toEqual([
      'access_token',
      'expires_in',
      'refresh_token',
      'refresh_token_expires_in',
      'token_type',
    ]);
    const body = meetingBody({ hostEmail: ANNA });
    const fresh = { token: String(answer.json['access_token']) };
    expect((await local.call('POST', '/meetings', body, fresh)).status).toBe(200);
    expect((await ask({ clientSecret: 'wrong' })).status).toBe(400);
    expect((await ask({ targetOrgId: 'elsewhere' })).status).toBe(404);
    expect((await ask({ clientId: 'Cother' })).status).toBe(404);
    const without = { token: local.tokenFor(ANNA) };
    const path = `/applications/${app.applicationId}/token`;
    expect((await local.call('POST', path, {}, without)).status).toBe(403);
    const refreshed = await fetch(`${local.origin}/v1/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: app.clientId,
        client_secret: app.clientSecret,
        refresh_token: String(answer.json['refresh_token']),
      }),
    });
    expect(refreshed.status).toBe(200);
  });
});
