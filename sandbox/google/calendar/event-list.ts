/**
 * `events.list` and `events.instances`.
 *
 * A plain listing walks the calendar's changes in order and cuts pages before it drops deleted events, so pages
 * may be short or empty, as Google's are. Expanded listings are computed, sorted and served by offset.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Switches } from '../../control/switches.ts';
import type { Actor } from './actor.ts';
import type { CalendarBook, OpenCalendar } from './calendar-book.ts';
import { invalid, syncTokenRestricted } from './calendar-error.ts';
import type { EventResource, EventsResource } from './event-resource-type.ts';
import type { View } from './event-resource.ts';
import { cancelledInstance, eventResource, tombstone } from './event-resource.ts';
import type { EventRow } from './event-row.ts';
import { isCancelled, isOriginal } from './event-row.ts';
import { expandRow, firstStart, occurrencesOf, rowOf, withSeries } from './event-rows.ts';
import type { EventStore, TimeWindow } from './event-store.ts';
import { instantOf, isoMilliseconds, readAnswerZone, readParameter } from './event-time.ts';
import type { Filter } from './list-filter.ts';
import { admits, isFiltered, isWithin, readFilter, readSyncFilter } from './list-filter.ts';
import type { InstancesOptions, ListOptions } from './parameters.ts';
import type { PageState, SyncTokens } from './sync-tokens.ts';
import { readPageToken, writePageToken } from './sync-tokens.ts';

const DEFAULT_PAGE = 250;
const MAX_PAGE = 2500;
const EXPANDED_LIMIT = 730;
const MOST_SNAPSHOTS = 8;

export interface ListParts {
  readonly store: EventStore;
  readonly book: CalendarBook;
  readonly tokens: SyncTokens;
  readonly clock: Clock;
  readonly switches: Switches;
  /** Whether a person's settings keep invitations out of sight until he answers. */
  readonly hidesInvitations: (email: string) => boolean;
}

interface Listing {
  readonly open: OpenCalendar;
  readonly view: View;
  readonly state: PageState;
  readonly size: number;
}

interface Page {
  readonly rows: readonly EventRow[];
  /** Where the next page goes on; undefined on the last one. */
  readonly next: number | undefined;
}

export class EventLister {
  readonly #parts: ListParts;
  readonly #snapshots = new Map<string, readonly EventRow[]>();

  constructor(parts: ListParts) {
    this.#parts = parts;
  }

