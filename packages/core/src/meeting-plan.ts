import type { Fingerprints } from './fingerprint.ts';
import type { Clamp } from './project.ts';

/** What was last applied at Webex for a slot. */
export interface Applied {
  readonly startAt: number;
  readonly endAt: number;
  readonly zone: string;
  /** Unknown after a re-base that could not be read; then compared as different. */
  readonly title: string | undefined;
  readonly guests: string | undefined;
}

/** What is to be there. */
export interface Desired {
  readonly startAt: number;
  readonly endAt: number;
  readonly zone: string;
  readonly clamp: Clamp;
  readonly prints: Fingerprints;
}

export interface MeetingChange {
  readonly times: boolean;
  readonly title: boolean;
  readonly guests: boolean;
}

/** The one thing that is missing at Webex. */
export type MeetingPlan =
  | { readonly do: 'create'; readonly reason: 'no-meeting' | 'meeting-gone' | 'ended-then-moved' }
  | { readonly do: 'change'; readonly change: MeetingChange }
  | { readonly do: 'nothing' }
  /** Webex takes no start in the past, and what has started is left alone. */
  | { readonly do: 'leave'; readonly reason: 'started' | 'in-past'; readonly until?: number };

/**
 * Compares what was applied with what is to be there.
 * `applied` null = there is no meeting (`gone`: there was one).
 */
export function planMeeting(
  desired: Desired,
  applied: Applied | null,
  gone: boolean,
  now: number,
): MeetingPlan {
  const future = desired.startAt > now;
  if (applied === null) {
    return future
      ? { do: 'create', reason: gone ? 'meeting-gone' : 'no-meeting' }
      : { do: 'leave', reason: 'in-past' };
  }
  const change = compare(desired, applied);
  if (!change.times && !change.title && !change.guests) return { do: 'nothing' };
  if (applied.endAt <= now)
    return future ? { do: 'create', reason: 'ended-then-moved' } : { do: 'leave', reason: 'in-past' };
  if (applied.startAt <= now) return { do: 'leave', reason: 'started', until: applied.endAt };
  if (!future) return { do: 'leave', reason: 'in-past' };
  return { do: 'change', change };
}

function compare(desired: Desired, applied: Applied): MeetingChange {
  return {
    times:
      desired.startAt !== applied.startAt || desired.endAt !== applied.endAt || desired.zone !== applied.zone,
    title: desired.prints.title !== undefined && desired.prints.title !== applied.title,
    guests: desired.prints.guests !== applied.guests,
  };
}
