/**
 * What the client reads of Webex's answers. Unknown fields are tolerated and dropped (real replies carry fields
 * that the published description lacks), and all that a non-host or another site may not see is optional.
 * Source: the published OpenAPI description, webex/webex-openapi-specs, `webex-meeting.json`.
 */
import * as v from 'valibot';

const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());

const CallInNumber = v.object({
  label: v.optional(text),
  callInNumber: text,
  tollType: v.optional(text),
});

export const Meeting = v.object({
  id: v.pipe(text, v.minLength(1)),
  meetingNumber: v.optional(text),
  title: v.optional(text),
  meetingType: v.optional(text),
  state: v.optional(text),
  timezone: v.optional(text),
  start: instant,
  // An instance that is happening has no end.
  end: v.optional(instant),
  hostUserId: v.optional(text),
  hostEmail: v.optional(text),
  siteUrl: v.optional(text),
  webLink: v.optional(text),
  sipAddress: v.optional(text),
  password: v.optional(text),
  phoneAndVideoSystemPassword: v.optional(text),
  integrationTags: v.optional(v.array(text)),
  telephony: v.optional(
    v.object({
      accessCode: v.optional(text),
      callInNumbers: v.optional(v.array(CallInNumber)),
    }),
  ),
});
export type Meeting = v.InferOutput<typeof Meeting>;

export const Invitee = v.object({
  id: v.pipe(text, v.minLength(1)),
  email: text,
  displayName: v.optional(text),
  coHost: v.optional(v.boolean()),
});
export type Invitee = v.InferOutput<typeof Invitee>;

export const Person = v.object({
  id: v.pipe(text, v.minLength(1)),
  emails: v.array(text),
  displayName: v.optional(text),
  orgId: v.optional(text),
  timezone: v.optional(text),
  /** The suffix `#attendee` marks an account that cannot host on that site. */
  siteUrls: v.optional(v.array(text)),
});
export type Person = v.InferOutput<typeof Person>;

export const Site = v.object({ siteUrl: text, default: v.optional(v.boolean()) });
export type Site = v.InferOutput<typeof Site>;

export const SiteList = v.object({ sites: v.optional(v.array(Site), []) });
export const MeetingList = v.object({ items: v.array(Meeting) });
export const InviteeList = v.object({ items: v.array(Invitee) });
/** Only the fact of an answer matters: what landed is read by listing again. */
export const Anything = v.unknown();
