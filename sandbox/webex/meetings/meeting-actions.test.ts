import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriesOnPort } from '../test/series-on-port.ts';
import {
  ALL_SCOPES,
  ANNA,
  BEN,
  descriptions,
  items,
  meetingBody,
  timesAt,
  webexOnPort,
  type Json,
  type WebexOnPort,
} from '../test/webex-on-port.ts';

const ADMIN = 'root@example.com';
let local: WebexOnPort;
let admin: string;
beforeAll(async () => {
  local = await webexOnPort();
  local.webex.addUser({ email: ADMIN, admin: true });
  admin = local.tokenFor(ADMIN, ['meeting:admin_schedule_read', 'meeting:admin_schedule_write']);
});
afterEach(() => {
  local.ground.switches.reset();
  local.webex.clearMail();
});
afterAll(() => local.close());

describe('a personal room meeting', () => {
  const room = (overrides: Json = {}): Promise<Json & { id: string }> =>
    local.create({ scheduledType: 'personalRoomMeeting', ...overrides });

  it("is held under the room's own number and link, and keeps no tags", async () => {
    const preferences = (await local.call('GET', '/meetingPreferences/personalMeetingRoom')).json;
    const meeting = await room({ integrationTags: ['t'] });
    expect(meeting).toMatchObject({
      scheduledType: 'personalRoomMeeting',
      webLink: preferences['personalMeetingRoomLink'],
      sipAddress: preferences['sipAddress'],
      meetingNumber: (preferences['telephony'] as Json)['accessCode'],
    });
    expect(meeting).not.toHaveProperty('integrationTags');
  });

  it('has an id that few calls take, and is listed as an occurrence only', async () => {
    const { id } = await room();
    const patched = await local.call('PATCH', `/meetings/${id}`, { title: 'No' });
    expect(descriptions(patched)).toEqual([`Meeting ID '${id}' is not allowed for this API.`]);
    const guest = { meetingId: id, email: BEN, sendEmail: false };
    expect((await local.call('POST', '/meetingInvitees', guest)).status).toBe(400);
    const listed = async (query: string): Promise<boolean> =>
      items(await local.call('GET', `/meetings?max=100&${query}`)).some((item) => item['id'] === id);
    expect(await listed('meetingType=meetingSeries')).toBe(false);
    const occurrences = items(
      await local.call('GET', '/meetings?meetingType=scheduledMeeting&scheduledType=personalRoomMeeting'),
    );
    expect(occurrences.some((item) => item['meetingSeriesId'] === id)).toBe(true);
    expect((await local.call('DELETE', `/meetings/${id}?sendEmail=false`)).status).toBe(204);
  });

  it('takes neither a template nor automatic recording', async () => {
    const body = meetingBody({ scheduledType: 'personalRoomMeeting', enabledAutoRecordMeeting: true });
    expect((await local.call('POST', '/meetings', body)).status).toBe(400);
  });
});

describe('a webinar', () => {
  it('is made without a session type, with keys of its own', async () => {
    const webinar = await local.create({ scheduledType: 'webinar', joinBeforeHostMinutes: 30 });
    expect(webinar).toMatchObject({
      scheduledType: 'webinar',
      requireAttendeeLogin: false,
      restrictToInvitees: false,
      enabledWebcastView: false,
      maxWebinarAttendeeCapacity: 1000,
    });
    expect(webinar['panelistPassword']).toBeDefined();
    const meeting = await local.create();
    expect(meeting).not.toHaveProperty('panelistPassword');
    const early = meetingBody({ joinBeforeHostMinutes: 30 });
    expect((await local.call('POST', '/meetings', early)).status).toBe(400);
  });
});

describe('templates', () => {
  it('are listed by type and default, without pages', async () => {
    const names = async (query: string): Promise<unknown[]> =>
      items(await local.call('GET', `/meetings/templates?${query}`)).map(({ name }) => name);
    expect(await names('')).toHaveLength(3);
    expect(await names('templateType=webinar')).toEqual(['Webex Events Default']);
    expect(await names('isDefault=true')).toEqual(['Webex Meetings Default']);
    expect(await names('isStandard=false')).toEqual(['Open workshop']);
    expect(await names('locale=fr_FR')).toEqual([]);
    expect(await names('siteUrl=other.webex.com')).toEqual([]);
  });

  it('give a meeting its options, and its times where none are sent', async () => {
    const [template] = items(await local.call('GET', '/meetings/templates?isStandard=false'));
    const id = String(template?.['id']);
    const detail = (await local.call('GET', `/meetings/templates/${id}`)).json;
    expect(detail['meeting']).toMatchObject({ title: 'Workshop', joinBeforeHostMinutes: 15 });
    const body = { title: 'Ours', templateId: id, sendEmail: false };
    const made = await local.call('POST', '/meetings', body);
    expect(made.json, made.text).toMatchObject({
      title: 'Ours',
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 15,
      start: '2026-03-02T08:30:00Z',
      end: '2026-03-02T10:00:00Z',
    });
    expect(made.json).not.toHaveProperty('templateId');
    expect((await local.call('GET', '/meetings/templates/none')).status).toBe(404);
    expect((await local.call('POST', '/meetings', { ...body, templateId: 'none' })).status).toBe(404);
  });
});

