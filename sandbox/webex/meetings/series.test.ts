import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriesOnPort, WIDE, type SeriesOnPort } from '../test/series-on-port.ts';
import {
  DAY,
  descriptions,
  HOUR,
  items,
  MINUTE,
  webexOnPort,
  type WebexOnPort,
} from '../test/webex-on-port.ts';

let local: WebexOnPort;
let series: SeriesOnPort;
const began = Date.parse('2026-03-02T08:00:00Z');
const at = (iso: string): void => {
  local.clock.set(Date.parse(iso));
};

beforeAll(async () => {
  local = await webexOnPort();
});
beforeEach(async () => {
  local.clock.set(began);
  series = await seriesOnPort(local);
});
afterEach(() => {
  local.ground.switches.reset();
});
afterAll(() => local.close());

describe('a series', () => {
  it('is one meeting with a rule, and has an occurrence for each date', async () => {
    expect(series.json).toMatchObject({
      meetingType: 'meetingSeries',
      state: 'active',
      recurrence: 'FREQ=WEEKLY;COUNT=4;INTERVAL=1;BYDAY=TU',
      start: '2026-03-03T10:00:00+01:00',
      timezone: 'Europe/Paris',
    });
    expect(await series.starts()).toEqual([
      '2026-03-03T09:00:00Z',
      '2026-03-10T09:00:00Z',
      '2026-03-17T09:00:00Z',
      '2026-03-24T09:00:00Z',
    ]);
    const [first] = await series.list();
    expect(first).toMatchObject({
      id: series.occurrence('2026-03-03'),
      meetingSeriesId: series.id,
      meetingType: 'scheduledMeeting',
      isModified: false,
      meetingNumber: series.json['meetingNumber'],
    });
    expect(first).not.toHaveProperty('recurrence');
    expect((await series.get(series.occurrence('2026-03-10'))).json).toMatchObject({
      start: '2026-03-10T09:00:00Z',
      state: 'scheduled',
    });
    expect((await series.get(series.occurrence('2026-03-11'))).status).toBe(404);
  });

  it('starts where the rule does, if the start that is sent lies before', async () => {
    const shifted = await seriesOnPort(local, { recurrence: 'FREQ=WEEKLY;BYDAY=TH;COUNT=2' });
    expect(shifted.json['start']).toBe('2026-03-05T10:00:00+01:00');
    expect(await shifted.starts()).toEqual(['2026-03-05T09:00:00Z', '2026-03-12T09:00:00Z']);
  });

  it('that is refused makes nothing', async () => {
    const before = local.webex.meetingsTruth().length;
    const body = {
      title: 'Hourly',
      start: '2026-03-03T10:00',
      end: '2026-03-03T11:00',
      recurrence: 'FREQ=HOURLY',
    };
    const answer = await local.call('POST', '/meetings', body);
    expect([answer.status, ...descriptions(answer)]).toEqual([400, "'recurrence' is invalid"]);
    expect(local.webex.meetingsTruth()).toHaveLength(before);
  });

  it('goes on for years where it has no end', async () => {
    const endless = await seriesOnPort(local, { recurrence: 'FREQ=WEEKLY;BYDAY=TU' });
    at('2031-01-01T00:00:00Z');
    const next = (await endless.get(endless.id, '?current=true')).json;
    expect(next).toMatchObject({ start: '2031-01-07T09:00:00Z', state: 'ready' });
    expect((await endless.get()).json['state']).toBe('active');
  });
});

