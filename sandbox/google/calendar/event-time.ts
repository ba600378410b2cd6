/** Times of events: read as clients send them, written as Google writes them. */
import { Temporal } from 'temporal-polyfill';
import { invalid, required } from './calendar-error.ts';
import type { EventTimeResource } from './event-resource-type.ts';
import type { EventTime } from './event-row.ts';

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const zones = new Map<string, boolean>();
/** Midnights by zone and date: listings compare the same few days over and over. */
const midnights = new Map<string, number>();
const MOST_MIDNIGHTS = 50_000;

/** True for an IANA zone that this machine's data knows. */
export function isZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
      known = !/^[+-]/.test(name);
    } catch {
      known = false;
    }
    zones.set(name, known);
  }
  return known;
}

/**
 * The zone that answers are to be written in: a name, or an offset as `UTC+08:00` (the package node-google-calendar
 * asks for it); undefined for anything else. Events themselves need a name.
 */
export function readAnswerZone(text: string): string | undefined {
  if (isZone(text)) return text;
  return /^(?:UTC|GMT)([+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text)?.[1];
}

/**
 * The time that a client sent, laid over what stood there (`before`, for patches).
 * @param which - `start` or `end`, for the message
 * @param zone - the calendar's zone, which an event without its own gets
 */
export function readTime(
  sent: EventTimeResource,
  which: 'start' | 'end',
  zone: string,
  before?: EventTime,
): EventTime {
  if (sent.timeZone !== undefined && !isZone(sent.timeZone)) {
    throw invalid(`Invalid time zone definition for ${which} time.`);
  }
  if (sent.dateTime !== undefined) return readInstant(sent.dateTime, sent.timeZone, which, zone, before);
  if (sent.date !== undefined) return { date: readDate(sent.date, which) };
  if (before === undefined) throw required(`Missing ${which} time.`);
  if ('date' in before || sent.timeZone === undefined) return before;
  return { at: before.at, timeZone: sent.timeZone };
}

function readInstant(
  text: string,
  sentZone: string | undefined,
  which: string,
  zone: string,
  before?: EventTime,
): EventTime {
  const kept = before !== undefined && 'at' in before ? before.timeZone : undefined;
  const timeZone = sentZone ?? kept ?? zone;
  try {
    if (OFFSET.test(text))
      return { at: wholeSecond(Temporal.Instant.from(text).epochMilliseconds), timeZone };
    if (sentZone === undefined && kept === undefined)
      throw required(`Missing time zone definition for ${which} time.`);
    const local = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone, {
      disambiguation: 'compatible',
    });
    return { at: wholeSecond(local.epochMilliseconds), timeZone };
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`Invalid value for: Invalid format: "${text}"`);
    throw error;
  }
}

function readDate(text: string, which: string): string {
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`Invalid ${which} time.`);
    throw error;
  }
}

/** Google keeps no fraction of a second. */
function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** The time as Google sends it: rendered in `zone`'s offset, named with the event's own zone. */
export function writeTime(time: EventTime, zone: string): EventTimeResource {
  if ('date' in time) return { date: time.date };
  return { dateTime: writeInstant(time.at, zone), timeZone: time.timeZone };
}

/** `2026-03-02T10:00:00+01:00`, or `…Z` where the offset is zero. */
export function writeInstant(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const text = local.toPlainDateTime().toString({ smallestUnit: 'second' });
  return `${text}${local.offsetNanoseconds === 0 ? 'Z' : local.offset}`;
}

/** The instant a time stands for; a whole day begins at midnight in `zone`. */
export function instantOf(time: EventTime, zone: string): number {
  if ('at' in time) return time.at;
  const key = `${zone} ${time.date}`;
  let at = midnights.get(key);
  if (at === undefined) {
    at = Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds;
    if (midnights.size >= MOST_MIDNIGHTS) midnights.clear();
    midnights.set(key, at);
  }
  return at;
}

/** The instants between which an event takes its time; whole days reach from midnight to midnight in `zone`. */
export function spanOf(
  times: { readonly start: EventTime; readonly end: EventTime },
  zone: string,
): readonly [start: number, end: number] {
  return [instantOf(times.start, zone), instantOf(times.end, zone)];
}

/** The suffix of an instance's id: `20260302T090000Z`, or `20260302` for whole days. */
export function instanceKey(time: EventTime): string {
  if ('date' in time) return time.date.replaceAll('-', '');
  const text = Temporal.Instant.fromEpochMilliseconds(time.at).toString({ smallestUnit: 'second' });
  return text.replaceAll(/[-:]/g, '');
}

/** The instant of a query parameter such as `timeMin`; it needs an offset. */
export function readParameter(text: string, name: string): number {
  try {
    if (OFFSET.test(text))
      return Temporal.Instant.from(text.replace(/ (\d{2}:?\d{2})$/, '+$1')).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw invalid(`Invalid value for: Invalid format: "${text}"`, name);
}

/** `2026-03-02T09:00:00.123Z` */
export function isoMilliseconds(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'millisecond' });
}
