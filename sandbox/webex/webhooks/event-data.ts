import { publicId } from '../identifiers.ts';
import type { MeetingNewsItem } from '../meetings/meeting-news.ts';
import { instanceState, occurrenceStates, stateOf } from '../meetings/meeting-state.ts';
import { formatInstant } from '../meetings/meeting-times.ts';
import type { WebexUser } from '../users/user.ts';

/** `data` of a delivery; the one real delivery that is recorded (`ended`) has exactly these keys. */
export interface EventData {
  readonly id: string;
  readonly meetingType: string;
  readonly timezone: string;
  readonly start: string;
  readonly end?: string;
  readonly hostUserId: string;
  readonly state: string;
  readonly hostEmail: string;
  readonly siteUrl: string;
  /** A raw uuid, while the envelope's is encoded. */
  readonly orgId: string;
}

/** The series, the occurrence or the instance that the news is about. @param now - ms, for its state */
export function eventData(item: MeetingNewsItem, host: WebexUser, now: number): EventData {
  const { meeting } = item;
  const { state, ...about } = subject(item, now);
  return {
    ...about,
    hostUserId: publicId('PEOPLE', host.personId),
    state,
    hostEmail: host.email,
    siteUrl: meeting.siteUrl,
    orgId: host.orgId,
  };
}

function subject(
  { meeting, occurrence, instance }: MeetingNewsItem,
  now: number,
): Pick<EventData, 'id' | 'meetingType' | 'timezone' | 'start' | 'end' | 'state'> {
  if (instance) {
    return {
      id: instance.id,
      meetingType: 'meeting',
      timezone: 'UTC',
      start: formatInstant(instance.startedAt, 'UTC'),
      ...(instance.endedAt === undefined ? {} : { end: formatInstant(instance.endedAt, 'UTC') }),
      state: instanceState(instance),
    };
  }
  const { start, end } = occurrence ?? meeting;
  return {
    id: occurrence?.id ?? meeting.id,
    meetingType: occurrence ? 'scheduledMeeting' : 'meetingSeries',
    timezone: 'UTC',
    start: formatInstant(start, 'UTC'),
    end: formatInstant(end, 'UTC'),
    state: occurrence ? occurrenceStates(meeting, now)(occurrence) : stateOf(meeting, now),
  };
}
