import { describe, expect, test } from 'vitest';
import { isRule, NO_REPEAT, recurrenceOf, repeatOf, REPEATS, withChoice } from './repeat.ts';

const DAY = '2026-06-10';

describe('how an event repeats', () => {
  test.each([
    ['daily', 'RRULE:FREQ=DAILY'],
    ['weekly', 'RRULE:FREQ=WEEKLY;BYDAY=WE'],
    ['monthly', 'RRULE:FREQ=MONTHLY;BYDAY=2WE'],
    ['yearly', 'RRULE:FREQ=YEARLY'],
    ['weekdays', 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ] as const)('%s is written as %s, and read back as it was chosen', (choice, line) => {
    const recurrence = recurrenceOf(withChoice(NO_REPEAT, choice, DAY), DAY);
    expect(recurrence).toEqual([line]);
    expect(repeatOf(recurrence, DAY)).toEqual({ choice, rule: line });
  });

  test('a choice follows the date; the month’s fifth weekday is its last', () => {
    const weekly = withChoice(NO_REPEAT, 'weekly', DAY);
    expect(recurrenceOf(weekly, '2026-06-12')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=FR']);
    expect(recurrenceOf(withChoice(NO_REPEAT, 'monthly', DAY), '2026-06-30')).toEqual([
      'RRULE:FREQ=MONTHLY;BYDAY=-1TU',
    ]);
  });

  test.each([
    ['RRULE:FREQ=WEEKLY', 'weekly'],
    ['RRULE:WKST=SU;FREQ=WEEKLY;INTERVAL=1;BYDAY=WE', 'weekly'],
    ['RRULE:FREQ=WEEKLY;BYDAY=FR,MO,TH,TU,WE', 'weekdays'],
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=10', 'monthly'],
    ['RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10', 'yearly'],
    ['RRULE:FREQ=WEEKLY;BYDAY=TH', 'custom'],
    ['RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4', 'custom'],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', 'custom'],
    ['RDATE:20260612T080000Z', 'custom'],
  ])('%s, read from somewhere else, is %s', (line, choice) => {
    expect(repeatOf([line], DAY).choice).toBe(choice);
  });

  test('another rule leaves dates that were added or left out; no repetition leaves nothing', () => {
    const before = ['RRULE:FREQ=DAILY', 'EXDATE:20260612T080000Z'];
    const custom = { choice: 'custom', rule: ' freq=daily;interval=3; ' } as const;
    expect(recurrenceOf(custom, DAY, before)).toEqual(['RRULE:FREQ=DAILY;INTERVAL=3', before[1]]);
    expect(recurrenceOf(NO_REPEAT, DAY, before)).toEqual([]);
  });

  test('a custom rule begins with the choice that stood there', () => {
    const weekly = withChoice(NO_REPEAT, 'weekly', DAY);
    expect(withChoice(weekly, 'custom', DAY)).toEqual({ choice: 'custom', rule: weekly.rule });
    expect(isRule(withChoice(NO_REPEAT, 'custom', DAY).rule, DAY)).toBe(true);
    expect(REPEATS).toHaveLength(7);
  });

  test.each([
    ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T225959Z', true],
    ['freq=monthly;bysetpos=-1;byday=mo,tu,we,th,fr', true],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', true],
    ['', false],
    ['weekly', false],
    ['BYDAY=MO', false],
    ['FREQ=SOMETIMES', false],
    ['FREQ=WEEKLY;BYDAY=XX', false],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', false],
    ['FREQ=DAILY;FREQ=WEEKLY', false],
    ['FREQ=DAILY;UNTIL=20200101', false],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', false],
    ['FREQ=DAILY;COLOUR=RED', false],
    ['FREQ=DAILY;INTERVAL=0', false],
    ['FREQ=DAILY;COUNT=x', false],
  ])('%s can be saved: %s', (text, expected) => {
    expect(isRule(text, DAY)).toBe(expected);
  });
});
