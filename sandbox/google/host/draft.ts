/**
 * An event as it stands in an open editor: what is saved, and what is pending until Save.
 *
 * An id is given to a new event when its editor opens, and kept by the save. Drafts are in the store, so that a
 * tab that was left open still has its draft after a restart, as a browser tab has.
 */
import { randomBytes } from 'node:crypto';
import type { Store, Table } from '../../control/store.ts';
import type { ConferenceDataResource, EventResource } from '../calendar/event-resource-type.ts';
import { HostError } from './host-error.ts';

/** Fields of an event resource as a client sends them. */
export type EventChanges = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly id: string;
  /** Whose editor it is. */
  readonly email: string;
  readonly calendarId: string;
  readonly eventId: string;
  /** True until the first save: the API does not know the event yet. */
  readonly unsaved: boolean;
  readonly changes: EventChanges;
  /** Conference chosen or removed (null) in this editor; absent where it was not touched. */
  readonly conference?: ConferenceDataResource | null;
}

export class Drafts {
  readonly #rows: Table<Draft>;

  constructor(store: Store) {
    this.#rows = store.table('host.drafts');
  }

  open(from: Omit<Draft, 'id'>): Draft {
    const draft: Draft = { id: `d${randomBytes(9).toString('hex')}`, ...from };
    this.#rows.put(draft.id, draft);
    return draft;
  }

  /** An editor of this saved event in which nothing is pending: opening an event twice needs no second one. */
  untouched(email: string, calendarId: string, eventId: string): Draft | undefined {
    return [...this.#rows.values()].find(
      (draft) =>
        draft.eventId === eventId &&
        draft.email === email &&
        draft.calendarId === calendarId &&
        !draft.unsaved &&
        draft.conference === undefined &&
        Object.keys(draft.changes).length === 0,
    );
  }

  /** @throws {HostError} `unknown-draft`, also for somebody else's. */
  get(id: string, email: string): Draft {
    const draft = this.#rows.get(id);
    if (draft?.email === email) return draft;
    throw new HostError(404, 'unknown-draft', 'This editor is not open any more.');
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Replaces a draft that is still open; one that was discarded meanwhile stays gone. */
  update(draft: Draft): boolean {
    if (!this.#rows.has(draft.id)) return false;
    this.#rows.put(draft.id, draft);
    return true;
  }

  close(draft: Draft): void {
    this.#rows.delete(draft.id);
  }

  clear(): void {
    for (const id of [...this.#rows.keys()]) this.#rows.delete(id);
  }
}

const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';

/** An event id as Google's page makes them: 26 characters of base32hex. */
export function newEventId(): string {
  return [...randomBytes(26)].map((byte) => BASE32HEX.charAt(byte % 32)).join('');
}

/**
 * The event as the editor shows it.
 * @param saved - what the calendar holds; undefined for an unsaved one
 */
export function shownEvent(draft: Draft, saved: EventResource | undefined): EventResource {
  const base: EventResource = saved ?? {
    kind: 'calendar#event',
    id: draft.eventId,
    status: 'confirmed',
    organizer: { email: draft.calendarId, self: true },
  };
  const { conferenceData: _before, ...rest } = base;
  const conference = draft.conference === undefined ? base.conferenceData : draft.conference;
  return { ...rest, ...draft.changes, ...(conference ? { conferenceData: conference } : {}) };
}
