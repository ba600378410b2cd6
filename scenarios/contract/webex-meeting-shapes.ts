/**
 * The meeting as local Webex must show it, by type and state. Sources: recorded replies of 2020 to 2026 (keys that are
 * always, sometimes, never there) and the guide's table of attributes by state, https://developer.webex.com/docs/meetings
 */
import {
  atMost,
  filled,
  flag,
  itemsOf,
  listOf,
  matching,
  object,
  oneOf,
  orNull,
  text,
  whole,
  type JsonSchema,
} from './json-schema.ts';
import { registrationForm } from './webex-registration-operations.ts';

const SERIES_ID = '[0-9a-f]{32}';
const OFFSET = '(Z|[+-]\\d\\d:\\d\\d)';
const seriesId = matching(new RegExp(`^${SERIES_ID}$`));
const occurrenceId = matching(new RegExp(`^${SERIES_ID}_\\d{8}T\\d{6}Z$`));
const instanceId = matching(new RegExp(`^${SERIES_ID}_I_\\d{18}$`));
/** A meeting of any kind. */
export const meetingId = matching(new RegExp(`^${SERIES_ID}(_\\d{8}T\\d{6}Z|_I_\\d{18})?$`));
export const inviteeId = matching(new RegExp(`^${SERIES_ID}(_\\d{8}T\\d{6}Z|_I_\\d{18})?_\\d{10}$`));
const minute = matching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00${OFFSET}$`));
const second = matching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d${OFFSET}$`));
const elevenDigits = matching(/^2\d{10}$/);
export const personId = matching(/^[A-Za-z0-9]{70,90}$/);
const tags = listOf(atMost(64), 3);

