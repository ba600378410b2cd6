/** A rule that follows its event to another day, as Google's page has it: "on Wednesday" becomes "on Thursday". */
import { Temporal } from 'temporal-polyfill';

const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** The recurrence lines after the series moved from the day `from` to the day `to` (`YYYY-MM-DD`). */
export function followDay(recurrence: readonly string[], from: string, to: string): readonly string[] {
  if (from === to) return recurrence;
  return recurrence.map((line) => (line.startsWith('RRULE:') ? movedRule(line, from, to) : line));
}

function movedRule(line: string, from: string, to: string): string {
  const [old, day] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const weekly = /FREQ=WEEKLY/.test(line);
  return line
    .replace(/BYDAY=([^;]*)/, (all, days: string) => {
      if (weekly) return `BYDAY=${shifted(days, old.until(day).days)}`;
      return days === nth(old) || days === nth(old, true) ? `BYDAY=${nth(day, days.startsWith('-'))}` : all;
    })
    .replace(/BYMONTHDAY=(\d+)(?=;|$)/, (all, number: string) =>
      Number(number) === old.day ? `BYMONTHDAY=${String(day.day)}` : all,
    )
    .replace(/BYMONTH=(\d+)(?=;|$)/, (all, number: string) =>
      Number(number) === old.month ? `BYMONTH=${String(day.month)}` : all,
    );
}

function shifted(days: string, by: number): string {
  return days
    .split(',')
    .map((day) => WEEK[(((WEEK.findIndex((each) => each === day) + by) % 7) + 7) % 7] ?? day)
    .sort((one, other) => order(one) - order(other))
    .join(',');
}

function order(day: string): number {
  return WEEK.findIndex((each) => each === day);
}

/** `2WE`: the second Wednesday; the last one where it is asked for, or the month's fifth. */
function nth(day: Temporal.PlainDate, last = false): string {
  const number = Math.ceil(day.day / 7);
  const isLast = day.day + 7 > day.daysInMonth;
  const name = WEEK[day.dayOfWeek - 1] ?? 'MO';
  return (last && isLast) || number === 5 ? `-1${name}` : `${String(number)}${name}`;
}