describe('what a site offers', () => {
  it('are session types, by text ids', async () => {
    const ids = async (): Promise<unknown[]> =>
      items(await local.call('GET', '/meetings/sessionTypes')).map(({ id }) => id);
    expect(await ids()).toEqual(['3', '159', '561']);
    expect((await local.call('GET', '/meetings/sessionTypes/3')).json['type']).toBe('meeting');
    expect((await local.call('GET', '/meetings/sessionTypes/9')).status).toBe(404);
    local.ground.switches.set({ 'webex.site': 'free' });
    expect(await ids()).toEqual(['628']);
  });

  it('are tracking codes, for a service that must be named', async () => {
    expect((await local.call('GET', '/meetings/trackingCodes')).status).toBe(400);
    const answer = await local.call('GET', '/meetings/trackingCodes?service=MeetingCenter');
    expect(items(answer)[0]).toMatchObject({ name: 'Department', siteUrl: 'example.webex.com' });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });
});

describe('a link to join', () => {
  it('is a redirect, or a reply where that is wanted; only the host may start', async () => {
    const meeting = await local.create({ invitees: [{ email: BEN }] });
    const direct = await fetch(`${local.origin}/v1/meetings/join`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${local.tokenFor(ANNA)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ meetingId: meeting.id }),
    });
    expect(direct.status).toBe(302);
    expect(direct.headers.get('location')).toContain(String(meeting['webLink']));
    const asked = { meetingNumber: meeting['meetingNumber'], joinDirectly: false };
    const { json } = await local.call('POST', '/meetings/join', asked);
    expect(Object.keys(json)).toEqual(['startLink', 'joinLink', 'expiration']);
    expect(json['expiration']).toBe('2026-03-02T08:15:00Z');
    const guest = await local.call('POST', '/meetings/join', asked, { token: local.tokenFor(BEN) });
    expect(Object.keys(guest.json)).toEqual(['joinLink', 'expiration']);
  });

  it('needs one way to say which meeting', async () => {
    expect((await local.call('POST', '/meetings/join', {})).status).toBe(400);
    const two = { meetingId: 'x', meetingNumber: '1' };
    expect((await local.call('POST', '/meetings/join', two)).status).toBe(400);
    expect((await local.call('POST', '/meetings/join', { meetingNumber: '1' })).status).toBe(404);
  });
});

describe('ending a meeting', () => {
  it('ends what runs, for its host', async () => {
    const series = await seriesOnPort(local);
    expect((await local.call('POST', `/meetings/${series.id}/end`, {})).status).toBe(400);
    local.webex.setMeetingState(series.id, 'inProgress');
    const other = await local.call('POST', `/meetings/${series.occurrence('2026-03-10')}/end`, {});
    expect(other.status).toBe(400);
    const ended = await local.call('POST', `/meetings/${series.id}/end`, { reason: 'done' });
    expect([ended.status, ended.text]).toEqual([204, '']);
    expect((await series.list('state=ended')).map(({ id }) => id)).toEqual([series.occurrence('2026-03-03')]);
  });
});

describe('another host', () => {
  const reassign = (meetingIds: readonly string[], hostEmail = BEN, token = admin) =>
    local.call('POST', '/meetings/reassignHost', { hostEmail, meetingIds }, { token });

  it('is given by an administrator; number and link stay, the old host is told', async () => {
    const meeting = await local.create();
    const answer = await reassign([meeting.id]);
    expect([answer.status, answer.text]).toEqual([204, '']);
    const after = await local.call('GET', `/meetings/${meeting.id}`, undefined, {
      token: local.tokenFor(BEN),
    });
    expect(after.json).toMatchObject({ hostEmail: BEN, meetingNumber: meeting['meetingNumber'] });
    expect((await local.call('GET', `/meetings/${meeting.id}`)).status).toBe(404);
    expect(local.webex.mail().map(({ to, kind }) => [to, kind])).toEqual([[ANNA, 'meetingCancelled']]);
  });

  it('is told one by one where not all can be', async () => {
    const good = await local.create();
    const running = await local.create();
    local.webex.setMeetingState(running.id, 'inProgress');
    const behalf = await local.call(
      'POST',
      '/meetings',
      { ...meetingBody(), hostEmail: ANNA },
      { token: admin },
    );
    const behalfId = String(behalf.json['id']);
    const unknown = '0'.repeat(32);
    const occurrence = `${good.id}_20260303T090000Z`;
    const answer = await reassign([good.id, running.id, behalfId, unknown, occurrence]);
    expect(answer.status).toBe(207);
    expect(items(answer).map(({ httpStatus }) => httpStatus)).toEqual([200, 400, 400, 404, 404]);
    expect(items(answer)[3]).toEqual({
      meetingId: unknown,
      httpStatus: 404,
      message: 'The requested resource could not be found.',
      errors: [{ description: 'The meeting is not found.' }],
    });
  });

  it('must be able to host, and nobody but an administrator may choose', async () => {
    const { id } = await local.create(timesAt('2026-03-05T10:00:00'));
    local.webex.addUser({ email: 'guest@example.com', licence: 'attendee' });
    expect((await reassign([id], 'guest@example.com')).status).toBe(403);
    expect((await reassign([id], 'nobody@example.com')).status).toBe(403);
    expect((await reassign([id], BEN, local.tokenFor(ANNA, [...ALL_SCOPES]))).status).toBe(403);
    expect((await reassign([])).status).toBe(400);
  });
});
