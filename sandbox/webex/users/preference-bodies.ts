/** What may be sent for each part of a host's preferences. */
import * as v from 'valibot';
import { bodyFlag, bodyNumber } from '../request-values.ts';

const text = v.string();
const flag = bodyFlag;
const filled = v.pipe(v.string(), v.minLength(1));
const email = v.pipe(v.string(), v.email());

const PhoneNumber = v.object({
  countryCode: text,
  number: text,
  enabledCallInAuthentication: flag,
  enabledCallMe: flag,
});

export const RoomBody = v.object({
  topic: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  hostPin: v.pipe(v.string(), v.regex(/^\d{4}$/)),
  enabledAutoLock: flag,
  autoLockMinutes: v.pipe(bodyNumber, v.picklist([0, 5, 10, 15, 20])),
  enabledNotifyHost: flag,
  supportCoHost: flag,
  supportAnyoneAsCoHost: v.optional(flag, false),
  allowFirstUserToBeCoHost: v.optional(flag, false),
  allowAuthenticatedDevices: v.optional(flag, false),
  coHosts: v.array(v.object({ email, displayName: text })),
});
export type RoomBody = v.InferOutput<typeof RoomBody>;

export const AudioBody = v.object({
  defaultAudioType: v.picklist(['webexAudio', 'voipOnly', 'otherTeleconferenceService', 'none']),
  otherTeleconferenceDescription: text,
  enabledGlobalCallIn: flag,
  enabledTollFree: flag,
  enabledAutoConnection: flag,
  audioPin: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/))),
  officeNumber: PhoneNumber,
  mobileNumber: PhoneNumber,
});
export type AudioBody = v.InferOutput<typeof AudioBody>;

export const VideoBody = v.object({
  videoDevices: v.array(v.object({ deviceName: filled, deviceAddress: filled, isDefault: flag })),
});
export type VideoBody = v.InferOutput<typeof VideoBody>;

export const SchedulingBody = v.object({
  enabledJoinBeforeHost: flag,
  joinBeforeHostMinutes: v.pipe(
    bodyNumber,
    v.picklist([0, 5, 10, 15, 30, 45, 60]),
    v.check((minutes) => minutes <= 15),
  ),
  enabledAutoShareRecording: flag,
  enabledWebexAssistantByDefault: v.optional(flag),
  delegateEmails: v.optional(v.array(email), []),
});
export type SchedulingBody = v.InferOutput<typeof SchedulingBody>;

export const DelegatesBody = v.object({ emails: v.pipe(v.array(email), v.minLength(1)) });
export const DefaultSiteBody = v.object({ siteUrl: filled });
