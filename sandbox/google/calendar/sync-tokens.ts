/**
 * Sync and page tokens. Both are opaque to clients: a checksum over packed state, so that a damaged one is told
 * from an old one (400 against 410).
 */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Switches } from '../../control/switches.ts';
import { fullSyncRequired, invalid, invalidSyncToken } from './calendar-error.ts';
import type { EventStore } from './event-store.ts';
import type { Filter } from './list-filter.ts';

export interface SyncState {
  readonly calendarId: string;
  readonly filter: Filter;
  /** Every change up to here is known to the holder. */
  readonly cursor: number;
  /** Virtual ms of its making. */
  readonly issued: number;
  readonly epoch: string;
}

export interface PageState {
  readonly calendarId: string;
  readonly filter: Filter;
  /** Changes after this are left to the next incremental listing. */
  readonly until: number;
  /** Of a plain listing: the last change looked at. Of a sorted one: how many items were served. */
  readonly after: number;
  /** Set while listing incrementally: where the sync began. */
  readonly since?: number | undefined;
}

const DAY_MS = 86_400_000;

export class SyncTokens {
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #epochs: Table<number>;
  readonly #stamp: () => number;

  /** @param stamp - the next microsecond stamp */
  constructor(files: Store, clock: Clock, switches: Switches, stamp: () => number) {
    this.#stamp = stamp;
    this.#clock = clock;
    this.#switches = switches;
    this.#epochs = files.table<number>('calendar.syncEpochs');
  }

  issue(email: string, state: Omit<SyncState, 'issued' | 'epoch'>): string {
    return pack({ ...state, issued: this.#clock.now(), epoch: this.epoch(email, state.calendarId) });
  }

  /** @throws {CalendarError} 400 for a damaged token or another calendar's, 410 for one that has ended */
  read(token: string, email: string, calendarId: string, store: EventStore): SyncState {
    const state = unpack(token) as SyncState | undefined;
    if (state?.calendarId !== calendarId || typeof state.cursor !== 'number') throw invalidSyncToken();
    if (state.epoch !== this.epoch(email, calendarId)) throw fullSyncRequired();
    const days = this.#switches.number('google.syncTokenLife');
    if (days > 0 && this.#clock.now() - state.issued > days * DAY_MS) throw fullSyncRequired();
    const changes = this.#switches.number('google.syncTokenChanges');
    if (changes > 0 && store.changesSince(calendarId, state.cursor) > changes) throw fullSyncRequired();
    // A store put back to yesterday knows less than the token: nothing can be told about what came after.
    if (state.cursor > store.cursor(calendarId)) throw fullSyncRequired();
    return state;
  }

  /** Ends every token of a person, of a calendar, or of all. */
  expire(whose = '*'): void {
    this.#epochs.put(whose, this.#stamp());
  }

  /** Changes whenever tokens of this person or calendar were ended. */
  epoch(email: string, calendarId: string): string {
    return this.#endsOf(email, calendarId).map(String).join('.');
  }

  /** When tokens of this person or calendar were last ended, in microseconds; 0 if never. */
  endedAt(email: string, calendarId: string): number {
    return Math.max(...this.#endsOf(email, calendarId));
  }

  #endsOf(email: string, calendarId: string): readonly number[] {
    return ['*', email, calendarId].map((whose) => this.#epochs.get(whose) ?? 0);
  }
}

export function writePageToken(state: PageState): string {
  return pack(state);
}

/** @throws {CalendarError} 400 */
export function readPageToken(token: string, calendarId: string): PageState {
  const state = unpack(token) as PageState | undefined;
  if (state?.calendarId !== calendarId || typeof state.after !== 'number')
    throw invalid('Invalid page token value.', 'pageToken');
  return state;
}

function pack(state: SyncState | PageState): string {
  const body = deflateRawSync(JSON.stringify(state));
  const bytes = Buffer.concat([checksum(body), body]);
  // One byte more where base64 would end without `=`: real tokens always end with it.
  return (bytes.length % 3 === 0 ? Buffer.concat([bytes, Buffer.of(0)]) : bytes).toString('base64');
}

function unpack(token: string): unknown {
  const bytes = Buffer.from(token, 'base64');
  for (const end of [bytes.length, bytes.length - 1]) {
    const body = bytes.subarray(4, Math.max(4, end));
    if (body.length === 0 || !checksum(body).equals(bytes.subarray(0, 4))) continue;
    return JSON.parse(inflateRawSync(body).toString()) as unknown;
  }
  return undefined;
}

function checksum(body: Buffer): Buffer {
  return createHash('sha256').update('calendar-token').update(body).digest().subarray(0, 4);
}
