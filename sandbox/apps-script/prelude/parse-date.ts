/** `Utilities.parseDate`: a text read by a pattern of Java's letters. */
import { now } from './clock.ts';
import { Exception } from './host.ts';
import { instantOf, knownZone } from './zone.ts';

interface Read {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  half: number | undefined;
  /** Minutes ahead of UTC, where the text says so itself. */
  offset: number | undefined;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** @throws {Exception} where the text does not fit the pattern */
export function parseDate(text: string, timeZone: string, pattern: string): Date {
  const read: Read = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    ms: 0,
    half: undefined,
    offset: undefined,
  };
  const pieces = [...pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g)];
  let rest = text;
  pieces.forEach(([piece, quoted, letter], index) => {
    if (letter === undefined) {
      const literal = quoted === undefined ? piece : quoted === '' ? "'" : quoted.replaceAll("''", "'");
      if (!rest.startsWith(literal)) throw unparseable(text);
      rest = rest.slice(literal.length);
      return;
    }
    // Numbers that touch each other are as long as their letters.
    const touching = /^[A-Za-z]/.test(pieces[index + 1]?.[0] ?? '');
    const taken = take(read, letter, touching ? piece.length : undefined, piece.length, rest);
    if (taken === undefined) throw unparseable(text);
    rest = rest.slice(taken);
  });
  return new Date(instant(read, timeZone));
}

function unparseable(text: string): Exception {
  return new Exception(`Unparseable date: "${text}"`);
}

function instant({ half, hour, offset, ...read }: Read, timeZone: string): number {
  const hours = half === undefined ? hour : (hour % 12) + half * 12;
  const wall = Date.UTC(read.year, read.month - 1, read.day, hours, read.minute, read.second, read.ms);
  return offset === undefined ? instantOf(wall, knownZone(timeZone)) : wall - offset * 60_000;
}

/** Reads one field; answers how many characters it took. */
function take(
  read: Read,
  letter: string,
  exactly: number | undefined,
  width: number,
  rest: string,
): number | undefined {
  if ((letter === 'M' || letter === 'L') && width >= 3)
    return name(rest, MONTHS, (at) => (read.month = at + 1));
  if (letter === 'E') return name(rest, DAYS, () => undefined);
  if (letter === 'a') return name(rest, ['AM', 'PM'], (at) => (read.half = at));
  if (letter === 'z' || letter === 'Z' || letter === 'X') return zone(read, rest);
  const digits = new RegExp(`^\\d{${exactly === undefined ? '1,9' : String(exactly)}}`).exec(rest)?.[0];
  if (digits === undefined) return undefined;
  number(read, letter, width, Number(digits));
  return digits.length;
}

function number(read: Read, letter: string, width: number, value: number): void {
  switch (letter) {
    case 'y':
    case 'Y':
      read.year = width === 2 && value < 100 ? century(value) : value;
      break;
    case 'M':
    case 'L':
      read.month = value;
      break;
    case 'd':
      read.day = value;
      break;
    case 'D':
      read.month = 1;
      read.day = value;
      break;
    case 'H':
    case 'K':
    case 'h':
      read.hour = value;
      break;
    case 'k':
      read.hour = value % 24;
      break;
    case 'm':
      read.minute = value;
      break;
    case 's':
      read.second = value;
      break;
    case 'S':
      read.ms = value;
      break;
    case 'u':
    case 'w':
    case 'W':
    case 'F':
      break;
    default:
      throw new Exception(`Illegal pattern character '${letter}'`);
  }
}

/** Two digits lie within 80 years before and 20 years after now. */
function century(value: number): number {
  const year = new Date(now()).getUTCFullYear();
  const guess = year - (year % 100) + value;
  if (guess > year + 20) return guess - 100;
  return guess <= year - 80 ? guess + 100 : guess;
}

function name(rest: string, names: readonly string[], found: (at: number) => unknown): number | undefined {
  const lower = rest.toLowerCase();
  for (const length of [undefined, 3]) {
    const at = names.findIndex((full) => lower.startsWith(full.slice(0, length).toLowerCase()));
    if (at < 0) continue;
    found(at);
    return names[at]?.slice(0, length).length;
  }
  return undefined;
}

function zone(read: Read, rest: string): number | undefined {
  const named = /^(GMT|UTC|Z)(?![+-]\d)/.exec(rest);
  if (named) {
    read.offset = 0;
    return named[0].length;
  }
  const found = /^(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?/.exec(rest);
  if (!found) return undefined;
  read.offset = (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
  return found[0].length;
}
