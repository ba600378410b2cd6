/** How dates, times and ranges read in the shell's language. Intl only; wall times go in as if they were UTC. */
import { signal } from '@preact/signals';
import { dayOf, minutesBetween, wallAsUtc, type Day, type Wall } from './dates.ts';
import { locale } from './messages.ts';

/** Google's setting `format24HourTime`; undefined until it is known, then the locale decides. */
export const hour24 = signal<boolean | undefined>(undefined);

type Style = Intl.DateTimeFormatOptions;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(style: Style): Intl.DateTimeFormat {
  const hourCycle: Style =
    hour24.value === undefined || !style.hour ? {} : { hourCycle: hour24.value ? 'h23' : 'h12' };
  const key = JSON.stringify([locale.value, style, hourCycle]);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC', ...style, ...hourCycle });
    formatters.set(key, found);
  }
  return found;
}

const TIME: Style = { hour: 'numeric', minute: '2-digit' };
const SHORT_DAY: Style = { weekday: 'short', day: 'numeric', month: 'long' };
const LONG_DAY: Style = { weekday: 'long', day: 'numeric', month: 'long' };

export function formatTime(wall: Wall): string {
  return formatter(timeStyle()).format(wallAsUtc(wall));
}

/** Hours of the day in two digits, hours of the half-day as people write them: `09:30`, `9:30 am`. */
function timeStyle(): Style {
  const half = hour24.value === undefined ? formatter(TIME).resolvedOptions().hour12 === true : !hour24.value;
  return half ? TIME : { ...TIME, hour: '2-digit' };
}

export function formatTimeRange(start: Wall, end: Wall): string {
  return `${formatTime(start)} – ${formatTime(end)}`;
}

/** `Wed 10 June` */
export function formatDay(day: Day): string {
  return formatter(SHORT_DAY)
    .format(wallAsUtc(`${day}T00:00:00`))
    .replace(',', '');
}

/** `Wednesday 10 June` */
export function formatLongDay(day: Day): string {
  return formatter(LONG_DAY)
    .format(wallAsUtc(`${day}T00:00:00`))
    .replace(',', '');
}

/** `Wed 10 June, 14:00 – 15:00` */
export function formatWhen(start: Wall, end: Wall): string {
  if (dayOf(start) === dayOf(end)) return `${formatDay(dayOf(start))}, ${formatTimeRange(start, end)}`;
  return `${formatDay(dayOf(start))}, ${formatTime(start)} – ${formatDay(dayOf(end))}, ${formatTime(end)}`;
}

/** `8–12 June 2026` */
export function formatPeriod(first: Day, last: Day): string {
  return formatter({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(
    wallAsUtc(`${first}T00:00:00`),
    wallAsUtc(`${last}T00:00:00`),
  );
}

export function formatMonth(day: Day): string {
  return capital(formatter({ month: 'long', year: 'numeric' }).format(wallAsUtc(`${day}T00:00:00`)));
}

export function formatWeekday(day: Day, weekday: 'short' | 'narrow' | 'long'): string {
  return formatter({ weekday })
    .format(wallAsUtc(`${day}T00:00:00`))
    .replace('.', '');
}

/** `Tue 9 June, 10:24`, for the clock chip. */
export function formatMoment(wall: Wall): string {
  return `${formatDay(dayOf(wall))}, ${formatTime(wall)}`;
}

/** `10:24:02` */
export function formatSeconds(wall: Wall): string {
  return formatter({ hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(wallAsUtc(wall));
}

/** `4 seconds ago`; absolute beyond an hour, as {@link formatMoment} writes it. */
export function formatAgo(ms: number): string {
  const relative = new Intl.RelativeTimeFormat(locale.value, { numeric: 'always' });
  if (ms < 60_000) return relative.format(-Math.max(1, Math.round(ms / 1000)), 'second');
  return relative.format(-Math.round(ms / 60_000), 'minute');
}

/** `1 hour`, `45 min`, `1 hour 30 min` */
export function formatLength(start: Wall, end: Wall): string {
  const minutes = minutesBetween(start, end);
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  const unit = (value: number, name: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(locale.value, {
      style: 'unit',
      unit: name,
      unitDisplay: name === 'hour' ? 'long' : 'short',
    }).format(value);
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** A meeting number in groups of 4-3-4, always in Latin digits. */
export function formatMeetingNumber(number: string): string {
  const digits = number.replaceAll(/\D/g, '');
  return digits.length < 9 ? number : `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
}

/** `Stockholm (GMT+2)`: a zone in a list, with its offset on that day. */
export function formatZoneChoice(zone: string, day: Day): string {
  const parts = new Intl.DateTimeFormat(locale.value, {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(wallAsUtc(`${day}T12:00:00`));
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${cityOf(zone)} (${offset})`;
}

function cityOf(zone: string): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1);
}
