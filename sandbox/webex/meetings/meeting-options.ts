/**
 * The options of a meeting: what may be sent, and what a site fills in where nothing was. The defaults differ by
 * site, as recordings of a company's suite and of a free site show.
 */
import * as v from 'valibot';
import { bodyFlag, bodyNumber } from '../request-values.ts';

const flag = v.optional(bodyFlag);
const number = v.optional(bodyNumber);

/** The options in a body of create or update. Unknown keys are dropped without a word, as Webex does. */
export const OptionEntries = {
  enabledAutoRecordMeeting: flag,
  allowAnyUserToBeCoHost: flag,
  allowFirstUserToBeCoHost: flag,
  allowAuthenticatedDevices: flag,
  enabledJoinBeforeHost: flag,
  joinBeforeHostMinutes: v.optional(v.pipe(bodyNumber, v.picklist([0, 5, 10, 15, 30, 45, 60]))),
  enableConnectAudioBeforeHost: flag,
  excludePassword: flag,
  publicMeeting: flag,
  reminderTime: number,
  enableAutomaticLock: flag,
  automaticLockMinutes: number,
  unlockedMeetingJoinSecurity: v.optional(v.picklist(['allowJoin', 'allowJoinWithLobby', 'blockFromJoin'])),
  sessionTypeId: number,
  enabledBreakoutSessions: flag,
  enabledVisualWatermark: flag,
  enabledAudioWatermark: flag,
  enabledWebcastView: flag,
  panelistPassword: v.optional(v.pipe(v.string(), v.minLength(1))),
  requireAttendeeLogin: flag,
  restrictToInvitees: flag,
  trackingCodes: v.optional(
    v.nullable(v.array(v.object({ name: v.string(), value: v.pipe(v.string(), v.maxLength(120)) }))),
  ),
  meetingOptions: v.optional(v.object({ enabledChat: flag, enabledVideo: flag, enabledFileTransfer: flag })),
  attendeePrivileges: v.optional(v.record(v.string(), bodyFlag)),
  audioConnectionOptions: v.optional(
    v.object({
      audioConnectionType: v.optional(v.picklist(['webexAudio', 'VoIP', 'other', 'none'])),
      enabledTollFreeCallIn: flag,
      enabledGlobalCallIn: flag,
      enabledAudienceCallBack: flag,
      entryAndExitTone: v.optional(v.picklist(['beep', 'announceName', 'noTone'])),
      allowHostToUnmuteParticipants: flag,
      allowAttendeeToUnmuteSelf: flag,
      muteAttendeeUponEntry: flag,
    }),
  ),
} as const;

/** All options of one meeting; a key without value is not shown. */
export type MeetingOptions = v.InferOutput<v.ObjectSchema<typeof OptionEntries, undefined>>;

export type SiteProfile = 'suite-2026' | 'free';

const ATTENDEE_PRIVILEGES = {
  enabledShareContent: true,
  enabledSaveDocument: true,
  enabledPrintDocument: true,
  enabledAnnotate: true,
  enabledViewParticipantList: true,
  enabledViewThumbnails: true,
  enabledRemoteControl: true,
  enabledViewAnyDocument: true,
  enabledViewAnyPage: true,
  enabledContactOperatorPrivately: false,
  enabledChatHost: true,
  enabledChatPresenter: true,
  enabledChatOtherParticipants: true,
};

const SUITE: MeetingOptions = {
  enabledAutoRecordMeeting: false,
  allowAnyUserToBeCoHost: false,
  allowFirstUserToBeCoHost: false,
  allowAuthenticatedDevices: true,
  enabledJoinBeforeHost: false,
  joinBeforeHostMinutes: 0,
  enableConnectAudioBeforeHost: false,
  excludePassword: false,
  publicMeeting: false,
  enableAutomaticLock: false,
  unlockedMeetingJoinSecurity: 'allowJoinWithLobby',
  meetingOptions: { enabledChat: true, enabledVideo: true, enabledFileTransfer: true },
  attendeePrivileges: ATTENDEE_PRIVILEGES,
  sessionTypeId: 3,
  enabledVisualWatermark: false,
  enabledBreakoutSessions: false,
  audioConnectionOptions: {
    audioConnectionType: 'webexAudio',
    enabledTollFreeCallIn: false,
    enabledGlobalCallIn: true,
    enabledAudienceCallBack: false,
    entryAndExitTone: 'noTone',
    allowHostToUnmuteParticipants: false,
    allowAttendeeToUnmuteSelf: true,
    muteAttendeeUponEntry: false,
  },
};

const FREE: MeetingOptions = {
  ...withoutCoHosts(SUITE),
  enabledJoinBeforeHost: true,
  joinBeforeHostMinutes: 5,
  enableConnectAudioBeforeHost: true,
  unlockedMeetingJoinSecurity: 'allowJoin',
  meetingOptions: { enabledChat: true, enabledVideo: true, enabledFileTransfer: false },
  sessionTypeId: 628,
  audioConnectionOptions: {
    ...SUITE.audioConnectionOptions,
    audioConnectionType: 'VoIP',
    enabledGlobalCallIn: false,
    entryAndExitTone: 'beep',
  },
};

function withoutCoHosts(options: MeetingOptions): MeetingOptions {
  const { allowAnyUserToBeCoHost: _any, allowFirstUserToBeCoHost: _first, ...rest } = options;
  return rest;
}

export function siteDefaults(profile: SiteProfile): MeetingOptions {
  return profile === 'free' ? FREE : SUITE;
}

/** `before` with what `body` names laid over it, nested objects key by key. */
export function mergeOptions(before: MeetingOptions, body: MeetingOptions): MeetingOptions {
  const named = Object.fromEntries(
    Object.keys(OptionEntries)
      .map((key) => [key, body[key as keyof MeetingOptions]] as const)
      .filter(([, value]) => value !== undefined),
  ) as MeetingOptions;
  return {
    ...before,
    ...named,
    meetingOptions: { ...before.meetingOptions, ...named.meetingOptions },
    attendeePrivileges: { ...before.attendeePrivileges, ...named.attendeePrivileges },
    audioConnectionOptions: { ...before.audioConnectionOptions, ...named.audioConnectionOptions },
  };
}

/** Tracking codes that were set to null vanish from replies. */
export function withoutNull(options: MeetingOptions): MeetingOptions {
  if (options.trackingCodes !== null) return options;
  const { trackingCodes: _none, ...rest } = options;
  return rest;
}
