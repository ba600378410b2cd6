/**
 * Wall-clock arithmetic. The page shows and edits times as they stand on the wall of one zone
 * (`2026-06-10T14:00`), and turns them into instants only where they leave for Google.
 */
import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM-DDTHH:MM:SS`, without zone. */
export type Wall = string;
/** `YYYY-MM-DD`. */
export type Day = string;

/** The wall time in `zone` at the instant `iso`. */
export function wallAt(iso: string, zone: string): Wall {
  return Temporal.Instant.from(iso)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

export function wallAtMs(ms: number, zone: string): Wall {
  return wallAt(Temporal.Instant.fromEpochMilliseconds(ms).toString(), zone);
}

/** The instant of a wall time, with offset. A time that the clock change skips moves on, as Google's editor does. */
export function instantOf(wall: Wall, zone: string): string {
  const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'second' })}${zoned.offset}`;
}

export function epochOf(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds;
}

export function addMinutes(wall: Wall, minutes: number): Wall {
  return Temporal.PlainDateTime.from(wall).add({ minutes }).toString({ smallestUnit: 'second' });
}

export function minutesBetween(from: Wall, to: Wall): number {
  return Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to)).total({ unit: 'minutes' });
}

export function dayOf(wall: Wall): Day {
  return wall.slice(0, 10);
}

export function timeOf(wall: Wall): string {
  return wall.slice(11, 16);
}

export function wallOf(day: Day, time: string): Wall {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toString({ smallestUnit: 'second' });
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** The first day of the week that `day` lies in; `firstDay` is 0 (Sunday) to 6. */
export function weekStart(day: Day, firstDay: number): Day {
  const date = Temporal.PlainDate.from(day);
  const back = (date.dayOfWeek - firstDay + 7) % 7;
  return date.subtract({ days: back }).toString();
}

/** Six weeks of days that show the month of `day`. */
export function monthGrid(day: Day, firstDay: number): readonly (readonly Day[])[] {
  const start = weekStart(`${day.slice(0, 7)}-01`, firstDay);
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, each) => addDays(start, week * 7 + each)),
  );
}

/** True for Saturday and Sunday. */
export function isWeekend(day: Day): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek > 5;
}

/** The time rounded down to a multiple of `minutes`. */
export function floorTo(wall: Wall, minutes: number): Wall {
  const time = Temporal.PlainDateTime.from(wall);
  return time
    .with({ minute: time.minute - (time.minute % minutes), second: 0, millisecond: 0 })
    .toString({ smallestUnit: 'second' });
}

/** The next full half hour after `wall`: where a new event starts. */
export function nextHalfHour(wall: Wall): Wall {
  return addMinutes(floorTo(wall, 30), 30);
}

/** Milliseconds that make Intl (told to use UTC) print this wall time as it stands. */
export function wallAsUtc(wall: Wall): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC').epochMilliseconds;
}
