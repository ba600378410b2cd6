/**
 * Events that are no ordinary ones: what each type demands and forbids.
 *
 * Reasons are those that clients have met (`malformedWorkingLocationEvent`, `eventTypeRestriction` …).
 * @see https://developers.google.com/workspace/calendar/api/guides/calendar-status
 * @see https://developers.google.com/workspace/calendar/api/guides/event-types
 */
import { Temporal } from 'temporal-polyfill';
import type { CalendarRow } from './calendar-book.ts';
import { CalendarError } from './calendar-error.ts';
import type { EventBody } from './event-body.ts';
import type { EventContent } from './event-row.ts';
import { same, tidy } from './tidy.ts';

/** Where a type keeps what only it has. */
const PROPERTIES = {
  birthday: 'birthdayProperties',
  focusTime: 'focusTimeProperties',
  outOfOffice: 'outOfOfficeProperties',
  workingLocation: 'workingLocationProperties',
} as const;

/** What a client may change of an event that Google itself made from a mail. */
const FROM_GMAIL_WRITABLE: ReadonlySet<string> = new Set([
  'colorId',
  'reminders',
  'visibility',
  'transparency',
  'status',
  'attendees',
  'private',
  'shared',
]);

const BIRTHDAY_RULE = /^RRULE:FREQ=YEARLY(;(INTERVAL=1|BYMONTH=2|BYMONTHDAY=-1))*$/;

/** The member of its own that an event of this type has, and the value it gets from a body. */
export function typeProperties(
  type: string,
  body: EventBody,
  before: EventContent['typeProperties'],
): EventContent['typeProperties'] {
  if (!(type in PROPERTIES)) return undefined;
  const name = PROPERTIES[type as keyof typeof PROPERTIES];
  const sent = body[name] ?? undefined;
  if (sent === undefined)
    return before ?? (type === 'birthday' ? { [name]: { type: 'birthday' } } : undefined);
  return { [name]: tidy(sent) };
}

/** @throws {CalendarError} 400 for a write that this type does not allow */
export function checkType(
  type: string,
  content: EventContent,
  before: EventContent | undefined,
  calendar: CalendarRow,
): void {
  if (type === 'default') return;
  if (!calendar.primary && before === undefined)
    throw restricted(`Events of type ${type} are only possible on primary calendars.`);
  switch (type) {
    case 'focusTime':
      needTimes(content, 'malformedFocusTimeEvent', 'A focus time event cannot be an all-day event.');
      return;
    case 'outOfOffice':
      needTimes(content, 'malformedOutOfOfficeEvent', 'An out of office event cannot be an all-day event.');
      return;
    case 'workingLocation':
      checkWorkingLocation(content);
      return;
    case 'birthday':
      checkBirthday(content);
      return;
    default:
      checkFromGmail(content, before);
  }
}

/** @throws {CalendarError} 400 where a body names another type than the event has */
export function checkTypeKept(type: string, body: EventBody): void {
  if (body.eventType && body.eventType !== type) throw restricted('The type of an event cannot be changed.');
}

function needTimes(content: EventContent, reason: string, message: string): void {
  if ('date' in content.start) throw malformed(reason, message);
}

function checkWorkingLocation(content: EventContent): void {
  const reason = 'malformedWorkingLocationEvent';
  if (content.visibility !== 'public')
    throw malformed(reason, 'A working location event must have a visibility setting of public.');
  if (content.transparency !== 'transparent')
    throw malformed(reason, 'A working location event must have a transparency setting of transparent.');
  const properties = content.typeProperties?.['workingLocationProperties'] as { type?: string } | undefined;
  if (properties?.type === undefined)
    throw malformed(reason, 'A working location event must have working location properties.');
  if ('date' in content.start && daysOf(content) !== 1)
    throw malformed(reason, 'An all-day working location event must be exactly one day long.');
  if (content.attendees) throw malformed(reason, 'A working location event cannot have attendees.');
}

function checkBirthday(content: EventContent): void {
  if (daysOf(content) !== 1) throw restricted('A birthday event must be exactly one day long.');
  if (content.attendees) throw restricted('A birthday event cannot have attendees.');
  if (content.visibility !== 'private' || content.transparency !== 'transparent')
    throw restricted('A birthday event must be private and transparent.');
  if (content.recurrence && !content.recurrence.every((line) => BIRTHDAY_RULE.test(line)))
    throw restricted('A birthday event can only recur every year.');
}

function checkFromGmail(content: EventContent, before: EventContent | undefined): void {
  if (!before) throw restricted('Events from Gmail cannot be created.');
  const names = new Set([...Object.keys(before), ...Object.keys(content)]) as Set<keyof EventContent>;
  for (const name of names) {
    if (!FROM_GMAIL_WRITABLE.has(name) && !same(before[name], content[name]))
      throw restricted('This field of an event from Gmail cannot be changed.');
  }
}

function daysOf({ start, end }: EventContent): number {
  if (!('date' in start) || !('date' in end)) return 0;
  return Temporal.PlainDate.from(start.date).until(end.date).days;
}

function malformed(reason: string, message: string): CalendarError {
  return new CalendarError(400, reason, message, { domain: 'calendar' });
}

function restricted(message: string): CalendarError {
  return malformed('eventTypeRestriction', message);
}
