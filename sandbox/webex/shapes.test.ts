/** Keys by state, what appears once it is set, guests, webhooks and tokens, against recorded and documented shapes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ALL_SCOPES,
  ANNA,
  HOUR,
  items,
  MINUTE,
  webexOnPort,
  type Json,
  type WebexOnPort,
} from './test/webex-on-port.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
});
afterEach(() => local.ground.switches.reset());
afterAll(() => local.close());

const keysOf = (value: unknown): string => Object.keys(value as object).join(' ');
const read = async (id: string): Promise<Json> => (await local.call('GET', `/meetings/${id}`)).json;

const JOINING = 'password phoneAndVideoSystemPassword';
const HOST = 'hostUserId hostDisplayName hostEmail siteUrl';
const OPTIONS =
  'enabledAutoRecordMeeting allowAnyUserToBeCoHost allowFirstUserToBeCoHost allowAuthenticatedDevices ' +
  'enabledJoinBeforeHost joinBeforeHostMinutes enableConnectAudioBeforeHost excludePassword publicMeeting ' +
  'enableAutomaticLock unlockedMeetingJoinSecurity';
const LAST =
  'sessionTypeId scheduledType simultaneousInterpretation enabledVisualWatermark enabledBreakoutSessions';
const TAIL = `${HOST} hostKey webLink sipAddress dialInIpAddress ${OPTIONS} telephony meetingOptions attendeePrivileges ${LAST} audioConnectionOptions enabledLiveStream`;

describe('the keys of a meeting by its state', () => {
  const series = `id meetingNumber title ${JOINING} meetingType state timezone start end`;
  const occurrence = `id meetingSeriesId meetingNumber title ${JOINING} meetingType state isModified timezone start end`;

  it('are the series’: a rule only with a rule, no series of its own', async () => {
    const single = await local.create();
    expect(keysOf(single)).toBe(`${series} ${TAIL}`);
    const weekly = await local.create({ recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' });
    expect(keysOf(weekly)).toBe(`${series} recurrence ${TAIL}`);
  });

  it('are an occurrence’s: its series and whether it is modified, without a rule', async () => {
    const { id } = await local.create({ recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' });
    const view = (await local.call('GET', `/meetings/${id}?current=true`)).json;
    expect(keysOf(view)).toBe(`${occurrence} ${TAIL}`);
    expect(view).toMatchObject({ id: expect.stringMatching(`^${id}_\\d{8}T\\d{6}Z$`) as string });
    expect(view).toMatchObject({ meetingSeriesId: id, isModified: false, meetingType: 'scheduledMeeting' });
  });

  it('are few in the lobby, all but an end in progress, and fewest once it has ended', async () => {
    const { id } = await local.create({ agenda: 'Points', integrationTags: ['tag-1'] });
    local.pass(26 * HOUR);
    local.webex.setMeetingState(id, 'lobby');
    const list = async (state: string): Promise<Json> => {
      const query = `meetingType=meeting&state=${state}&meetingSeriesId=${id}&from=2026-03-03T00:00:00Z`;
      const [found] = items(await local.call('GET', `/meetings?${query}`));
      return found ?? {};
    };
    const lobby = keysOf(await list('lobby')).split(' ');
    for (const key of ['end', 'password', 'hostKey', 'sipAddress', 'telephony', 'meetingOptions'])
      expect(lobby).not.toContain(key);
    expect(lobby).toContain('webLink');

    local.webex.setMeetingState(id, 'inProgress');
    const running = await list('inProgress');
    const all = TAIL.replace(` ${LAST}`, ` ${LAST.replace('Type sim', 'Type integrationTags sim')}`);
    expect(keysOf(running)).toBe(
      `id meetingSeriesId scheduledMeetingId meetingNumber title agenda ${JOINING} meetingType state timezone start ${all}`,
    );

    local.pass(HOUR / 2 + 5_000);
    local.webex.setMeetingState(id, 'ended');
    local.pass(15 * MINUTE);
    const ended = await list('ended');
    expect(keysOf(ended)).toBe(
      'id meetingSeriesId scheduledMeetingId title agenda meetingType state timezone start end ' +
        `${HOST} webLink integrationTags scheduledType`,
    );
    expect(ended['id']).toMatch(new RegExp(`^${id}_I_\\d{18}$`));
    expect(ended['scheduledMeetingId']).toMatch(new RegExp(`^${id}_\\d{8}T\\d{6}Z$`));
    expect(ended['end']).toBe('2026-03-03T10:30:05Z');
    expect((await read(id))['state']).toBe('expired');
  });

  it('are those of an active one still when it has expired', async () => {
    const { id } = await local.create({ start: '2026-03-04T10:00:00', end: '2026-03-04T11:00:00' });
    local.pass(3 * 24 * HOUR);
    const expired = await read(id);
    expect(expired['state']).toBe('expired');
    expect(keysOf(expired)).toBe(`${series} ${TAIL}`);
  });
});

describe('what is absent until it is set', () => {
  const at = { start: '2026-04-07T10:00:00', end: '2026-04-07T11:00:00' };
  it.each([
    ['agenda', 'Points', 'Points'],
    ['reminderTime', 30, 30],
    ['automaticLockMinutes', 5, 5],
    ['integrationTags', ['a', 'b'], ['a', 'b']],
    ['enabledAudioWatermark', true, true],
  ])('%s appears as it was sent', async (key, sent, shown) => {
    expect(await local.create(at)).not.toHaveProperty(key);
    const made = await local.create({
      ...at,
      [key]: sent,
      ...(/Lock/.test(key) ? { enableAutomaticLock: true } : {}),
    });
    expect(made).toHaveProperty(key, shown);
  });

  it.each([
    ['invitees', [{ email: 'guest@elsewhere.example' }]],
    ['sendEmail', false],
    ['adhoc', false],
  ])('%s is never echoed', async (key, sent) => {
    expect(await local.create({ ...at, [key]: sent })).not.toHaveProperty(key);
  });

  it('a webinar has its own six keys', async () => {
    const webinar = await local.create({ ...at, scheduledType: 'webinar' });
    for (const key of [
      'panelistPassword',
      'phoneAndVideoSystemPanelistPassword',
      'requireAttendeeLogin',
      'restrictToInvitees',
      'enabledWebcastView',
      'maxWebinarAttendeeCapacity',
    ])
      expect(webinar).toHaveProperty(key);
  });
});

describe('identities', () => {
  it('are base64 of their kinds; numbers, links and codes have recorded lengths', async () => {
    const meeting = await local.create({ start: '2026-04-08T10:00:00', end: '2026-04-08T11:00:00' });
    const decoded = Buffer.from(String(meeting['hostUserId']), 'base64').toString();
    expect(decoded).toMatch(/^ciscospark:\/\/us\/PEOPLE\/[0-9a-f-]{36}$/);
    expect(meeting['sipAddress']).toBe(`${String(meeting['meetingNumber'])}@example.webex.com`);
  });

  it('of an access token are opaque, of 64 and 4 characters and the organisation', () => {
    const orgId = local.webex.user(ANNA)?.orgId ?? '';
    expect(local.tokenFor(ANNA)).toMatch(new RegExp(`^[A-Za-z0-9]{64}_[A-Za-z0-9]{4}_${orgId}$`));
    expect(orgId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('a guest', () => {
  it('has an id of the meeting and ten digits, and no null', async () => {
    const { id } = await local.create({ start: '2026-04-09T10:00:00', end: '2026-04-09T11:00:00' });
    const body = { meetingId: id, email: 'guest@elsewhere.example', sendEmail: false };
    const guest = (await local.call('POST', '/meetingInvitees', body)).json;
    expect(keysOf(guest)).toBe('id email displayName coHost meetingId panelist');
    expect(guest['id']).toMatch(new RegExp(`^${id}_\\d{10}$`));
  });
});

describe('a webhook', () => {
  it('is answered, and delivered, with the recorded keys; filter and secret only where they are set', async () => {
    const received: Json[] = [];
    const receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        received.push(JSON.parse(text) as Json);
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const targetUrl = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
    const body = { name: 'Hook', targetUrl, resource: 'meetings', event: 'created' };
    const clientId = `C${'5a'.repeat(32)}`;
    const asClient = { token: local.webex.issueTokens(ANNA, ALL_SCOPES, { clientId }).access_token };
    const made = (await local.call('POST', '/webhooks', body, asClient)).json;
    const plain = 'id name targetUrl resource event orgId createdBy appId ownedBy status created';
    expect(keysOf(made)).toBe(plain);
    const kindOf = (id: unknown): string => Buffer.from(String(id), 'base64').toString();
    expect(kindOf(made['id'])).toMatch(/^ciscospark:\/\/urn:TEAM:[\w-]+\/WEBHOOK\/[0-9a-f-]{36}$/);
    expect(kindOf(made['appId'])).toMatch(/^ciscospark:\/\/urn:TEAM:[\w-]+\/APPLICATION\/C[0-9a-f]{64}$/);
    expect(made).toMatchObject({ ownedBy: 'creator', status: 'active' });
    expect(made['created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const set = { ...body, event: 'deleted', filter: 'state=active', secret: 's' };
    const full = (await local.call('POST', '/webhooks', set)).json;
    expect(keysOf(full)).toBe(plain.replace('event ', 'event filter secret '));

    await local.create({ start: '2026-04-10T10:00:00', end: '2026-04-10T11:00:00' });
    local.pass(MINUTE);
    local.clock.runDue();
    while (local.clock.busy) await new Promise((resolve) => setImmediate(resolve));
    expect(received.map(keysOf)).toEqual([`${plain} data`]);
    expect(keysOf(received[0]?.['data'])).toBe(
      'id meetingType timezone start end hostUserId state hostEmail siteUrl orgId',
    );
    receiver.closeAllConnections();
    receiver.close();
  });
});
