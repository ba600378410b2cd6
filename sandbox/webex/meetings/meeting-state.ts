/**
 * The states of a meeting and its occurrences at an instant.
 *
 * - series: active until its last occurrence is over · inProgress while somebody is in it or waits · expired
 * - occurrence: `ready` is only the next one, the others are `scheduled` · inProgress · ended (it took place) · missed
 * - gone: deleted, or 180 days after the last scheduled end, when Webex deletes by itself
 */
import { runningInstance, type Instance, type Meeting } from './meeting.ts';
import { currentOccurrence, lastEnd, tookPlace, upcomingOccurrence, type Occurrence } from './occurrences.ts';

export type MeetingState = 'active' | 'inProgress' | 'expired';
export type OccurrenceState = 'scheduled' | 'ready' | 'inProgress' | 'ended' | 'missed';
export type InstanceState = 'lobby' | 'inProgress' | 'ended';

const RETENTION_MS = 180 * 24 * 60 * 60 * 1000;

export function stateOf(meeting: Meeting, now: number): MeetingState {
  if (runningInstance(meeting)) return 'inProgress';
  return upcomingOccurrence(meeting, now) ? 'active' : 'expired';
}

/** The states of any of a meeting's occurrences; the next one is looked for once. */
export function occurrenceStates(meeting: Meeting, now: number): (occurrence: Occurrence) => OccurrenceState {
  const running = runningInstance(meeting) !== undefined;
  const current = currentOccurrence(meeting, now).slot;
  return ({ slot, end }) => {
    if (running && slot === current) return 'inProgress';
    if (tookPlace(meeting, slot)) return 'ended';
    if (end <= now) return 'missed';
    return slot === current ? 'ready' : 'scheduled';
  };
}

export function instanceState({ lobby, endedAt }: Instance): InstanceState {
  if (endedAt !== undefined) return 'ended';
  return lobby === true ? 'lobby' : 'inProgress';
}

/** When the meeting went away, by somebody or by Webex's own retention; undefined while it is there. */
export function goneAt(meeting: Meeting, now: number): number | undefined {
  if (meeting.deletedAt !== undefined) return meeting.deletedAt;
  // Cheap for the many: nothing goes before its first occurrence was over that long.
  if (meeting.end + RETENTION_MS > now) return undefined;
  const retired = lastEnd(meeting) + RETENTION_MS;
  return retired <= now ? retired : undefined;
}
