/** The text of a recurrence rule, taken apart and put together again. No meaning is given to it here. */
import { invalid } from '../webex-error.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
export type RuleParts = ReadonlyMap<string, string>;

const BASE = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST'];
/** The parts that the engine has a place for, by frequency; it has none for the rest of RFC 2445. */
const ALLOWED: Readonly<Record<Frequency, readonly string[]>> = {
  DAILY: BASE,
  WEEKLY: [...BASE, 'BYDAY'],
  MONTHLY: [...BASE, 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'],
  YEARLY: [...BASE, 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'],
};
/** Replies name the parts in this order, whatever order they came in. */
const ORDER = [
  'FREQ',
  'WKST',
  'UNTIL',
  'COUNT',
  'INTERVAL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
] as const;

/**
 * The parts of one rule without its `RRULE:`.
 * @throws {WebexError} 400 for another frequency, an unknown part, or more than one line
 */
export function readParts(text: string): { frequency: Frequency; parts: RuleParts } {
  const parts = new Map<string, string>();
  for (const piece of text.trim().toUpperCase().split(';')) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(piece) ?? [];
    if (name === undefined || value === undefined || parts.has(name)) throw badRule();
    parts.set(name, value);
  }
  const frequency = parts.get('FREQ');
  if (!isFrequency(frequency)) throw badRule();
  if ([...parts.keys()].some((name) => !ALLOWED[frequency].includes(name))) throw badRule();
  return { frequency, parts };
}

/** `parts` in the order of real replies. */
export function writeParts(parts: Readonly<Partial<Record<string, string | number>>>): string {
  return ORDER.filter((name) => parts[name] !== undefined)
    .map((name) => `${name}=${String(parts[name])}`)
    .join(';');
}

/** A whole number from `least` to `most`. @throws {WebexError} 400 */
export function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw badRule();
  return value;
}

export function badRule(): Error {
  return invalid("'recurrence' is invalid");
}

function isFrequency(text: string | undefined): text is Frequency {
  return text !== undefined && Object.hasOwn(ALLOWED, text);
}
