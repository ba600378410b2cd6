/**
 * Which days a rule means, as Webex reads it: a set of weekdays; or one day of the month; or one weekday of one week
 * of the month. Of several days in a month only the first is taken, without a word.
 */
import type { Temporal } from 'temporal-polyfill';
import type { Switches } from '../../control/switches.ts';
import { badRule, wholeNumber, type Frequency, type RuleParts } from './rule-text.ts';

type Parts = Readonly<Record<string, string | number>>;

export interface Pattern {
  /** What a reply shows. */
  readonly shown: Parts;
  /** The same days for the library that works them out. */
  readonly meant: Parts;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Every month has these. */
const SURE_DAYS = 28;
const FIFTH = 5;

/** @param start - the wall time that fills in what the rule leaves out. @throws {WebexError} 400 */
export function readPattern(
  frequency: Frequency,
  parts: RuleParts,
  start: Temporal.ZonedDateTime,
  switches: Switches,
): Pattern {
  if (frequency === 'DAILY') return same({});
  if (frequency === 'WEEKLY') return same({ BYDAY: weekdays(parts.get('BYDAY'), start, switches) });
  if (frequency === 'MONTHLY') return dayOfMonth(parts, start, switches);
  const month = monthOf(parts, start);
  const { shown, meant } = dayOfMonth(parts, start, switches);
  return { shown: { BYMONTH: month, ...shown }, meant: { BYMONTH: month, ...meant } };
}

function weekdays(text: string | undefined, start: Temporal.ZonedDateTime, switches: Switches): string {
  if (text === undefined) {
    if (switches.text('webex.weeklyWithoutDays') === '400') throw badRule();
    return WEEKDAYS[start.dayOfWeek - 1] ?? 'MO';
  }
  const days = text.split(',');
  if (days.some((day) => !WEEKDAYS.includes(day))) throw badRule();
  return [...new Set(days)].join(',');
}

function monthOf(parts: RuleParts, start: Temporal.ZonedDateTime): number {
  const text = parts.get('BYMONTH');
  if (text !== undefined) return wholeNumber(text, 1, 12);
  // A day without a month would mean one in every month.
  if (parts.has('BYMONTHDAY') || parts.has('BYDAY')) throw badRule();
  return start.month;
}

function dayOfMonth(parts: RuleParts, start: Temporal.ZonedDateTime, switches: Switches): Pattern {
  const byDay = parts.get('BYDAY');
  const byMonthDay = parts.get('BYMONTHDAY');
  if (byDay !== undefined && byMonthDay !== undefined) throw badRule();
  if (byDay !== undefined) return weekOfMonth(byDay, parts.get('BYSETPOS'), switches);
  if (parts.has('BYSETPOS')) throw badRule();
  const [first = ''] = (byMonthDay ?? String(start.day)).split(',');
  const day = wholeNumber(first, 1, 31);
  if (day <= SURE_DAYS) return same({ BYMONTHDAY: day });
  const how = switches.text('webex.daysPast28');
  if (how === 'refuse') throw badRule();
  if (how === 'skip') return same({ BYMONTHDAY: day });
  // The last day that there is, up to the one that is named.
  const days = Array.from({ length: day - SURE_DAYS + 1 }, (_, index) => SURE_DAYS + index).join(',');
  return { shown: { BYMONTHDAY: day }, meant: { BYMONTHDAY: days, BYSETPOS: -1 } };
}

function weekOfMonth(byDay: string, position: string | undefined, switches: Switches): Pattern {
  const known = switches.text('webex.nthWeekday');
  if (position !== undefined) {
    if (known === 'nXX' || known === 'none' || !WEEKDAYS.includes(byDay)) throw badRule();
    const week = weekNumber(position);
    return { shown: { BYDAY: byDay, BYSETPOS: week }, meant: nth(week, byDay, switches) };
  }
  const [, number = '', day = ''] = /^([+-]?\d)([A-Z]{2})$/.exec(byDay.split(',')[0] ?? '') ?? [];
  if (known === 'bySetPos' || known === 'none' || !WEEKDAYS.includes(day)) throw badRule();
  const week = weekNumber(number);
  return { shown: { BYDAY: `${week}${day}` }, meant: nth(week, day, switches) };
}

function weekNumber(text: string): number {
  const week = Number(text);
  if (!(week === -1 || (Number.isInteger(week) && week >= 1 && week <= FIFTH))) throw badRule();
  return week;
}

/** The engine's fifth week is the last one. */
function nth(week: number, day: string, switches: Switches): Parts {
  const last = week === FIFTH && switches.text('webex.week5') === 'last';
  return { BYDAY: `${last ? -1 : week}${day}` };
}

function same(parts: Parts): Pattern {
  return { shown: parts, meant: parts };
}
