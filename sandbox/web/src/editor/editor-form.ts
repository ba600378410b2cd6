/** The editor's fields as values, and what is wrong with them. */
import {
  addDays,
  addMinutes,
  dayOf,
  daysBetween,
  instantOf,
  minutesBetween,
  timeOf,
  wallAt,
  wallOf,
  type Day,
  type Wall,
} from '../dates.ts';
import type { RestTime } from '../google-client.ts';
import { isRule, NO_REPEAT, type Repeat } from './repeat.ts';

/** Times stand on the wall of `zone`, which the person may change; an all-day event has none. */
export interface EditorForm {
  readonly title: string;
  readonly date: Day;
  readonly start: string;
  readonly end: string;
  /** How many days after `date` the event ends: 0 on the same day; of an all-day event its last day. */
  readonly span: number;
  readonly allDay: boolean;
  readonly zone: string;
  readonly repeat: Repeat;
  readonly description: string;
  readonly guests: readonly EditorGuest[];
}

export interface EditorGuest {
  readonly email: string;
  readonly displayName?: string;
  readonly responseStatus?: string;
  readonly organizer?: boolean;
  readonly resource?: boolean;
}

export type FieldError = 'date' | 'end' | 'rule' | 'guest';

/** The fields that cannot be saved as they are, in the order of the form. */
export function formErrors(form: EditorForm): readonly FieldError[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(form.date)) return ['date'];
  const { choice, rule } = form.repeat;
  const repeat: FieldError[] = choice === 'custom' && !isRule(rule, form.date) ? ['rule'] : [];
  if (form.allDay) return repeat;
  if (!isTime(form.start) || !isTime(form.end)) return ['date', ...repeat];
  return endOf(form) <= startOf(form) ? ['end', ...repeat] : repeat;
}

function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text);
}

/** A full address: what Google takes as a guest. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/.test(text);
}

/** Moving the start keeps the length, over midnight too, as every calendar does. */
export function withStart(form: EditorForm, start: string): EditorForm {
  if (!isTime(start) || !isTime(form.start) || !isTime(form.end)) return { ...form, start };
  const length = minutesBetween(startOf(form), endOf(form));
  if (length <= 0) return { ...form, start };
  const end = addMinutes(wallOf(form.date, start), length);
  return { ...form, start, end: timeOf(end), span: daysBetween(form.date, dayOf(end)) };
}

/** An event that ended after midnight ends on its own day again once its end is typed as later than its start. */
export function withEnd(form: EditorForm, end: string): EditorForm {
  return { ...form, end, span: form.span === 1 && end > form.start ? 0 : form.span };
}

/** All day, or at a time: an hour from nine, unless a time stood there before. */
export function withAllDay(form: EditorForm, allDay: boolean): EditorForm {
  if (allDay || form.end !== form.start) return { ...form, allDay };
  return { ...form, allDay, start: '09:00', end: '10:00', span: 0 };
}

export function startOf(form: EditorForm): Wall {
  return wallOf(form.date, form.allDay ? '00:00' : form.start);
}

/** The end; of an all-day event the midnight after its last day. */
export function endOf(form: EditorForm): Wall {
  if (form.allDay) return wallOf(addDays(form.date, form.span + 1), '00:00');
  return wallOf(addDays(form.date, form.span), form.end);
}

/** Start and end in Google's form: dates for an all-day event, else instants and the event's zone. */
export function restTimes(form: EditorForm): { readonly start: RestTime; readonly end: RestTime } {
  const { allDay, zone } = form;
  const rest = (wall: Wall): RestTime =>
    allDay ? { date: dayOf(wall) } : { dateTime: instantOf(wall, zone), timeZone: zone };
  return { start: rest(startOf(form)), end: rest(endOf(form)) };
}

interface Described {
  readonly title: string;
  readonly start: Wall;
  readonly end: Wall;
  readonly allDay: boolean;
  readonly zone: string;
  readonly description: string;
  readonly guests: readonly EditorGuest[];
}

/**
 * The form of an event.
 * @param reader - the zone on whose wall the event's start and end stand; the form shows them in the event's own
 * @param repeat - how the event's series repeats
 */
export function formOf(event: Described, reader: string, repeat: Repeat = NO_REPEAT): EditorForm {
  const { title, allDay, zone, description, guests } = event;
  const inOwnZone = (wall: Wall): Wall => (allDay ? wall : wallAt(instantOf(wall, reader), zone));
  const start = inOwnZone(event.start);
  const end = inOwnZone(event.end);
  return {
    title,
    date: dayOf(start),
    start: timeOf(start),
    end: timeOf(end),
    span: Math.max(0, daysBetween(dayOf(start), dayOf(end)) - (allDay ? 1 : 0)),
    allDay,
    zone,
    repeat,
    description,
    guests,
  };
}

/** Adds a guest once, whatever the case of the address. */
export function withGuest(form: EditorForm, guest: EditorGuest): EditorForm {
  const known = form.guests.some((each) => each.email.toLowerCase() === guest.email.toLowerCase());
  return known ? form : { ...form, guests: [...form.guests, guest] };
}

export function withoutGuest(form: EditorForm, email: string): EditorForm {
  return { ...form, guests: form.guests.filter((guest) => guest.email !== email) };
}
