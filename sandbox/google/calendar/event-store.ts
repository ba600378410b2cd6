/**
 * The rows of all calendars and their indexes.
 *
 * Invariants:
 * - `changed` is unique in the whole store and grows with every put, so one number is a complete sync cursor;
 * - a put inside {@link EventStore.change} is announced once per calendar, after the transaction is on disk;
 * - no lookup by id, by iCalUID, by "changed since" or by a window of time walks over a whole calendar.
 */
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { CalendarChange, ChangeCause } from './actor.ts';
import type { EventRow } from './event-row.ts';
import { TimeIndex } from './time-index.ts';

interface LogEntry {
  readonly changed: number;
  readonly id: string;
}

interface CalendarIndex {
  readonly rows: Map<string, EventRow>;
  /** Ascending by `changed`; entries that a later put outdated stay until compaction. */
  log: LogEntry[];
  readonly exceptions: Map<string, Set<string>>;
  /** Masters by the part of their id that their instances carry (`_R…` cut off). */
  readonly series: Map<string, Set<string>>;
  readonly times: TimeIndex;
}

/** Milliseconds; an end left out is open. */
export interface TimeWindow {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Of a calendar's changes, the part that a window may hold at most to be worth sorting. */
const SELECTIVE = 1 / 16;

export interface Origin {
  readonly cause: ChangeCause;
  readonly scriptId?: string | undefined;
}

type ChangeListener = (change: CalendarChange) => void;

export class EventStore {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ownerOf: (calendarId: string) => string;
  readonly #table: Table<EventRow>;
  readonly #calendars = new Map<string, CalendarIndex>();
  readonly #byUid = new Map<string, Set<EventRow>>();
  readonly #listeners = new Set<ChangeListener>();
  #last = 0;
  #touched: Set<string> | undefined;

  /** @param ownerOf - whose calendar it is, for announcements */
  constructor(store: Store, clock: Clock, ownerOf: (calendarId: string) => string) {
    this.#store = store;
    this.#clock = clock;
    this.#ownerOf = ownerOf;
    this.#table = store.table<EventRow>('calendar.events');
    this.rebuild();
  }

