/** How an event repeats: the choices of the menu, and the rule (RFC 5545) behind each on the event's date. */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Day } from '../dates.ts';

export const REPEATS = ['none', 'daily', 'weekly', 'monthly', 'yearly', 'weekdays', 'custom'] as const;
type RepeatChoice = (typeof REPEATS)[number];

export interface Repeat {
  readonly choice: RepeatChoice;
  /** The line in the field "Rule"; what the choice means where it is no custom one. */
  readonly rule: string;
}

export const NO_REPEAT: Repeat = { choice: 'none', rule: '' };

const PREFIX = 'RRULE:';
const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const WORKDAYS = 'MO,TU,WE,TH,FR';
const PARTS =
  /^((FREQ|WKST)=[A-Z]+|(INTERVAL|COUNT)=\d+|UNTIL=\d{8}(T\d{6}Z?)?|BYDAY=[-+\dA-Z,]+|BY[A-Z]+=[-+\d,]+)$/;

/** What the menu's choices mean for an event on this day, as Google's own page writes them. */
const RULES: Readonly<Record<Exclude<RepeatChoice, 'none' | 'custom'>, (day: Temporal.PlainDate) => string>> =
  {
    daily: () => 'FREQ=DAILY',
    weekly: (day) => `FREQ=WEEKLY;BYDAY=${nameOf(day)}`,
    monthly: (day) => `FREQ=MONTHLY;BYDAY=${nthOf(day)}`,
    yearly: () => 'FREQ=YEARLY',
    weekdays: () => `FREQ=WEEKLY;BYDAY=${WORKDAYS}`,
  };

/** Other ways to write the same; clients do. */
const ALIKE: Readonly<Record<keyof typeof RULES, (day: Temporal.PlainDate) => readonly string[]>> = {
  daily: () => [],
  weekly: () => ['FREQ=WEEKLY'],
  monthly: (day) => [
    'FREQ=MONTHLY',
    `FREQ=MONTHLY;BYMONTHDAY=${String(day.day)}`,
    ...(day.day + 7 > day.daysInMonth ? [`FREQ=MONTHLY;BYDAY=-1${nameOf(day)}`] : []),
  ],
  yearly: (day) => [`FREQ=YEARLY;BYMONTH=${String(day.month)};BYMONTHDAY=${String(day.day)}`],
  weekdays: () => [`FREQ=DAILY;BYDAY=${WORKDAYS}`],
};

/** Another choice in the menu: "Custom rule" begins with what stood there. */
export function withChoice(repeat: Repeat, choice: RepeatChoice, day: Day): Repeat {
  if (choice === 'none') return NO_REPEAT;
  if (choice !== 'custom') return { choice, rule: PREFIX + RULES[choice](Temporal.PlainDate.from(day)) };
  return { choice, rule: repeat.rule === '' ? `${PREFIX}FREQ=WEEKLY;INTERVAL=2` : repeat.rule };
}

/** The choice that an event's recurrence lines are. @param day - the first day of the series */
export function repeatOf(recurrence: readonly string[] | undefined, day: Day): Repeat {
  const rule = recurrence?.find((line) => line.startsWith(PREFIX));
  if (!recurrence?.length) return NO_REPEAT;
  if (rule === undefined) return { choice: 'custom', rule: '' };
  const date = Temporal.PlainDate.from(day);
  const told = plain(rule);
  const choice = (Object.keys(RULES) as (keyof typeof RULES)[]).find((each) =>
    [RULES[each](date), ...ALIKE[each](date)].some((known) => plain(known) === told),
  );
  return { choice: choice ?? 'custom', rule };
}

/**
 * The recurrence lines to save.
 * @param before - what stood there; dates that were added or left out by hand stay
 */
export function recurrenceOf(repeat: Repeat, day: Day, before: readonly string[] = []): readonly string[] {
  if (repeat.choice === 'none') return [];
  const { rule } =
    repeat.choice === 'custom'
      ? { rule: repeat.rule.trim().toUpperCase() }
      : withChoice(repeat, repeat.choice, day);
  const line = rule.startsWith(PREFIX) ? rule : PREFIX + rule;
  return [line.replace(/;+$/, ''), ...before.filter((each) => !each.startsWith(PREFIX))];
}

/** True for a line that can be read and that ever takes place. */
export function isRule(text: string, day: Day): boolean {
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;+$/, '');
  const parts = value.split(';');
  if (!parts.every((part) => PARTS.test(part)) || !/(^|;)FREQ=/.test(value)) return false;
  if (/COUNT=/.test(value) && /UNTIL=/.test(value)) return false;
  if (new Set(parts.map((part) => part.split('=')[0])).size !== parts.length) return false;
  const start = `${day.replaceAll('-', '')}T000000Z`;
  try {
    const rule = new RRuleTemporal({
      rruleString: `DTSTART:${start}\nRRULE:${value}`,
      temporal: Temporal,
      maxIterations: 10_000,
    });
    return rule.next(Temporal.PlainDate.from(day).toZonedDateTime('UTC'), true) !== null;
  } catch {
    return false;
  }
}

function nameOf(day: Temporal.PlainDate): string {
  return WEEK[day.dayOfWeek - 1] ?? 'MO';
}

/** `2WE`: the second Wednesday; a fifth one is the last. */
function nthOf(day: Temporal.PlainDate): string {
  const number = Math.ceil(day.day / 7);
  return `${number === 5 ? '-1' : String(number)}${nameOf(day)}`;
}

/** A rule without what says nothing, in one order. */
function plain(rule: string): string {
  return rule
    .toUpperCase()
    .replace(PREFIX, '')
    .split(';')
    .filter((part) => part !== '' && part !== 'INTERVAL=1' && !part.startsWith('WKST='))
    .map((part) => {
      const [name = '', values = ''] = part.split('=');
      return `${name}=${values.split(',').sort().join(',')}`;
    })
    .sort()
    .join(';');
}
