import { Temporal } from 'temporal-polyfill';
import type { EventContent, EventGuest, EventTime } from './family.ts';
import {
  LONGEST,
  MINUTE,
  MOST_GUESTS,
  PLACEHOLDER_AHEAD,
  PLACEHOLDER_LENGTH,
  SHORTEST,
  TITLE_LENGTH,
} from './policy.ts';
import type { Policy } from './policy.ts';

/** How the event's length was fitted to what Webex takes. */
export type Clamp = 'none' | 'short' | 'long';

/** What Webex is to hold for an event: the one form in which both sides are compared. */
export interface Projection {
  /** Whole minutes, milliseconds since the epoch. */
  readonly startAt: number;
  readonly endAt: number;
  /** IANA name. */
  readonly zone: string;
  /** Absent where the event has no title and the host's name is not known: then the title is not compared. */
  readonly title: string | undefined;
  /** Lower-case addresses, sorted, without duplicates, rooms, groups and the host. */
  readonly guests: readonly string[];
  readonly guestsPartial: boolean;
  readonly clamp: Clamp;
}

/** An event whose times cannot be read; it is shown, never retried. */
export class UnreadableTimeError extends Error {
  override readonly name = 'UnreadableTimeError';
  readonly code = 'event-time-unreadable';
}

/**
 * The documented projection of an event to a Webex meeting, used by planner, verifier and reports alike.
 * @throws {UnreadableTimeError}
 */
export function project(event: EventContent, policy: Policy): Projection {
  const zone = usableZone(event.start.timeZone) ?? usableZone(policy.fallbackZone) ?? 'UTC';
  const startAt = floorToMinute(instantOf(event.start, zone));
  const wanted = floorToMinute(instantOf(event.end, usableZone(event.end.timeZone) ?? zone)) - startAt;
  const length = Math.min(Math.max(wanted, SHORTEST), LONGEST);
  return {
    startAt,
    endAt: startAt + length,
    zone,
    title: projectTitle(event.summary, policy.hostName),
    guests: projectGuests(event.guests, policy.hostAddresses),
    guestsPartial: event.guestsPartial,
    clamp: wanted > LONGEST ? 'long' : wanted < SHORTEST ? 'short' : 'none',
  };
}

/**
 * The hour that stands in for an event that does not exist yet: the next full hour in the person's zone that is
 * at least 25 h ahead, so that a forgotten draft is swept before it could start.
 */
export function placeholder(
  now: number,
  zone: string | undefined,
): Pick<Projection, 'startAt' | 'endAt' | 'zone'> {
  const usable = usableZone(zone) ?? 'UTC';
  const earliest = Temporal.Instant.fromEpochMilliseconds(now + PLACEHOLDER_AHEAD).toZonedDateTimeISO(usable);
  const startAt = earliest.round({ smallestUnit: 'hour', roundingMode: 'ceil' }).epochMilliseconds;
  return { startAt, endAt: startAt + PLACEHOLDER_LENGTH, zone: usable };
}

/** Wall time with the zone's own offset: Webex refuses an offset that contradicts the zone. */
export function wallTime(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

/** Whether the event covers whole days, or more than Webex takes: then no new meeting is made for it. */
export function isTooLong(
  event: Pick<EventContent, 'start' | 'end'>,
  policy: Pick<Policy, 'fallbackZone'>,
): boolean {
  if (event.start.date !== undefined) return true;
  const zone = usableZone(event.start.timeZone) ?? usableZone(policy.fallbackZone) ?? 'UTC';
  return instantOf(event.end, zone) - instantOf(event.start, zone) > LONGEST;
}

/** A named IANA zone that this runtime knows; offsets and vendors' own names are not usable at Webex. */
function usableZone(zone: string | undefined): string | undefined {
  if (zone === undefined || !/^[A-Za-z]/.test(zone)) return undefined;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch {
    return undefined;
  }
}

function instantOf(time: EventTime, zone: string): number {
  try {
    if (time.date !== undefined)
      return Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds;
    if (time.dateTime !== undefined) {
      return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(time.dateTime)
        ? Temporal.Instant.from(time.dateTime).epochMilliseconds
        : Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(zone, { disambiguation: 'compatible' })
            .epochMilliseconds;
    }
  } catch (cause) {
    throw new UnreadableTimeError('The event has a time that cannot be read.', { cause });
  }
  throw new UnreadableTimeError('The event has neither a date nor a time.');
}

function floorToMinute(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE;
}

/** The title as Webex is to hold it: one line, no control characters, at most 128 code points, no grapheme cut. */
export function projectTitle(summary: string | undefined, hostName: string | undefined): string | undefined {
  const title = oneLine(summary ?? '');
  if (title !== '') return cut(title);
  const name = oneLine(hostName ?? '');
  return name === '' ? undefined : cut(`${name}'s meeting`);
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

function cut(title: string): string {
  if (Array.from(title).length <= TITLE_LENGTH) return title;
  let kept = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(title)) {
    const size = Array.from(segment).length;
    if (length + size > TITLE_LENGTH) break;
    kept += segment;
    length += size;
  }
  // One grapheme alone may be longer than a title (stacked marks): then code points are what is left to count.
  return (kept === '' ? Array.from(title).slice(0, TITLE_LENGTH).join('') : kept).trimEnd();
}

/** Calendars, rooms and groups that Google lists as guests; nobody reads mail there. */
const NOT_PEOPLE = /@(?:.+\.)?calendar\.google\.com$|@googlegroups\.com$/;
const ADDRESS = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;

function projectGuests(guests: readonly EventGuest[], hostAddresses: readonly string[]): readonly string[] {
  const hosts = new Set(hostAddresses.map(normalise));
  const people = new Set<string>();
  for (const guest of guests) {
    const address = normalise(guest.email);
    if (guest.resource === true || hosts.has(address) || NOT_PEOPLE.test(address) || !ADDRESS.test(address))
      continue;
    people.add(address);
  }
  return [...people].sort((a, b) => (a < b ? -1 : 1)).slice(0, MOST_GUESTS);
}

function normalise(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}