  /** Rebuilds the indexes from the table: at start and after the store was emptied. */
  rebuild(): void {
    this.#calendars.clear();
    this.#byUid.clear();
    this.#last = 0;
    const rows = [...this.#table.values()].sort(byChange);
    for (const row of rows) this.#enter(row);
  }

  get(calendarId: string, id: string): EventRow | undefined {
    return this.#calendars.get(calendarId)?.rows.get(id);
  }

  /** Every row of a calendar, tombstones too, in no particular order. */
  rows(calendarId: string): readonly EventRow[] {
    return [...(this.#calendars.get(calendarId)?.rows.values() ?? [])];
  }

  /** The rows that may lie within a window, tombstones and every series too, in no particular order. */
  near(calendarId: string, { from = -Infinity, to = Infinity }: TimeWindow): readonly EventRow[] {
    const index = this.#calendars.get(calendarId);
    const ids = index?.times.near(from, to, Infinity) ?? [];
    return [...ids].map((id) => index?.rows.get(id)).filter((row) => row !== undefined);
  }

  /** Changed instances of a series, cancelled ones too. */
  exceptions(calendarId: string, masterId: string): readonly EventRow[] {
    const index = this.#calendars.get(calendarId);
    const ids = index?.exceptions.get(masterId);
    return ids ? [...ids].map((id) => index?.rows.get(id)).filter((row) => row !== undefined) : [];
  }

  /** Masters whose instances have ids `<base>_<instant>`. */
  seriesOf(calendarId: string, base: string): readonly EventRow[] {
    const index = this.#calendars.get(calendarId);
    const ids = index?.series.get(base);
    return ids ? [...ids].map((id) => index?.rows.get(id)).filter((row) => row !== undefined) : [];
  }

  /** Rows of one event on all calendars; iCalUIDs are compared without case. */
  byUid(iCalUID: string): readonly EventRow[] {
    return [...(this.#byUid.get(iCalUID.toLowerCase()) ?? [])];
  }

  /** The cursor after a calendar's latest change; 0 for one that never changed. */
  cursor(calendarId: string): number {
    return this.#calendars.get(calendarId)?.log.at(-1)?.changed ?? 0;
  }

  /** How many changes lie behind `cursor`, outdated ones included. */
  changesSince(calendarId: string, cursor: number): number {
    const log = this.#calendars.get(calendarId)?.log ?? [];
    return log.length - firstAfter(log, cursor);
  }

  /**
   * Rows changed after `cursor` and not after `until`, in the order of their last change.
   * @param window - leaves out what cannot lie in it; what comes may still miss it
   */
  *changedSince(
    calendarId: string,
    cursor: number,
    until: number,
    window?: TimeWindow,
  ): IterableIterator<EventRow> {
    const index = this.#calendars.get(calendarId);
    if (!index) return;
    const { log, rows } = index;
    const few = window && this.#few(index, window);
    if (few) {
      yield* few.filter((row) => row.changed > cursor && row.changed <= until).sort(byChange);
      return;
    }
    for (let at = firstAfter(log, cursor); at < log.length; at += 1) {
      const entry = log[at];
      if (!entry || entry.changed > until) return;
      const row = rows.get(entry.id);
      if (row?.changed === entry.changed) yield row;
    }
  }

  /** A new microsecond stamp: virtual now, or one more than the last where the clock has not moved. */
  stamp(): number {
    return Math.max(this.#clock.now() * 1000, this.#last + 1);
  }

  /** Writes a row; only inside {@link EventStore.change}. Its `changed` must come from {@link EventStore.stamp}. */
  put(row: EventRow): EventRow {
    this.#table.put(`${row.calendarId}\n${row.id}`, row);
    this.#enter(row);
    this.#touched?.add(row.calendarId);
    return row;
  }

  /** Runs `work` as one transaction and announces each calendar that it changed, once. */
  change<R>(origin: Origin, work: () => R): R {
    if (this.#touched) return work();
    const touched = new Set<string>();
    this.#touched = touched;
    try {
      return this.#store.transaction(work);
    } finally {
      this.#touched = undefined;
      for (const calendarId of touched)
        this.#announce({ calendarId, email: this.#ownerOf(calendarId), ...origin });
    }
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The rows near a window, where they are few enough to be put in order. */
  #few({ times, rows, log }: CalendarIndex, { from, to }: TimeWindow): EventRow[] | undefined {
    const ids = times.near(from ?? -Infinity, to ?? Infinity, 64 + log.length * SELECTIVE);
    return ids && [...ids].map((id) => rows.get(id)).filter((row) => row !== undefined);
  }

  #announce(change: CalendarChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #enter(row: EventRow): void {
    const index = this.#index(row.calendarId);
    const before = index.rows.get(row.id);
    if (before) this.#byUid.get(before.iCalUID.toLowerCase())?.delete(before);
    index.rows.set(row.id, row);
    index.times.put(row, before);
    addTo(this.#byUid, row.iCalUID.toLowerCase(), row);
    if (row.recurringEventId !== undefined) addTo(index.exceptions, row.recurringEventId, row.id);
    else if (row.content.recurrence !== undefined) addTo(index.series, seriesBase(row.id), row.id);
    this.#last = Math.max(this.#last, row.changed, row.updated);
    if (before?.changed === row.changed) return;
    index.log.push({ changed: row.changed, id: row.id });
    if (index.log.length > 64 + 2 * index.rows.size) {
      index.log = index.log.filter((entry) => index.rows.get(entry.id)?.changed === entry.changed);
    }
  }

  #index(calendarId: string): CalendarIndex {
    let index = this.#calendars.get(calendarId);
    if (!index) {
      index = { rows: new Map(), log: [], exceptions: new Map(), series: new Map(), times: new TimeIndex() };
      this.#calendars.set(calendarId, index);
    }
    return index;
  }
}

/** What the instances of a series put before their `_<instant>`: a split's `_R…` is not part of it. */
export function seriesBase(masterId: string): string {
  return masterId.replace(/_R\d{8}(T\d{6})?$/, '');
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function byChange(one: EventRow, other: EventRow): number {
  return one.changed - other.changed;
}

function firstAfter(log: readonly LogEntry[], cursor: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log[middle]?.changed ?? 0) > cursor) high = middle;
    else low = middle + 1;
  }
  return low;
}
