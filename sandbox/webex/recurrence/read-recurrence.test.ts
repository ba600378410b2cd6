import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { Switches } from '../../control/switches.ts';
import { declareWebexSwitches } from '../webex-switches.ts';
import { readRecurrence } from './read-recurrence.ts';
import { slotsBefore } from './slots.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-02T08:00:00Z');
const PARIS = 'Europe/Paris';

interface World {
  readonly start?: string;
  readonly zone?: string;
  readonly switches?: Readonly<Record<string, unknown>>;
}

/** What Webex makes of a rule: its echo, and the first dates in wall time. */
function read(rule: string, world: World = {}): { rule: string; dates: string[] } {
  const { start = '2026-03-03T10:00', zone = PARIS } = world;
  const switches = new Switches('harsh');
  declareWebexSwitches(switches);
  switches.set(world.switches ?? {});
  const at = Temporal.PlainDateTime.from(start).toZonedDateTime(zone).epochMilliseconds;
  const recurrence = readRecurrence(rule, { start: at, end: at + HOUR, timezone: zone }, NOW, switches);
  const dates = slotsBefore(recurrence, at + 366 * 24 * HOUR).map((slot) =>
    Temporal.Instant.fromEpochMilliseconds(slot).toZonedDateTimeISO(zone).toPlainDateTime().toString(),
  );
  return { rule: recurrence.rule, dates };
}

const days = (rule: string, world?: World): string[] =>
  read(rule, world).dates.map((date) => date.slice(0, 10));

describe('a rule that Webex has a place for', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=1;COUNT=10', 'FREQ=DAILY;COUNT=10;INTERVAL=1'],
    ['FREQ=DAILY;UNTIL=20260310T090000Z', 'FREQ=DAILY;UNTIL=20260310T090000Z;INTERVAL=1'],
    ['FREQ=WEEKLY;BYDAY=TU,FR;WKST=MO', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,FR'],
    ['FREQ=MONTHLY;BYMONTHDAY=3', 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=3'],
    ['FREQ=MONTHLY;BYDAY=1TU;COUNT=3', 'FREQ=MONTHLY;COUNT=3;INTERVAL=1;BYDAY=1TU'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3', 'FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=3'],
    ['FREQ=YEARLY', 'FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=3'],
    ['freq=daily;count=2', 'FREQ=DAILY;COUNT=2;INTERVAL=1'],
  ])('%s comes back re-ordered and filled in', (sent, shown) => {
    expect(read(sent).rule).toBe(shown);
  });

  it.each([
    ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=10,11,12', ['2026-03-10', '2026-04-10', '2026-05-10']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=1MO,3MO', ['2026-04-06', '2026-05-04', '2026-06-01']],
    ['FREQ=YEARLY;COUNT=1;BYMONTH=3;BYMONTHDAY=3,4', ['2026-03-03']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-1FR', ['2026-03-27', '2026-04-24', '2026-05-29']],
  ])('%s keeps the first value only, without a word', (rule, dates) => {
    expect(days(rule)).toEqual(dates);
    expect(read(rule).rule).not.toContain(',');
  });

  it('keeps wall time over a change of offset, which a UTC series does not', () => {
    const weekly = 'FREQ=WEEKLY;BYDAY=TU;COUNT=5';
    expect(new Set(read(weekly).dates.map((date) => date.slice(11)))).toEqual(new Set(['10:00:00']));
    const utc = read(weekly, { zone: 'UTC' }).dates;
    expect(utc.at(-1)).toBe('2026-03-31T10:00:00');
  });
});

describe('what is refused', () => {
  it.each([
    'RRULE:FREQ=DAILY',
    'FREQ=HOURLY',
    'FREQ=MINUTELY;COUNT=2',
    'FREQ=DAILY;BYDAY=MO,TU',
    'FREQ=DAILY;COUNT=2;UNTIL=20260310T090000Z',
    'FREQ=DAILY;UNTIL=20260310',
    'FREQ=DAILY;UNTIL=20260310T090000',
    'FREQ=DAILY;UNTIL=20260301T090000Z',
    'FREQ=DAILY;INTERVAL=100',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=2;COUNT=3',
    'FREQ=WEEKLY;BYDAY=1MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO',
    'FREQ=MONTHLY;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=MONTHLY;BYMONTHDAY=3;BYSETPOS=1',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1',
    'FREQ=YEARLY;BYMONTHDAY=1',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=DAILY\nEXDATE:20260304T090000Z',
    'EXDATE:20260304T090000Z',
    'RDATE:20260304T090000Z',
    '',
  ])('%j', (rule) => {
    expect(() => read(rule)).toThrow('The input parameters contain invalid items.');
  });
});

