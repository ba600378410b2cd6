/** What each value of each of Webex's switches means to a client: one row a value, and no value without a row. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Switches } from '../control/switches.ts';
import { unshown } from '../control/test/unshown.ts';
import { DELIVERY_ROWS } from './test/delivery-switch-rows.ts';
import { seriesOnPort } from './test/series-on-port.ts';
import { SERIES_ROWS } from './test/series-switch-rows.ts';
import type { SwitchRow } from './test/switch-row.ts';
import { TOKEN_ROWS } from './test/token-switch-rows.ts';
import { items, meetingBody, webexOnPort, type Json, type WebexOnPort } from './test/webex-on-port.ts';
import { declareWebexSwitches, WEBEX_SWITCHES } from './webex-switches.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

/** The status of a new meeting and of a change whose zone has not the offset that is sent. */
async function zoneMismatch(): Promise<unknown> {
  const { id } = await local.create();
  const times = { start: '2026-07-01T10:00:00Z', end: '2026-07-01T11:00:00Z', timezone: 'Asia/Calcutta' };
  const made = await local.call('POST', '/meetings', meetingBody(times));
  const changed = await local.call('PATCH', `/meetings/${id}`, { ...times, sendEmail: false });
  return [made.status, changed.status, 'errors' in made.json];
}

/** What becomes of a zone that no IANA list has: when it is scheduled in, and when it is read in. */
async function nonIanaZone(): Promise<unknown> {
  const { id } = await local.create();
  const made = await local.call('POST', '/meetings', meetingBody({ timezone: 'PDT' }));
  const read = await local.call('GET', `/meetings/${id}`, undefined, { headers: { timezone: 'PDT' } });
  return [made, read].map(({ status, json }) =>
    status === 200 ? [json['timezone'], json['start']] : status,
  );
}

const found = async (query: string, id: string): Promise<boolean> =>
  items(await local.call('GET', `/meetings?${query}`)).some((meeting) => meeting['id'] === id);

/** Whether a new series is found by its tag, at once and 20 s later; then in a plain list, and by its id. */
async function taggedSeries(): Promise<unknown> {
  const series = await seriesOnPort(local, { integrationTags: ['t'] });
  const atOnce = await found('integrationTag=t', series.id);
  local.pass(20_000);
  const later = await found('integrationTag=t', series.id);
  return [atOnce, later, await found('', series.id), (await series.get()).status];
}

/** Whether a tag is found a moment before `ms`, and then, where the index is late. */
const lateTag = (ms: number) => async () => {
  local.ground.switches.set({ 'webex.tagIndex': 'late' });
  const { id } = await local.create({ integrationTags: ['t'] });
  local.pass(ms - 1);
  const before = await found('integrationTag=t', id);
  local.pass(1);
  return [before, await found('integrationTag=t', id)];
};

/** Deletes twice: an occurrence, one whose id was changed by a move, and their series. */
async function deletions(): Promise<unknown> {
  local.ground.switches.set({ 'webex.movedOccurrenceId': 'newSlot' });
  const series = await seriesOnPort(local);
  const seventeenth = series.occurrence('2026-03-17');
  const moved = await series.move(seventeenth, '2026-03-18T10:00:00', '2026-03-18T11:00:00');
  const answers: number[] = [];
  for (const id of [series.occurrence('2026-03-10'), String(moved.json['id']), series.id])
    for (let n = 0; n < 2; n += 1) answers.push((await series.remove(id)).status);
  return answers;
}

/** Deletes the occurrence in progress, another one, and the series; what is left to be read of each. */
async function deletionsInProgress(): Promise<unknown> {
  const series = await seriesOnPort(local);
  local.webex.setMeetingState(series.id, 'inProgress');
  const ids = [series.occurrence('2026-03-03'), series.occurrence('2026-03-10'), series.id];
  const deleted: number[] = [];
  for (const id of ids) deleted.push((await series.remove(id)).status);
  const left: number[] = [];
  for (const id of ids) left.push((await series.get(id)).status);
  return [deleted, left];
}

