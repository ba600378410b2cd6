import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, webexOnPort, type Json, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
});
afterEach(() => {
  local.ground.switches.reset();
});
afterAll(() => local.close());

const get = async (path: string, token?: string): Promise<Json> =>
  (await local.call('GET', path, undefined, token === undefined ? {} : { token })).json;

describe('preferences', () => {
  it('are told part by part and together', async () => {
    const all = await get('/meetingPreferences');
    for (const part of ['personalMeetingRoom', 'audio', 'video', 'schedulingOptions'])
      expect(await get(`/meetingPreferences/${part}`)).toEqual(all[part]);
    expect(all['sites']).toEqual([{ siteUrl: 'example.webex.com', default: true }]);
  });

  it('begin with what the site says', async () => {
    expect(await get('/meetingPreferences/schedulingOptions')).toMatchObject({
      enabledJoinBeforeHost: false,
    });
    expect((await get('/meetingPreferences/audio'))['defaultAudioType']).toBe('webexAudio');
    local.ground.switches.set({ 'webex.site': 'free' });
    expect(await get('/meetingPreferences/schedulingOptions')).toMatchObject({
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 5,
    });
    expect((await get('/meetingPreferences/audio'))['defaultAudioType']).toBe('voipOnly');
  });

  it('of the personal room keep its number and link whatever is changed', async () => {
    const path = '/meetingPreferences/personalMeetingRoom';
    const before = await get(path);
    expect(before).toMatchObject({
      personalMeetingRoomLink: 'https://example.webex.com/meet/anna',
      sipAddress: 'anna@example.webex.com',
    });
    const body = {
      topic: 'My room',
      hostPin: '4321',
      enabledAutoLock: true,
      autoLockMinutes: 5,
      enabledNotifyHost: true,
      supportCoHost: true,
      coHosts: [{ email: BEN, displayName: 'Ben Ode' }],
    };
    const put = await local.call('PUT', path, body);
    expect(put.json).toMatchObject({ ...body, telephony: before['telephony'] });
    expect(await get(path)).toEqual(put.json);
    expect((await local.call('PUT', path, { ...body, hostPin: '12' })).status).toBe(400);
  });

  it('of audio and video are replaced whole', async () => {
    const audio = await get('/meetingPreferences/audio');
    const changed = { ...audio, enabledTollFree: true };
    expect((await local.call('PUT', '/meetingPreferences/audio', changed)).json).toEqual(changed);
    expect((await local.call('PUT', '/meetingPreferences/audio', {})).status).toBe(400);
    const video = {
      videoDevices: [{ deviceName: 'Desk', deviceAddress: 'desk@example.com', isDefault: true }],
    };
    await local.call('PUT', '/meetingPreferences/video', video);
    expect(await get('/meetingPreferences/video')).toEqual(video);
  });

  it('of scheduling decide what a new meeting has that says nothing', async () => {
    const path = '/meetingPreferences/schedulingOptions';
    const body = {
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 10,
      enabledAutoShareRecording: false,
      delegateEmails: [],
    };
    expect((await local.call('PUT', path, body)).json).toEqual(body);
    expect(await local.create()).toMatchObject({ enabledJoinBeforeHost: true, joinBeforeHostMinutes: 10 });
    expect(await local.create({ enabledJoinBeforeHost: false })).toMatchObject({
      enabledJoinBeforeHost: false,
    });
    expect((await local.call('PUT', path, { ...body, joinBeforeHostMinutes: 30 })).status).toBe(400);
  });

  it('name delegates, who can create nothing for all that', async () => {
    const path = '/meetingPreferences/schedulingOptions/delegateEmails';
    const inserted = await local.call('POST', `${path}/insert`, { emails: [BEN, 'c@example.com', BEN] });
    expect([inserted.status, inserted.json]).toEqual([200, { emails: [BEN, 'c@example.com'] }]);
    const token = local.tokenFor(BEN);
    const body = { title: 'For Anna', start: '2026-03-03T10:00', end: '2026-03-03T11:00', hostEmail: ANNA };
    expect((await local.call('POST', '/meetings', body, { token })).status).toBe(403);
    const removed = await local.call('POST', `${path}/delete`, { emails: ['c@example.com'] });
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await get('/meetingPreferences/schedulingOptions'))['delegateEmails']).toEqual([BEN]);
  });

  it('differ by site', async () => {
    local.webex.updateUser(BEN, {
      sites: [
        { siteUrl: 'one.webex.com', default: false },
        { siteUrl: 'two.webex.com', default: true },
      ],
    });
    const token = local.tokenFor(BEN);
    const link = async (query: string): Promise<unknown> =>
      (await get(`/meetingPreferences/personalMeetingRoom${query}`, token))['personalMeetingRoomLink'];
    expect(await link('')).toBe('https://two.webex.com/meet/ben');
    expect(await link('?siteUrl=one.webex.com')).toBe('https://one.webex.com/meet/ben');
    const elsewhere = await local.call('GET', '/meetingPreferences/audio?siteUrl=three.webex.com');
    expect(elsewhere.status).toBe(404);
  });

  it('of others are an administrator’s', async () => {
    const path = `/meetingPreferences?userEmail=${ANNA}`;
    const refused = await local.call('GET', path, undefined, { token: local.tokenFor(BEN) });
    expect(refused.status).toBe(403);
    local.webex.addUser({ email: 'root@example.com', admin: true });
    const token = local.tokenFor('root@example.com', ['meeting:admin_preferences_read']);
    expect((await local.call('GET', path, undefined, { token })).status).toBe(200);
  });
});
