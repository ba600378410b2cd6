/**
 * The decision: an event family as it is now × its link × what was applied → what is missing. Values in, decision
 * out: no clock, no randomness, no platform. `SPEC.md` numbers what must hold.
 */
export { cancelDue, isMassDeletion, mayCancel } from './cancel-rule.ts';
export type { CancelCause, CancelInput, CancelVerdict } from './cancel-rule.ts';
export { slotKey } from './family.ts';
export type { EventContent, EventGuest, EventTime, Reading, SeenBlock, Slot } from './family.ts';
export { fingerprintGuests, fingerprints, fingerprintTitle } from './fingerprint.ts';
export type { Fingerprints, Hash } from './fingerprint.ts';
export { decideLink, LINK_STATES, LINK_TABLE, NO_LINK_TABLE, see, SEEN } from './link-table.ts';
export type { LinkAction, LinkDecision, LinkReason, LinkState, Seen } from './link-table.ts';
export { planMeeting } from './meeting-plan.ts';
export type { Applied, Desired, MeetingChange, MeetingPlan } from './meeting-plan.ts';
export * as limits from './policy.ts';
export type { Policy } from './policy.ts';
export { isTooLong, placeholder, project, projectTitle, UnreadableTimeError, wallTime } from './project.ts';
export type { Clamp, Projection } from './project.ts';
