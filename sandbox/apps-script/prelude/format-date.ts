/** `Utilities.formatDate`: Java's SimpleDateFormat letters, worked out with Intl. */
import { Exception } from './host.ts';

type Parts = Readonly<Record<string, string>>;

const UNKNOWN_ZONE = 'GMT';

function partsOf(date: Date, timeZone: string): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'long',
    timeZoneName: 'longOffset',
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** A zone nobody knows counts as GMT, as in Java. */
function knownZone(timeZone: string): string {
  const zone = /^(GMT|UTC)([+-]\d{1,2}(:\d\d)?)$/.exec(timeZone)?.[2] ?? timeZone;
  const padded = /^[+-]\d$/.test(zone) ? `${zone.charAt(0)}0${zone.charAt(1)}:00` : zone;
  const full = /^[+-]\d\d$/.test(padded) ? `${padded}:00` : padded;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: full });
    return full;
  } catch {
    return UNKNOWN_ZONE;
  }
}

function named(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
}

function zoneName(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(date);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function dayOfYear(parts: Parts): number {
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

const pad = (value: number | string, width: number): string => String(value).padStart(width, '0');

function field(letters: string, date: Date, timeZone: string, parts: Parts): string {
  const width = letters.length;
  const hour = Number(parts['hour']);
  const offset =
    parts['timeZoneName'] === 'GMT' ? '+00:00' : (parts['timeZoneName'] ?? '').replace('GMT', '');
  switch (letters.charAt(0)) {
    case 'y':
    case 'Y':
      return width === 2 ? (parts['year'] ?? '').slice(-2) : pad(parts['year'] ?? '', width);
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
      return String(
        ((new Date(
          Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day'])),
        ).getUTCDay() +
          6) %
          7) +
          1,
      );
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
      return zoneName(date, timeZone);
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