  list(actor: Actor, calendarId: string, options: ListOptions): EventsResource {
    const open = this.#parts.book.openEvents(actor, calendarId, 'freeBusyReader');
    const state = this.#begin(actor, open, options);
    const listing = { open, view: this.#view(open, options), state, size: pageSize(options.maxResults) };
    const page =
      state.filter.singleEvents || state.filter.orderBy
        ? this.#sortedPage(listing)
        : this.#plainPage(listing);
    const items = page.rows.map((row) => this.#item(row, listing)).filter((item) => item !== undefined);
    return this.#envelope(open, items, this.#tokens(actor, listing, page, options));
  }

  /** The instances of one series; like an expanded listing of that event alone. */
  instances(actor: Actor, calendarId: string, eventId: string, options: InstancesOptions): EventsResource {
    const open = this.#parts.book.openEvents(actor, calendarId, 'freeBusyReader');
    const master = rowOf(this.#parts.store, open.row, eventId);
    const filter = readFilter({ ...options, singleEvents: true }, this.#parts.clock.now());
    const state: PageState = options.pageToken
      ? readPageToken(options.pageToken, open.row.id)
      : { calendarId: open.row.id, filter, until: this.#parts.store.cursor(open.row.id), after: 0 };
    const listing = { open, view: this.#view(open, options), state, size: pageSize(options.maxResults) };
    const series = [master, ...this.#parts.store.exceptions(open.row.id, master.id)];
    // No more than this page and the next one's first: an endless series is not computed for its own sake.
    const enough =
      options.originalStart === undefined ? state.after + listing.size + series.length + 1 : undefined;
    const rows = this.#expanded(series, listing, enough).filter(
      (row) =>
        options.originalStart === undefined || isOriginalStart(row, options.originalStart, open.row.timeZone),
    );
    const page = cut(byStart(rows, open.row.timeZone), state.after, listing.size);
    const items = page.rows.map((row) => this.#item(row, listing)).filter((item) => item !== undefined);
    return this.#envelope(open, items, this.#tokens(actor, listing, page, {}));
  }

  #begin(actor: Actor, open: OpenCalendar, options: ListOptions): PageState {
    const { store, tokens, clock } = this.#parts;
    const { id } = open.row;
    // Those who may see no more than free and busy never get rules, only instances.
    const singleEvents = open.role === 'freeBusyReader' ? true : options.singleEvents;
    if (options.syncToken !== undefined && options.syncToken !== '') {
      const sync = tokens.read(options.syncToken, actor.email, id, store);
      const filter = readSyncFilter({ ...options, singleEvents }, sync.filter);
      if (!options.pageToken)
        return { calendarId: id, filter, until: store.cursor(id), after: sync.cursor, since: sync.cursor };
      const page = readPageToken(options.pageToken, id);
      if (page.since !== sync.cursor) throw syncTokenRestricted();
      return page;
    }
    const filter = readFilter({ ...options, singleEvents }, clock.now());
    return options.pageToken
      ? readPageToken(options.pageToken, id)
      : { calendarId: id, filter, until: store.cursor(id), after: 0 };
  }

  #view(
    open: OpenCalendar,
    options: { timeZone?: string | undefined; maxAttendees?: number | undefined },
  ): View {
    const { row, role } = open;
    const zone = options.timeZone === undefined ? row.timeZone : readAnswerZone(options.timeZone);
    if (zone === undefined) throw invalid('Invalid time zone value.', 'timeZone');
    return {
      calendarId: row.id,
      zone,
      role,
      maxAttendees: options.maxAttendees,
    };
  }

  /** A page in the order of changes. The cut comes before deleted events are dropped. */
  #plainPage({ open, state, size }: Listing): Page {
    const { store, switches } = this.#parts;
    const harsh = switches.is('google.shortPages');
    const first = state.after === (state.since ?? 0);
    const room = harsh && size > 1 ? Math.floor(size / 2) : size;
    const rows: EventRow[] = [];
    let last = state.after;
    for (const row of store.changedSince(open.row.id, state.after, state.until, windowOf(state))) {
      if (!this.#concerns(row, state, open)) continue;
      if (rows.length === room) return { rows, next: last };
      // The empty first page: it goes on just behind its own beginning.
      if (harsh && first) return { rows: [], next: state.after + 0.5 };
      rows.push(row);
      last = row.changed;
    }
    return { rows, next: undefined };
  }

  /** A page of an expanded or sorted listing. */
  #sortedPage(listing: Listing): Page {
    const from = listing.state.since ?? 0;
    const { after, ...rest } = listing.state;
    const key = JSON.stringify(rest);
    // Later pages are cut from what the first one found: it is costly to find, and nobody sees it change half-way.
    const found = after === from ? undefined : this.#snapshots.get(key);
    const sorted = found ?? this.#sorted(listing, from);
    const page = cut(sorted, after - from, listing.size, from);
    this.#snapshots.delete(key);
    if (page.next !== undefined) this.#snapshots.set(key, sorted);
    const [oldest] = this.#snapshots.keys();
    if (oldest !== undefined && this.#snapshots.size > MOST_SNAPSHOTS) this.#snapshots.delete(oldest);
    return page;
  }

  #sorted(listing: Listing, from: number): readonly EventRow[] {
    const { open, state } = listing;
    const changed = this.#parts.store.changedSince(open.row.id, from, state.until, windowOf(state));
    const rows = [...changed].filter((row) => this.#concerns(row, state, open));
    const expanded = state.filter.singleEvents ? this.#expanded(rows, listing) : rows;
    return state.filter.orderBy === 'startTime' ? byStart(expanded, open.row.timeZone) : expanded;
  }

  #expanded(
    rows: readonly EventRow[],
    { open, state }: Listing,
    limit = EXPANDED_LIMIT,
  ): readonly EventRow[] {
    const { filter } = state;
    const window = {
      from: filter.timeMin ?? -Infinity,
      to: filter.timeMax ?? Infinity,
      limit: Math.min(limit, EXPANDED_LIMIT),
    };
    return rows
      .flatMap((row) => expandRow(this.#parts.store, row, window, open.row))
      .filter((row) => isCancelled(row) || isWithin(filter, row, open.row.timeZone));
  }

  /** Whether a row takes a place on a page, be it only as a tombstone that is dropped afterwards. */
  #concerns(row: EventRow, state: PageState, open: OpenCalendar): boolean {
    if (state.filter.showHidden !== true && open.row.primary && isUnanswered(row)) {
      if (this.#parts.hidesInvitations(open.row.owner)) return false;
    }
    if (state.since !== undefined)
      return !state.filter.eventTypes || state.filter.eventTypes.includes(row.eventType);
    const anyProperty = this.#parts.switches.text('google.repeatedPropertyFilter') === 'any';
    if (!admits(state.filter, row, open.row.timeZone, anyProperty)) return false;
    return state.filter.singleEvents === true || this.#meetsWindow(row, state.filter, open);
  }

  /** A series is listed for a window in which one of its instances lies. */
  #meetsWindow(row: EventRow, { timeMin, timeMax }: Filter, open: OpenCalendar): boolean {
    if (!row.content.recurrence || isCancelled(row)) return true;
    if (timeMin === undefined && timeMax === undefined) return true;
    const window = { from: timeMin ?? -Infinity, to: timeMax ?? Infinity, limit: 1 };
    return (
      occurrencesOf(row, window, open.row).length > 0 ||
      this.#parts.store
        .exceptions(open.row.id, row.id)
        .some((exception) => isWithin({ timeMin, timeMax }, exception, open.row.timeZone))
    );
  }

  #item(stored: EventRow, { open, view, state }: Listing): EventResource | undefined {
    const row = withSeries(this.#parts.store, stored);
    const { filter, since } = state;
    const incremental = since !== undefined || filter.updatedMin !== undefined;
    if (isCancelled(row)) return this.#cancelledItem(row, view, filter, incremental);
    const exception = row.recurringEventId !== undefined && filter.singleEvents === true;
    const master = exception ? this.#parts.store.get(open.row.id, row.recurringEventId ?? '') : undefined;
    return eventResource(row, {
      ...view,
      firstStart: firstStart(row, open.row),
      // In an expanded list an exception's etag moves with its master's (recorded).
      masterUpdated: master && this.#parts.store.get(open.row.id, row.id) ? master.updated : undefined,
    });
  }

  #cancelledItem(row: EventRow, view: View, filter: Filter, incremental: boolean): EventResource | undefined {
    const { store, switches } = this.#parts;
    const shown = incremental || filter.showDeleted === true;
    if (row.recurringEventId !== undefined) {
      const master = store.get(row.calendarId, row.recurringEventId);
      // A client that expands by itself must know what not to show: live series bring their cancelled instances.
      const needed = master !== undefined && !isCancelled(master) && filter.singleEvents !== true;
      return shown || needed ? cancelledInstance(row, view) : undefined;
    }
    if (!shown) return undefined;
    if (row.movedAway && switches.text('google.listedStub') === 'idOnly') return tombstone(row, 'skeletal');
    if (filter.showDeleted === true || row.movedAway) return eventResource(row, view);
    return tombstone(row, switches.text('google.tombstones') === 'idOnly' ? 'idOnly' : 'skeletal');
  }

  #tokens(
    actor: Actor,
    listing: Listing,
    page: Page,
    options: ListOptions,
  ): Pick<EventsResource, 'nextPageToken' | 'nextSyncToken'> {
    const { tokens, switches } = this.#parts;
    const { state } = listing;
    const { filter } = state;
    if (page.next !== undefined) return { nextPageToken: writePageToken({ ...state, after: page.next }) };
    if (filter.orderBy === 'startTime') return {};
    if (isFiltered(filter) && !switches.is('google.filteredListToken')) return {};
    // Nothing changed: the client gets the very token back that it sent.
    if (options.syncToken && state.since === state.until) return { nextSyncToken: options.syncToken };
    const kept: Filter = {
      singleEvents: filter.singleEvents,
      eventTypes: filter.eventTypes,
      timeMin: filter.timeMin,
      timeMax: filter.timeMax,
      showHidden: filter.showHidden,
    };
    return {
      nextSyncToken: tokens.issue(actor.email, {
        calendarId: state.calendarId,
        filter: kept,
        cursor: state.until,
      }),
    };
  }

  #envelope(
    open: OpenCalendar,
    items: EventResource[],
    tokens: Pick<EventsResource, 'nextPageToken' | 'nextSyncToken'>,
  ): EventsResource {
    const { row, role } = open;
    const cursor = Math.max(this.#parts.store.cursor(row.id), row.updated);
    return {
      kind: 'calendar#events',
      etag: `"${listEtag(`${row.id}\n${String(cursor)}`)}"`,
      summary: row.summary,
      description: row.description ?? '',
      updated: isoMilliseconds(Math.floor(cursor / 1000)),
      timeZone: row.timeZone,
      accessRole: role,
      defaultReminders: role === 'owner' && row.primary ? [{ method: 'popup', minutes: 10 }] : [],
      ...tokens,
      items,
    };
  }
}

/** The window that a listing looks into; an incremental one tells of every change, wherever it lies. */
function windowOf({ filter, since }: PageState): TimeWindow | undefined {
  const { timeMin, timeMax } = filter;
  const whole = since !== undefined || (timeMin === undefined && timeMax === undefined);
  return whole ? undefined : { from: timeMin, to: timeMax };
}

/** A list's etag: sixteen characters that begin with `p3` and say nothing. */
export function listEtag(of: string): string {
  return `p3${createHash('sha256').update(of).digest('hex').slice(0, 13)}o`;
}

/** An invitation that its guest has not answered. */
function isUnanswered(row: EventRow): boolean {
  if (isOriginal(row) || isCancelled(row)) return false;
  const own = row.content.attendees?.find((attendee) => attendee.email === row.calendarId);
  return own?.responseStatus === 'needsAction';
}

/** Whether an instance is the one that the rule made for this start, given as a date or an instant. */
function isOriginalStart(row: EventRow, sent: string, zone: string): boolean {
  const start = row.originalStart ?? row.content.start;
  if ('date' in start) return start.date === sent;
  return (
    start.at === (sent.length === 10 ? instantOf({ date: sent }, zone) : readParameter(sent, 'originalStart'))
  );
}

function pageSize(maxResults: number | undefined): number {
  return Math.min(Math.max(maxResults ?? DEFAULT_PAGE, 1), MAX_PAGE);
}

function cut(rows: readonly EventRow[], offset: number, size: number, base = 0): Page {
  const end = offset + size;
  return { rows: rows.slice(offset, end), next: end < rows.length ? base + end : undefined };
}

function byStart(rows: readonly EventRow[], zone: string): readonly EventRow[] {
  return [...rows].sort(
    (one, other) => instantOf(one.content.start, zone) - instantOf(other.content.start, zone),
  );
}
