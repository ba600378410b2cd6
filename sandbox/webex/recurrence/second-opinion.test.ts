import rrule from 'rrule';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { Switches } from '../../control/switches.ts';
import { declareWebexSwitches } from '../webex-switches.ts';
import { readRecurrence } from './read-recurrence.ts';
import { slotsBefore } from './slots.ts';

const ZONES = ['Europe/Paris', 'America/New_York', 'Australia/Sydney'];
const WALL = '2026-03-03T10:00:00';
const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-02T08:00:00Z');
/** What is sent, and the same dates in words that rrule.js has no second meaning for. */
type Pair = readonly [sent: string, meant: string];

/** All rules of the subset that Webex is known, or likely, to take, in every zone. */
function rules(): readonly Pair[] {
  const weekly = ['MO', 'TU,FR', 'MO,TU,WE,TH,FR', 'SU,SA', 'TU,SU'];
  const monthDays = [1, 3, 15, 28];
  const weeks = ['1MO', '2TU', '3WE', '4SU', '-1FR'];
  const months = [1, 2, 6, 12];
  const pairs: Pair[] = [];
  const add = (sent: string, meant = sent): number => pairs.push([sent, meant]);
  for (const interval of [1, 2, 7, 99]) {
    const every = `INTERVAL=${interval}`;
    add(`FREQ=DAILY;${every}`);
    for (const days of weekly) add(`FREQ=WEEKLY;${every};BYDAY=${days}`);
    for (const day of monthDays) {
      add(`FREQ=MONTHLY;${every};BYMONTHDAY=${day}`);
      add(`FREQ=MONTHLY;${every};BYMONTHDAY=${day},${day + 1}`, `FREQ=MONTHLY;${every};BYMONTHDAY=${day}`);
    }
    for (const day of [29, 30, 31]) {
      const up = Array.from({ length: day - 27 }, (_, index) => 28 + index).join(',');
      add(`FREQ=MONTHLY;${every};BYMONTHDAY=${day}`, `FREQ=MONTHLY;${every};BYMONTHDAY=${up};BYSETPOS=-1`);
    }
    for (const week of weeks) add(`FREQ=MONTHLY;${every};BYDAY=${week}`);
    add(`FREQ=MONTHLY;${every};BYDAY=5TH`, `FREQ=MONTHLY;${every};BYDAY=-1TH`);
  }
  for (const month of months) {
    add(`FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=9`);
    for (const week of weeks) add(`FREQ=YEARLY;BYMONTH=${month};BYDAY=${week}`);
  }
  return pairs;
}

const switches = new Switches('harsh');
declareWebexSwitches(switches);

/** The dates up to `last` (ms), from the shifted start on. */
function ours(rule: string, zone: string, last: number): readonly number[] {
  const start = Temporal.PlainDateTime.from(WALL).toZonedDateTime(zone).epochMilliseconds;
  const recurrence = readRecurrence(rule, { start, end: start + HOUR, timezone: zone }, NOW, switches);
  return slotsBefore(recurrence, last + 1);
}

/** rrule.js on floating time, zones by Temporal. A start that the rule does not make moves to the first date. */
function theirs(rule: string, zone: string, most: number): readonly number[] {
  const floating = (from: string, count: number): Date[] => {
    const { RRule } = rrule;
    const series = new RRule({
      ...RRule.parseString(`${rule};WKST=SU`),
      dtstart: new Date(`${from}Z`),
      count,
    });
    return series.all();
  };
  const [first] = floating(WALL, 1);
  const from = first?.toISOString().slice(0, 19) ?? WALL;
  return floating(from, most).map(
    (date) =>
      Temporal.PlainDateTime.from(date.toISOString().slice(0, 19)).toZonedDateTime(zone).epochMilliseconds,
  );
}

describe('occurrences of a series', () => {
  it.each(ZONES)('are those that a second library finds, in %s', (zone) => {
    for (const [sent, meant] of rules()) {
      const expected = theirs(meant, zone, 6);
      expect(ours(sent, zone, expected.at(-1) ?? 0), `${sent} ${zone}`).toEqual(expected);
    }
  });
});