const privileges = Object.fromEntries(
  [
    'ShareContent SaveDocument PrintDocument Annotate ViewParticipantList ViewThumbnails RemoteControl',
    'ViewAnyDocument ViewAnyPage ContactOperatorPrivately ChatHost ChatPresenter ChatOtherParticipants',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [`enabled${name}`, flag]),
);
const audio = {
  audioConnectionType: oneOf('webexAudio', 'VoIP', 'other', 'none'),
  enabledTollFreeCallIn: flag,
  enabledGlobalCallIn: flag,
  enabledAudienceCallBack: flag,
  entryAndExitTone: oneOf('beep', 'announceName', 'noTone'),
  allowHostToUnmuteParticipants: flag,
  allowAttendeeToUnmuteSelf: flag,
  muteAttendeeUponEntry: flag,
};
const callInNumber = object({
  label: filled,
  callInNumber: matching(/^\+\d+-/),
  tollType: oneOf('toll', 'tollFree'),
});
export const telephony = object({
  accessCode: elevenDigits,
  callInNumbers: listOf(callInNumber),
  links: listOf(
    object({ rel: oneOf('globalCallinNumbers'), href: matching(/^\/v1\/meetings\//), method: oneOf('GET') }),
  ),
});
const codes = listOf(object({ name: filled, value: { type: 'string', maxLength: 120 } }));

/** Options that a body may name; a site decides about the rest. */
const sentOptions = {
  enabledAutoRecordMeeting: flag,
  allowAnyUserToBeCoHost: flag,
  allowFirstUserToBeCoHost: flag,
  allowAuthenticatedDevices: flag,
  enabledJoinBeforeHost: flag,
  joinBeforeHostMinutes: oneOf(0, 5, 10, 15, 30, 45, 60),
  enableConnectAudioBeforeHost: flag,
  excludePassword: flag,
  publicMeeting: flag,
  reminderTime: whole,
  enableAutomaticLock: flag,
  automaticLockMinutes: whole,
  unlockedMeetingJoinSecurity: oneOf('allowJoin', 'allowJoinWithLobby', 'blockFromJoin'),
  sessionTypeId: whole,
  enabledBreakoutSessions: flag,
  enabledVisualWatermark: flag,
  enabledAudioWatermark: flag,
  enabledWebcastView: flag,
  panelistPassword: filled,
  requireAttendeeLogin: flag,
  restrictToInvitees: flag,
  meetingOptions: object({}, { enabledChat: flag, enabledVideo: flag, enabledFileTransfer: flag }),
  attendeePrivileges: object({}, privileges),
  audioConnectionOptions: object({}, audio),
};
const sentText = {
  agenda: orNull(atMost(1300)),
  password: filled,
  timezone: filled,
  recurrence: orNull(matching(/^FREQ=/)),
  hostEmail: filled,
  sendEmail: flag,
  integrationTags: orNull(tags),
  trackingCodes: orNull(codes),
};
const invitee = object({ email: filled }, { displayName: atMost(128), coHost: flag, panelist: flag });
const times = { start: filled, end: filled };

export const createBody = object(
  { title: atMost(128) },
  {
    ...times,
    ...sentText,
    ...sentOptions,
    siteUrl: filled,
    templateId: filled,
    scheduledType: oneOf('meeting', 'webinar', 'personalRoomMeeting'),
    invitees: listOf(invitee, 1000),
  },
);
export const patchBody = object({}, { title: atMost(128), ...times, ...sentText, ...sentOptions });
export const putBody = object(
  { title: atMost(128), password: filled, ...times },
  { ...sentText, ...sentOptions },
);

const hosted = {
  hostUserId: personId,
  hostDisplayName: filled,
  hostEmail: filled,
  siteUrl: matching(/^[\w.-]+$/),
};
const shown = {
  meetingNumber: elevenDigits,
  title: atMost(128),
  timezone: filled,
  ...hosted,
  webLink: matching(/^https:\/\/[^/]+\/(\w+\/j\.php\?MTID=m[0-9a-f]{32}|meet\/\S+)$/),
  dialInIpAddress: matching(/^[\d.]+$/),
  enabledAutoRecordMeeting: flag,
  allowAuthenticatedDevices: flag,
  enabledJoinBeforeHost: flag,
  joinBeforeHostMinutes: whole,
  enableConnectAudioBeforeHost: flag,
  excludePassword: flag,
  publicMeeting: flag,
  enableAutomaticLock: flag,
  unlockedMeetingJoinSecurity: sentOptions.unlockedMeetingJoinSecurity,
  sessionTypeId: whole,
  scheduledType: oneOf('meeting', 'webinar', 'personalRoomMeeting'),
  simultaneousInterpretation: object({ enabled: { const: false } }),
  enabledVisualWatermark: flag,
  enabledBreakoutSessions: flag,
  enabledLiveStream: { const: false },
};
/** Hidden from everybody while people only wait. */
const joined = {
  sipAddress: matching(/^[^@]+@[^@]+$/),
  meetingOptions: object({ enabledChat: flag, enabledVideo: flag, enabledFileTransfer: flag }),
  attendeePrivileges: object(privileges),
  audioConnectionOptions: object(audio),
};
const hostOnly = {
  password: filled,
  phoneAndVideoSystemPassword: matching(/^\d{8}$/),
  hostKey: matching(/^\d{6}$/),
  telephony,
};
const sometimes = {
  agenda: atMost(1300),
  allowAnyUserToBeCoHost: flag,
  allowFirstUserToBeCoHost: flag,
  reminderTime: whole,
  automaticLockMinutes: whole,
  integrationTags: tags,
  trackingCodes: codes,
  registration: registrationForm,
  enabledAudioWatermark: flag,
  // Webinars only.
  enabledWebcastView: flag,
  panelistPassword: filled,
  phoneAndVideoSystemPanelistPassword: matching(/^\d{8}$/),
  requireAttendeeLogin: flag,
  restrictToInvitees: flag,
  maxWebinarAttendeeCapacity: whole,
  /** No description has it: replies may always hold more than is known. */
  maxMeetingAttendeeCapacity: whole,
};

export const series = object(
  {
    id: seriesId,
    meetingType: oneOf('meetingSeries'),
    state: oneOf('active', 'inProgress', 'expired'),
    start: minute,
    end: minute,
    ...shown,
    ...joined,
  },
  { ...hostOnly, ...sometimes, meetingSeriesId: seriesId, recurrence: matching(/^FREQ=\w+;/) },
);
const occurrence = object(
  {
    id: occurrenceId,
    meetingSeriesId: seriesId,
    meetingType: oneOf('scheduledMeeting'),
    state: oneOf('scheduled', 'ready', 'inProgress', 'ended', 'missed'),
    isModified: flag,
    start: minute,
    end: minute,
    ...shown,
    ...joined,
  },
  { ...hostOnly, ...sometimes },
);
const ofSeries = { id: instanceId, meetingSeriesId: seriesId, scheduledMeetingId: occurrenceId };
const lobby = object(
  { ...ofSeries, meetingType: oneOf('meeting'), state: oneOf('lobby'), start: second, ...shown },
  sometimes,
);
const running = object(
  {
    ...ofSeries,
    meetingType: oneOf('meeting'),
    state: oneOf('inProgress'),
    start: second,
    ...shown,
    ...joined,
  },
  { ...hostOnly, ...sometimes },
);
const ended = object(
  {
    ...ofSeries,
    title: atMost(128),
    meetingType: oneOf('meeting'),
    state: oneOf('ended'),
    timezone: filled,
    start: second,
    end: second,
    ...hosted,
    webLink: filled,
    scheduledType: shown.scheduledType,
  },
  { agenda: atMost(1300), integrationTags: tags },
);

/** Any meeting: which shape it must have, its own type and state say. */
export const anyMeeting: JsonSchema = {
  type: 'object',
  required: ['meetingType', 'state'],
  discriminator: { propertyName: 'meetingType' },
  oneOf: [
    series,
    occurrence,
    {
      type: 'object',
      properties: { meetingType: { const: 'meeting' } },
      required: ['meetingType', 'state'],
      allOf: [lobby, running, ended].map((schema) => ({
        if: { properties: { state: (schema['properties'] as Record<string, JsonSchema>)['state'] } },
        then: schema,
      })),
    },
  ],
};
export const meetingList = itemsOf(anyMeeting);
export const invitees = itemsOf(
  object({
    id: inviteeId,
    email: filled,
    displayName: text,
    coHost: flag,
    meetingId,
    panelist: flag,
  }),
);
