/** Bodies of create and update. Fields that nobody knows are ignored without a word: a misspelt one has no effect. */
import * as v from 'valibot';
import { bodyFlag } from '../request-values.ts';
import { RegistrationForm } from '../registration/registration.ts';
import { malformed, notBuilt } from '../webex-error.ts';
import { OptionEntries } from './meeting-options.ts';
import type { Meeting, ScheduledType } from './meeting.ts';

const tags = v.nullable(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(3)));
const siteUrl = v.optional(v.pipe(v.string(), v.minLength(1)));

export const InviteeEntry = v.object({
  email: v.pipe(v.string(), v.email()),
  displayName: v.optional(v.pipe(v.string(), v.maxLength(128))),
  coHost: v.optional(bodyFlag, false),
  panelist: v.optional(bodyFlag, false),
});
export type InviteeEntry = v.InferOutput<typeof InviteeEntry>;

const shared = {
  ...OptionEntries,
  agenda: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1300)))),
  timezone: v.optional(v.string()),
  hostEmail: v.optional(v.string()),
  sendEmail: v.optional(bodyFlag, true),
  integrationTags: v.optional(tags),
  recurrence: v.optional(v.nullable(v.string())),
};

const title = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const password = v.pipe(v.string(), v.minLength(1));

export const CreateBody = v.object({
  ...shared,
  title,
  start: v.string(),
  end: v.string(),
  password: v.optional(password),
  siteUrl,
  scheduledType: v.optional(v.picklist(['meeting', 'webinar', 'personalRoomMeeting']), 'meeting'),
  templateId: v.optional(v.pipe(v.string(), v.minLength(1))),
  registration: v.optional(RegistrationForm),
  invitees: v.optional(v.pipe(v.array(InviteeEntry), v.maxLength(1000)), []),
});
export type CreateBody = v.InferOutput<typeof CreateBody>;

/** PATCH: only what is named. It has no invitees, which are dropped like any unknown field. */
export const PatchBody = v.object({
  ...shared,
  title: v.optional(title),
  start: v.optional(v.string()),
  end: v.optional(v.string()),
  password: v.optional(password),
});
export type PatchBody = v.InferOutput<typeof PatchBody>;

export const PutBody = v.object({ ...shared, title, password, start: v.string(), end: v.string() });

/** What a meeting can be besides a scheduled one; present and set = refused by name, never half done. */
const LATER: Readonly<Record<string, string>> = {
  adhoc: 'instant meetings of a space',
  roomId: 'meetings of a space',
  liveStream: 'live streams',
};

/** @throws {WebexError} 501 naming what the body asks for beyond a scheduled meeting */
export function refuseLater(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [field, what] of Object.entries(LATER)) {
    const value = (body as Readonly<Record<string, unknown>>)[field];
    if (value !== undefined && value !== null && value !== false && value !== '') throw notBuilt(what);
  }
}

/** Fields that exclude each other, and what a kind of meeting has no place for. @throws {WebexError} 400 */
export function checkCombinations(body: PatchBody, type: ScheduledType): void {
  if (body.allowAnyUserToBeCoHost === true && body.allowFirstUserToBeCoHost === true) {
    throw malformed(
      "You can not turn on 'allowAnyUserToBeCoHost' and 'allowFirstUserToBeCoHost' at the same time.",
    );
  }
  const { joinBeforeHostMinutes } = body;
  const minutes = type === 'webinar' ? [0, 15, 30, 45, 60] : [0, 5, 10, 15];
  if (joinBeforeHostMinutes !== undefined && !minutes.includes(joinBeforeHostMinutes))
    throw malformed("'joinBeforeHostMinutes' is invalid");
  if (type !== 'personalRoomMeeting') return;
  const { templateId } = body as { readonly templateId?: string };
  if (templateId !== undefined || body.enabledAutoRecordMeeting === true)
    throw malformed(
      "'templateId' and 'enabledAutoRecordMeeting' are not supported for a personal room meeting",
    );
}

/**
 * A form is for a single meeting that nobody enters before its host, and never for a personal room.
 * https://developer.webex.com/docs/api/v1/meetings/create-a-meeting (registration)
 * @throws {WebexError} 400
 */
export function checkRegistration(meeting: Pick<Meeting, 'recurrence' | 'scheduledType' | 'options'>): void {
  const { scheduledType = 'meeting', options } = meeting;
  const early = scheduledType === 'meeting' && options.enabledJoinBeforeHost === true;
  if (meeting.recurrence || scheduledType === 'personalRoomMeeting' || early)
    throw malformed("'registration' is not supported for this meeting");
}
