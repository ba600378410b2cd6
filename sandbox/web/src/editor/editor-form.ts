/** The editor's fields as values, and what is wrong with them. */
import { addMinutes, dayOf, minutesBetween, timeOf, wallOf, type Day, type Wall } from '../dates.ts';

export interface EditorForm {
  readonly title: string;
  readonly date: Day;
  readonly start: string;
  readonly end: string;
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

export type FieldError = 'date' | 'end' | 'guest';

/** The fields that cannot be saved as they are, in the order of the form. */
export function formErrors(form: EditorForm): readonly FieldError[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(form.date) || !isTime(form.start) || !isTime(form.end)) return ['date'];
  return form.end <= form.start ? ['end'] : [];
}

function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text);
}

/** A full address: what Google takes as a guest. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/.test(text);
}

/** Moving the start keeps the length, as every calendar does, as long as the end stays on the same day. */
export function withStart(form: EditorForm, start: string): EditorForm {
  if (!isTime(start) || !isTime(form.start) || !isTime(form.end)) return { ...form, start };
  const length = minutesBetween(wallOf(form.date, form.start), wallOf(form.date, form.end));
  if (length <= 0) return { ...form, start };
  const end = addMinutes(wallOf(form.date, start), length);
  return { ...form, start, end: dayOf(end) === form.date ? timeOf(end) : '23:59' };
}

export function startOf(form: EditorForm): Wall {
  return wallOf(form.date, form.start);
}

export function endOf(form: EditorForm): Wall {
  return wallOf(form.date, form.end);
}

/** Adds a guest once, whatever the case of the address. */
export function withGuest(form: EditorForm, guest: EditorGuest): EditorForm {
  const known = form.guests.some((each) => each.email.toLowerCase() === guest.email.toLowerCase());
  return known ? form : { ...form, guests: [...form.guests, guest] };
}

export function withoutGuest(form: EditorForm, email: string): EditorForm {
  return { ...form, guests: form.guests.filter((guest) => guest.email !== email) };
}
