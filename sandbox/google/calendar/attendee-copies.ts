/**
 * The copies of an event on its guests' calendars.
 *
 * Each copy is a row of its own, with its own etag and private properties, and hears of a change later. What
 * travels is "look again", never a change itself, so a delivery that comes twice or late does no harm:
 * - `copies`: the guests' copies are made like the original as it stands then;
 * - `answer`: the original takes over what a guest answered on his copy;
 * - `invite`: where guests may invite others, the original gets the guests that a guest added;
 * - `edit`: where guests may modify, the original takes over the fields that a guest changed.
 */
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Switches } from '../../control/switches.ts';
import type { CalendarBook } from './calendar-book.ts';
import type { Attendee, EventContent, EventRow, SharedField } from './event-row.ts';
import { isCancelled, isOriginal, SHARED_FIELDS } from './event-row.ts';
import { findRow } from './event-rows.ts';
import type { EventStore } from './event-store.ts';
import { instanceKey } from './event-time.ts';
import { same, tidy } from './tidy.ts';

export interface Delivery {
  readonly kind: 'copies' | 'answer' | 'edit' | 'invite';
  /** The calendar and event that changed: of the original for `copies`, of the guest's copy otherwise. */
  readonly calendarId: string;
  readonly eventId: string;
  /** Virtual instant, ms. */
  readonly at: number;
  readonly fields?: Partial<EventContent> | undefined;
}

export class AttendeeCopies {
  readonly #store: EventStore;
  readonly #book: CalendarBook;
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #table: Table<Delivery>;
  #sequence = 0;

  constructor(files: Store, store: EventStore, book: CalendarBook, clock: Clock, switches: Switches) {
    this.#store = store;
    this.#book = book;
    this.#clock = clock;
    this.#switches = switches;
    this.#table = files.table<Delivery>('calendar.deliveries');
    this.resume();
  }

