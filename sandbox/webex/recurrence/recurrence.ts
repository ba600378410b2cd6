/**
 * What a series repeats by: self-contained, so that its dates can be worked out (and remembered) from it alone.
 */
export interface Recurrence {
  /** As replies show it: normalised, cut to what Webex keeps. */
  readonly rule: string;
  /** The same dates as an RFC 5545 rule, where Webex means something else than the text of `rule` says. */
  readonly expansion: string;
  /** The first occurrence, ms since the epoch. */
  readonly start: number;
  /** The zone whose wall time the series keeps. */
  readonly timezone: string;
  /** `start` is an occurrence although the rule does not make it. */
  readonly extraStart: boolean;
  /** The most occurrences that Webex makes of a rule with an end. */
  readonly limit?: number;
}
