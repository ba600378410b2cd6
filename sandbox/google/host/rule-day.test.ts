import { expect, test } from 'vitest';
import { followDay } from './rule-day.ts';

test.each([
  ['FREQ=DAILY', '2026-06-10', '2026-06-11', 'FREQ=DAILY'],
  ['FREQ=WEEKLY;BYDAY=WE', '2026-06-10', '2026-06-08', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=WEEKLY;BYDAY=SA,SU', '2026-06-13', '2026-06-14', 'FREQ=WEEKLY;BYDAY=MO,SU'],
  ['FREQ=MONTHLY;BYDAY=2WE', '2026-06-10', '2026-06-18', 'FREQ=MONTHLY;BYDAY=3TH'],
  ['FREQ=MONTHLY;BYDAY=-1TU', '2026-06-30', '2026-06-24', 'FREQ=MONTHLY;BYDAY=-1WE'],
  ['FREQ=MONTHLY;BYDAY=1MO', '2026-06-10', '2026-06-11', 'FREQ=MONTHLY;BYDAY=1MO'],
  ['FREQ=MONTHLY;BYMONTHDAY=10;COUNT=3', '2026-06-10', '2026-06-12', 'FREQ=MONTHLY;BYMONTHDAY=12;COUNT=3'],
  ['FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30', '2026-06-30', '2026-07-01', 'FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1'],
])('%s, moved from %s to %s, is %s', (rule, from, to, moved) => {
  expect(followDay([`RRULE:${rule}`, 'EXDATE:20260610'], from, to)).toEqual([
    `RRULE:${moved}`,
    'EXDATE:20260610',
  ]);
});
