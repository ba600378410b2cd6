/** What a listing lets through, and which combinations of parameters Google refuses. */
import { invalid, syncTokenRestricted, timeRangeEmpty, updatedMinTooLongAgo } from './calendar-error.ts';
import type { EventRow } from './event-row.ts';
import { isCancelled } from './event-row.ts';
import { instantOf, readParameter } from './event-time.ts';
import type { ListOptions } from './parameters.ts';
import { same } from './tidy.ts';

/** The parameters that decide which events a listing holds; part of its tokens. */
export interface Filter {
  readonly singleEvents?: true | undefined;
  readonly showDeleted?: true | undefined;
  readonly orderBy?: 'startTime' | 'updated' | undefined;
  readonly timeMin?: number | undefined;
  readonly timeMax?: number | undefined;
  readonly updatedMin?: number | undefined;
  readonly iCalUID?: string | undefined;
  readonly q?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly private?: readonly string[] | undefined;
  readonly shared?: readonly string[] | undefined;
}

/** Parameters that may not accompany a sync token. */
const RESTRICTIONS = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
] as const;

const OLDEST_UPDATED_MIN_MS = 28 * 86_400_000;

/** The filter that the parameters of a first request make. @throws {CalendarError} 400, 410 */
export function readFilter(options: ListOptions, now: number): Filter {
  const { orderBy } = options;
  if (orderBy !== undefined && orderBy !== 'startTime' && orderBy !== 'updated')
    throw invalid(`Invalid value for: ${orderBy}`, 'orderBy');
  if (orderBy === 'startTime' && options.singleEvents !== true) {
    throw invalid('The requested ordering is not available for the particular query.', 'orderBy');
  }
  const timeMin = instantParameter(options.timeMin, 'timeMin');
  const timeMax = instantParameter(options.timeMax, 'timeMax');
  if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin) throw timeRangeEmpty();
  const updatedMin = instantParameter(options.updatedMin, 'updatedMin');
  if (updatedMin !== undefined && updatedMin < now - OLDEST_UPDATED_MIN_MS) throw updatedMinTooLongAgo();
  return {
    singleEvents: options.singleEvents === true ? true : undefined,
    showDeleted: options.showDeleted === true ? true : undefined,
    orderBy,
    timeMin,
    timeMax,
    updatedMin,
    iCalUID: options.iCalUID?.toLowerCase(),
    q: options.q?.toLowerCase() || undefined,
    eventTypes: options.eventTypes?.length ? options.eventTypes : undefined,
    private: options.privateExtendedProperty?.length ? options.privateExtendedProperty : undefined,
    shared: options.sharedExtendedProperty?.length ? options.sharedExtendedProperty : undefined,
  };
}

/**
 * The filter of an incremental request: the first request's, with details of deleted events if asked for.
 * @throws {CalendarError} 400 for what may not accompany a token, or differs from the first request
 */
export function readSyncFilter(options: ListOptions, first: Filter): Filter {
  if (RESTRICTIONS.some((name) => isSent(options[name])) || options.showDeleted === false)
    throw syncTokenRestricted();
  const singleEvents = options.singleEvents === true ? true : undefined;
  const eventTypes = options.eventTypes?.length ? options.eventTypes : undefined;
  if (singleEvents !== first.singleEvents || !same(eventTypes, first.eventTypes)) throw syncTokenRestricted();
  return { ...first, showDeleted: options.showDeleted === true ? true : undefined };
}

/** True for listings that Google does not promise a sync token for. */
export function isFiltered(filter: Filter): boolean {
  return filter.q !== undefined || filter.iCalUID !== undefined || filter.updatedMin !== undefined;
}

/** Whether a row (an instance, in expanded listings) belongs into a listing; tombstones are not judged here. */
export function admits(filter: Filter, row: EventRow, zone: string): boolean {
  const { content } = row;
  if (filter.eventTypes && !filter.eventTypes.includes(row.eventType)) return false;
  if (filter.iCalUID !== undefined && row.iCalUID.toLowerCase() !== filter.iCalUID) return false;
  if (filter.updatedMin !== undefined && row.updated / 1000 < filter.updatedMin) return false;
  if (filter.private && !hasAll(filter.private, content.private)) return false;
  if (filter.shared && !hasAll(filter.shared, content.shared)) return false;
  if (filter.q !== undefined && !textOf(row).includes(filter.q)) return false;
  return content.recurrence && !isCancelled(row) ? true : isWithin(filter, row, zone);
}

/** `timeMin` looks at the end, `timeMax` at the start, both exclusive. */
export function isWithin(filter: Filter, row: EventRow, zone: string): boolean {
  const start = instantOf(row.content.start, zone);
  const end = instantOf(row.content.end, zone);
  if (filter.timeMin !== undefined && Math.max(end, start + 1) <= filter.timeMin) return false;
  return filter.timeMax === undefined || start < filter.timeMax;
}

function isSent(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

function instantParameter(text: string | undefined, name: string): number | undefined {
  return text === undefined ? undefined : readParameter(text, name);
}

function hasAll(
  wanted: readonly string[],
  properties: Readonly<Record<string, string>> | undefined,
): boolean {
  return wanted.every((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return properties?.[key] === rest.join('=');
  });
}

function textOf(row: EventRow): string {
  const { summary, description, location, attendees } = row.content;
  const people = attendees?.flatMap((attendee) => [attendee.email, attendee.displayName]) ?? [];
  return [summary, description, location, ...people].filter(Boolean).join('\n').toLowerCase();
}
