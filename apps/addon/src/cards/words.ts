/** Dates, times and numbers as the person reads them. Intl does the work; the person's settings choose. */
import type { EventDate } from '../calendar/event.ts';

export interface Reader {
  /** `en-GB`, `fr`: how dates are written. */
  readonly locale: string;
  readonly timeZone: string;
  /** The person's own choice in Google Calendar; undefined = as the locale has it. */
  readonly hour24?: boolean;
  /** Now (ms). */
  readonly now: number;
}

const DAY = 86_400_000;
const DATE = { day: 'numeric', month: 'long' } as const;

/** `14:00`, in the reader's zone or in `timeZone`. */
export function timeOf(reader: Reader, instant: number, timeZone = reader.timeZone): string {
  return format(reader, { ...clock(reader), timeZone }, instant);
}

/** `8 June`, with the year only if it is another one. */
export function dateOf(reader: Reader, instant: number): string {
  const [year, thisYear] = [instant, reader.now].map((at) => dayKey(reader, at).slice(0, 4));
  return format(reader, year === thisYear ? DATE : { ...DATE, year: 'numeric' }, instant);
}

/** `Wed 10 June`. */
export function dayOf(reader: Reader, instant: number, timeZone = reader.timeZone): string {
  return format(reader, { weekday: 'short', ...DATE, timeZone }, instant);
}

/** `14:00`, or with its day where that is not today. */
export function momentOf(reader: Reader, instant: number): string {
  const today = dayKey(reader, instant) === dayKey(reader, reader.now);
  return format(reader, { ...(today ? {} : DATE), ...clock(reader) }, instant);
}

/** `14:00 – 15:00`. */
export function rangeOf(
  reader: Reader,
  start: EventDate = {},
  end: EventDate = {},
  timeZone = reader.timeZone,
): string {
  const { dateTime: from } = start;
  const { dateTime: to } = end;
  if (from === undefined || to === undefined) return '';
  return `${timeOf(reader, Date.parse(from), timeZone)} – ${timeOf(reader, Date.parse(to), timeZone)}`;
}

/** An instant of the wire (ms), or `otherwise` where there is none. */
export function instantOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text);
}

/** When an event begins (ms); an all-day event at the start of its day in UTC. */
export function startOf({ date, dateTime = date }: EventDate = {}): number | undefined {
  return dateTime === undefined ? undefined : Date.parse(dateTime);
}

/** 0 today, 1 tomorrow, more later, for the reader. */
export function daysAhead(reader: Reader, instant: number): number {
  const day = (at: number) => Date.parse(dayKey(reader, at)) / DAY;
  return day(instant) - day(reader.now);
}

/** `Stockholm` for `Europe/Stockholm`. */
export function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replace(/_/g, ' ');
}

/** `2634 118 7702`: a meeting number in groups of 4-3-4. */
export function numberOf(number: string): string {
  return /^\d{11}$/.test(number) ? `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}` : number;
}

function format(reader: Reader, options: Intl.DateTimeFormatOptions, instant: number): string {
  const { locale, timeZone } = reader;
  return new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(instant);
}

/** `08:40` on a 24-hour clock, `8:40 am` on the other; the locale's way where nothing was chosen. */
function clock(reader: Reader): Intl.DateTimeFormatOptions {
  if (reader.hour24 === undefined) return { hour: 'numeric', minute: '2-digit' };
  return { hour: reader.hour24 ? '2-digit' : 'numeric', minute: '2-digit', hour12: !reader.hour24 };
}

/** `2026-06-10` for the reader; the Swedish way of writing dates is the ISO one. */
function dayKey({ timeZone }: Reader, instant: number): string {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(instant);
}