describe('states over time', () => {
  const states = async (): Promise<unknown[]> => (await series.list()).map(({ state }) => state);

  it('make only the next occurrence ready, and miss what nobody joined', async () => {
    expect(await states()).toEqual(['ready', 'scheduled', 'scheduled', 'scheduled']);
    at('2026-03-03T10:00:00Z');
    expect(await states()).toEqual(['missed', 'ready', 'scheduled', 'scheduled']);
    at('2026-03-24T10:00:00Z');
    expect(await states()).toEqual(['missed', 'missed', 'missed', 'missed']);
    expect((await series.get()).json['state']).toBe('expired');
  });

  it('follow people who wait, join and leave', async () => {
    at('2026-03-10T09:00:00Z');
    local.webex.setMeetingState(series.id, 'lobby');
    expect((await series.get()).json['state']).toBe('inProgress');
    const [waiting] = await series.list('meetingType=meeting&state=lobby');
    for (const key of ['end', 'password', 'hostKey', 'sipAddress', 'telephony', 'meetingOptions'])
      expect(waiting).not.toHaveProperty(key);
    local.webex.setMeetingState(series.id, 'inProgress');
    expect(await states()).toEqual(['missed', 'inProgress', 'scheduled', 'scheduled']);
    const [running] = await series.list('meetingType=meeting');
    expect(running).toMatchObject({
      state: 'inProgress',
      scheduledMeetingId: series.occurrence('2026-03-10'),
    });
    expect(running).not.toHaveProperty('end');
    local.pass(30 * MINUTE);
    local.webex.setMeetingState(series.id, 'ended');
    expect(await states()).toEqual(['missed', 'ended', 'ready', 'scheduled']);
    expect(await series.list('meetingType=meeting')).toEqual([]);
    local.pass(15 * MINUTE);
    expect((await series.list('meetingType=meeting')).map(({ state }) => state)).toEqual(['ended']);
  });

  it('make a missed occurrence ready again that is moved inside its interval', async () => {
    at('2026-03-03T11:00:00Z');
    await series.move(series.occurrence('2026-03-03'), '2026-03-05T15:00:00', '2026-03-05T16:00:00');
    expect(await states()).toEqual(['ready', 'scheduled', 'scheduled', 'scheduled']);
  });

  it('delete it 180 days after the last occurrence', async () => {
    at(new Date(Date.parse('2026-03-24T10:00:00Z') + 180 * DAY - 1).toISOString());
    expect((await series.get()).status).toBe(200);
    local.pass(1);
    expect((await series.get()).status).toBe(404);
  });
});

