import type { Block } from './conferences.ts';
import type { EventReport } from './report.ts';
import type { Health, Want } from './health.ts';

/** How a patch from an earlier answer ended, where it did not end in 200: `code` is the HTTP status (400, 412, 403 …). */
export interface PatchResult {
  readonly id: string;
  readonly code: number;
}

export interface ChangesRequest {
  readonly contract: number;
  readonly calendarId: string;
  readonly checkpoint?: string;
  /**
   * `incremental`: since the calendar's sync token · `full`: a listing of everything, in several calls, only
   * events with our block or asked for are sent · `offered`: events read one by one (want, offers).
   */
  readonly kind: 'incremental' | 'full' | 'offered';
  /** On `full`: which listing this belongs to, so that the service knows what a whole listing did not contain. */
  readonly listing?: string;
  /** True on the last page of a listing. */
  readonly complete: boolean;
  /** On `full`: how many events the listing saw so far, sent or not. */
  readonly seen?: number;
  /** At most 25. */
  readonly events: readonly EventReport[];
  readonly patches: readonly PatchResult[];
}

/**
 * What the add-on does about one event.
 * - `settled`: nothing.
 * - `patch`: PATCH the event's conference data with `If-Match`; `block: null` removes ours.
 * - `offerAgain`: report it again, not before the instant given.
 * - `show`: nothing to do now, the card says why.
 * - `notYours`: the reporter may not change this link; nothing changed.
 */
export type Outcome =
  | { readonly id: string; readonly do: 'settled' }
  | { readonly id: string; readonly do: 'patch'; readonly ifMatch: string; readonly block: Block | null }
  | { readonly id: string; readonly do: 'offerAgain'; readonly notBefore: string; readonly reason: string }
  | { readonly id: string; readonly do: 'show'; readonly code: string }
  | { readonly id: string; readonly do: 'notYours' };

export interface ChangesAnswer {
  readonly checkpoint: string;
  readonly outcomes: readonly Outcome[];
  readonly want: Want;
  readonly health: Health;
}
