import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, items, MINUTE, webexOnPort, type Json, type WebexOnPort } from '../test/webex-on-port.ts';

/** Field by field, in the order of recorded replies: name, and what its value must look like. */
const SHAPE: readonly (readonly [field: string, form: RegExp | string | number | boolean | object])[] = [
  ['id', /^[0-9a-f]{32}$/],
  ['meetingNumber', /^2\d{10}$/],
  ['title', 'Review'],
  ['password', /^[A-Za-z0-9]{11}$/],
  ['phoneAndVideoSystemPassword', /^\d{8}$/],
  ['meetingType', 'meetingSeries'],
  ['state', 'active'],
  ['timezone', 'UTC'],
  ['start', '2026-03-03T09:00:00Z'],
  ['end', '2026-03-03T10:00:00Z'],
  ['hostUserId', /^[A-Za-z0-9+/]{79}$/],
  ['hostDisplayName', 'Anna Bell'],
  ['hostEmail', 'anna@example.com'],
  ['siteUrl', 'example.webex.com'],
  ['hostKey', /^\d{6}$/],
  ['webLink', /^https:\/\/example\.webex\.com\/example\/j\.php\?MTID=m[0-9a-f]{32}$/],
  ['sipAddress', /^2\d{10}@example\.webex\.com$/],
  ['dialInIpAddress', /^\d{1,3}(\.\d{1,3}){3}$/],
  ['enabledAutoRecordMeeting', false],
  ['allowAnyUserToBeCoHost', false],
  ['allowFirstUserToBeCoHost', false],
  ['allowAuthenticatedDevices', true],
  ['enabledJoinBeforeHost', false],
  ['joinBeforeHostMinutes', 0],
  ['enableConnectAudioBeforeHost', false],
  ['excludePassword', false],
  ['publicMeeting', false],
  ['enableAutomaticLock', false],
  ['unlockedMeetingJoinSecurity', 'allowJoinWithLobby'],
  ['telephony', expect.objectContaining({ accessCode: expect.stringMatching(/^2\d{10}$/) as string })],
  ['meetingOptions', { enabledChat: true, enabledVideo: true, enabledFileTransfer: true }],
  ['attendeePrivileges', expect.any(Object)],
  ['sessionTypeId', 3],
  ['scheduledType', 'meeting'],
  ['simultaneousInterpretation', { enabled: false }],
  ['enabledVisualWatermark', false],
  ['enabledBreakoutSessions', false],
  ['audioConnectionOptions', expect.objectContaining({ audioConnectionType: 'webexAudio' })],
  ['enabledLiveStream', false],
];

const ABSENT_UNLESS_SET = [
  'agenda',
  'recurrence',
  'reminderTime',
  'automaticLockMinutes',
  'integrationTags',
  'registration',
  'trackingCodes',
  'liveStream',
  'links',
  'roomId',
  'enabledAudioWatermark',
  'invitees',
  'sendEmail',
  'templateId',
  'adhoc',
  'meetingSeriesId',
  'isModified',
];

let local: WebexOnPort;
afterEach(() => local.close());

async function read(id: string): Promise<Json> {
  return (await local.call('GET', `/meetings/${id}`)).json;
}

