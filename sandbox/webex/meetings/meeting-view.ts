/**
 * A meeting as the API shows it. What is unset is absent, never null or empty; keys stand in the order of real
 * replies, which some careless clients depend on.
 */
import type { WebexUser } from '../users/user.ts';
import { publicId } from '../identifiers.ts';
import { occurrenceIdOf, occurrenceStateOf, stateOf, type Instance, type Meeting } from './meeting.ts';
import { formatInstant } from './meeting-times.ts';

export type MeetingView = Readonly<Record<string, unknown>>;

export interface Beholder {
  readonly now: number;
  /** Times are shown in this zone, and `timezone` names it. */
  readonly zone: string;
  readonly host: WebexUser | undefined;
  /** Passwords, host key and dial-in belong to the host's view only. */
  readonly asHost: boolean;
  /** Tags of this OAuth client are shown. */
  readonly clientId: string;
  /** Adds a key that no published description has. */
  readonly unknownFields: boolean;
}

const CALL_IN = [
  { label: 'US Toll', callInNumber: '+1-415-655-0001', tollType: 'toll' },
  { label: 'France Toll', callInNumber: '+33-1-7091-8646', tollType: 'toll' },
];
const DIAL_IN_IP = '173.243.2.68';

export function seriesView(meeting: Meeting, beholder: Beholder): MeetingView {
  return present({
    id: meeting.id,
    ...head(meeting, beholder),
    meetingType: 'meetingSeries',
    state: stateOf(meeting, beholder.now),
    ...times(meeting.start, meeting.end, beholder.zone),
    ...tail(meeting, beholder, webLinkOf(meeting, meeting.mtid)),
  });
}

export function occurrenceView(meeting: Meeting, beholder: Beholder, ownMtid: boolean): MeetingView {
  const webLink = webLinkOf(meeting, ownMtid ? meeting.occurrenceMtid : meeting.mtid);
  return present({
    id: occurrenceIdOf(meeting),
    meetingSeriesId: meeting.id,
    ...head(meeting, beholder),
    meetingType: 'scheduledMeeting',
    state: occurrenceStateOf(meeting, beholder.now),
    isModified: false,
    ...times(meeting.start, meeting.end, beholder.zone),
    ...tail(meeting, beholder, webLink),
  });
}

export function instanceView(meeting: Meeting, instance: Instance, beholder: Beholder): MeetingView {
  if (instance.endedAt !== undefined) return endedView(meeting, instance, beholder);
  return present({
    id: instance.id,
    meetingSeriesId: meeting.id,
    scheduledMeetingId: occurrenceIdOf(meeting),
    ...head(meeting, beholder),
    meetingType: 'meeting',
    state: 'inProgress',
    timezone: beholder.zone,
    start: formatInstant(instance.startedAt, beholder.zone),
    ...tail(meeting, beholder, webLinkOf(meeting, meeting.mtid)),
  });
}

/** An ended instance has real seconds and few keys. */
function endedView(meeting: Meeting, instance: Instance, beholder: Beholder): MeetingView {
  return present({
    id: instance.id,
    meetingSeriesId: meeting.id,
    scheduledMeetingId: occurrenceIdOf(meeting),
    title: meeting.title,
    agenda: meeting.agenda,
    meetingType: 'meeting',
    state: 'ended',
    timezone: beholder.zone,
    start: formatInstant(instance.startedAt, beholder.zone),
    end: formatInstant(instance.endedAt ?? instance.startedAt, beholder.zone),
    ...hostOf(meeting, beholder),
    siteUrl: meeting.siteUrl,
    webLink: webLinkOf(meeting, instance.id),
    integrationTags: tagsFor(meeting, beholder.clientId),
    scheduledType: 'meeting',
  });
}

export function webLinkOf(meeting: Meeting, mtid: string): string {
  const site = meeting.siteUrl.split('.', 1)[0] ?? meeting.siteUrl;
  return `https://${meeting.siteUrl}/${site}/j.php?MTID=${mtid}`;
}

