import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriesOnPort, type SeriesOnPort } from '../test/series-on-port.ts';
import { descriptions, items, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
let series: SeriesOnPort;
const TENTH = '2026-03-10';
const SEVENTEENTH = '2026-03-17';

beforeAll(async () => {
  local = await webexOnPort();
});
beforeEach(async () => {
  series = await seriesOnPort(local);
});
afterEach(() => {
  local.ground.switches.reset();
});
afterAll(() => local.close());

const modified = async (): Promise<unknown[]> =>
  (await series.list('meetingType=scheduledMeeting&isModified=true')).map(({ title }) => title);

describe('an occurrence that is changed', () => {
  it('keeps its original slot in its id, and the others stay', async () => {
    const id = series.occurrence(TENTH);
    const answer = await series.move(id, '2026-03-11T15:00:00', '2026-03-11T16:30:00');
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({
      id,
      meetingSeriesId: series.id,
      meetingType: 'scheduledMeeting',
      isModified: true,
      start: '2026-03-11T15:00:00+01:00',
      end: '2026-03-11T16:30:00+01:00',
    });
    expect(await series.starts()).toEqual([
      '2026-03-03T09:00:00Z',
      '2026-03-11T14:00:00Z',
      '2026-03-17T09:00:00Z',
      '2026-03-24T09:00:00Z',
    ]);
  });

  it('has its new slot in its id where the switch says so', async () => {
    local.ground.switches.set({ 'webex.movedOccurrenceId': 'newSlot' });
    const id = series.occurrence(TENTH);
    const moved = await series.move(id, '2026-03-11T15:00:00', '2026-03-11T16:00:00');
    expect(moved.json['id']).toBe(`${series.id}_20260311T140000Z`);
    expect((await series.get(id)).status).toBe(404);
    expect((await series.get(String(moved.json['id']))).status).toBe(200);
  });

  it('has a number, link and SIP address of its own, by which it is found instead of its series', async () => {
    const { json } = await series.patch(series.occurrence(TENTH), { title: 'Own' });
    for (const key of ['meetingNumber', 'webLink', 'sipAddress', 'hostKey', 'phoneAndVideoSystemPassword'])
      expect(json[key], key).not.toBe(series.json[key]);
    expect(json['telephony']).toMatchObject({ accessCode: json['meetingNumber'] });
    const number = String(json['meetingNumber']);
    for (const query of [`meetingNumber=${number}`, `meetingNumber=${number}&current=false`]) {
      const found = items(await local.call('GET', `/meetings?${query}`));
      expect(found.map(({ id }) => id)).toEqual([series.occurrence(TENTH)]);
    }
    const again = await series.patch(series.occurrence(TENTH), { title: 'Again' });
    expect(again.json['meetingNumber']).toBe(number);
  });

  it("has its series' number and link where the switch says so", async () => {
    local.ground.switches.set({ 'webex.exceptionIdentity': 'series' });
    const before = (await series.get(series.occurrence(TENTH))).json;
    const { json } = await series.patch(series.occurrence(TENTH), { title: 'Same' });
    expect([json['meetingNumber'], json['webLink']]).toEqual([before['meetingNumber'], before['webLink']]);
  });

  it('opens its own join page', async () => {
    const { json } = await series.patch(series.occurrence(TENTH), { title: 'Own page' });
    const { pathname, search } = new URL(String(json['webLink']));
    const page = await fetch(`${local.origin}${pathname}${search}`);
    expect([page.status, (await page.text()).includes('Own page')]).toEqual([200, true]);
  });

  it('may move only inside its own interval, but for the first and the last', async () => {
    const move = async (day: string, to: string): Promise<unknown> => {
      const answer = await series.move(series.occurrence(day), `${to}:00`, `${to.slice(0, 11)}23:59:00`);
      return answer.status === 200 ? 'moved' : descriptions(answer)[0];
    };
    const outside = 'meeting.err.two_meeting_schedule_at_same_day';
    expect(await move(TENTH, '2026-03-09T23:00')).toBe(outside);
    expect(await move(TENTH, '2026-03-10T00:00')).toBe('moved');
    expect(await move(TENTH, '2026-03-16T23:00')).toBe('moved');
    expect(await move(TENTH, '2026-03-17T00:00')).toBe(outside);
    expect(await move('2026-03-03', '2026-03-02T12:00')).toBe('moved');
    expect(await move('2026-03-03', '2026-03-10T00:00')).toBe(outside);
    expect(await move('2026-03-24', '2026-05-24T12:00')).toBe('moved');
  });

  it('cannot move into the past, be too short, or get tags or a rule of its own', async () => {
    const id = series.occurrence('2026-03-03');
    const past = await series.move(id, '2026-03-01T10:00:00', '2026-03-01T11:00:00');
    expect(descriptions(past)).toEqual(["Parameter 'start' or 'end' is before current time."]);
    const short = await series.move(id, '2026-03-03T12:00:00', '2026-03-03T12:09:00');
    expect(short.status).toBe(400);
    expect((await series.patch(id, { integrationTags: ['x'] })).status).toBe(400);
    expect((await series.patch(id, { recurrence: 'FREQ=DAILY' })).status).toBe(400);
  });

  it('is refused while it runs; the others are not', async () => {
    local.webex.setMeetingState(series.id, 'inProgress');
    const running = await series.patch(series.occurrence('2026-03-03'), { title: 'No' });
    expect(descriptions(running)).toEqual(['Meeting is in progress']);
    expect(descriptions(await series.patch(series.id, { title: 'No' }))).toEqual(['Meeting is in progress']);
    expect((await series.patch(series.occurrence(TENTH), { title: 'Yes' })).status).toBe(200);
    const [instance] = await series.list('meetingType=meeting');
    const ended = await series.patch(String(instance?.['id']), { title: 'No' });
    expect(descriptions(ended)[0]).toBe(
      `Meeting ID '${String(instance?.['id'])}' is not allowed for this API.`,
    );
  });

  it("is refused for a calendar connector's meeting, and for a guest", async () => {
    local.webex.setConnectorOwned(series.id, true);
    expect((await series.patch(series.occurrence(TENTH), { title: 'No' })).status).toBe(403);
  });

  it('can be replaced by PUT, which drops the agenda', async () => {
    await series.patch(series.id, { agenda: 'Points' });
    const body = {
      title: 'Put',
      password: 'Abcd1234',
      start: '2026-03-10T12:00:00',
      end: '2026-03-10T13:00:00',
      timezone: 'Europe/Paris',
      sendEmail: false,
    };
    const answer = await local.call('PUT', `/meetings/${series.occurrence(TENTH)}`, body);
    expect(answer.json).toMatchObject({ title: 'Put', password: 'Abcd1234' });
    expect(answer.json).not.toHaveProperty('agenda');
    expect((await series.get()).json['agenda']).toBe('Points');
  });

  it('of a single meeting is the meeting itself', async () => {
    const { id } = await local.create({ sendEmail: false });
    const answer = await series.move(`${id}_20260303T090000Z`, '2026-03-04T12:00:00', '2026-03-04T13:00:00');
    expect(answer.json).toMatchObject({ id: `${id}_20260304T110000Z`, isModified: false });
    expect((await series.get(id)).json['start']).toBe('2026-03-04T11:00:00Z');
  });
});

describe('a change of the series', () => {
  const moveAll = (): Promise<unknown> =>
    series.move(series.id, '2026-03-03T11:00:00', '2026-03-03T12:00:00');
  beforeEach(async () => {
    await series.patch(series.occurrence(TENTH), { title: 'Other' });
    await series.remove(series.occurrence(SEVENTEENTH));
  });

  it('of its start cancels every exception, and gives occurrences new ids', async () => {
    await moveAll();
    expect(await modified()).toEqual([]);
    expect(await series.starts()).toEqual([
      '2026-03-03T10:00:00Z',
      '2026-03-10T10:00:00Z',
      '2026-03-17T10:00:00Z',
      '2026-03-24T10:00:00Z',
    ]);
    expect((await series.get(series.occurrence(TENTH))).status).toBe(404);
    const after = (await series.get()).json;
    expect([after['meetingNumber'], after['password']]).toEqual([
      series.json['meetingNumber'],
      series.json['password'],
    ]);
  });

  it('of its rule does, too; its removal leaves a single meeting', async () => {
    const answer = await series.patch(series.id, { recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' });
    expect(answer.json['recurrence']).toContain('COUNT=2');
    expect([await modified(), (await series.starts()).length]).toEqual([[], 2]);
    const single = await series.patch(series.id, { recurrence: null });
    expect(single.json).not.toHaveProperty('recurrence');
    expect(await series.starts()).toEqual(['2026-03-03T09:00:00Z']);
    const again = await series.patch(series.id, { recurrence: 'FREQ=DAILY;COUNT=2' });
    expect([again.status, (await series.starts()).length]).toEqual([200, 2]);
  });

  it('needs a future start once the first occurrence is over, but not for the title', async () => {
    local.pass(2 * 24 * 60 * 60 * 1000);
    const past = await series.move(series.id, '2026-03-03T10:00:00', '2026-03-03T11:00:00');
    expect(descriptions(past)).toEqual(["Parameter 'start' or 'end' is before current time."]);
    expect((await series.patch(series.id, { title: 'New' })).status).toBe(200);
    expect((await series.move(series.id, '2026-03-10T10:00:00', '2026-03-10T11:00:00')).status).toBe(200);
    local.clock.set(Date.parse('2026-03-02T08:00:00Z'));
  });

  it.each([
    ['dropExceptions', [], 4],
    ['keep', ['Other'], 3],
  ])('that names the same times: %s', async (value, titles, left) => {
    local.ground.switches.set({ 'webex.equalSeriesTimes': value });
    await series.move(series.id, '2026-03-03T10:00:00', '2026-03-03T11:00:00');
    expect([await modified(), (await series.starts()).length]).toEqual([titles, left]);
  });

  it.each([
    ['new', false],
    ['same', true],
  ])('of its start makes the link: %s', async (value, same) => {
    local.ground.switches.set({ 'webex.webLinkAfterTimeChange': value });
    await moveAll();
    expect((await series.get()).json['webLink'] === series.json['webLink']).toBe(same);
    const link = (await series.get()).json['webLink'];
    await series.patch(series.id, { title: 'Only the title' });
    expect((await series.get()).json['webLink']).toBe(link);
  });

  it('without a zone reads the times as UTC, and the series drifts with the seasons', async () => {
    await series.patch(series.id, { start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
    expect(await series.starts()).toEqual([
      '2026-03-24T09:00:00Z',
      '2026-03-31T09:00:00Z',
      '2026-04-07T09:00:00Z',
      '2026-04-14T09:00:00Z',
    ]);
  });
});