describe('how long a series with an end can be', () => {
  it.each([
    ['FREQ=DAILY;COUNT=1826', 1826],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=261', 261],
    ['FREQ=MONTHLY;BYMONTHDAY=3;COUNT=60', 60],
    ['FREQ=YEARLY;COUNT=5', 5],
  ])('%s is the most', (rule, count) => {
    expect(days(rule)).toHaveLength(count);
    const more = rule.replace(`COUNT=${count}`, `COUNT=${count + 1}`);
    expect(() => read(more)).toThrow();
    const cut = read(more, { switches: { 'webex.countOverCap': 'cut' } });
    expect([cut.dates.length, cut.rule.includes(`COUNT=${count}`)]).toEqual([count, true]);
  });

  it('ends a far UNTIL after five years, and still echoes it', () => {
    const { rule, dates } = read('FREQ=DAILY;INTERVAL=7;UNTIL=21241001T000000Z');
    expect(rule).toContain('UNTIL=21241001T000000Z');
    expect(dates.at(-1)?.slice(0, 4)).toBe('2031');
  });

  it('lets a rule without an end go on', () => {
    expect(days('FREQ=DAILY').length).toBeGreaterThan(360);
  });
});

describe('what is open, by switch', () => {
  const open = (name: string, value: string, start?: string): World => ({
    switches: { [`webex.${name}`]: value },
    ...(start === undefined ? {} : { start }),
  });

  it.each([
    ['nXX', true, false],
    ['bySetPos', false, true],
    ['both', true, true],
    ['none', false, false],
  ])('nthWeekday %s: 2TU %s, BYSETPOS=2 %s', (value, nth, setPos) => {
    const accepts = (rule: string): boolean => {
      try {
        return days(rule, open('nthWeekday', value))[0] === '2026-03-10';
      } catch {
        return false;
      }
    };
    expect([accepts('FREQ=MONTHLY;BYDAY=2TU'), accepts('FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2')]).toEqual([
      nth,
      setPos,
    ]);
  });

  it('daysPast28: clamp, skip, refuse', () => {
    const rule = 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3';
    expect(days(rule, open('daysPast28', 'clamp'))).toEqual(['2026-03-31', '2026-04-30', '2026-05-31']);
    expect(days(rule, open('daysPast28', 'skip'))).toEqual(['2026-03-31', '2026-05-31', '2026-07-31']);
    expect(() => days(rule, open('daysPast28', 'refuse'))).toThrow();
  });

  it('week5: last, fifth', () => {
    const rule = 'FREQ=MONTHLY;BYDAY=5TU;COUNT=2';
    expect(days(rule, open('week5', 'last'))).toEqual(['2026-03-31', '2026-04-28']);
    expect(days(rule, open('week5', 'fifth'))).toEqual(['2026-03-31', '2026-06-30']);
    expect(read(rule).rule).toContain('BYDAY=5TU');
  });

  it('weekStart: sunday, monday, honour', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=3;WKST=SU';
    const sunday = ['2026-03-03', '2026-03-15', '2026-03-17'];
    const monday = ['2026-03-03', '2026-03-08', '2026-03-17'];
    expect(days(rule, open('weekStart', 'sunday'))).toEqual(sunday);
    expect(days(rule, open('weekStart', 'monday'))).toEqual(monday);
    expect(days(rule, open('weekStart', 'honour'))).toEqual(sunday);
    expect(days(rule.replace('WKST=SU', 'WKST=MO'), open('weekStart', 'honour'))).toEqual(monday);
    expect(read(rule, open('weekStart', 'honour')).rule).toContain('WKST=SU');
  });

  it('weeklyWithoutDays: 400, dayOfStart', () => {
    expect(() => read('FREQ=WEEKLY', open('weeklyWithoutDays', '400'))).toThrow();
    expect(read('FREQ=WEEKLY', open('weeklyWithoutDays', 'dayOfStart')).rule).toContain('BYDAY=TU');
  });

  it('startOffRule: shift, 400, keep', () => {
    const rule = 'FREQ=WEEKLY;BYDAY=MO;COUNT=3';
    expect(days(rule, open('startOffRule', 'shift'))).toEqual(['2026-03-09', '2026-03-16', '2026-03-23']);
    expect(() => days(rule, open('startOffRule', '400'))).toThrow();
    expect(days(rule, open('startOffRule', 'keep'))).toEqual(['2026-03-03', '2026-03-09', '2026-03-16']);
  });
});
