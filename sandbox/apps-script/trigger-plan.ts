/** When a clock trigger fires next. */
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';

/** What a script asked for: `everyHours(1)`, `everyDays(1).atHour(9)`, `after(60000)` … */
export interface ClockPlan {
  readonly after?: number;
  readonly at?: number;
  readonly everyMinutes?: number;
  readonly everyHours?: number;
  readonly everyDays?: number;
  readonly everyWeeks?: number;
  readonly weekDay?: number;
  readonly monthDay?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly timeZone?: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The part of an hour that Google chooses once for a trigger and keeps, in milliseconds. */
function chosenMoment(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % HOUR_MS;
}

/**
 * The next instant after `after`, or null where the trigger never fires again.
 * @param created - when the trigger was made: intervals of several hours or days count from there
 */
export function nextFiring(
  id: string,
  plan: ClockPlan,
  created: number,
  after: number,
  projectZone: string,
): number | null {
  if (plan.after !== undefined || plan.at !== undefined) {
    const once = plan.at ?? created + (plan.after ?? 0);
    return once > after || after === created ? Math.max(once, created) : null;
  }
  if (plan.everyMinutes !== undefined) return stepped(created, plan.everyMinutes * MINUTE_MS, after);
  if (plan.everyHours !== undefined)
    return stepped(firstAtMoment(id, created), plan.everyHours * HOUR_MS, after);
  return nextDay(id, plan, created, after, plan.timeZone ?? projectZone);
}

/** The first instant after `created` at the trigger's own moment of the hour. */
function firstAtMoment(id: string, created: number): number {
  const candidate = created - (created % HOUR_MS) + chosenMoment(id);
  return candidate > created ? candidate : candidate + HOUR_MS;
}

function stepped(first: number, step: number, after: number): number {
  if (first > after) return first;
  return first + (Math.floor((after - first) / step) + 1) * step;
}

function nextDay(id: string, plan: ClockPlan, created: number, after: number, timeZone: string): number {
  const minute = plan.minute ?? Math.floor(chosenMoment(id) / MINUTE_MS);
  const start = Temporal.Instant.fromEpochMilliseconds(created).toZonedDateTimeISO(timeZone).toPlainDate();
  let date = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate();
  for (;;) {
    const at = date.toZonedDateTime({
      timeZone,
      plainTime: { hour: plan.hour ?? 0, minute },
    }).epochMilliseconds;
    if (at > after && suits(plan, date, start)) return at;
    date = date.add({ days: 1 });
  }
}

function suits(plan: ClockPlan, date: Temporal.PlainDate, start: Temporal.PlainDate): boolean {
  const days = start.until(date, { largestUnit: 'days' }).days;
  if (plan.monthDay !== undefined) return date.day === plan.monthDay;
  if (plan.weekDay !== undefined || plan.everyWeeks !== undefined) {
    // ISO counts Sunday as 7, Apps Script's enumeration as 0.
    const wanted = plan.weekDay ?? start.dayOfWeek % 7;
    return date.dayOfWeek % 7 === wanted && Math.floor(days / 7) % (plan.everyWeeks ?? 1) === 0;
  }
  return days % (plan.everyDays ?? 1) === 0;
}

/** The fields a clock trigger's function gets, in UTC. */
export function clockEvent(now: number): Record<string, unknown> {
  const time = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  return {
    year: time.year,
    month: time.month,
    'day-of-month': time.day,
    'day-of-week': time.dayOfWeek,
    'week-of-year': time.weekOfYear ?? 1,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
    timezone: 'UTC',
  };
}
