/** "All events" in an instance's editor: what was done to the instance's times, done to the series' own. */
import { Temporal } from 'temporal-polyfill';
import type { EventResource, EventTimeResource } from '../calendar/event-resource-type.ts';
import type { EventChanges } from './draft.ts';
import { followDay } from './rule-day.ts';

/**
 * The series' new times (and its rule's new day), where `sent` moves the instance `given`. The series moves by as much
 * on the wall, so that a change of clocks between the two makes no difference.
 */
export function movedSeries(
  master: EventResource,
  given: EventResource,
  sent: EventChanges,
): { start?: EventTimeResource; end?: EventTimeResource; recurrence?: readonly string[] } {
  const start = sent['start'] as EventTimeResource | undefined;
  const end = sent['end'] as EventTimeResource | undefined;
  if (!start || !end || !given.start || !master.start) return {};
  const zone = start.timeZone ?? given.start.timeZone ?? 'UTC';
  const by = wallOf(given.start, given.start.timeZone ?? zone).until(wallOf(start, zone));
  const first = wallOf(master.start, master.start.timeZone ?? zone);
  const from = first.add(by);
  const length = wallOf(start, zone).until(wallOf(end, zone));
  const time = (wall: Temporal.PlainDateTime): EventTimeResource =>
    start.date === undefined
      ? { dateTime: wall.toZonedDateTime(zone).toString({ timeZoneName: 'never' }), timeZone: zone }
      : { date: wall.toPlainDate().toString() };
  const days = [first, from].map((wall) => wall.toPlainDate().toString());
  return {
    start: time(from),
    end: time(from.add(length)),
    ...(sent['recurrence'] === undefined && master.recurrence
      ? { recurrence: followDay(master.recurrence, days[0] ?? '', days[1] ?? '') }
      : {}),
  };
}

/** The day on the wall of the time's own zone. */
export function dayOf(time: EventTimeResource): string {
  return wallOf(time, time.timeZone ?? 'UTC')
    .toPlainDate()
    .toString();
}

function wallOf({ date, dateTime }: EventTimeResource, zone: string): Temporal.PlainDateTime {
  if (date !== undefined) return Temporal.PlainDate.from(date).toPlainDateTime();
  const text = dateTime ?? '';
  return /(z|[+-]\d\d:?\d\d)$/i.test(text)
    ? Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime()
    : Temporal.PlainDateTime.from(text);
}