describe('a single meeting, as its host reads it', () => {
  it('has each field in its recorded form and order, and none that is unset', async () => {
    local = await webexOnPort();
    const meeting = await read((await local.create({ timezone: 'Europe/Paris' })).id);
    for (const [field, form] of SHAPE) {
      if (form instanceof RegExp) expect(meeting[field], field).toMatch(form);
      else expect(meeting[field], field).toEqual(form);
    }
    expect(Object.keys(meeting)).toEqual(SHAPE.map(([field]) => field));
    for (const field of ABSENT_UNLESS_SET) expect(meeting, field).not.toHaveProperty(field);
    expect(JSON.stringify(meeting)).not.toContain('null');
  });

  it('has telephone data whose access code is the number, and a link relative to the origin', async () => {
    local = await webexOnPort();
    const meeting = await local.create();
    const telephony = meeting['telephony'] as { accessCode: string; callInNumbers: Json[]; links: Json[] };
    expect(telephony.accessCode).toBe(meeting['meetingNumber']);
    expect(Object.keys(telephony.callInNumbers[0]!)).toEqual(['label', 'callInNumber', 'tollType']);
    expect(telephony.callInNumbers[0]!['callInNumber']).toMatch(/^\+1-/);
    expect(telephony.links).toEqual([
      { rel: 'globalCallinNumbers', href: `/v1/meetings/${meeting.id}/globalCallinNumbers`, method: 'GET' },
    ]);
  });

  it('has thirteen privileges, all on but the operator, and eight audio options with the mute last', async () => {
    local = await webexOnPort();
    const meeting = await local.create();
    const privileges = Object.entries(meeting['attendeePrivileges'] as Json);
    expect(privileges).toHaveLength(13);
    expect(privileges.filter(([, on]) => on === false)).toEqual([['enabledContactOperatorPrivately', false]]);
    const audio = Object.keys(meeting['audioConnectionOptions'] as Json);
    expect(audio).toHaveLength(8);
    expect(audio.at(-1)).toBe('muteAttendeeUponEntry');
  });

  it('differs on a free site: no telephone, join before host, no co-host keys', async () => {
    local = await webexOnPort();
    local.ground.switches.set({ 'webex.site': 'free' });
    const meeting = await local.create();
    expect(meeting).not.toHaveProperty('telephony');
    expect(meeting).not.toHaveProperty('allowAnyUserToBeCoHost');
    expect(meeting).not.toHaveProperty('allowFirstUserToBeCoHost');
    expect(meeting).toMatchObject({
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 5,
      enableConnectAudioBeforeHost: true,
      unlockedMeetingJoinSecurity: 'allowJoin',
      sessionTypeId: 628,
      meetingOptions: { enabledFileTransfer: false },
      audioConnectionOptions: {
        audioConnectionType: 'VoIP',
        enabledGlobalCallIn: false,
        entryAndExitTone: 'beep',
      },
    });
  });

  it('shows an unknown key under harsh, so that nobody rejects what is new', async () => {
    local = await webexOnPort('harsh');
    const meeting = await local.create();
    const known = new Set(SHAPE.map(([field]) => field));
    expect(Object.keys(meeting).filter((field) => !known.has(field))).toEqual(['maxMeetingAttendeeCapacity']);
    expect(Object.keys(meeting).at(-1)).toBe('enabledLiveStream');
  });

  it('has another host key for each meeting', async () => {
    local = await webexOnPort();
    const keys = new Set<unknown>();
    for (let index = 0; index < 8; index += 1) keys.add((await local.create())['hostKey']);
    expect(keys.size).toBeGreaterThan(1);
  });
});

describe('other views of the same meeting', () => {
  it('shows the occurrence under its slot in UTC, with another MTID than the series', async () => {
    local = await webexOnPort();
    const series = await local.create();
    const answer = await local.call('GET', `/meetings/${series.id}?current=true`);
    expect(answer.json).toMatchObject({
      id: `${series.id}_20260303T090000Z`,
      meetingSeriesId: series.id,
      meetingType: 'scheduledMeeting',
      state: 'ready',
      isModified: false,
      meetingNumber: series['meetingNumber'],
    });
    expect(answer.json['webLink']).not.toBe(series['webLink']);
    expect(await read(String(answer.json['id']))).toEqual(answer.json);
  });

  it('shows an ended instance with real seconds and few keys', async () => {
    local = await webexOnPort();
    const { id } = await local.create();
    local.pass(26 * HOUR + 12_000);
    local.webex.setMeetingState(id, 'inProgress');
    local.pass(HOUR / 2 + 5_000);
    local.webex.setMeetingState(id, 'ended');
    const query = `meetingType=meeting&meetingSeriesId=${id}&from=2026-03-03T00:00:00Z`;
    expect(items(await local.call('GET', `/meetings?${query}`))).toEqual([]);
    local.pass(15 * MINUTE);
    const [instance] = items(await local.call('GET', `/meetings?${query}`));
    expect(instance).toMatchObject({
      state: 'ended',
      meetingSeriesId: id,
      start: '2026-03-03T10:00:12Z',
      end: '2026-03-03T10:30:17Z',
    });
    expect(String(instance!['id'])).toMatch(new RegExp(`^${id}_I_\\d{18}$`));
    for (const key of ['password', 'hostKey', 'telephony', 'sipAddress', 'meetingOptions'])
      expect(instance).not.toHaveProperty(key);
  });

  it('keeps passwords, host key and telephone from a guest', async () => {
    local = await webexOnPort();
    const { id } = await local.create({ invitees: [{ email: 'ben@example.com' }] });
    const answer = await local.call('GET', `/meetings/${id}`, undefined, {
      token: local.tokenFor('ben@example.com'),
    });
    expect(answer.status).toBe(200);
    for (const key of ['password', 'phoneAndVideoSystemPassword', 'hostKey', 'telephony'])
      expect(answer.json).not.toHaveProperty(key);
    expect(answer.json['webLink']).toBeDefined();
  });
});
