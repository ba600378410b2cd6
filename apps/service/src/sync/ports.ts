/**
 * What the loop needs from the world outside: Webex for one host account, sealing of what is kept, random ids.
 * Implemented in `outbound/` and `seal/`; tests implement them as stateful worlds.
 */

import type { AccountRow } from '../store/accounts.ts';

/** A meeting as Webex shows it to its host. What Webex leaves out is absent here too. */
export interface WebexMeeting {
  readonly id: string;
  readonly meetingNumber: string;
  readonly title: string;
  /** RFC 3339 instants. */
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  /** `active`, `inProgress`, `expired`, … (facts: the states of a series). */
  readonly state: string;
  readonly hostEmail?: string | undefined;
  readonly hostUserId?: string | undefined;
  readonly siteUrl?: string | undefined;
  readonly webLink: string;
  readonly password?: string | undefined;
  readonly phoneAndVideoSystemPassword?: string | undefined;
  readonly sipAddress?: string | undefined;
  readonly telephony?:
    | {
        readonly accessCode?: string | undefined;
        readonly callInNumbers?:
          | readonly {
              readonly label?: string | undefined;
              readonly callInNumber: string;
              readonly tollType?: string | undefined;
            }[]
          | undefined;
      }
    | undefined;
  /** This client's own tags only: Webex shows no others. */
  readonly integrationTags?: readonly string[] | undefined;
}

export interface MeetingTimes {
  /** Wall time with the zone's own offset, e.g. `2026-11-24T10:00:00+01:00`. */
  readonly start: string;
  readonly end: string;
  /** IANA name. Always sent with start and end: without it Webex reads the times as UTC. */
  readonly timezone: string;
}

export interface MeetingGuest {
  readonly email: string;
  readonly displayName?: string;
}

export interface MeetingInput extends MeetingTimes {
  readonly title: string;
  readonly integrationTags: readonly string[];
  /** At most 1,000. */
  readonly invitees: readonly MeetingGuest[];
}

/** Only what is named changes; times go together. */
export interface MeetingPatch {
  readonly title?: string;
  readonly times?: MeetingTimes;
}

export interface Invitee {
  readonly id: string;
  readonly email: string;
  readonly displayName?: string | undefined;
}

export interface WebexPerson {
  readonly id: string;
  readonly email: string;
  readonly displayName?: string | undefined;
}

export interface WebexSite {
  readonly siteUrl: string;
  readonly isDefault: boolean;
}

/**
 * Webex with one host's token. Sends `sendEmail=false` everywhere, retries nothing (the one retry table is in
 * `sync/retries.ts`). Throws only `WebexFailure`s.
 */
export interface WebexPort {
  me(): Promise<WebexPerson>;
  sites(): Promise<readonly WebexSite[]>;
  createMeeting(input: MeetingInput): Promise<WebexMeeting>;
  getMeeting(id: string): Promise<WebexMeeting>;
  /** Lists with an explicit window (ISO instants) and drops each hit whose own tags lack `tag`. */
  findByTag(
    tag: string,
    window: { readonly from: string; readonly to: string },
  ): Promise<readonly WebexMeeting[]>;
  patchMeeting(id: string, patch: MeetingPatch): Promise<WebexMeeting>;
  deleteMeeting(id: string): Promise<void>;
  listInvitees(meetingId: string): Promise<readonly Invitee[]>;
  addInvitees(meetingId: string, guests: readonly MeetingGuest[]): Promise<void>;
  removeInvitee(inviteeId: string): Promise<void>;
}

/**
 * Gives the port of a host account; the token is fetched, and refreshed, at the first call. `known` is the account's
 * row where it has just been read: it is read again only if its token is not good any more.
 */
export interface WebexAccess {
  for(orgId: string, accountId: string, known?: AccountRow): WebexPort;
}

/**
 * How a call to Webex failed. `refused`: not applied, for certain · `unknown`: may have been applied, now or
 * later (timeout, cut connection, 5xx on a write).
 */
export interface WebexFailure extends Error {
  readonly code: string;
  readonly outcome: 'refused' | 'unknown';
  /** HTTP status; absent or 0 when none came. */
  readonly status?: number | undefined;
  readonly retryAfterS?: number | undefined;
  readonly trackingId?: string | undefined;
}

/** The stored sign-in is dead or missing: codes of a `WebexFailure` that only the person can mend. */
export const SIGN_IN_CODES: ReadonlySet<string> = new Set([
  'webex-reconnect',
  'webex-not-linked',
  'webex-unauthorised',
]);

/** True for any error of a `WebexPort`; structural, since the client's own class satisfies it. */
export function isWebexFailure(error: unknown): error is WebexFailure {
  return (
    error instanceof Error &&
    'outcome' in error &&
    (error.outcome === 'refused' || error.outcome === 'unknown')
  );
}

/** What a sealed value belongs to; bound as additional authenticated data, so that rows cannot be swapped. */
export interface SealContext {
  readonly orgId: string;
  /** The row's own id. */
  readonly row: string;
  /** e.g. `account.address`, `account.webex-refresh-token`, `calendar.id`. */
  readonly kind: string;
}

export type HashKind = 'address' | 'calendar' | 'tag' | 'fingerprint' | 'state' | 'session';

/** Encryption of what is kept, and keyed hashes for looking up without keeping. */
export interface Seal {
  /** Base64url text that carries its key id. */
  seal(plain: string, context: SealContext): string;
  /** @throws if the context differs, the text was altered, or the key is unknown. */
  open(sealed: string, context: SealContext): string;
  /** HMAC-SHA256, base64url (43 characters), with a key of its own per kind. */
  keyedHash(kind: HashKind, text: string): string;
  /** Which key `keyedHash` uses now. */
  readonly hashKeyId: string;
}

/** Unpredictable ids: 128 random bits, 22 characters of base64url. */
export interface Ids {
  random(): string;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
