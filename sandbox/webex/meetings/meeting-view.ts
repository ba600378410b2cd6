/**
 * A meeting as the API shows it. What is unset is absent, never null or empty; keys stand in the order of real
 * replies, which some careless clients depend on.
 */
import type { WebexUser } from '../users/user.ts';
import { publicId } from '../identifiers.ts';
import { instanceState, stateOf, type OccurrenceState } from './meeting-state.ts';
import { formatInstant } from './meeting-times.ts';
import { personalRoomLink, webLinkOf, type Instance, type Meeting } from './meeting.ts';
import { asOccurrence, occurrenceIdAt, occurrenceOfSlot, type Occurrence } from './occurrences.ts';

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
  /** A series names itself as its series. */
  readonly seriesIdOnSeries: boolean;
  /** The occurrence view of a meeting has another link than its series view. */
  readonly ownOccurrenceLinks: boolean;
}

/** The numbers of every site here. */
export const CALL_IN_NUMBERS = [
  { label: 'US Toll', callInNumber: '+1-415-655-0001', tollType: 'toll' },
  { label: 'France Toll', callInNumber: '+33-1-7091-8646', tollType: 'toll' },
];
export const DIAL_IN_IP = '173.243.2.68';

/** @param shown - the occurrence whose times stand for the series'; without it the first one */
export function seriesView(meeting: Meeting, beholder: Beholder, shown?: Occurrence): MeetingView {
  const { start, end } = shown ?? meeting;
  const state = stateOf(meeting, beholder.now);
  return present({
    id: meeting.id,
    meetingSeriesId: beholder.seriesIdOnSeries ? meeting.id : undefined,
    ...head(meeting, beholder),
    meetingType: 'meetingSeries',
    state,
    ...times(start, end, beholder.zone),
    recurrence: meeting.recurrence?.rule,
    ...tail(meeting, meeting.id, beholder, webLinkOf(meeting, meeting.mtid)),
    ...(state === 'expired' ? { registration: undefined } : {}),
  });
}

/** @param state - worked out by the caller, who may need many */
export function occurrenceView(
  meeting: Meeting,
  occurrence: Occurrence,
  state: OccurrenceState,
  beholder: Beholder,
): MeetingView {
  const face = asOccurrence(meeting, occurrence);
  const ownLink = beholder.ownOccurrenceLinks || occurrence.exception?.join !== undefined;
  return present({
    id: occurrence.id,
    meetingSeriesId: meeting.id,
    ...head(face, beholder),
    meetingType: 'scheduledMeeting',
    state,
    isModified: occurrence.exception !== undefined,
    ...times(face.start, face.end, beholder.zone),
    ...tail(face, occurrence.id, beholder, webLinkOf(face, ownLink ? face.occurrenceMtid : face.mtid)),
  });
}

export function instanceView(series: Meeting, instance: Instance, beholder: Beholder): MeetingView {
  const slot = instance.slot ?? series.start;
  const occurrence = occurrenceOfSlot(series, slot);
  const meeting = occurrence ? asOccurrence(series, occurrence) : series;
  const scheduledMeetingId = occurrence?.id ?? occurrenceIdAt(series.id, slot);
  if (instance.endedAt !== undefined) return endedView(meeting, instance, scheduledMeetingId, beholder);
  const view = {
    id: instance.id,
    meetingSeriesId: meeting.id,
    scheduledMeetingId,
    ...head(meeting, beholder),
    meetingType: 'meeting',
    state: instanceState(instance),
    timezone: beholder.zone,
    start: formatInstant(instance.startedAt, beholder.zone),
    ...tail(meeting, instance.id, beholder, webLinkOf(meeting, meeting.mtid)),
    registration: undefined,
  };
  return present(instance.lobby === true ? { ...view, ...HIDDEN_IN_LOBBY } : view);
}

/** What nobody is told while people only wait. */
const HIDDEN_IN_LOBBY = {
  password: undefined,
  phoneAndVideoSystemPassword: undefined,
  hostKey: undefined,
  sipAddress: undefined,
  telephony: undefined,
  meetingOptions: undefined,
  attendeePrivileges: undefined,
  audioConnectionOptions: undefined,
};

/** An ended instance has real seconds and few keys. */
function endedView(
  meeting: Meeting,
  instance: Instance,
  scheduledMeetingId: string,
  beholder: Beholder,
): MeetingView {
  return present({
    id: instance.id,
    meetingSeriesId: meeting.id,
    scheduledMeetingId,
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
    scheduledType: typeOf(meeting),
  });
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

function tail(meeting: Meeting, id: string, beholder: Beholder, webLink: string): Record<string, unknown> {
  const { options } = meeting;
  const room = meeting.scheduledType === 'personalRoomMeeting';
  return {
    ...hostOf(meeting, beholder),
    siteUrl: meeting.siteUrl,
    hostKey: beholder.asHost ? meeting.hostKey : undefined,
    webLink,
    sipAddress: room ? sipOfRoom(meeting) : `${meeting.meetingNumber}@${meeting.siteUrl}`,
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
    telephony: beholder.asHost ? telephonyOf(meeting, id) : undefined,
    meetingOptions: options.meetingOptions,
    attendeePrivileges: options.attendeePrivileges,
    registration: meeting.registration,
    sessionTypeId: options.sessionTypeId,
    scheduledType: typeOf(meeting),
    ...webinarOf(meeting, beholder),
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
function telephonyOf(meeting: Meeting, id: string): Record<string, unknown> | undefined {
  const audio = meeting.options.audioConnectionOptions;
  if (audio?.audioConnectionType !== 'webexAudio') return undefined;
  return {
    accessCode: meeting.meetingNumber,
    callInNumbers: CALL_IN_NUMBERS,
    links: [{ rel: 'globalCallinNumbers', href: `/v1/meetings/${id}/globalCallinNumbers`, method: 'GET' }],
  };
}

function typeOf({ scheduledType = 'meeting' }: Meeting): string {
  return scheduledType;
}

function sipOfRoom(meeting: Meeting): string {
  return `${personalRoomLink(meeting).split('/').at(-1) ?? ''}@${meeting.siteUrl}`;
}

/** What only webinars show. */
function webinarOf(meeting: Meeting, { asHost }: Beholder): Record<string, unknown> {
  if (meeting.scheduledType !== 'webinar') return {};
  return {
    enabledWebcastView: meeting.options.enabledWebcastView ?? false,
    panelistPassword: asHost ? (meeting.options.panelistPassword ?? meeting.password) : undefined,
    phoneAndVideoSystemPanelistPassword: asHost ? meeting.phonePassword : undefined,
    requireAttendeeLogin: meeting.options.requireAttendeeLogin ?? false,
    restrictToInvitees: meeting.options.restrictToInvitees ?? false,
    maxWebinarAttendeeCapacity: 1000,
  };
}

function present(view: Record<string, unknown>): MeetingView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
