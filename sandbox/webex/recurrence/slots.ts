/**
 * The dates of a series, in wall time of its zone, so that "every Monday at nine" stays nine o'clock on both sides of
 * a change of offset. What was worked out once is remembered with the recurrence, which never changes.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from './recurrence.ts';

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
/** An endless series lists no more than this at once. */
const MOST = 5000;

interface Known {
  readonly rule: RRuleTemporal;
  slots: readonly number[];
  /** Every date before this one is among `slots`. */
  upTo: number;
}

const known = new WeakMap<Recurrence, Known>();

/** The first date that the rule itself makes, from the recurrence's start on; undefined if there is none. */
export function firstSlot(recurrence: Recurrence): number | undefined {
  return ruleOf(recurrence).next(zoned(recurrence, recurrence.start), true)?.epochMilliseconds;
}

/** True for a series that ends by itself. */
export function ends(recurrence: Recurrence): boolean {
  return /;(COUNT|UNTIL)=/.test(recurrence.expansion);
}

/** All dates of a series that ends; of an endless one those before `to` (ms, exclusive). */
export function slotsBefore(recurrence: Recurrence, to: number): readonly number[] {
  const memory = remember(recurrence);
  if (memory.upTo < to) {
    const until = Math.min(Math.max(to, memory.upTo + YEAR_MS), recurrence.start + 100 * YEAR_MS);
    memory.slots = endlessSlots(recurrence, memory.rule, until);
    memory.upTo = memory.slots.length >= MOST ? Number.POSITIVE_INFINITY : until;
  }
  return ends(recurrence) ? memory.slots : memory.slots.filter((slot) => slot < to);
}

/** The first date at or after `from` (ms) that `suits`. */
export function nextSlot(
  recurrence: Recurrence,
  from: number,
  suits: (slot: number) => boolean,
): number | undefined {
  const near = slotsBefore(recurrence, from + YEAR_MS).find((slot) => slot >= from && suits(slot));
  if (near !== undefined || ends(recurrence)) return near;
  const { rule } = remember(recurrence);
  let next = rule.next(zoned(recurrence, from), true);
  while (next && !suits(next.epochMilliseconds)) next = rule.next(next, false);
  return next?.epochMilliseconds;
}

function remember(recurrence: Recurrence): Known {
  const before = known.get(recurrence);
  if (before) return before;
  const rule = ruleOf(recurrence);
  const memory: Known = ends(recurrence)
    ? { rule, slots: endingSlots(recurrence, rule), upTo: Number.POSITIVE_INFINITY }
    : { rule, slots: [], upTo: recurrence.start };
  known.set(recurrence, memory);
  return memory;
}

function endingSlots(recurrence: Recurrence, rule: RRuleTemporal): readonly number[] {
  const slots = rule.all().map((date) => date.epochMilliseconds);
  return withStart(recurrence, slots).slice(0, lengthOf(recurrence));
}

/** A count includes the start, also one that the rule does not make. */
function lengthOf({ expansion, limit }: Recurrence): number | undefined {
  const count = /;COUNT=(\d+)/.exec(expansion)?.[1];
  return count === undefined ? limit : Number(count);
}

function endlessSlots(recurrence: Recurrence, rule: RRuleTemporal, until: number): readonly number[] {
  // Exclusive of `until`, in whole minutes.
  const slots = rule
    .between(zoned(recurrence, recurrence.start), zoned(recurrence, until - 1), true)
    .slice(0, MOST)
    .map((date) => date.epochMilliseconds);
  return withStart(recurrence, slots);
}

function withStart({ extraStart, start }: Recurrence, slots: readonly number[]): readonly number[] {
  return extraStart ? [start, ...slots] : slots;
}

function ruleOf(recurrence: Recurrence): RRuleTemporal {
  return new RRuleTemporal({
    rruleString: `RRULE:${recurrence.expansion}`,
    dtstart: zoned(recurrence, recurrence.start),
    temporal: Temporal,
  });
}

/** An instant, ms, as the clocks of the zone show it. */
export function zoned({ timezone }: Pick<Recurrence, 'timezone'>, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
}
