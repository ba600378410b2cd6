/**
 * Which events of one calendar may lie within a window, found without a walk over all of them.
 *
 * Invariants:
 * - what {@link TimeIndex.near} leaves out does not meet the window; what it names may still miss it by up to a day,
 *   so callers judge each row themselves;
 * - whole days begin at another instant in each zone, so they are entered with a day to spare on both sides, and a
 *   calendar's change of zone moves nothing here;
 * - a series that goes on has no end that could be looked up: it is near every window.
 */
import type { EventRow, EventTime } from './event-row.ts';
import { isCancelled } from './event-row.ts';

const DAY_MS = 86_400_000;
/** Events that take more days than this are looked at for every window, instead of being entered on each day. */
const MOST_DAYS = 40;

type Days = readonly [first: number, last: number];

export class TimeIndex {
  readonly #days = new Map<number, Set<string>>();
  readonly #always = new Set<string>();

  /** Enters a row in the place of what stood under its id. */
  put(row: EventRow, before: EventRow | undefined): void {
    const [old, now] = [before && daysOf(before), daysOf(row)];
    if (before && old?.[0] === now?.[0] && old?.[1] === now?.[1]) return;
    if (before) this.#remove(before.id, old);
    if (!now) {
      this.#always.add(row.id);
      return;
    }
    for (let day = now[0]; day <= now[1]; day += 1) {
      const ids = this.#days.get(day);
      if (ids) ids.add(row.id);
      else this.#days.set(day, new Set([row.id]));
    }
  }

  /**
   * The ids of rows that may lie in a window, each once, in no order.
   * @param from - ms, `-Infinity` for no beginning; @param to - ms, `Infinity` for no end
   * @param most - where more than this would come, undefined: then a walk over everything is the better way
   */
  near(from: number, to: number, most: number): ReadonlySet<string> | undefined {
    const days = this.#between(Math.floor(from / DAY_MS), Math.floor(to / DAY_MS));
    let entries = this.#always.size;
    for (const ids of days) {
      entries += ids.size;
      if (entries > most) return undefined;
    }
    const found = new Set(this.#always);
    for (const ids of days) for (const id of ids) found.add(id);
    return found;
  }

  #between(first: number, last: number): readonly ReadonlySet<string>[] {
    if (last - first >= this.#days.size)
      return [...this.#days].filter(([day]) => day >= first && day <= last).map(([, ids]) => ids);
    return Array.from({ length: last - first + 1 }, (_none, at) => this.#days.get(first + at)).filter(
      (ids) => ids !== undefined,
    );
  }

  #remove(id: string, days: Days | undefined): void {
    if (!days) {
      this.#always.delete(id);
      return;
    }
    for (let day = days[0]; day <= days[1]; day += 1) {
      const ids = this.#days.get(day);
      ids?.delete(id);
      if (ids?.size === 0) this.#days.delete(day);
    }
  }
}

/** The days (since 1970, UTC) that a row is entered on; undefined where it is near every window. */
function daysOf(row: EventRow): Days | undefined {
  if (row.content.recurrence !== undefined && !isCancelled(row)) return undefined;
  const { start, end } = row.content;
  const first = dayOf(start, -1);
  const last = Math.max(dayOf(end, 1), dayOf(start, 1));
  return last - first > MOST_DAYS ? undefined : [first, last];
}

function dayOf(time: EventTime, slack: 1 | -1): number {
  if ('at' in time) return Math.floor(time.at / DAY_MS);
  return Date.parse(time.date) / DAY_MS + slack;
}
