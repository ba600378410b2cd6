/** Insert, patch, update, delete and restore: what a write makes of a row, and who hears of it. */
import { randomBytes } from 'node:crypto';
import type { Actor } from './actor.ts';
import { originOf } from './actor.ts';
import type { AttendeeCopies } from './attendee-copies.ts';
import type { CalendarBook, CalendarRow } from './calendar-book.ts';
import {
  conditionNotMet,
  deleted,
  duplicate,
  forbiddenForNonOrganizer,
  invalid,
  notFound,
} from './calendar-error.ts';
import type { ConferenceRules } from './conference-data.ts';
import { decideConference } from './conference-data.ts';
import type { EventBody } from './event-body.ts';
import { readEventBody } from './event-body.ts';
import { applyBody } from './event-content.ts';
import { etagOf } from './event-resource.ts';
import { checkType, checkTypeKept } from './event-types.ts';
import type { Attendee, EventContent, EventRow } from './event-row.ts';
import { isCancelled, isOriginal } from './event-row.ts';
import { rowOf } from './event-rows.ts';
import type { EventStore } from './event-store.ts';
import type { MailLog } from './mail-log.ts';
import type { WriteOptions } from './parameters.ts';
import { splitFrom, takeExceptions } from './series-split.ts';
import { same, tidy } from './tidy.ts';

const CLIENT_ID = /^[a-v0-9]{5,1024}$/;
const BASE32 = '0123456789abcdefghijklmnopqrstuv';

export interface WriterParts {
  readonly store: EventStore;
  readonly book: CalendarBook;
  readonly copies: AttendeeCopies;
  readonly mails: MailLog;
  readonly conferenceRules: (actor: Actor) => ConferenceRules;
}

export class EventWriter {
  readonly #parts: WriterParts;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  insert(actor: Actor, calendarId: string, sent: unknown, options: WriteOptions): EventRow {
    const { book, store } = this.#parts;
    const calendar = book.openEvents(actor, calendarId, 'writer').row;
    const body = readEventBody(sent);
    const series = actor.via === 'page' && body.id ? splitFrom(store, calendar, body.id) : undefined;
    if (typeof body.id === 'string' && !series && !CLIENT_ID.test(body.id))
      throw invalid('Invalid resource id value.', 'resource.id');
    const id = body.id ?? newEventId();
    if (store.get(calendar.id, id)) throw duplicate();
    const head = {
      id,
      iCalUID: body.iCalUID ?? `${id}@google.com`,
      organizer: organizerOf(calendar),
      creator: series?.creator ?? { email: actor.email },
      sequence: 0,
    };
    if (!series) return this.create(actor, calendar, body, options, head);
    return store.change(originOf(actor), () => {
      const row = this.create(actor, calendar, body, options, { ...head, created: series.created });
      takeExceptions(this.#parts, row, calendar);
      return row;
    });
  }

  /** Puts a new row on a calendar. @param head - what of it the body does not decide */
  create(
    actor: Actor,
    calendar: CalendarRow,
    body: EventBody,
    options: WriteOptions,
    head: Pick<EventRow, 'id' | 'iCalUID' | 'organizer' | 'creator' | 'sequence' | 'privateCopy'> &
      Partial<Pick<EventRow, 'created'>>,
  ): EventRow {
    const eventType = body.eventType ?? 'default';
    const content = this.#content(actor, calendar, body, 'replace', undefined, options);
    const stamp = this.#parts.store.stamp();
    const row: EventRow = tidy({
      calendarId: calendar.id,
      created: Math.floor(stamp / 1_000_000) * 1000,
      ...head,
      eventType,
      updated: stamp,
      changed: stamp,
      // Recorded: a private copy may not be passed on.
      content: head.privateCopy ? { ...content, guestsCanInviteOthers: false } : content,
    });
    return this.#commit(actor, undefined, row, options);
  }

  /** Lays a body over a row as a whole, whoever organises it: what an import does that comes again. */
  rewrite(actor: Actor, before: EventRow, body: EventBody, options: WriteOptions): EventRow {
    const calendar = this.#parts.book.openEvents(actor, before.calendarId, 'writer').row;
    const content = this.#content(actor, calendar, body, 'replace', before, options);
    const kept = before.privateCopy ? { ...content, guestsCanInviteOthers: false as const } : content;
    return this.#replace(actor, before, kept, options);
  }

