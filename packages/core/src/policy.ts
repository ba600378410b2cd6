/** What the organisation and the host decide about every meeting. */
export interface Policy {
  /** Addresses that are the host's own; never invited. Lower case. */
  readonly hostAddresses: readonly string[];
  /** The host's full name, for events without a title; unknown = the title is left as it is. */
  readonly hostName: string | undefined;
  /** Where an event names no usable zone. */
  readonly fallbackZone: string;
}

/** Every figure of the planner that a person could ask about, in one place. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Webex takes 10 minutes to 23:59 (older texts say 24 h; the stricter figure holds in both). */
export const SHORTEST = 10 * MINUTE;
export const LONGEST = 23 * HOUR + 59 * MINUTE;
/** Google's own Undo is shorter than this. */
export const GRACE = 2 * MINUTE;
export const DRAFT_LIFE = 24 * HOUR;
/** A draft's placeholder never starts before the draft's life is over. */
export const PLACEHOLDER_AHEAD = 25 * HOUR;
export const PLACEHOLDER_LENGTH = 60 * MINUTE;
/** How old the read may be on which a cancellation rests. */
export const FRESH_READ = 10 * MINUTE;
/** Webex indexes tags late: within this time "not found" does not mean "not made". */
export const SETTLE_TIME = 2 * MINUTE;
/** What somebody changed at Webex is left alone until it has not been touched for this long. */
export const UNTOUCHED = 10 * MINUTE;
/** Meetings this near are compared with Webex by the hourly check. */
export const NEAR = 48 * HOUR;
export const TITLE_LENGTH = 128;
export const MOST_GUESTS = 1000;
/** Webex counts failed creations too. */
export const CREATES_PER_DAY = 100;
