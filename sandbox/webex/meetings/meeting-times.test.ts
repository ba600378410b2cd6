import { afterEach, describe, expect, it } from 'vitest';
import { Switches } from '../../control/switches.ts';
import {
  descriptions,
  meetingBody,
  webexOnPort,
  type Json,
  type WebexOnPort,
} from '../test/webex-on-port.ts';
import { declareWebexSwitches } from '../webex-switches.ts';
import { formatInstant, readSchedule } from './meeting-times.ts';

const NOW = Date.parse('2026-03-02T08:00:16.657Z');
const switches = new Switches('harsh');
declareWebexSwitches(switches);

function read(
  start: string,
  end: string,
  timezone?: string,
): { start: string; end: string; timezone: string } {
  const schedule = readSchedule({ start, end, timezone }, NOW, switches);
  return {
    start: new Date(schedule.start).toISOString(),
    end: new Date(schedule.end).toISOString(),
    timezone: schedule.timezone,
  };
}

describe('times as they are sent', () => {
  it.each([
    [
      'wall time with a zone',
      '2026-07-01T10:00:00',
      '2026-07-01T11:00:00',
      'Europe/Paris',
      '2026-07-01T08:00:00.000Z',
      'Europe/Paris',
    ],
    [
      'a blank instead of T',
      '2026-07-01 10:00:00',
      '2026-07-01 11:00:00',
      'Asia/Calcutta',
      '2026-07-01T04:30:00.000Z',
      'Asia/Calcutta',
    ],
    [
      'an offset that agrees with the zone',
      '2026-07-01T10:00:00+02:00',
      '2026-07-01T11:00:00+02:00',
      'Europe/Paris',
      '2026-07-01T08:00:00.000Z',
      'Europe/Paris',
    ],
    [
      'Z in a zone that is at UTC on that date',
      '2026-03-04T10:00:00Z',
      '2026-03-04T11:00:00Z',
      'Europe/London',
      '2026-03-04T10:00:00.000Z',
      'Europe/London',
    ],
    [
      'an offset and no zone: the zone becomes UTC',
      '2026-07-01T10:00:00+02:00',
      '2026-07-01T11:00:00+02:00',
      undefined,
      '2026-07-01T08:00:00.000Z',
      'UTC',
    ],
    [
      'neither: read as UTC',
      '2026-07-01 10:00:00',
      '2026-07-01 11:00:00',
      undefined,
      '2026-07-01T10:00:00.000Z',
      'UTC',
    ],
    [
      'a wall time that does not exist: later by the gap',
      '2026-03-29T02:30:00',
      '2026-03-29T04:30:00',
      'Europe/Paris',
      '2026-03-29T01:30:00.000Z',
      'Europe/Paris',
    ],
  ])('%s', (_name, start, end, zone, expected, timezone) => {
    expect(read(start, end, zone)).toMatchObject({ start: expected, timezone });
  });

  it('drops seconds', () => {
    expect(read('2026-03-02T09:32:28.076Z', '2026-03-02T09:52:59Z')).toEqual({
      start: '2026-03-02T09:32:00.000Z',
      end: '2026-03-02T09:52:00.000Z',
      timezone: 'UTC',
    });
  });

  it('moves a start inside the current minute to the next one', () => {
    expect(read('2026-03-02T08:00:41Z', '2026-03-02T09:00:00Z').start).toBe('2026-03-02T08:01:00.000Z');
    expect(read('2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z').start).toBe('2026-03-02T08:01:00.000Z');
  });

  it.each([
    ['a past start', '2026-03-02T07:59:59Z', '2026-03-02T09:00:00Z'],
    ['9 minutes', '2026-03-03T10:00:00Z', '2026-03-03T10:09:00Z'],
    ['24 hours', '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'],
    ['an end before the start', '2026-03-03T10:00:00Z', '2026-03-03T09:00:00Z'],
    ['ten years ahead', '2036-03-02T08:01:00Z', '2036-03-02T09:00:00Z'],
    ['no date', 'tomorrow', '2026-03-03T09:00:00Z'],
    ['the 31st of February', '2026-02-31T10:00:00Z', '2026-03-03T09:00:00Z'],
  ])('refuses %s', (_name, start, end) => {
    expect(() => read(start, end)).toThrow('The input parameters contain invalid items.');
  });

  it('takes 10 minutes and 23 hours 59', () => {
    expect(read('2026-03-03T10:00:00Z', '2026-03-03T10:10:00Z').end).toBe('2026-03-03T10:10:00.000Z');
    expect(read('2026-03-03T10:00:00Z', '2026-03-04T09:59:00Z').end).toBe('2026-03-04T09:59:00.000Z');
  });

  it('writes Z at UTC and the offset elsewhere', () => {
    expect(formatInstant(Date.parse('2026-07-01T08:00:00Z'), 'UTC')).toBe('2026-07-01T08:00:00Z');
    expect(formatInstant(Date.parse('2026-07-01T08:00:00Z'), 'Asia/Kathmandu')).toBe(
      '2026-07-01T13:45:00+05:45',
    );
  });
});

describe('times over HTTP', () => {
  let local: WebexOnPort;
  afterEach(() => local.close());

  const mismatch: Json = {
    start: '2026-07-01T10:00:00Z',
    end: '2026-07-01T11:00:00Z',
    timezone: 'Asia/Calcutta',
  };

  it.each([400, 404] as const)(
    'refuses a zone that is not the offset, in a body without errors (%d)',
    async (status) => {
      local = await webexOnPort();
      local.ground.switches.set({ 'webex.zoneMismatchStatus': status });
      const answer = await local.call('POST', '/meetings', meetingBody(mismatch));
      expect(answer.status).toBe(status);
      expect(answer.json['message']).toBe(
        "timezone 'Asia/Calcutta' and timezone offset in '2026-07-01T10:00:00Z' do not match",
      );
      expect(answer.json).not.toHaveProperty('errors');
      expect(local.webex.meetingsTruth()).toHaveLength(0);
    },
  );

  it('refuses what is no IANA zone, or takes it for UTC, as the switch says', async () => {
    local = await webexOnPort('harsh');
    const sent = meetingBody({ timezone: 'PDT' });
    expect((await local.call('POST', '/meetings', sent)).status).toBe(400);
    local.ground.switches.set({ 'webex.nonIanaZone': 'utc' });
    const answer = await local.call('POST', '/meetings', sent);
    expect(answer.json).toMatchObject({ timezone: 'UTC', start: '2026-03-03T10:00:00Z' });
  });

  it('says so with a full stop when the start is past', async () => {
    local = await webexOnPort();
    const answer = await local.call(
      'POST',
      '/meetings',
      meetingBody({ start: '2026-03-01T10:00:00', end: '2026-03-01T11:00:00' }),
    );
    expect(answer.status).toBe(400);
    expect(descriptions(answer)).toEqual(["Parameter 'start' or 'end' is before current time."]);
  });

  it('answers a write in the sent zone, a read in the zone its header asks for, else UTC', async () => {
    local = await webexOnPort();
    const created = await local.create();
    expect(created).toMatchObject({ timezone: 'Europe/Paris', start: '2026-03-03T10:00:00+01:00' });
    expect((await local.call('GET', `/meetings/${created.id}`)).json).toMatchObject({
      timezone: 'UTC',
      start: '2026-03-03T09:00:00Z',
    });
    const there = await local.call('GET', `/meetings/${created.id}`, undefined, {
      headers: { timezone: 'Asia/Tokyo' },
    });
    expect(there.json).toMatchObject({ timezone: 'Asia/Tokyo', start: '2026-03-03T18:00:00+09:00' });
  });
});
