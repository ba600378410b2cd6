/**
 * A meeting as this local Webex keeps it, and what it *is* at an instant: states are never stored where time alone
 * makes them, so a jump of the clock needs no job.
 *
 * - active: from creation until the scheduled end · inProgress: somebody is in it · expired: over
 * - gone: deleted, or 180 days after the scheduled end, when Webex deletes by itself
 */
import type { MeetingOptions } from './meeting-options.ts';

export interface Instance {
  /** `<meetingId>_I_<18 digits>` */
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt?: number;
}

export interface Meeting {
  readonly id: string;
  readonly meetingNumber: string;
  readonly title: string;
  readonly agenda?: string;
  readonly password: string;
  readonly phonePassword: string;
  readonly hostKey: string;
  /** Scheduled start and end, ms since the epoch, full minutes. */
  readonly start: number;
  readonly end: number;
  readonly timezone: string;
  readonly hostEmail: string;
  readonly siteUrl: string;
  /** The series view's and the occurrence view's id in the join link: measured to differ for one and the same meeting. */
  readonly mtid: string;
  readonly occurrenceMtid: string;
  readonly options: MeetingOptions;
  /** Integration tags by OAuth client: no client sees another one's. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** When the tags were last written; a search by tag finds them some time later. */
  readonly taggedAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly instances: readonly Instance[];
  /** How many of them belong to an earlier schedule: the meeting was moved since. */
  readonly earlierInstances: number;
  readonly connectorOwned: boolean;
  readonly deletedAt?: number;
}

export type MeetingState = 'active' | 'inProgress' | 'expired';
type OccurrenceState = 'scheduled' | 'ready' | 'inProgress' | 'ended' | 'missed';

const RETENTION_MS = 180 * 24 * 60 * 60 * 1000;

export function runningInstance(meeting: Meeting): Instance | undefined {
  return meeting.instances.find(({ endedAt }) => endedAt === undefined);
}

/** True if this schedule of the meeting took place: an instance ended and the schedule was not moved since. */
function tookPlace(meeting: Meeting): boolean {
  return meeting.instances.slice(meeting.earlierInstances).some(({ endedAt }) => endedAt !== undefined);
}

export function stateOf(meeting: Meeting, now: number): MeetingState {
  if (runningInstance(meeting)) return 'inProgress';
  return meeting.end <= now || tookPlace(meeting) ? 'expired' : 'active';
}

/** A single meeting's only occurrence is always the next one, so it is `ready` until it ended or was missed. */
export function occurrenceStateOf(meeting: Meeting, now: number): OccurrenceState {
  if (runningInstance(meeting)) return 'inProgress';
  if (tookPlace(meeting)) return 'ended';
  return meeting.end <= now ? 'missed' : 'ready';
}

/** When the meeting went away, by somebody or by Webex's own retention; undefined while it is there. */
export function goneAt(meeting: Meeting, now: number): number | undefined {
  if (meeting.deletedAt !== undefined) return meeting.deletedAt;
  const retired = meeting.end + RETENTION_MS;
  return retired <= now ? retired : undefined;
}

/** `<meetingId>_YYYYMMDDTHHMMSSZ` of the only occurrence. */
export function occurrenceIdOf(meeting: Meeting): string {
  const stamp = new Date(meeting.start).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  return `${meeting.id}_${stamp}`;
}