  /** Puts every delivery that is on its way into the clock's queue: at start, and after a reset. */
  resume(): void {
    this.#sequence = Math.max(0, ...[...this.#table.keys()].map(Number));
    for (const [key, delivery] of this.#table.entries()) this.#schedule(key, delivery);
  }

  /** To call after each write of a row, inside its transaction: sends on what others have to hear of. */
  written(before: EventRow | undefined, after: EventRow): void {
    if (after.movedAway) return;
    if (isOriginal(after)) {
      const concerned = after.content.attendees?.length || before?.content.attendees?.length;
      const changed =
        before?.organizer.email !== after.organizer.email ||
        !same(sharedPart(before.content), sharedPart(after.content));
      if (concerned && changed)
        this.#send({ kind: 'copies', calendarId: after.calendarId, eventId: after.id });
      return;
    }
    if (!before) return;
    if (!same(ownAttendee(before), ownAttendee(after))) {
      this.#send({ kind: 'answer', calendarId: after.calendarId, eventId: after.id });
    }
    if (isCancelled(after) || after.privateCopy) return;
    const fields = changedFields(before.content, after.content);
    if (before.content.guestsCanModify && Object.keys(fields).length > 0) {
      this.#send({ kind: 'edit', calendarId: after.calendarId, eventId: after.id, fields });
      return;
    }
    const invited = invitedBy(before, after);
    if (invited.length === 0) return;
    this.#send({
      kind: 'invite',
      calendarId: after.calendarId,
      eventId: after.id,
      fields: { attendees: invited },
    });
  }

  #send(delivery: Omit<Delivery, 'at'>): void {
    const key = String(++this.#sequence);
    const row = { ...delivery, at: this.#clock.now() + this.#switches.number('google.propagationDelay') };
    this.#table.put(key, row);
    this.#schedule(key, row);
  }

  #schedule(key: string, delivery: Delivery): void {
    this.#clock.schedule({ at: delivery.at, kind: 'propagation', what: `event ${delivery.kind}` }, () => {
      if (!this.#table.has(key)) return;
      this.#store.change({ cause: 'propagation' }, () => {
        this.#table.delete(key);
        this.#deliver(delivery);
      });
    });
  }

  #deliver(delivery: Delivery): void {
    const calendar = this.#book.find(delivery.calendarId);
    // The calendar may be deleted by now; what lay on it is still to be taken back from its guests.
    const row = calendar
      ? findRow(this.#store, calendar, delivery.eventId)
      : this.#store.get(delivery.calendarId, delivery.eventId);
    if (!row) return;
    if (delivery.kind === 'copies') {
      if (isOriginal(row)) this.#makeAlike(row);
      return;
    }
    const original = this.#originalOf(row);
    if (!original || isCancelled(original)) return;
    const content = taken(delivery, original, row);
    this.#write(original, { ...original, content: tidy(content) });
  }

  /** The guests' copies of one original, as they should be now. */
  #makeAlike(original: EventRow): void {
    const calendars = new Map(
      this.#guestCalendars(original).map((id) => [id, undefined as EventRow | undefined]),
    );
    for (const copy of this.#store.byUid(original.iCalUID)) {
      if (copy.calendarId === original.calendarId || keyOf(copy) !== keyOf(original)) continue;
      if (copy.privateCopy) continue;
      if (calendars.has(copy.calendarId)) calendars.set(copy.calendarId, copy);
      else if (!isCancelled(copy)) this.#write(copy, cancelledCopy(copy, original));
    }
    for (const [calendarId, copy] of calendars) {
      if (copy?.removedByGuest) continue;
      if (!copy && this.#mustAnswer(original, calendarId)) continue;
      this.#write(copy, this.#copyOf(original, calendarId, copy));
    }
    for (const calendarId of this.#seriesOnly(original, calendars)) {
      const copy = this.#copyOf(original, calendarId, undefined);
      this.#write(undefined, { ...copy, content: { ...copy.content, status: 'cancelled' } });
    }
  }

  /** Where people have set that invitations come onto their calendars with their answer, and there is none yet. */
  #mustAnswer({ content }: EventRow, email: string): boolean {
    if (this.#switches.text('google.inviteeCopies') !== 'onAnswer') return false;
    const guest = content.attendees?.find((attendee) => attendee.email === email);
    return (guest?.responseStatus ?? 'needsAction') === 'needsAction';
  }

  /** Guests of a series who are not (or no longer) invited to this instance, and have nothing yet that says so. */
  #seriesOnly(original: EventRow, invited: ReadonlyMap<string, unknown>): readonly string[] {
    if (original.recurringEventId === undefined) return [];
    const copies = this.#store
      .byUid(original.iCalUID)
      .filter((row) => row.calendarId !== original.calendarId);
    const told = new Set(copies.filter((row) => keyOf(row) === keyOf(original)).map((row) => row.calendarId));
    const masters = copies.filter((row) => row.content.recurrence !== undefined && !isCancelled(row));
    return masters.map((row) => row.calendarId).filter((id) => !told.has(id) && !invited.has(id));
  }

  #guestCalendars(original: EventRow): readonly string[] {
    if (isCancelled(original)) return [];
    const guests = (original.content.attendees ?? [])
      .filter((attendee) => !attendee.resource)
      .map((attendee) => attendee.email);
    return guests.filter(
      (email) => email !== original.calendarId && this.#book.find(email)?.primary === true,
    );
  }

  #copyOf(original: EventRow, calendarId: string, before: EventRow | undefined): EventRow {
    const lower = this.#switches.is('google.guestUidCase');
    const shared = sharedPart(this.#withAnswerUnderWay(original, before));
    const hidden = original.content.guestsCanSeeOtherGuests === false;
    return tidy({
      ...original,
      calendarId,
      id: before?.id ?? this.#freeId(original, calendarId),
      iCalUID: before?.iCalUID ?? (lower ? original.iCalUID.replace(/_R(?=\d{8})/, '_r') : original.iCalUID),
      privateCopy: undefined,
      movedAway: undefined,
      content: {
        ...ownPart(before?.content),
        ...shared,
        attendees: hidden
          ? shared.attendees?.filter((attendee) => attendee.email === calendarId)
          : shared.attendees,
      },
    });
  }

  /** An answer that has not reached the organiser yet is not undone by what he changed meanwhile. */
  #withAnswerUnderWay(original: EventRow, copy: EventRow | undefined): EventContent {
    if (!copy) return original.content;
    const { calendarId, id } = copy;
    const underWay = [...this.#table.values()].some(
      ({ kind, ...of }) => kind === 'answer' && of.calendarId === calendarId && of.eventId === id,
    );
    return underWay ? withAnswer(original, copy) : original.content;
  }

  /** The original's id, unless the guest's calendar uses it for something else. */
  #freeId(original: EventRow, calendarId: string): string {
    return this.#store.get(calendarId, original.id) ? `${original.id}${String(this.#sequence)}` : original.id;
  }

  #originalOf(copy: EventRow): EventRow | undefined {
    const calendar = this.#book.find(copy.organizer.email);
    if (!calendar) return undefined;
    const rows = this.#store
      .byUid(copy.iCalUID)
      .filter((row) => row.calendarId === calendar.id && isOriginal(row));
    const exact = rows.find((row) => keyOf(row) === keyOf(copy));
    if (exact) return exact;
    const master = rows.find((row) => row.content.recurrence !== undefined);
    return master && copy.originalStart ? findRow(this.#store, calendar, copy.id) : undefined;
  }

  #write(before: EventRow | undefined, after: EventRow): void {
    const { content, organizer, sequence } = after;
    const unchanged =
      before &&
      same(before.content, content) &&
      same(before.organizer, organizer) &&
      before.sequence === sequence &&
      before.movedAway === after.movedAway;
    if (unchanged) return;
    const stamp = this.#store.stamp();
    this.written(before, this.#store.put({ ...after, updated: stamp, changed: stamp }));
  }
}

