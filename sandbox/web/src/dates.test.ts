import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMinutes,
  floorTo,
  instantOf,
  isWeekend,
  minutesBetween,
  monthGrid,
  nextHalfHour,
  wallAt,
  weekStart,
} from './dates.ts';

describe('wall times', () => {
  test('an instant is read in the zone asked for, and goes back as it came', () => {
    expect(wallAt('2026-06-10T12:00:00Z', 'Europe/Stockholm')).toBe('2026-06-10T14:00:00');
    expect(instantOf('2026-06-10T14:00:00', 'Europe/Stockholm')).toBe('2026-06-10T14:00:00+02:00');
    expect(instantOf('2026-12-10T14:00:00', 'Europe/Stockholm')).toBe('2026-12-10T14:00:00+01:00');
  });

  test('a time that the clock change skips moves on by the gap', () => {
    expect(instantOf('2026-03-29T02:30:00', 'Europe/Stockholm')).toBe('2026-03-29T03:30:00+02:00');
  });

  test('minutes pass midnight and the month', () => {
    expect(addMinutes('2026-06-30T23:45:00', 30)).toBe('2026-07-01T00:15:00');
    expect(minutesBetween('2026-06-30T23:45:00', '2026-07-01T00:15:00')).toBe(30);
    expect(floorTo('2026-06-09T10:24:31', 30)).toBe('2026-06-09T10:00:00');
    expect(nextHalfHour('2026-06-09T23:50:00')).toBe('2026-06-10T00:00:00');
  });
});

describe('days', () => {
  test.each([
    [1, '2026-06-08'],
    [0, '2026-06-07'],
    [6, '2026-06-06'],
  ])('the week that starts on day %i', (firstDay, expected) => {
    expect(weekStart('2026-06-09', firstDay)).toBe(expected);
    expect(weekStart(expected, firstDay)).toBe(expected);
  });

  test('a month is six whole weeks around it', () => {
    const weeks = monthGrid('2026-06-09', 1);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.[0]).toBe('2026-06-01');
    expect(weeks[5]?.[6]).toBe('2026-07-12');
    expect(monthGrid('2026-02-15', 1)[0]?.[0]).toBe('2026-01-26');
  });

  test('weekends', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((day) => isWeekend(addDays('2026-06-08', day)))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });
});
