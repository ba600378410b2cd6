/**
 * What the client sends. The schemas are strict: Webex ignores a misspelt field in silence, so an unknown one is
 * refused here. None of them knows `sendEmail`: the client adds it, always false.
 */
import * as v from 'valibot';

const email = v.pipe(v.string(), v.minLength(3), v.maxLength(320), v.includes('@'));
/** Wall time with the zone's own offset, or without one: a `Z` beside another zone is refused by Webex. */
const wallTime = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/));
const zone = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const title = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((value) => Array.from(value).length <= 128, 'at most 128 code points'),
);
const tags = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(3));

export const NewInvitee = v.strictObject({
  email,
  displayName: v.optional(v.pipe(v.string(), v.maxLength(128))),
  coHost: v.optional(v.boolean()),
});
export type NewInvitee = v.InferInput<typeof NewInvitee>;

export const NewMeeting = v.strictObject({
  title,
  start: wallTime,
  end: wallTime,
  timezone: zone,
  integrationTags: tags,
  invitees: v.optional(v.pipe(v.array(NewInvitee), v.maxLength(1000))),
  siteUrl: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.-]{3,253}$/i))),
});
export type NewMeeting = v.InferInput<typeof NewMeeting>;

/** Start, end and zone travel together or not at all: without the zone Webex reads the times as UTC. */
export const MeetingPatch = v.pipe(
  v.strictObject({
    title: v.optional(title),
    start: v.optional(wallTime),
    end: v.optional(wallTime),
    timezone: v.optional(zone),
    integrationTags: v.optional(tags),
  }),
  v.check(
    ({ start, end, timezone }) =>
      new Set([start, end, timezone].map((value) => value === undefined)).size === 1,
    'start, end and timezone together or none',
  ),
  v.check((patch) => Object.keys(patch).length > 0, 'nothing to change'),
);
export type MeetingPatch = v.InferInput<typeof MeetingPatch>;
