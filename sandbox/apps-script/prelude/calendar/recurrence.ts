/** EventRecurrence and RecurrenceRule: RFC 5545 lines, one per rule, as `recurrence` of an event takes them. */
import { Exception } from '../host.ts';
import { date, integer, signature, text } from '../check.ts';
import type { Check } from '../check.ts';
import { memberOf } from '../enum-value.ts';
import type { EnumValue } from '../enum-value.ts';
import { calendarEnums, Weekday } from './calendar-enums.ts';
import { dayOf } from './event-time.ts';

const weekday = memberOf(Weekday);
const month = memberOf(calendarEnums.Month);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(check);

const byDay = (day: EnumValue): string => day.name().slice(0, 2);
const byMonth = (value: EnumValue): string => String(value.ordinal() + 1);

/** An instant as RFC 5545 writes it in UTC. */
function utc(instant: Date): string {
  return `${instant.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

const RULE = 'CalendarApp.RecurrenceRule';

/** What rules and the recurrence itself share: adding the next line. */
abstract class Adding {
  addDailyRule(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'RRULE', 'DAILY');
  }
  addDailyExclusion(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'EXRULE', 'DAILY');
  }
  addWeeklyRule(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'RRULE', 'WEEKLY');
  }
  addWeeklyExclusion(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'EXRULE', 'WEEKLY');
  }
  addMonthlyRule(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'RRULE', 'MONTHLY');
  }
  addMonthlyExclusion(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'EXRULE', 'MONTHLY');
  }
  addYearlyRule(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'RRULE', 'YEARLY');
  }
  addYearlyExclusion(): RecurrenceRule {
    return EventRecurrence.add(this.#all(), 'EXRULE', 'YEARLY');
  }
  addDate(...args: unknown[]): EventRecurrence {
    signature('CalendarApp.EventRecurrence.addDate', args, [date]);
    return EventRecurrence.addDay(this.#all(), 'RDATE', args[0] as Date);
  }
  addDateExclusion(...args: unknown[]): EventRecurrence {
    signature('CalendarApp.EventRecurrence.addDateExclusion', args, [date]);
    return EventRecurrence.addDay(this.#all(), 'EXDATE', args[0] as Date);
  }
  setTimeZone(...args: unknown[]): EventRecurrence {
    signature('CalendarApp.EventRecurrence.setTimeZone', args, [text]);
    return EventRecurrence.useZone(this.#all(), args[0] as string);
  }

  #all(): EventRecurrence {
    return this instanceof RecurrenceRule
      ? RecurrenceRule.ownerOf(this)
      : (this as unknown as EventRecurrence);
  }
}

export class RecurrenceRule extends Adding {
  readonly #owner: EventRecurrence;
  readonly #kind: string;
  readonly #parts: Record<string, string>;

  constructor(owner: EventRecurrence, kind: string, frequency: string) {
    super();
    this.#owner = owner;
    this.#kind = kind;
    this.#parts = { FREQ: frequency };
  }

  static ownerOf(rule: RecurrenceRule): EventRecurrence {
    return rule.#owner;
  }

  static lineOf(rule: RecurrenceRule): string {
    const parts = Object.entries(rule.#parts).map(([name, value]) => `${name}=${value}`);
    return `${rule.#kind}:${parts.join(';')}`;
  }

  interval(...args: unknown[]): this {
    return this.#number('interval', args, 'INTERVAL');
  }
  times(...args: unknown[]): this {
    return this.#number('times', args, 'COUNT');
  }
  until(...args: unknown[]): this {
    return this.#set('until', args, date, 'UNTIL', (value) => utc(value as Date));
  }
  onlyInMonth(...args: unknown[]): this {
    return this.#set('onlyInMonth', args, month, 'BYMONTH', (value) => byMonth(value as EnumValue));
  }
  onlyInMonths(...args: unknown[]): this {
    return this.#set('onlyInMonths', args, listOf(month), 'BYMONTH', (list) =>
      (list as EnumValue[]).map(byMonth).join(','),
    );
  }
  onlyOnMonthDay(...args: unknown[]): this {
    return this.#set('onlyOnMonthDay', args, integer, 'BYMONTHDAY', String);
  }
  onlyOnMonthDays(...args: unknown[]): this {
    return this.#set('onlyOnMonthDays', args, listOf(integer), 'BYMONTHDAY', String);
  }
  onlyOnWeek(...args: unknown[]): this {
    return this.#set('onlyOnWeek', args, integer, 'BYWEEKNO', String);
  }
  onlyOnWeeks(...args: unknown[]): this {
    return this.#set('onlyOnWeeks', args, listOf(integer), 'BYWEEKNO', String);
  }
  onlyOnWeekday(...args: unknown[]): this {
    return this.#set('onlyOnWeekday', args, weekday, 'BYDAY', (value) => byDay(value as EnumValue));
  }
  onlyOnWeekdays(...args: unknown[]): this {
    return this.#set('onlyOnWeekdays', args, listOf(weekday), 'BYDAY', (list) =>
      (list as EnumValue[]).map(byDay).join(','),
    );
  }
  onlyOnYearDay(...args: unknown[]): this {
    return this.#set('onlyOnYearDay', args, integer, 'BYYEARDAY', String);
  }
  onlyOnYearDays(...args: unknown[]): this {
    return this.#set('onlyOnYearDays', args, listOf(integer), 'BYYEARDAY', String);
  }
  weekStartsOn(...args: unknown[]): this {
    return this.#set('weekStartsOn', args, weekday, 'WKST', (value) => byDay(value as EnumValue));
  }

  override toString(): string {
    return 'RecurrenceRule';
  }

  #number(member: string, args: readonly unknown[], name: string): this {
    signature(`${RULE}.${member}`, args, [integer]);
    if ((args[0] as number) < 1) throw new Exception(`Invalid argument: ${member}`);
    return this.#set(member, args, integer, name, String);
  }

  #set(
    member: string,
    args: readonly unknown[],
    check: Check,
    name: string,
    shape: (value: unknown) => string,
  ): this {
    signature(`${RULE}.${member}`, args, [check]);
    this.#parts[name] = shape(args[0]);
    return this;
  }
}

