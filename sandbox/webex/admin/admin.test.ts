import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesOnPort } from '../test/series-on-port.ts';
import { items, webexOnPort, type Answer, type WebexOnPort } from '../test/webex-on-port.ts';

const ADMIN = 'root@example.com';
let local: WebexOnPort;
let get: (path: string) => Promise<Answer>;
beforeAll(async () => {
  local = await webexOnPort();
  local.webex.addUser({
    email: ADMIN,
    admin: true,
    passwordPolicy: { mixedCase: true, minLength: 9, disallowValues: ['Password1'] },
  });
  const token = local.tokenFor(ADMIN, ['meeting:admin_schedule_read', 'meeting:admin_config_read']);
  get = (path) => local.call('GET', path, undefined, { token });
});
afterAll(() => local.close());

describe('an administrator', () => {
  it('sees meetings of the organisation by number, link or id, without their secrets', async () => {
    const series = await seriesOnPort(local, { agenda: 'Points' });
    const listed = items(await get(`/admin/meetings?meetingNumber=${String(series.json['meetingNumber'])}`));
    expect(listed.map(({ id }) => id)).toEqual([series.occurrence('2026-03-03')]);
    const whole = (await get(`/admin/meetings/${series.id}`)).json;
    expect(whole).toMatchObject({ id: series.id, title: 'Weekly', recurrence: series.json['recurrence'] });
    for (const key of [
      'agenda',
      'hostKey',
      'password',
      'phoneAndVideoSystemPassword',
      'webLink',
      'sipAddress',
    ])
      expect(whole).not.toHaveProperty(key);
    expect(whole['telephony']).not.toHaveProperty('accessCode');
    const link = encodeURIComponent(String(series.json['webLink']));
    expect(items(await get(`/admin/meetings?webLink=${link}&current=false`))).toHaveLength(1);
    expect((await get('/admin/meetings')).status).toBe(400);
  });

  it('sees no meeting of another organisation, and nobody else sees any', async () => {
    local.webex.addUser({ email: 'far@elsewhere.example' });
    const far = await local.create({}, { token: local.tokenFor('far@elsewhere.example') });
    expect((await get(`/admin/meetings/${far.id}`)).status).toBe(404);
    const asHost = await local.call('GET', `/admin/meetings/${far.id}`);
    expect(asHost.status).toBe(403);
  });

  it('reads the password criteria that new passwords are held against', async () => {
    const { json } = await get('/admin/meeting/config/commonSettings');
    expect(json['securityOptions']).toMatchObject({
      requireStrongPassword: true,
      passwordCriteria: { mixedCase: true, minLength: 9, disallowList: true, disallowValues: ['Password1'] },
    });
  });
});
