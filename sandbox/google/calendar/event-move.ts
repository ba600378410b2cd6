/**
 * Change of owner: `events.move` and the page's "Change owner".
 *
 * The event lives on under the same id on the destination; on the old calendar stays a cancelled stub that names
 * the destination as organiser, or a guest's copy where the old calendar is among the guests. Whoever takes
 * "cancelled" for "deleted" there destroys a live meeting.
 */
import type { Actor } from './actor.ts';
import { originOf } from './actor.ts';
import type { AttendeeCopies } from './attendee-copies.ts';
import type { CalendarBook, CalendarRow } from './calendar-book.ts';
import { CalendarError, deleted, invalid, notFound } from './calendar-error.ts';
import type { EventRow } from './event-row.ts';
import { isCancelled, isOriginal } from './event-row.ts';
import { rowOf } from './event-rows.ts';
import type { EventStore } from './event-store.ts';
import { checkMatch, organizerOf } from './event-write.ts';
import type { MailLog } from './mail-log.ts';
import type { WriteOptions } from './parameters.ts';
import { tidy } from './tidy.ts';

export interface MoverParts {
  readonly store: EventStore;
  readonly book: CalendarBook;
  readonly copies: AttendeeCopies;
  readonly mails: MailLog;
  /** What a first move answers. */
  readonly answer: () => string;
}

export interface Moved {
  readonly row: EventRow;
  readonly calendar: CalendarRow;
}

export class EventMover {
  readonly #parts: MoverParts;

  constructor(parts: MoverParts) {
    this.#parts = parts;
  }

  /** `events.move`. Repeated, it answers the stub; the first time, what `google.moveAnswer` says. */
  move(actor: Actor, calendarId: string, eventId: string, destination: string, options: WriteOptions): Moved {
    const { book, store, mails } = this.#parts;
    const source = book.openEvents(actor, calendarId, 'writer').row;
    const target = book.openEvents(actor, destination, 'writer').row;
    const before = rowOf(store, source, eventId);
    checkMatch(before, options.ifMatch);
    if (before.movedAway) return { row: before, calendar: source };
    const moved = store.change(originOf(actor), () => {
      const row = this.#transfer(source, target, before);
      mails.tell(before, row, options.sendUpdates, actor.email);
      return row;
    });
    if (this.#parts.answer() === 'destinationCopy') return { row: moved, calendar: target };
    return { row: rowOf(store, source, eventId), calendar: source };
  }

  /** The page's "Change owner", accepted at once; the new owner is told by mail whatever anybody asks. */
  changeOwner(actor: Actor, calendarId: string, eventId: string, to: string): Moved {
    const { book, store, mails } = this.#parts;
    const source = book.openEvents(actor, calendarId, 'writer').row;
    const target = book.find(to);
    if (!target) throw notFound();
    const before = rowOf(store, source, eventId);
    const moved = store.change(originOf(actor), () => {
      const row = this.#transfer(source, target, before);
      if (to !== actor.email) mails.send(to, 'ownership', row);
      return row;
    });
    return { row: moved, calendar: target };
  }

  #transfer(source: CalendarRow, target: CalendarRow, before: EventRow): EventRow {
    if (isCancelled(before)) throw deleted();
    if (before.recurringEventId !== undefined) {
      throw new CalendarError(
        400,
        'cannotChangeOrganizerOfInstance',
        'Cannot change the organizer of an instance.',
        { domain: 'calendar' },
      );
    }
    if (!isOriginal(before)) {
      throw new CalendarError(
        403,
        'forbiddenForNonOrganizer',
        'Only the organizer of the event can move it.',
        { domain: 'calendar' },
      );
    }
    if (before.eventType !== 'default')
      throw new CalendarError(400, 'eventTypeRestriction', 'Only events of type default can be moved.', {
        domain: 'calendar',
      });
    if (source.id === target.id) throw invalid('Invalid value for: destination', 'destination');
    const { store } = this.#parts;
    const changed = store.exceptions(source.id, before.id);
    const moved = this.#one(before, target);
    for (const exception of changed) this.#one(exception, target);
    return moved;
  }

  #one(before: EventRow, target: CalendarRow): EventRow {
    const { store, copies } = this.#parts;
    const organizer = organizerOf(target);
    const there = store.get(target.id, before.id);
    const own =
      there?.iCalUID.toLowerCase() === before.iCalUID.toLowerCase() ? there.content : before.content;
    const stamp = store.stamp();
    const moved = store.put(
      tidy({
        ...before,
        calendarId: target.id,
        organizer,
        updated: stamp,
        changed: stamp,
        content: { ...before.content, reminders: own.reminders, private: own.private, colorId: own.colorId },
      }),
    );
    const invited =
      before.content.attendees?.some((attendee) => attendee.email === before.calendarId) === true;
    // The recorded stub kept the etag of its creation; listings tell of it all the same.
    const stub: EventRow = { ...before, organizer, changed: store.stamp() };
    store.put(
      invited
        ? { ...stub, updated: stub.changed }
        : { ...stub, movedAway: true, content: { ...before.content, status: 'cancelled' } },
    );
    copies.written(undefined, moved);
    return moved;
  }
}