  /** PATCH (`patch`) or PUT (`replace`). A write that changes nothing answers 200 and leaves etag and `updated`. */
  write(
    mode: 'patch' | 'replace',
    actor: Actor,
    calendarId: string,
    eventId: string,
    sent: unknown,
    options: WriteOptions,
  ): EventRow {
    const calendar = this.#parts.book.openEvents(actor, calendarId, 'writer').row;
    const before = rowOf(this.#parts.store, calendar, eventId);
    checkMatch(before, options.ifMatch);
    const body = readEventBody(sent);
    checkTypeKept(before.eventType, body);
    const content = this.#content(actor, calendar, body, mode, before, options);
    if (!isOriginal(before) && !same(before.content.shared, content.shared)) throw forbiddenForNonOrganizer();
    return this.#replace(actor, before, content, options);
  }

  delete(actor: Actor, calendarId: string, eventId: string, options: WriteOptions): EventRow {
    const calendar = this.#parts.book.openEvents(actor, calendarId, 'writer').row;
    const before = rowOf(this.#parts.store, calendar, eventId);
    if (isCancelled(before)) throw deleted();
    checkMatch(before, options.ifMatch);
    const content: EventContent = { ...before.content, status: 'cancelled', attendees: afterDelete(before) };
    return this.#replace(actor, before, tidy(content), options);
  }

  restore(actor: Actor, calendarId: string, eventId: string): EventRow {
    const calendar = this.#parts.book.openEvents(actor, calendarId, 'writer').row;
    const before = rowOf(this.#parts.store, calendar, eventId);
    if (!isCancelled(before)) return before;
    if (before.movedAway) throw notFound();
    return this.#replace(actor, before, { ...before.content, status: 'confirmed' }, {});
  }

  #content(
    actor: Actor,
    calendar: CalendarRow,
    body: EventBody,
    mode: 'patch' | 'replace',
    before: EventRow | undefined,
    options: WriteOptions,
  ): EventContent {
    const type = before?.eventType ?? body.eventType ?? 'default';
    const content = applyBody(body, {
      mode,
      type,
      attachments: options.supportsAttachments === true || actor.via === 'page',
      before: before?.content,
      zone: calendar.timeZone,
      instance: before?.recurringEventId !== undefined,
      conference: (sent) => {
        const kept = {
          conferenceData: before?.content.conferenceData,
          hangoutLink: before?.content.hangoutLink,
        };
        if (options.conferenceDataVersion !== 1 || sent === undefined) return kept;
        return decideConference(sent, kept, this.#parts.conferenceRules(actor));
      },
    });
    if (!(type === 'fromGmail' && actor.via === 'page')) checkType(type, content, before?.content, calendar);
    return content;
  }

  #replace(actor: Actor, before: EventRow, content: EventContent, options: WriteOptions): EventRow {
    const fresh = this.#parts.store.get(before.calendarId, before.id) === undefined;
    if (same(before.content, content)) return before;
    const stamp = this.#parts.store.stamp();
    const onlyReminders =
      !fresh && same({ ...before.content, reminders: null }, { ...content, reminders: null });
    const row: EventRow = tidy({
      ...before,
      content,
      sequence: before.sequence + sequenceStep(before.content, content, fresh),
      // A change of reminders is a change that listings tell, but not of `updated` or etag (recorded).
      updated: onlyReminders ? before.updated : stamp,
      changed: stamp,
      removedByGuest: removedByGuest(before, content),
    });
    return this.#commit(actor, before, row, options);
  }

  #commit(actor: Actor, before: EventRow | undefined, after: EventRow, options: WriteOptions): EventRow {
    const { store, copies, mails } = this.#parts;
    return store.change(originOf(actor), () => {
      const row = store.put(after);
      copies.written(before, row);
      if (isOriginal(row)) mails.tell(before, row, options.sendUpdates, actor.email);
      else if (options.sendUpdates === 'all' && answered(before, row))
        mails.send(row.organizer.email, 'response', row);
      return row;
    });
  }
}

/** @throws {CalendarError} 412 if the header names another version than the row's */
export function checkMatch(row: EventRow, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const named = ifMatch.split(',').map((etag) => etag.trim().replace(/^W\//, ''));
  if (!named.includes(etagOf(row))) throw conditionNotMet();
}

/** An id as Google makes them: 26 characters of base32hex. */
export function newEventId(): string {
  return [...randomBytes(26)].map((byte) => BASE32[byte % 32]).join('');
}

/** The organiser of what is made on a calendar is the calendar; a secondary one is named. */
export function organizerOf(calendar: CalendarRow): EventRow['organizer'] {
  return calendar.primary ? { email: calendar.id } : { email: calendar.id, displayName: calendar.summary };
}

/** Recorded: 0 at insert, kept by text and guests, one more on delete and for a new exception; iCalendar: one more for new times. */
function sequenceStep(before: EventContent, after: EventContent, fresh: boolean): number {
  const moved = !same(
    [before.start, before.end, before.recurrence],
    [after.start, after.end, after.recurrence],
  );
  const gone = before.status !== 'cancelled' && after.status === 'cancelled';
  return fresh || moved || gone ? 1 : 0;
}

function removedByGuest(before: EventRow, content: EventContent): true | undefined {
  if (isOriginal(before) || content.status !== 'cancelled') return undefined;
  return isCancelled(before) ? before.removedByGuest : true;
}

function answered(before: EventRow | undefined, after: EventRow): boolean {
  const answer = (row: EventRow | undefined): unknown =>
    row?.content.attendees?.find((one) => one.email === after.calendarId);
  return !same(answer(before), answer(after));
}

/** Deleting one's own copy is declining. */
function afterDelete(row: EventRow): readonly Attendee[] | undefined {
  const { attendees } = row.content;
  if (isOriginal(row)) return attendees;
  return attendees?.map((attendee) =>
    attendee.email === row.calendarId ? { ...attendee, responseStatus: 'declined' as const } : attendee,
  );
}
