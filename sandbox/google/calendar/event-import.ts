/**
 * `events.import`: somebody else's event becomes a private copy, an own one an ordinary event. The iCalUID is its
 * identity: the same one again updates what is there.
 */
import type { Actor } from './actor.ts';
import type { CalendarRow } from './calendar-book.ts';
import { CalendarError, notBuilt, required } from './calendar-error.ts';
import type { EventBody } from './event-body.ts';
import { readEventBody } from './event-body.ts';
import type { EventRow } from './event-row.ts';
import { rowOf } from './event-rows.ts';
import type { EventStore } from './event-store.ts';
import { instanceKey, readTime } from './event-time.ts';
import type { EventWriter } from './event-write.ts';
import { organizerOf } from './event-write.ts';
import type { WriteOptions } from './parameters.ts';

const BASE32 = '0123456789abcdefghijklmnopqrstuv';

/**
 * Imports an event into a calendar on which the actor may write.
 * @throws {CalendarError} 400 without an iCalUID, or for an event that is no business of the calendar's person
 */
export function importEvent(
  actor: Actor,
  calendar: CalendarRow,
  sent: unknown,
  options: WriteOptions,
  parts: { readonly store: EventStore; readonly writer: EventWriter },
): EventRow {
  const body = readEventBody(sent);
  const iCalUID = body.iCalUID ?? '';
  if (iCalUID === '') throw required('Missing iCalUID.');
  if ((body.eventType ?? 'default') !== 'default')
    throw notBuilt(`Importing an event of type ${body.eventType ?? ''}`);
  const organizer = organizerOfImport(body, calendar);
  const own = organizer.email === calendar.id;
  if (!own && !body.attendees?.some((one) => one.email?.toLowerCase() === calendar.id)) {
    throw new CalendarError(
      400,
      'participantIsNeitherOrganizerNorAttendee',
      'The owner of the calendar must either be the organizer or an attendee of an event that is imported.',
    );
  }
  const known = rowUnder(parts.store, calendar, iCalUID, body);
  if (known) return parts.writer.rewrite(actor, known, body, options);
  return parts.writer.create(actor, calendar, body, options, {
    id: importedId(iCalUID),
    iCalUID,
    organizer,
    creator: { email: actor.email },
    sequence: body.sequence ?? 0,
    ...(own ? {} : { privateCopy: true }),
  });
}

/** `_` and the base32hex of the iCalUID. */
export function importedId(iCalUID: string): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of Buffer.from(iCalUID)) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >>> bits) & 31] ?? '';
      value &= (1 << bits) - 1;
    }
  }
  if (bits > 0) text += BASE32[(value << (5 - bits)) & 31] ?? '';
  return `_${text}`;
}

function organizerOfImport(body: EventBody, calendar: CalendarRow): EventRow['organizer'] {
  const email = body.organizer?.email?.toLowerCase();
  if (email === undefined || email === calendar.id) return organizerOf(calendar);
  const { displayName } = body.organizer ?? {};
  return { email, ...(displayName ? { displayName } : {}) };
}

/** What the calendar has under this iCalUID: of a series, the instance that the body names, if it names one. */
function rowUnder(
  store: EventStore,
  calendar: CalendarRow,
  iCalUID: string,
  body: EventBody,
): EventRow | undefined {
  const rows = store.byUid(iCalUID).filter((row) => row.calendarId === calendar.id);
  const whole = rows.find((row) => row.recurringEventId === undefined);
  if (!body.originalStartTime || !whole?.content.recurrence) return whole;
  const { date, dateTime, timeZone } = body.originalStartTime;
  const start = readTime(
    { ...(date ? { date } : {}), ...(dateTime ? { dateTime } : {}), ...(timeZone ? { timeZone } : {}) },
    'start',
    calendar.timeZone,
  );
  return rowOf(store, calendar, `${whole.id}_${instanceKey(start)}`);
}