/** Which instance of its series a row is; empty for an event on its own and for a master. */
function keyOf(row: EventRow): string {
  return row.originalStart ? instanceKey(row.originalStart) : '';
}

function sharedPart(content: EventContent): Pick<EventContent, SharedField> {
  return Object.fromEntries(SHARED_FIELDS.map((field) => [field, content[field]])) as Pick<
    EventContent,
    SharedField
  >;
}

/** What a copy keeps when the original changes. */
function ownPart(content: EventContent | undefined): Omit<EventContent, SharedField> {
  if (!content) return { reminders: { useDefault: true } };
  const { colorId, transparency, visibility, reminders } = content;
  return { colorId, transparency, visibility, reminders, private: content.private };
}

function cancelledCopy(copy: EventRow, original: EventRow): EventRow {
  return {
    ...copy,
    organizer: original.organizer,
    sequence: Math.max(copy.sequence, original.sequence),
    content: { ...copy.content, status: 'cancelled' },
  };
}

function ownAttendee(row: EventRow): Attendee | undefined {
  return row.content.attendees?.find((attendee) => attendee.email === row.calendarId);
}

/** What the original's content becomes by what came from a guest's copy. */
function taken({ kind, fields }: Delivery, original: EventRow, copy: EventRow): EventContent {
  if (kind === 'answer') return withAnswer(original, copy);
  if (kind === 'edit') return { ...original.content, ...fields };
  const there = new Set(original.content.attendees?.map((attendee) => attendee.email));
  const more = (fields?.attendees ?? []).filter((attendee) => !there.has(attendee.email));
  return { ...original.content, attendees: [...(original.content.attendees ?? []), ...more] };
}

/** The guests that a guest added on his copy, where he may. */
function invitedBy(before: EventRow, after: EventRow): readonly Attendee[] {
  if (before.content.guestsCanInviteOthers === false) return [];
  const there = new Set(before.content.attendees?.map((attendee) => attendee.email));
  return (after.content.attendees ?? []).filter((attendee) => !there.has(attendee.email));
}

function withAnswer(original: EventRow, copy: EventRow): EventContent {
  const answer = ownAttendee(copy);
  if (!answer) return original.content;
  const { responseStatus, comment, additionalGuests } = answer;
  const attendees = original.content.attendees?.map((attendee) =>
    attendee.email === copy.calendarId
      ? { ...attendee, responseStatus, comment, additionalGuests }
      : attendee,
  );
  return { ...original.content, attendees };
}

/** Shared fields that differ; his own answer travels as an answer. */
function changedFields(before: EventContent, after: EventContent): Partial<EventContent> {
  const changed = SHARED_FIELDS.filter((field) => field !== 'status' && !same(before[field], after[field]));
  const invited = (content: EventContent): unknown =>
    content.attendees?.map(({ email, optional, resource }) => ({ email, optional, resource }));
  return Object.fromEntries(
    changed
      .filter((field) => field !== 'attendees' || !same(invited(before), invited(after)))
      .map((field) => [field, after[field]]),
  );
}
