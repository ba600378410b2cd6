import { fc, test as property } from '@fast-check/vitest';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EventContent } from './family.ts';
import { DAY, HOUR, LONGEST, MINUTE, PLACEHOLDER_AHEAD, SHORTEST } from './policy.ts';
import type { Policy } from './policy.ts';
import { isTooLong, placeholder, project, projectTitle, UnreadableTimeError, wallTime } from './project.ts';

const policy: Policy = {
  hostAddresses: ['host@example.test'],
  hostName: 'Ada Lovelace',
  fallbackZone: 'Europe/Paris',
};
const event = (change: Partial<EventContent> = {}): EventContent => ({
  start: { dateTime: '2026-11-26T10:00:00+01:00', timeZone: 'Europe/Paris' },
  end: { dateTime: '2026-11-26T11:00:00+01:00', timeZone: 'Europe/Paris' },
  summary: 'Planning',
  guests: [],
  guestsPartial: false,
  ...change,
});
const timed = (start: string, end: string, timeZone: string | undefined = 'Europe/Paris') =>
  event({ start: { dateTime: start, timeZone }, end: { dateTime: end, timeZone } });
const length = (content: EventContent) => {
  const { startAt, endAt } = project(content, policy);
  return endAt - startAt;
};

describe('43: lengths', () => {
  test.each<[string, string, number, string]>([
    ['2026-11-26T10:00:00+01:00', '2026-11-26T10:05:00+01:00', SHORTEST, 'short'],
    ['2026-11-26T10:00:00+01:00', '2026-11-26T10:00:00+01:00', SHORTEST, 'short'],
    ['2026-11-26T10:00:00+01:00', '2026-11-26T09:00:00+01:00', SHORTEST, 'short'],
    ['2026-11-26T10:00:00+01:00', '2026-11-26T10:10:00+01:00', SHORTEST, 'none'],
    ['2026-11-26T10:00:00+01:00', '2026-11-27T09:59:00+01:00', LONGEST, 'none'],
    ['2026-11-26T10:00:00+01:00', '2026-11-27T10:00:00+01:00', LONGEST, 'long'],
    ['2026-11-26T10:00:00+01:00', '2026-12-26T10:00:00+01:00', LONGEST, 'long'],
  ])('%s to %s', (start, end, expected, clamp) => {
    const { startAt, endAt, clamp: said } = project(timed(start, end), policy);
    expect(endAt - startAt).toBe(expected);
    expect(said).toBe(clamp);
  });

  test('all-day starts at midnight of the zone and is too long for a new meeting', () => {
    const content = event({ start: { date: '2026-11-26' }, end: { date: '2026-11-27' } });
    expect(new Date(project(content, policy).startAt).toISOString()).toBe('2026-11-25T23:00:00.000Z');
    expect(length(content)).toBe(LONGEST);
    expect(isTooLong(content, policy)).toBe(true);
    expect(isTooLong(event(), policy)).toBe(false);
    expect(isTooLong(timed('2026-11-26T10:00:00+01:00', '2026-11-27T09:59:00+01:00'), policy)).toBe(false);
  });

  test('seconds are dropped: Webex knows minutes', () => {
    const { startAt } = project(timed('2026-11-26T10:00:59.999+01:00', '2026-11-26T11:00:30+01:00'), policy);
    expect(startAt % MINUTE).toBe(0);
  });

  test('a time that cannot be read is an error with a code, not a guess', () => {
    expect(() => project(timed('yesterday', 'today'), policy)).toThrow(UnreadableTimeError);
    expect(() => project(event({ start: {} }), policy)).toThrow(UnreadableTimeError);
  });
});

describe('41, 42: zones', () => {
  test.each<[string | undefined, string]>([
    ['America/New_York', 'America/New_York'],
    ['US/Pacific', 'US/Pacific'],
    [undefined, 'Europe/Paris'],
    ['Pacific Standard Time', 'Europe/Paris'],
    ['+05:30', 'Europe/Paris'],
    ['', 'Europe/Paris'],
  ])('%s → %s', (zone, expected) => {
    const content = event({ start: { dateTime: '2026-11-26T10:00:00+01:00', timeZone: zone } });
    expect(project(content, policy).zone).toBe(expected);
  });

  test('no usable zone anywhere is UTC', () => {
    const content = event({ start: { dateTime: '2026-11-26T10:00:00Z' } });
    expect(project(content, { ...policy, fallbackZone: 'Nowhere/Land' }).zone).toBe('UTC');
  });

  test.each<[string, string, string]>([
    ['2026-03-29T02:30:00', 'Europe/Paris', '2026-03-29T03:30:00+02:00'],
    ['2026-10-25T02:30:00', 'Europe/Paris', '2026-10-25T02:30:00+02:00'],
    ['2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-05T01:45:00+11:00'],
  ])('wall time %s in %s', (wall, zone, expected) => {
    const content = event({
      start: { dateTime: wall, timeZone: zone },
      end: { dateTime: wall, timeZone: zone },
    });
    const { startAt } = project(content, policy);
    expect(wallTime(startAt, zone)).toBe(expected);
  });

  property.prop([
    fc.integer({ min: 28_333_333, max: 36_666_666 }),
    fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'),
  ])('the offset that is sent always agrees with the zone on that date', (minute, zone) => {
    const at = minute * MINUTE;
    const sent = wallTime(at, zone);
    expect(Temporal.Instant.from(sent).epochMilliseconds).toBe(at);
    expect(Temporal.ZonedDateTime.from(`${sent}[${zone}]`, { offset: 'reject' }).epochMilliseconds).toBe(at);
  });
});