describe('listings of series', () => {
  const listed = async (query: string): Promise<unknown[]> =>
    items(await local.call('GET', `/meetings?${query}`))
      .filter(({ id, meetingSeriesId }) => [id, meetingSeriesId].includes(series.id))
      .map(({ start }) => start);

  it('show the next occurrence, unless the whole series is asked for', async () => {
    at('2026-03-12T00:00:00Z');
    expect(await listed('max=100')).toEqual(['2026-03-17T09:00:00Z']);
    expect(await listed('max=100&current=false')).toEqual(['2026-03-03T09:00:00Z']);
  });

  it('have a series whose dates surround the window', async () => {
    const gap = 'from=2026-03-11T00:00:00Z&to=2026-03-12T00:00:00Z&max=100';
    expect(await listed(gap)).toHaveLength(1);
    expect(await listed(`${gap}&meetingType=scheduledMeeting`)).toHaveLength(0);
    expect(await listed('from=2026-04-11T00:00:00Z&to=2026-04-12T00:00:00Z&max=100')).toHaveLength(0);
  });

  it('find the next occurrence by number, and the series where the whole is asked for', async () => {
    const number = String(series.json['meetingNumber']);
    const [next] = items(await local.call('GET', `/meetings?meetingNumber=${number}`));
    expect([next?.['meetingType'], next?.['id']]).toEqual([
      'scheduledMeeting',
      series.occurrence('2026-03-03'),
    ]);
    const [whole] = items(await local.call('GET', `/meetings?meetingNumber=${number}&current=false`));
    expect([whole?.['meetingType'], whole?.['id']]).toEqual(['meetingSeries', series.id]);
  });

  it('page over occurrences', async () => {
    const first = await local.call(
      'GET',
      `/meetings?meetingSeriesId=${series.id}&${WIDE.replace('max=100', 'max=3')}`,
    );
    expect(items(first)).toHaveLength(3);
    const next = /^<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(items(await local.call('GET', next.slice(`${local.origin}/v1`.length)))).toHaveLength(1);
  });

  it('lose an active series where the index is like that, while it is found by id', async () => {
    local.ground.switches.set({ 'webex.tagIndex': 'activeSeriesMissing' });
    expect(await listed('max=100')).toEqual([]);
    expect((await series.get()).status).toBe(200);
  });

  it('filter by tag on the series, which occurrences show', async () => {
    const tagged = await seriesOnPort(local, { integrationTags: ['t-series'] });
    const found = items(await local.call('GET', `/meetings?integrationTag=t-series&${WIDE}`));
    expect(found.map(({ id }) => id)).toEqual([tagged.id]);
    expect((await tagged.list())[0]?.['integrationTags']).toEqual(['t-series']);
  });

  it('filter by state, changed occurrences, and what ended ones have', async () => {
    await series.patch(series.occurrence('2026-03-10'), { title: 'Other' });
    const type = 'meetingType=scheduledMeeting';
    expect((await series.list(`${type}&isModified=true`)).map(({ title }) => title)).toEqual(['Other']);
    expect(await series.list(`${type}&isModified=false`)).toHaveLength(3);
    expect(await series.list(`${type}&state=ready`)).toHaveLength(1);
    local.webex.setMeetingState(series.id, 'inProgress');
    local.webex.setMeetingState(series.id, 'ended');
    local.pass(HOUR);
    const ended = 'meetingType=meeting&state=ended';
    expect(await series.list(ended)).toHaveLength(1);
    expect(await series.list(`${ended}&hasRecording=true`)).toHaveLength(0);
    expect(await series.list(`${ended}&hasRecording=false`)).toHaveLength(1);
    expect((await local.call('GET', '/meetings?state=gone')).status).toBe(400);
  });
});

describe('deleting', () => {
  it('takes one occurrence, which is gone then, and leaves the others', async () => {
    const id = series.occurrence('2026-03-10');
    const answer = await series.remove(id);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await series.starts()).toHaveLength(3);
    expect((await series.get(id)).status).toBe(404);
    expect((await series.remove(id)).status).toBe(404);
    local.ground.switches.set({ 'webex.secondDelete': 204 });
    expect((await series.remove(id)).status).toBe(204);
  });

  it('takes the whole series with its occurrences', async () => {
    await series.remove(series.id);
    expect((await series.get(series.occurrence('2026-03-10'))).status).toBe(404);
    expect(await series.starts()).toEqual([]);
  });

  it('of the only occurrence of a single meeting takes the meeting', async () => {
    const { id } = await local.create({ sendEmail: false });
    expect((await series.remove(`${id}_20260303T090000Z`)).status).toBe(204);
    expect((await series.get(id)).status).toBe(404);
  });

  it.each([
    ['refused', 400],
    ['allowed', 204],
  ])('of an occurrence in progress is %s', async (value, status) => {
    local.ground.switches.set({ 'webex.deleteInProgress': value });
    local.webex.setMeetingState(series.id, 'inProgress');
    expect((await series.remove(series.occurrence('2026-03-03'))).status).toBe(status);
    expect((await series.remove(series.occurrence('2026-03-10'))).status).toBe(204);
  });
});

it('is told whole by the truth, with what was deleted and changed', async () => {
  await series.remove(series.occurrence('2026-03-10'));
  await series.patch(series.occurrence('2026-03-17'), { title: 'Other' });
  const truth = local.webex.meetingsTruth().find(({ id }) => id === series.id);
  expect(truth?.cancelledOccurrences).toEqual(['2026-03-10T09:00:00Z']);
  expect(truth?.occurrences.map(({ title }) => title)).toEqual(['Weekly', 'Other', 'Weekly']);
});
