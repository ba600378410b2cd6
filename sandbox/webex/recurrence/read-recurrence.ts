/**
 * A rule as it is sent, read as Webex reads it. The documented part is small (daily, monthly by date, weekly in the
 * guide's figures); what is open is a switch.
 */
import { Temporal } from 'temporal-polyfill';
import type { Switches } from '../../control/switches.ts';
import type { Schedule } from '../meetings/meeting-times.ts';
import { invalid } from '../webex-error.ts';
import { readPattern } from './rule-pattern.ts';
import { badRule, readParts, wholeNumber, writeParts, type Frequency, type RuleParts } from './rule-text.ts';
import { firstSlot } from './slots.ts';
import type { Recurrence } from './recurrence.ts';

/** The most occurrences of a rule that ends: five years of them. */
const CAPS: Readonly<Record<Frequency, number>> = { DAILY: 1826, WEEKLY: 261, MONTHLY: 60, YEARLY: 5 };
const HORIZON_YEARS = 5;
const LONGEST_INTERVAL = 99;
const UNTIL = /^\d{8}T\d{6}Z$/;

interface End {
  readonly shown: Readonly<Record<string, string | number>>;
  readonly meant: Readonly<Record<string, string | number>>;
  readonly ends: boolean;
}

/**
 * The recurrence of a series that is first held at `schedule`. The start may move: to the first date of the rule.
 * @param now - ms; the horizon of a rule that ends is five years from it
 * @throws {WebexError} 400 for what Webex has no place for
 */
export function readRecurrence(
  text: string,
  schedule: Schedule,
  now: number,
  switches: Switches,
): Recurrence {
  const { frequency, parts } = readParts(text);
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1', 1, LONGEST_INTERVAL);
  const start = Temporal.Instant.fromEpochMilliseconds(schedule.start).toZonedDateTimeISO(schedule.timezone);
  const pattern = readPattern(frequency, parts, start, switches);
  const end = readEnd(parts, CAPS[frequency], now, switches);
  const common = { FREQ: frequency, INTERVAL: interval };
  const draft: Recurrence = {
    rule: writeParts({ ...common, ...end.shown, ...pattern.shown, ...shownWeekStart(parts, switches) }),
    expansion: writeParts({ ...common, ...end.meant, ...pattern.meant, WKST: weekStart(parts, switches) }),
    start: schedule.start,
    timezone: schedule.timezone,
    extraStart: false,
    ...(end.ends ? { limit: CAPS[frequency] } : {}),
  };
  return onRule(draft, switches);
}

function readEnd(parts: RuleParts, cap: number, now: number, switches: Switches): End {
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if (count !== undefined && until !== undefined) throw badRule();
  if (count !== undefined) {
    const wanted = wholeNumber(count, 1, Number.MAX_SAFE_INTEGER);
    if (wanted > cap && switches.text('webex.countOverCap') === '400') throw badRule();
    const kept = { COUNT: Math.min(wanted, cap) };
    return { shown: kept, meant: kept, ends: true };
  }
  if (until === undefined) return { shown: {}, meant: {}, ends: false };
  if (!UNTIL.test(until)) throw badRule();
  return { shown: { UNTIL: until }, meant: { UNTIL: earlier(until, horizon(now)) }, ends: true };
}

/** Both forms sort as text. */
function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** `YYYYMMDDTHHMMSSZ` of the furthest date that is accepted. */
function horizon(now: number): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  const wall = zoned.add({ years: HORIZON_YEARS }).toPlainDateTime();
  return `${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
}

/** There is no week start in the engine: what is sent is dropped. */
function weekStart(parts: RuleParts, switches: Switches): string {
  const how = switches.text('webex.weekStart');
  if (how === 'honour') return parts.get('WKST') ?? 'MO';
  return how === 'monday' ? 'MO' : 'SU';
}

function shownWeekStart(parts: RuleParts, switches: Switches): Readonly<Record<string, string>> {
  const sent = parts.get('WKST');
  return sent !== undefined && switches.text('webex.weekStart') === 'honour' ? { WKST: sent } : {};
}

/** Open: what becomes of a start that the rule does not make. */
function onRule(draft: Recurrence, switches: Switches): Recurrence {
  const first = firstSlot(draft);
  if (first === undefined) throw badRule();
  if (first === draft.start) return draft;
  const how = switches.text('webex.startOffRule');
  if (how === '400') throw invalid("'start' is not a date of 'recurrence'");
  if (how === 'shift') return { ...draft, start: first };
  return { ...draft, extraStart: true };
}