describe('62: subjects', () => {
  test.each<[string | undefined, string | undefined, string | undefined]>([
    ['Planning', undefined, 'Planning'],
    ['', 'Ada Lovelace', "Ada Lovelace's meeting"],
    [undefined, 'Ada Lovelace', "Ada Lovelace's meeting"],
    [' \t\n', undefined, undefined],
    ['a\u0000b\r\nc\u2028d', undefined, 'a b c d'],
    ['<b>x</b> =cmd|calc', undefined, '<b>x</b> =cmd|calc'],
    ['\u200Fשלום', undefined, '\u200Fשלום'],
    ['lone \uD800 surrogate', undefined, 'lone \uFFFD surrogate'],
    ['x'.repeat(1024), undefined, 'x'.repeat(128)],
    [`${'x'.repeat(127)}👩‍👩‍👧`, undefined, 'x'.repeat(127)],
    [`${'x'.repeat(126)}🇫🇷`, undefined, `${'x'.repeat(126)}🇫🇷`],
    [`a${'\u0301'.repeat(300)}`, undefined, `a${'\u0301'.repeat(127)}`],
  ])('%j of %j', (summary, name, expected) => {
    expect(projectTitle(summary, name)).toBe(expected);
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 400 })])(
    'always one well-formed line of at most 128 code points, and stable',
    (summary) => {
      const title = projectTitle(summary, 'N') ?? '';
      expect(Array.from(title).length).toBeLessThanOrEqual(128);
      expect(title.isWellFormed()).toBe(true);
      expect(title).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(projectTitle(title, undefined)).toBe(title);
    },
  );
});

describe('34: guests', () => {
  const guests = (...emails: string[]) =>
    project(event({ guests: emails.map((email) => ({ email })) }), policy).guests;

  test('lower case, once, sorted, without host, rooms, groups, calendars and nonsense', () => {
    expect(guests('Bob@Example.test', ' bob@example.test ', 'amy@example.test', 'HOST@example.test')).toEqual(
      ['amy@example.test', 'bob@example.test'],
    );
    expect(
      guests(
        'c_1@resource.calendar.google.com',
        'x@group.calendar.google.com',
        'list@googlegroups.com',
        'not an address',
        '@',
        'a@b',
      ),
    ).toEqual([]);
    expect(
      project(event({ guests: [{ email: 'room@example.test', resource: true }] }), policy).guests,
    ).toEqual([]);
  });

  test('at most a thousand', () => {
    expect(guests(...Array.from({ length: 1500 }, (_, n) => `g${String(n)}@example.test`))).toHaveLength(
      1000,
    );
  });
});

describe('P3: the placeholder of a draft', () => {
  property.prop([
    fc.integer({ min: 1.75e12, max: 2e12 }),
    fc.constantFrom('Europe/Paris', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Nowhere/Land'),
  ])('a full hour of the zone, never before 25 h ahead, never more than 26 h', (now, zone) => {
    const { startAt, endAt, zone: used } = placeholder(now, zone);
    expect(startAt - now).toBeGreaterThanOrEqual(PLACEHOLDER_AHEAD);
    expect(startAt - now).toBeLessThanOrEqual(PLACEHOLDER_AHEAD + HOUR + DAY / 48);
    expect(endAt - startAt).toBe(HOUR);
    // Where the clock jumps by half an hour, one full hour a year does not exist.
    expect(wallTime(startAt, used)).toMatch(
      used === 'Australia/Lord_Howe' ? /T\d\d:[03]0:00[+-]/ : /T\d\d:00:00[+-]/,
    );
  });
});

property.prop([fc.integer({ min: 0, max: 40 * 24 * 60 }), fc.integer({ min: -600, max: 4000 })])(
  'I6: the projection of a projection is itself',
  (start, minutes) => {
    const base = Date.parse('2026-11-01T00:00:00Z');
    const iso = (at: number): string => new Date(at).toISOString();
    const once = project(timed(iso(base + start * MINUTE), iso(base + (start + minutes) * MINUTE)), policy);
    const twice = project(timed(iso(once.startAt), iso(once.endAt)), policy);
    expect(twice).toEqual({ ...once, clamp: 'none' });
  },
);
