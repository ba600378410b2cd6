import { Temporal } from 'temporal-polyfill';
import { invalid } from '../webex-error.ts';
import type { Meeting } from './meeting.ts';
import { followingSlot, isFirst } from './occurrences.ts';

const OUTSIDE = 'meeting.err.two_meeting_schedule_at_same_day';

/**
 * An occurrence may move only inside its own recurring interval: from midnight of its day (in the series' zone) to
 * midnight of the next occurrence's day. The first has no earlier limit, the last no later one; the end is not looked at.
 * https://developer.webex.com/docs/meetings (restrictions on updating a meeting)
 * @param slot - its original start, ms
 * @param start - where it shall start, ms
 * @throws {WebexError} 400
 */
export function checkInterval(meeting: Meeting, slot: number, start: number): void {
  const next = followingSlot(meeting, slot);
  const tooEarly = !isFirst(meeting, slot) && start < midnightOf(slot, meeting.timezone);
  const tooLate = next !== undefined && start >= midnightOf(next, meeting.timezone);
  if (tooEarly || tooLate) throw invalid(OUTSIDE);
}

function midnightOf(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds;
}