export class EventRecurrence extends Adding {
  readonly #rules: RecurrenceRule[] = [];
  readonly #dates: { readonly kind: string; readonly date: Date }[] = [];
  #timeZone: string | undefined;

  static add(to: EventRecurrence, kind: string, frequency: string): RecurrenceRule {
    const rule = new RecurrenceRule(to, kind, frequency);
    to.#rules.push(rule);
    return rule;
  }

  static addDay(to: EventRecurrence, kind: string, day: Date): EventRecurrence {
    to.#dates.push({ kind, date: day });
    return to;
  }

  static useZone(to: EventRecurrence, timeZone: string): EventRecurrence {
    to.#timeZone = timeZone;
    return to;
  }

  static zoneOf(recurrence: EventRecurrence): string | undefined {
    return recurrence.#timeZone;
  }

  /** The lines of an event's `recurrence`. */
  static linesOf(recurrence: EventRecurrence, allDay: boolean): string[] {
    const dates = recurrence.#dates.map(({ kind, date: day }) =>
      allDay ? `${kind};VALUE=DATE:${dayOf(day).replaceAll('-', '')}` : `${kind}:${utc(day)}`,
    );
    return [...recurrence.#rules.map((rule) => RecurrenceRule.lineOf(rule)), ...dates];
  }

  override toString(): string {
    return 'EventRecurrence';
  }
}

/** A recurrence, or any rule of it: both may end a chain of calls. */
export const isRecurrence: Check = (value) =>
  value instanceof EventRecurrence || value instanceof RecurrenceRule;

export function recurrenceOf(value: unknown): EventRecurrence {
  return value instanceof RecurrenceRule ? RecurrenceRule.ownerOf(value) : (value as EventRecurrence);
}
