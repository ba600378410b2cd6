/**
 * How Webex reads and writes times: any ISO form, a zone beside it that must agree with the offset, minutes only.
 */
import { Temporal } from 'temporal-polyfill';
import type { Switches } from '../../control/switches.ts';
import { invalid, WebexError } from '../webex-error.ts';

export interface Schedule {
  readonly start: number;
  readonly end: number;
  readonly timezone: string;
}

const MINUTE_MS = 60_000;
const SHORTEST_MS = 10 * MINUTE_MS;
const LONGEST_MS = (23 * 60 + 59) * MINUTE_MS;
const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

interface Written {
  readonly text: string;
  readonly wall: Temporal.PlainDateTime;
  readonly offset: string | undefined;
}

/**
 * Start, end and zone as they will stand.
 * - A zone that is sent must have the offset that is sent, on that date: a real, often met error.
 * - An offset without a zone makes the meeting's zone UTC; neither is read as UTC.
 * @throws {WebexError}
 */
export function readSchedule(
  sent: { readonly start: string; readonly end: string; readonly timezone?: string | undefined },
  now: number,
  switches: Switches,
): Schedule {
  const timezone = readZone(sent.timezone, switches);
  const startAt = instantOf(written('start', sent.start), timezone, sent.timezone, switches);
  const endAt = instantOf(written('end', sent.end), timezone, sent.timezone, switches);
  const minute = floor(now);
  const start = floor(startAt) === minute ? minute + MINUTE_MS : floor(startAt);
  const end = floor(endAt);
  checkSchedule(start, end, now);
  return { start, end, timezone };
}

/** Rules 1 and 2 of updates, and the same for a new meeting. */
function checkSchedule(start: number, end: number, now: number): void {
  if (start < floor(now) || end < floor(now))
    throw invalid("Parameter 'start' or 'end' is before current time.");
  if (end <= start) throw invalid("Parameter 'end' must be after 'start'.");
  const duration = end - start;
  if (duration < SHORTEST_MS || duration > LONGEST_MS) {
    throw invalid('The duration of a meeting must be between 10 minutes and 23 hours 59 minutes.');
  }
  const limit = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').add({ years: 10 });
  if (start >= limit.epochMilliseconds) throw invalid("Parameter 'start' is 10 years or more in the future.");
}

/** The zone as sent, `UTC` where none was. @throws {WebexError} for what is no IANA zone, if the switch says so */
export function readZone(timezone: string | undefined, switches: Switches): string {
  if (timezone === undefined || isZone(timezone)) return timezone ?? 'UTC';
  if (switches.text('webex.nonIanaZone') === 'utc') return 'UTC';
  throw invalid(`'timezone' ${timezone} is not a valid time zone.`);
}

/** One instant as any of the API's query parameters take it; without an offset it is read in `zone`. */
export function readInstant(name: string, text: string, zone = 'UTC'): number {
  const { wall, offset } = written(name, text);
  return offset === undefined ? wall.toZonedDateTime(zone).epochMilliseconds : withOffset(wall, offset);
}

/** `YYYY-MM-DDTHH:MM:SS` with `Z` or the zone's offset. */
export function formatInstant(at: number, zone: string): string {
  // The common case, and a list shows hundreds.
  if (zone === 'UTC') return `${new Date(at).toISOString().slice(0, 19)}Z`;
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const wall = zoned.toPlainDateTime().toString({ fractionalSecondDigits: 0 });
  return zoned.offsetNanoseconds === 0 ? `${wall}Z` : `${wall}${zoned.offset}`;
}

function isZone(timezone: string): boolean {
  // Temporal takes bare offsets as zones; Webex knows names only.
  if (!/^[A-Za-z]/.test(timezone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
    return true;
  } catch {
    return false;
  }
}

function written(name: string, text: string): Written {
  const [, date, time = '00:00', offset] = FORM.exec(text) ?? [];
  if (date === undefined) throw invalid(`'${name}' is not a valid date and time.`);
  try {
    return { text, wall: Temporal.PlainDateTime.from(`${date}T${time}`), offset: offset?.toUpperCase() };
  } catch {
    throw invalid(`'${name}' is not a valid date and time.`);
  }
}

function instantOf(sent: Written, zone: string, sentZone: string | undefined, switches: Switches): number {
  if (sent.offset === undefined) return sent.wall.toZonedDateTime(zone).epochMilliseconds;
  const at = withOffset(sent.wall, sent.offset);
  if (sentZone === undefined) return at;
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  if (there.offsetNanoseconds !== sent.wall.toZonedDateTime(zoneOf(sent.offset)).offsetNanoseconds) {
    const text = `timezone '${sentZone}' and timezone offset in '${sent.text}' do not match`;
    throw new WebexError(switches.number('webex.zoneMismatchStatus'), text);
  }
  return at;
}

function withOffset(wall: Temporal.PlainDateTime, offset: string): number {
  return wall.toZonedDateTime(zoneOf(offset)).epochMilliseconds;
}

function zoneOf(offset: string): string {
  if (offset === 'Z') return 'UTC';
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

function floor(at: number): number {
  return at - (at % MINUTE_MS);
}
