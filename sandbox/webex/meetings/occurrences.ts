/** The occurrences of a meeting: one of a single meeting; those of a series with its exceptions, less the deleted. */
import { ends, nextSlot, slotsBefore } from '../recurrence/slots.ts';
import { runningInstance, type Exception, type Meeting } from './meeting.ts';

export interface Occurrence {
  /** Its original start, ms: what tells it from others even when it was moved. */
  readonly slot: number;
  /** `<meetingId>_YYYYMMDDTHHMMSSZ` */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly exception?: Exception;
}

const STAMP = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Occurrences that meet `from` (ms, exclusive end) … `to` (exclusive), in order of their start. */
export function occurrencesIn(meeting: Meeting, from: number, to: number): readonly Occurrence[] {
  const slots = slotsOf(meeting, to).filter((slot) => meeting.exceptions?.[slot] === undefined);
  return [...slots.map((slot) => regular(meeting, slot)), ...exceptionalOccurrences(meeting)]
    .filter(({ start, end }) => start < to && end > from)
    .sort((a, b) => a.start - b.start);
}

/** All of a meeting that ends; of an endless one those that start before `to` (ms). */
export function allOccurrences(meeting: Meeting, to: number): readonly Occurrence[] {
  const limit = endsByItself(meeting) ? Number.POSITIVE_INFINITY : to;
  return occurrencesIn(meeting, Number.NEGATIVE_INFINITY, limit);
}

/** By its id; undefined for what was never an occurrence, or was deleted. */
export function occurrenceById(meeting: Meeting, id: string): Occurrence | undefined {
  const at = stampOf(id);
  if (at === undefined) return undefined;
  const moved = exceptionalOccurrences(meeting).find(({ exception }) => exception?.idAt === at);
  if (moved) return moved;
  const free = meeting.exceptions?.[at] === undefined && slotsOf(meeting, at + 1).includes(at);
  return free ? regular(meeting, at) : undefined;
}

/** The instant that an occurrence's id names, ms. */
export function stampOf(id: string): number | undefined {
  const [, ...parts] = STAMP.exec(id) ?? [];
  const [year = 0, month = 1, ...rest] = parts.map(Number);
  return parts.length === 0
    ? undefined
    : Date.UTC(year, month - 1, ...(rest as [number, number, number, number]));
}

/** True for an id by which an occurrence was deleted, and which no other one has got since. */
export function wasDeleted(meeting: Meeting, id: string): boolean {
  return (meeting.deletedIds ?? []).includes(id) && occurrenceById(meeting, id) === undefined;
}

/** The occurrence that runs, else the next one that is not over; of a meeting that is over the last one. */
export function currentOccurrence(meeting: Meeting, now: number): Occurrence {
  const running = runningInstance(meeting);
  const held = running && occurrenceOfSlot(meeting, running.slot ?? meeting.start);
  return held ?? upcomingOccurrence(meeting, now) ?? lastOccurrence(meeting);
}

/** The next one that is neither over nor was held already. */
export function upcomingOccurrence(meeting: Meeting, now: number): Occurrence | undefined {
  const open = (occurrence: Occurrence): boolean =>
    occurrence.end > now && !tookPlace(meeting, occurrence.slot);
  const slot = nextRegularSlot(
    meeting,
    now,
    (candidate) =>
      !isCancelled(meeting, candidate) &&
      meeting.exceptions?.[candidate] === undefined &&
      open(regular(meeting, candidate)),
  );
  const candidates = exceptionalOccurrences(meeting).filter(open);
  if (slot !== undefined) candidates.push(regular(meeting, slot));
  return candidates.sort((a, b) => a.start - b.start)[0];
}

/** True if an instance of this occurrence ended, and the schedule was not moved since. */
export function tookPlace(meeting: Meeting, slot: number): boolean {
  return meeting.instances
    .slice(meeting.earlierInstances)
    .some((instance) => instance.endedAt !== undefined && (instance.slot ?? meeting.start) === slot);
}

/** When the last occurrence ends, ms; infinite for an endless series. */
export function lastEnd(meeting: Meeting): number {
  if (!endsByItself(meeting)) return Number.POSITIVE_INFINITY;
  const all = allOccurrences(meeting, 0);
  return all.length === 0 ? meeting.end : Math.max(...all.map(({ end }) => end));
}

export function occurrenceIdAt(meetingId: string, at: number): string {
  return `${meetingId}_${new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')}`;
}

/** The meeting as seen from one of its occurrences: what that one has of its own laid over the rest. */
export function asOccurrence(meeting: Meeting, { start, end, exception }: Occurrence): Meeting {
  if (!exception) return { ...meeting, start, end };
  const { title = meeting.title, password = meeting.password, options = meeting.options } = exception;
  const { agenda: before, ...rest } = meeting;
  const agenda = exception.agenda === undefined ? before : exception.agenda;
  return { ...rest, ...exception.join, ...(agenda ? { agenda } : {}), title, password, options, start, end };
}

/** The neighbour behind it, by original starts: where its own interval ends. */
export function followingSlot(meeting: Meeting, slot: number): number | undefined {
  return meeting.recurrence === undefined
    ? undefined
    : nextSlot(meeting.recurrence, slot + 1, (candidate) => !isCancelled(meeting, candidate));
}

/** True if no occurrence is left before it. */
export function isFirst(meeting: Meeting, slot: number): boolean {
  return !slotsOf(meeting, slot).some((other) => other < slot);
}

function lastOccurrence(meeting: Meeting): Occurrence {
  return allOccurrences(meeting, meeting.start + 1).at(-1) ?? regular(meeting, meeting.start);
}

/** By its original start; undefined if it was deleted or never was. */
export function occurrenceOfSlot(meeting: Meeting, slot: number): Occurrence | undefined {
  return (
    exceptionalOccurrences(meeting).find((occurrence) => occurrence.slot === slot) ??
    (slotsOf(meeting, slot + 1).includes(slot) ? regular(meeting, slot) : undefined)
  );
}

function endsByItself({ recurrence }: Meeting): boolean {
  return recurrence === undefined || ends(recurrence);
}

/** Original starts, deleted ones aside; of an endless series those before `to`. */
function slotsOf(meeting: Meeting, to: number): readonly number[] {
  const slots = meeting.recurrence ? slotsBefore(meeting.recurrence, to) : [meeting.start];
  const { cancelled } = meeting;
  return cancelled === undefined || cancelled.length === 0
    ? slots
    : slots.filter((slot) => !cancelled.includes(slot));
}

function nextRegularSlot(
  meeting: Meeting,
  from: number,
  suits: (slot: number) => boolean,
): number | undefined {
  const earliest = from - (meeting.end - meeting.start);
  if (meeting.recurrence)
    return nextSlot(meeting.recurrence, earliest, (slot) => slot >= earliest && suits(slot));
  return suits(meeting.start) ? meeting.start : undefined;
}

function isCancelled({ cancelled }: Meeting, slot: number): boolean {
  return cancelled?.includes(slot) ?? false;
}

function regular(meeting: Meeting, slot: number): Occurrence {
  const end = slot + meeting.end - meeting.start;
  return { slot, id: occurrenceIdAt(meeting.id, slot), start: slot, end };
}

/** Those that differ from their series, in no order. */
export function exceptionalOccurrences(meeting: Meeting): Occurrence[] {
  return Object.entries(meeting.exceptions ?? {}).map(([slot, exception]) => ({
    slot: Number(slot),
    id: occurrenceIdAt(meeting.id, exception.idAt),
    start: exception.start,
    end: exception.end,
    exception,
  }));
}
