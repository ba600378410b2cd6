/** `Utilities.formatDate`: Java's SimpleDateFormat letters, worked out with Intl. */
import { Exception } from './host.ts';
import { knownZone, partsOf } from './zone.ts';

type Parts = Readonly<Record<string, string>>;

function named(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
}

/** Each region's English knows the short names of its own zones. */
const ENGLISH = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-CA', 'en-NZ'];

function zoneName(date: Date, timeZone: string, width: number): string {
  const timeZoneName = width < 4 ? 'short' : 'long';
  const names = ENGLISH.map((locale) =>
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
      .formatToParts(date)
      .find(({ type }) => type === 'timeZoneName'),
  ).map((part) => part?.value ?? '');
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? '';
}

/** The week of a year as Java counts for the United States: from Sunday, and the first week is the one of 1 January. */
function weekOf(parts: Parts): { readonly year: number; readonly week: number } {
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const firstDay = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  const nextFirstDay = new Date(Date.UTC(year + 1, 0, 1)).getUTCDay();
  const daysLeft = Math.round((Date.UTC(year + 1, 0, 1) - Date.UTC(year, month - 1, day)) / 86_400_000);
  if (daysLeft <= nextFirstDay) return { year: year + 1, week: 1 };
  return { year, week: Math.floor((dayOfYear(parts) - 1 + firstDay) / 7) + 1 };
}

function weekOfMonth(parts: Parts): number {
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  return Math.floor((day - 1 + new Date(Date.UTC(year, month - 1, 1)).getUTCDay()) / 7) + 1;
}

function dayOfYear(parts: Parts): number {
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

const pad = (value: number | string, width: number): string => String(value).padStart(width, '0');

const yearText = (year: string, width: number): string => (width === 2 ? year.slice(-2) : pad(year, width));

function isoWeekday(parts: Parts): number {
  const at = Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day']));
  return ((new Date(at).getUTCDay() + 6) % 7) + 1;
}

function field(letters: string, date: Date, timeZone: string, parts: Parts): string {
  const width = letters.length;
  const hour = Number(parts['hour']);
  const offset =
    parts['timeZoneName'] === 'GMT' ? '+00:00' : (parts['timeZoneName'] ?? '').replace('GMT', '');
  switch (letters.charAt(0)) {
    case 'G':
      return 'AD';
    case 'y':
      return yearText(parts['year'] ?? '', width);
    case 'Y':
      return yearText(String(weekOf(parts).year), width);
    case 'w':
      return pad(weekOf(parts).week, width);
    case 'W':
      return pad(weekOfMonth(parts), width);
    case 'F':
      return pad(Math.floor((Number(parts['day']) - 1) / 7) + 1, width);
    case 'M':
    case 'L':
      if (width >= 3) return named(date, timeZone, { month: width === 3 ? 'short' : 'long' });
      return pad(Number(parts['month']), width);
    case 'd':
      return pad(Number(parts['day']), width);
    case 'D':
      return pad(dayOfYear(parts), width);
    case 'E':
      return named(date, timeZone, { weekday: width < 4 ? 'short' : 'long' });
    case 'u':
      return String(isoWeekday(parts));
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(hour, width);
    case 'k':
      return pad(hour === 0 ? 24 : hour, width);
    case 'K':
      return pad(hour % 12, width);
    case 'h':
      return pad(hour % 12 === 0 ? 12 : hour % 12, width);
    case 'm':
      return pad(Number(parts['minute']), width);
    case 's':
      return pad(Number(parts['second']), width);
    case 'S':
      return pad(((date.getTime() % 1000) + 1000) % 1000, width);
    case 'z':
      return zoneName(date, timeZone, width);
    case 'Z':
      return offset.replace(':', '');
    case 'X':
      return offset === '+00:00'
        ? 'Z'
        : ({ 1: offset.slice(0, 3), 2: offset.replace(':', '') }[width] ?? offset);
    default:
      throw new Exception(`Illegal pattern character '${letters.charAt(0)}'`);
  }
}

export function formatDate(date: Date, timeZone: string, pattern: string): string {
  const zone = knownZone(timeZone);
  const parts = partsOf(date, zone);
  return pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*/g,
    (whole, quoted: string | undefined, letter: string | undefined) => {
      if (letter !== undefined) return field(whole, date, zone, parts);
      return quoted === '' || quoted === undefined ? "'" : quoted.replaceAll("''", "'");
    },
  );
}