/** Who is invited after a bulk of which one was invited already. */
async function bulkWithClash(): Promise<unknown> {
  const { id: meetingId } = await local.create({ invitees: [{ email: 'b@example.com' }] });
  const entries = ['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com`, sendEmail: false }));
  const { status } = await local.call('POST', '/meetingInvitees/bulkInsert', { meetingId, items: entries });
  const guests = items(await local.call('GET', `/meetingInvitees?meetingId=${meetingId}`));
  return [status, ...guests.map(({ email }) => email)];
}

/** Whether a meeting and its only occurrence have one link. */
async function occurrenceLink(): Promise<unknown> {
  const { id } = await local.create();
  const link = async (query: string): Promise<unknown> =>
    (await local.call('GET', `/meetings/${id}${query}`)).json['webLink'];
  return (await link('')) === (await link('?current=true'));
}

/** In which of three replies there is a key that no description has. */
async function unknownKeys(): Promise<unknown> {
  const made = await local.create();
  const [listed = {}] = items(await local.call('GET', '/meetings'));
  const read = (await local.call('GET', `/meetings/${made.id}`)).json;
  return [made, listed, read].map((view: Json) => 'maxMeetingAttendeeCapacity' in view);
}

/** What meetings of the site have where nobody says otherwise. */
async function siteDefaults(): Promise<unknown> {
  const meeting = await local.create();
  const types = items(await local.call('GET', '/meetings/sessionTypes')).map(({ id }) => id);
  const { audioConnectionType, enabledGlobalCallIn, entryAndExitTone } = meeting[
    'audioConnectionOptions'
  ] as Json;
  return {
    join: [
      meeting['enabledJoinBeforeHost'],
      meeting['joinBeforeHostMinutes'],
      meeting['enableConnectAudioBeforeHost'],
      meeting['unlockedMeetingJoinSecurity'],
    ],
    audio: [audioConnectionType, enabledGlobalCallIn, entryAndExitTone],
    files: (meeting['meetingOptions'] as Json)['enabledFileTransfer'],
    shown: ['telephony', 'allowAnyUserToBeCoHost', 'allowFirstUserToBeCoHost'].filter(
      (key) => key in meeting,
    ),
    types: types.includes(String(meeting['sessionTypeId'])) ? meeting['sessionTypeId'] : types,
  };
}
const SUITE = {
  join: [false, 0, false, 'allowJoinWithLobby'],
  audio: ['webexAudio', true, 'noTone'],
  files: true,
  shown: ['telephony', 'allowAnyUserToBeCoHost', 'allowFirstUserToBeCoHost'],
  types: 3,
};
const FREE = {
  join: [true, 5, true, 'allowJoin'],
  audio: ['VoIP', false, 'beep'],
  files: false,
  shown: [],
  types: 628,
};

const ROWS: readonly SwitchRow[] = [
  ['webex.zoneMismatchStatus', 400, zoneMismatch, [400, 400, false]],
  ['webex.zoneMismatchStatus', 404, zoneMismatch, [404, 404, false]],
  ['webex.nonIanaZone', '400', nonIanaZone, [400, 400]],
  [
    ...(['webex.nonIanaZone', 'utc', nonIanaZone] as const),
    [
      ['UTC', '2026-03-03T10:00:00Z'],
      ['UTC', '2026-03-03T09:00:00Z'],
    ],
  ],
  ['webex.tagIndex', 'late', taggedSeries, [false, true, true, 200]],
  ['webex.tagIndex', 'atOnce', taggedSeries, [true, true, true, 200]],
  ['webex.tagIndex', 'activeSeriesMissing', taggedSeries, [false, false, false, 200]],
  ['webex.tagIndexMs', 20_000, lateTag(20_000), [false, true]],
  ['webex.tagIndexMs', 90_000, lateTag(90_000), [false, true]],
  ['webex.secondDelete', 404, deletions, [204, 404, 204, 404, 204, 404]],
  ['webex.secondDelete', 204, deletions, [204, 204, 204, 204, 204, 204]],
  [
    ...(['webex.deleteInProgress', 'refused', deletionsInProgress] as const),
    [
      [400, 204, 400],
      [200, 404, 200],
    ],
  ],
  [
    ...(['webex.deleteInProgress', 'allowed', deletionsInProgress] as const),
    [
      [204, 204, 204],
      [404, 404, 404],
    ],
  ],
  [
    ...(['webex.bulkInsert409', 'someLanded', bulkWithClash] as const),
    [409, 'a@example.com', 'b@example.com', 'c@example.com'],
  ],
  ['webex.bulkInsert409', 'none', bulkWithClash, [409, 'b@example.com']],
  ['webex.occurrenceMtid', 'own', occurrenceLink, false],
  ['webex.occurrenceMtid', 'series', occurrenceLink, true],
  ['webex.unknownFields', true, unknownKeys, [true, true, true]],
  ['webex.unknownFields', false, unknownKeys, [false, false, false]],
  ['webex.site', 'suite-2026', siteDefaults, SUITE],
  ['webex.site', 'free', siteDefaults, FREE],
  ...SERIES_ROWS,
  ...TOKEN_ROWS,
  ...DELIVERY_ROWS,
];

describe('switches of Webex', () => {
  it.each(ROWS)('%s %s', async (name, value, seen, means) => {
    local.ground.switches.set({ [name]: value });
    expect(await seen(local)).toEqual(means);
  });

  it('all have a row here, and each of their values', () => {
    expect(unshown(WEBEX_SWITCHES, ROWS)).toEqual([]);
  });
});

describe('the harsh profile', () => {
  it('has the first value of each open fact, which a careless client fails on', () => {
    const switches = new Switches('harsh');
    declareWebexSwitches(switches);
    for (const [name, { value, values, unsettled }] of Object.entries(switches.all()))
      if (unsettled && values.length > 0) expect(value, name).toBe(values[0]);
  });
});
