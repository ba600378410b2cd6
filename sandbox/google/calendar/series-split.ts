/**
 * What a series passes on to the one that Google's own page splits off it ("This and following"). The new series is
 * `<base>_R<instant>`, and its instances keep the base's ids, so a changed instance is the new series' from then on.
 */
import type { AttendeeCopies } from './attendee-copies.ts';
import type { CalendarRow } from './calendar-book.ts';
import type { EventRow } from './event-row.ts';
import type { EventStore } from './event-store.ts';
import { instanceKey } from './event-time.ts';
import { isOccurrence } from './recurrence.ts';

const SPLIT_ID = /^([a-v0-9]{5,1024})_R(\d{8}(?:T\d{6})?)$/;

/** The series that `id` would be split off; undefined where the id is not of a split. */
export function splitFrom(store: EventStore, calendar: CalendarRow, id: string): EventRow | undefined {
  const base = SPLIT_ID.exec(id)?.[1];
  return base === undefined ? undefined : store.seriesOf(calendar.id, base)[0];
}

/**
 * Hands the changed instances that `split` still has to it, in everybody's calendar. To call inside the transaction
 * that wrote it.
 */
export function takeExceptions(
  { store, copies }: { readonly store: EventStore; readonly copies: AttendeeCopies },
  split: EventRow,
  calendar: CalendarRow,
): void {
  const [, base = '', since = ''] = SPLIT_ID.exec(split.id) ?? [];
  const { start, end, recurrence } = split.content;
  if (!recurrence) return;
  const exceptions = store
    .seriesOf(calendar.id, base)
    .filter((series) => series.id !== split.id)
    .flatMap((series) => store.exceptions(calendar.id, series.id));
  for (const { iCalUID, originalStart } of exceptions) {
    if (!originalStart || instanceKey(originalStart) < since) continue;
    if (!isOccurrence({ start, end, recurrence }, originalStart, calendar.timeZone)) continue;
    const key = instanceKey(originalStart);
    for (const row of store.byUid(iCalUID)) {
      if (!row.originalStart || instanceKey(row.originalStart) !== key) continue;
      const stamp = store.stamp();
      const { iCalUID: uid, id } = split;
      copies.written(
        row,
        store.put({ ...row, iCalUID: uid, recurringEventId: id, updated: stamp, changed: stamp }),
      );
    }
  }
}
