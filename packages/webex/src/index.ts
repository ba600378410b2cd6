/**
 * A thin typed client for the operations of the Webex REST API that this product uses.
 *
 * It never retries, never asks Webex to mail anybody, and never shows a vendor's body to its caller.
 *
 * @module
 */
export { WebexClient } from './client.ts';
export type { WebexClientOptions } from './client.ts';
export { WebexError } from './errors.ts';
export type { WebexErrorCode, WriteOutcome } from './errors.ts';
export { parseRetryAfter, MAX_RETRY_AFTER_S } from './retry-after.ts';
export type { Invitee, Meeting, Person, Site } from './schemas.ts';
export type { MeetingPatch, NewInvitee, NewMeeting } from './requests.ts';
export type { TagSearch } from './client.ts';
