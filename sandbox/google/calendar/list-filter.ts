/** What a listing lets through, and which combinations of parameters Google refuses. */
import { invalid, syncTokenRestricted, timeRangeEmpty, updatedMinTooLongAgo } from './calendar-error.ts';
import { EVENT_TYPES } from './event-body.ts';
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
  readonly showHidden?: true | undefined;
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
    eventTypes: readTypes(options.eventTypes),
    private: readProperties(options.privateExtendedProperty, 'privateExtendedProperty'),
    shared: readProperties(options.sharedExtendedProperty, 'sharedExtendedProperty'),
    showHidden: options.showHiddenInvitations === true ? true : undefined,
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
  const eventTypes = readTypes(options.eventTypes);
  const showHidden = options.showHiddenInvitations === true ? true : undefined;
  const alike = singleEvents === first.singleEvents && showHidden === first.showHidden;
  if (!alike || !same(eventTypes, first.eventTypes)) throw syncTokenRestricted();
  return { ...first, showDeleted: options.showDeleted === true ? true : undefined };
}

/** True for listings that Google does not promise a sync token for. */
export function isFiltered(filter: Filter): boolean {
  return filter.q !== undefined || filter.iCalUID !== undefined || filter.updatedMin !== undefined;
}

/**
 * Whether a row (an instance, in expanded listings) belongs into a listing; tombstones are not judged here.
 * @param anyProperty - of several properties of one kind, one is enough
 */
export function admits(filter: Filter, row: EventRow, zone: string, anyProperty = false): boolean {
  const { content } = row;
  if (filter.eventTypes && !filter.eventTypes.includes(row.eventType)) return false;
  if (filter.iCalUID !== undefined && row.iCalUID.toLowerCase() !== filter.iCalUID) return false;
  if (filter.updatedMin !== undefined && row.updated / 1000 < filter.updatedMin) return false;
  if (filter.private && !hasProperties(filter.private, content.private, anyProperty)) return false;
  if (filter.shared && !hasProperties(filter.shared, content.shared, anyProperty)) return false;
  if (filter.q !== undefined && !speaksOf(row, filter.q)) return false;
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

function readTypes(sent: readonly string[] | undefined): readonly string[] | undefined {
  const unknown = sent?.find((type) => !(EVENT_TYPES as readonly string[]).includes(type));
  if (unknown !== undefined) throw invalid(`Invalid string value: '${unknown}'.`, 'eventTypes');
  return sent?.length ? [...sent].sort() : undefined;
}

function readProperties(sent: readonly string[] | undefined, name: string): readonly string[] | undefined {
  if (sent?.some((pair) => !/^[^=]+=/.test(pair))) throw invalid('Invalid extended property filter.', name);
  return sent?.length ? sent : undefined;
}

function hasProperties(
  wanted: readonly string[],
  properties: Readonly<Record<string, string>> | undefined,
  anyOne: boolean,
): boolean {
  const has = (pair: string): boolean => {
    const at = pair.indexOf('=');
    return properties?.[pair.slice(0, at)] === pair.slice(at + 1);
  };
  return anyOne ? wanted.some(has) : wanted.every(has);
}

/** Whether an event has every word of a query in one of the fields that Google searches. */
function speaksOf(row: EventRow, query: string): boolean {
  const text = textOf(row);
  return query.split(/\s+/).every((word) => text.includes(word));
}

function textOf(row: EventRow): string {
  const { summary, description, location, attendees, typeProperties } = row.content;
  const people = [...(attendees ?? []), row.organizer, row.creator];
  const named = people.flatMap((person) => [person.email, person.displayName]);
  const place = row.eventType === 'workingLocation' ? JSON.stringify(typeProperties) : undefined;
  return [summary, description, location, place, ...named].filter(Boolean).join('\n').toLowerCase();
}