export function tagsFor(meeting: Meeting, clientId: string): readonly string[] | undefined {
  const tags = meeting.tags[clientId];
  return tags && tags.length > 0 ? tags : undefined;
}

function head(meeting: Meeting, { asHost }: Beholder): Record<string, unknown> {
  return {
    meetingNumber: meeting.meetingNumber,
    title: meeting.title,
    agenda: meeting.agenda,
    password: asHost ? meeting.password : undefined,
    phoneAndVideoSystemPassword: asHost ? meeting.phonePassword : undefined,
  };
}

function times(start: number, end: number, zone: string): Record<string, unknown> {
  return { timezone: zone, start: formatInstant(start, zone), end: formatInstant(end, zone) };
}

function hostOf(meeting: Meeting, { host }: Beholder): Record<string, unknown> {
  return {
    hostUserId: host && publicId('PEOPLE', host.personId),
    hostDisplayName: host?.displayName ?? meeting.hostEmail,
    hostEmail: meeting.hostEmail,
  };
}

function tail(meeting: Meeting, beholder: Beholder, webLink: string): Record<string, unknown> {
  const { options } = meeting;
  return {
    ...hostOf(meeting, beholder),
    siteUrl: meeting.siteUrl,
    hostKey: beholder.asHost ? meeting.hostKey : undefined,
    webLink,
    sipAddress: `${meeting.meetingNumber}@${meeting.siteUrl}`,
    dialInIpAddress: DIAL_IN_IP,
    enabledAutoRecordMeeting: options.enabledAutoRecordMeeting,
    allowAnyUserToBeCoHost: options.allowAnyUserToBeCoHost,
    allowFirstUserToBeCoHost: options.allowFirstUserToBeCoHost,
    allowAuthenticatedDevices: options.allowAuthenticatedDevices,
    enabledJoinBeforeHost: options.enabledJoinBeforeHost,
    joinBeforeHostMinutes: options.joinBeforeHostMinutes,
    enableConnectAudioBeforeHost: options.enableConnectAudioBeforeHost,
    excludePassword: options.excludePassword,
    publicMeeting: options.publicMeeting,
    reminderTime: options.reminderTime,
    enableAutomaticLock: options.enableAutomaticLock,
    automaticLockMinutes: options.automaticLockMinutes,
    unlockedMeetingJoinSecurity: options.unlockedMeetingJoinSecurity,
    telephony: beholder.asHost ? telephonyOf(meeting) : undefined,
    meetingOptions: options.meetingOptions,
    attendeePrivileges: options.attendeePrivileges,
    sessionTypeId: options.sessionTypeId,
    scheduledType: 'meeting',
    integrationTags: tagsFor(meeting, beholder.clientId),
    trackingCodes: options.trackingCodes ?? undefined,
    simultaneousInterpretation: { enabled: false },
    enabledAudioWatermark: options.enabledAudioWatermark,
    enabledVisualWatermark: options.enabledVisualWatermark,
    enabledBreakoutSessions: options.enabledBreakoutSessions,
    audioConnectionOptions: options.audioConnectionOptions,
    ...(beholder.unknownFields ? { maxMeetingAttendeeCapacity: 1000 } : {}),
    enabledLiveStream: false,
  };
}

/** Absent for meetings without telephone audio. The link is relative to the API's origin. */
function telephonyOf(meeting: Meeting): Record<string, unknown> | undefined {
  const audio = meeting.options.audioConnectionOptions;
  if (audio?.audioConnectionType !== 'webexAudio') return undefined;
  return {
    accessCode: meeting.meetingNumber,
    callInNumbers: CALL_IN,
    links: [
      { rel: 'globalCallinNumbers', href: `/v1/meetings/${meeting.id}/globalCallinNumbers`, method: 'GET' },
    ],
  };
}

function present(view: Record<string, unknown>): MeetingView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
