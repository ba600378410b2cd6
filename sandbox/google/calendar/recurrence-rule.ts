/**
 * The grammar of recurrence rules that Google accepts, and what of RFC 5545 the expanding library leaves out.
 *
 * Rules that repeat within a day are refused: Calendar has no way to show them.
 * @see https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.10
 */
import { Temporal } from 'temporal-polyfill';
import { invalid } from './calendar-error.ts';

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const DAYS: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const NUMBER = /^[1-9]\d{0,5}$/;

/** Allowed values of the parts that are lists of numbers: how large they may be, and whether they count from the end. */
const LISTS: Readonly<
  Record<string, { readonly most: number; readonly fromEnd?: true; readonly zero?: true }>
> = {
  BYMONTH: { most: 12 },
  BYMONTHDAY: { most: 31, fromEnd: true },
  BYYEARDAY: { most: 366, fromEnd: true },
  BYWEEKNO: { most: 53, fromEnd: true },
  BYSETPOS: { most: 366, fromEnd: true },
  BYHOUR: { most: 23, zero: true },
  BYMINUTE: { most: 59, zero: true },
  BYSECOND: { most: 59, zero: true },
};

/** @throws {CalendarError} 400 for a rule that Google does not take */
export function checkRule(rule: string): void {
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name = '', value = '', more] = part.split('=');
    if (value === '' || more !== undefined || parts.has(name)) throw invalidRule();
    parts.set(name, value);
  }
  const frequency = parts.get('FREQ') ?? '';
  if (!FREQUENCIES.includes(frequency)) throw invalidRule();
  if (parts.has('COUNT') && parts.has('UNTIL')) throw invalidRule();
  for (const [name, value] of parts) {
    if (!isValid(name, value, frequency)) throw invalidRule();
  }
  const limits = [...parts.keys()].filter((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  if (parts.has('BYSETPOS') && limits.length === 0) throw invalidRule();
}

function isValid(name: string, value: string, frequency: string): boolean {
  switch (name) {
    case 'FREQ':
      return true;
    case 'INTERVAL':
    case 'COUNT':
      return NUMBER.test(value);
    case 'UNTIL':
      return /^\d{8}(T\d{6}Z?)?$/.test(value) && isDate(value.slice(0, 8));
    case 'WKST':
      return DAYS.includes(value);
    case 'BYDAY':
      return isDayList(value, frequency);
    case 'BYWEEKNO':
      return frequency === 'YEARLY' && isNumberList(name, value);
    case 'BYYEARDAY':
      return frequency === 'YEARLY' && isNumberList(name, value);
    case 'BYMONTHDAY':
      return frequency !== 'WEEKLY' && isNumberList(name, value);
    default:
      return name in LISTS && isNumberList(name, value);
  }
}

function isDayList(value: string, frequency: string): boolean {
  return value.split(',').every((item) => {
    const [, ordinal, day = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
    if (!DAYS.includes(day)) return false;
    if (ordinal === undefined) return true;
    const most = frequency === 'MONTHLY' ? 5 : 53;
    const number = Math.abs(Number(ordinal));
    return ['MONTHLY', 'YEARLY'].includes(frequency) && number >= 1 && number <= most;
  });
}

function isNumberList(name: string, value: string): boolean {
  const { most = 0, fromEnd, zero } = LISTS[name] ?? {};
  return value.split(',').every((item) => {
    if (!/^[+-]?\d{1,3}$/.test(item)) return false;
    const number = Number(item);
    if (number === 0) return zero === true;
    return Math.abs(number) <= most && (number > 0 || fromEnd === true);
  });
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text) instanceof Temporal.PlainDate;
  } catch {
    return false;
  }
}

/** Whether {@link belongs} has anything to say about a rule. */
export function isFiltered(rule: string): boolean {
  return rule.includes('BYYEARDAY=') && rule.includes('BYDAY=');
}

/** The rule without its COUNT, and that. */
export function withoutCount(rule: string): { readonly text: string; readonly count: number } {
  const count = /COUNT=(\d+)/.exec(rule)?.[1];
  const text = rule.replace(/;?COUNT=\d+/, '').replace(/^;/, '');
  return { text, count: count === undefined ? Infinity : Number(count) };
}

/**
 * Whether a day that the library found really belongs to the rule: it reads past BYDAY where BYYEARDAY stands,
 * which by RFC 5545 limits it.
 * @param at - floating time, milliseconds as if in UTC
 */
export function belongs(rule: string, at: number): boolean {
  if (!isFiltered(rule)) return true;
  const days = /BYDAY=([^;]+)/.exec(rule)?.[1];
  if (days === undefined) return true;
  const weekday = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').dayOfWeek;
  return days.split(',').some((day) => day.endsWith(DAYS[weekday - 1] ?? ''));
}

const invalidRule = (): Error => invalid('Invalid recurrence rule.');
