/**
 * A meeting as this local Webex keeps it: a series, of which a single meeting is the case with one occurrence.
 * What it *is* at an instant (its occurrences, their states) is worked out in `occurrences.ts` and `meeting-state.ts`:
 * nothing is stored that time alone makes, so a jump of the clock needs no job.
 */
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { RegistrationForm } from '../registration/registration.ts';
import type { MeetingOptions } from './meeting-options.ts';

/** Once that somebody was in it, or waited for it. */
export interface Instance {
  /** `<meetingId>_I_<18 digits>` */
  readonly id: string;
  /** The occurrence it belongs to, by its original start. */
  readonly slot?: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Somebody waits, nobody has started it. */
  readonly lobby?: boolean;
}

/** What makes a meeting reachable. A secret of the host's, apart from number and link. */
interface JoinData {
  readonly meetingNumber: string;
  readonly phonePassword: string;
  readonly hostKey: string;
  readonly occurrenceMtid: string;
}

/** One occurrence that differs from its series. */
export interface Exception {
  /** What stands in its id: its original start, or its new one. */
  readonly idAt: number;
  readonly start: number;
  readonly end: number;
  readonly title?: string;
  /** null = it has none although the series has one. */
  readonly agenda?: string | null;
  readonly password?: string;
  readonly options?: MeetingOptions;
  /** Its own, if it is a meeting of its own. */
  readonly join?: JoinData;
}

export type ScheduledType = 'meeting' | 'webinar' | 'personalRoomMeeting';

export interface Meeting extends JoinData {
  readonly id: string;
  readonly title: string;
  readonly agenda?: string;
  readonly password: string;
  /** Scheduled start and end of the first occurrence, ms since the epoch, full minutes. */
  readonly start: number;
  readonly end: number;
  readonly timezone: string;
  readonly recurrence?: Recurrence;
  /** Occurrences that differ, by their original start. */
  readonly exceptions?: Readonly<Record<string, Exception>>;
  /** Original starts of occurrences that were deleted. */
  readonly cancelled?: readonly number[];
  /** What those were called when they were deleted: the id of one that was moved may name another instant. */
  readonly deletedIds?: readonly string[];
  readonly scheduledType?: ScheduledType;
  /** The form of a meeting that one registers for. */
  readonly registration?: RegistrationForm | undefined;
  readonly hostEmail: string;
  readonly siteUrl: string;
  /** The series view's id in the join link: measured to differ from the occurrence view's of the same meeting. */
  readonly mtid: string;
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
  /** Made by an administrator's client for its host: such a meeting cannot be given to another host. */
  readonly onBehalf?: boolean;
  readonly connectorOwned: boolean;
  readonly deletedAt?: number;
}

export function runningInstance(meeting: Meeting): Instance | undefined {
  return meeting.instances.find(({ endedAt }) => endedAt === undefined);
}

/** The link to a personal room is the room's, not the meeting's. */
export function webLinkOf(meeting: Meeting, mtid: string): string {
  if (meeting.scheduledType === 'personalRoomMeeting') return personalRoomLink(meeting);
  const site = meeting.siteUrl.split('.', 1)[0] ?? meeting.siteUrl;
  return `https://${meeting.siteUrl}/${site}/j.php?MTID=${mtid}`;
}

export function personalRoomLink({
  hostEmail,
  siteUrl,
}: {
  readonly hostEmail: string;
  readonly siteUrl: string;
}): string {
  return `https://${siteUrl}/meet/${hostEmail.split('@', 1)[0] ?? hostEmail}`;
}
