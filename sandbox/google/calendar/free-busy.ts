/** `freebusy.query`: when calendars are busy, without a word about why. */
import * as v from 'valibot';
import type { Actor } from './actor.ts';
import type { CalendarBook, CalendarRow } from './calendar-book.ts';
import { CalendarError, invalid, required, timeRangeEmpty } from './calendar-error.ts';
import type { EventRow } from './event-row.ts';
import { isCancelled } from './event-row.ts';
import { expandRow } from './event-rows.ts';
import type { EventStore } from './event-store.ts';
import { isoMilliseconds, readAnswerZone, readParameter, spanOf, writeInstant } from './event-time.ts';

const QuerySchema = v.object({
  timeMin: v.nullish(v.string()),
  timeMax: v.nullish(v.string()),
  timeZone: v.nullish(v.string()),
  calendarExpansionMax: v.nullish(v.number()),
  groupExpansionMax: v.nullish(v.number()),
  items: v.nullish(v.array(v.object({ id: v.nullish(v.string()) }))),
});

/** The most calendars that one query may name. */
const MAX_CALENDARS = 50;
const EXPANDED_LIMIT = 2_500;

type Busy = Record<'busy', unknown> | Record<'errors' | 'busy', unknown>;
type Span = readonly [start: number, end: number];

/** @param sent - the body as a client sends it. @throws {CalendarError} 400 */
export function freeBusy(
  actor: Actor,
  sent: unknown,
  book: CalendarBook,
  store: EventStore,
): Record<string, unknown> {
  const result = v.safeParse(QuerySchema, sent ?? {});
  if (!result.success) throw invalid(`Invalid value for: ${v.getDotPath(result.issues[0]) ?? 'body'}`);
  const { timeMin, timeMax, items } = result.output;
  if (!timeMin) throw required('Missing timeMin parameter.');
  if (!timeMax) throw required('Missing timeMax parameter.');
  const zone = readAnswerZone(result.output.timeZone ?? 'UTC');
  if (zone === undefined) throw invalid('Invalid time zone value.', 'timeZone');
  const [from, to] = [readParameter(timeMin, 'timeMin'), readParameter(timeMax, 'timeMax')];
  if (to <= from) throw timeRangeEmpty();
  const most = Math.min(result.output.calendarExpansionMax ?? MAX_CALENDARS, MAX_CALENDARS);
  const ids = (items ?? []).map((item) => item.id ?? '');
  const calendars = ids.map((id, at): [string, Busy] => [
    id,
    at < most ? busyOf(actor, id, { from, to, zone }, book, store) : failed('tooManyCalendarsRequested'),
  ]);
  return {
    kind: 'calendar#freeBusy',
    timeMin: isoMilliseconds(from),
    timeMax: isoMilliseconds(to),
    calendars: Object.fromEntries(calendars),
  };
}

function busyOf(
  actor: Actor,
  id: string,
  window: { from: number; to: number; zone: string },
  book: CalendarBook,
  store: EventStore,
): Busy {
  let calendar: CalendarRow;
  try {
    calendar = book.open(actor, id, 'freeBusyReader').row;
  } catch (error) {
    if (error instanceof CalendarError) return failed('notFound');
    throw error;
  }
  const { from, to, zone } = window;
  const limits = { from, to, limit: EXPANDED_LIMIT };
  const spans = store
    .near(calendar.id, limits)
    .flatMap((row) => (isBusy(row, calendar.id) ? expandRow(store, row, limits, calendar) : []))
    .map((row): Span => spanOf(row.content, calendar.timeZone))
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end]): Span => [Math.max(start, from), Math.min(end, to)])
    .sort(([one], [other]) => one - other);
  const busy = merged(spans).map(([start, end]) => ({
    start: writeInstant(start, zone),
    end: writeInstant(end, zone),
  }));
  return { busy };
}

function failed(reason: string): Busy {
  return { errors: [{ domain: 'global', reason }], busy: [] };
}

/** Neither gone, nor marked as free, nor declined by the calendar's person. */
function isBusy(row: EventRow, calendarId: string): boolean {
  const { transparency, attendees } = row.content;
  if (isCancelled(row) || transparency === 'transparent') return false;
  return attendees?.find((one) => one.email === calendarId)?.responseStatus !== 'declined';
}

function merged(spans: readonly Span[]): readonly Span[] {
  const found: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}
