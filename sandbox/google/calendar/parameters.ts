/** Query parameters of the event methods, already parsed; routes and the page host both make them. */
import type { ConferenceDataResource } from './event-resource-type.ts';

export type SendUpdates = 'all' | 'externalOnly' | 'none';

export interface ReadOptions {
  readonly timeZone?: string | undefined;
  readonly maxAttendees?: number | undefined;
}

export interface WriteOptions extends ReadOptions {
  /** 0 (the default of the API) ignores the body's conference data without a word. */
  readonly conferenceDataVersion?: 0 | 1 | undefined;
  /** Left out: nobody is told. */
  readonly sendUpdates?: SendUpdates | undefined;
  /** Without it the body's attachments are ignored without a word. */
  readonly supportsAttachments?: boolean | undefined;
  /** The `If-Match` header; a mismatch is 412. */
  readonly ifMatch?: string | undefined;
}

export interface ListOptions extends ReadOptions {
  readonly syncToken?: string | undefined;
  readonly pageToken?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly singleEvents?: boolean | undefined;
  readonly showDeleted?: boolean | undefined;
  /** Invitations that the person's settings keep out of sight until he answers. */
  readonly showHiddenInvitations?: boolean | undefined;
  readonly orderBy?: string | undefined;
  readonly timeMin?: string | undefined;
  readonly timeMax?: string | undefined;
  readonly updatedMin?: string | undefined;
  readonly iCalUID?: string | undefined;
  readonly q?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly privateExtendedProperty?: readonly string[] | undefined;
  readonly sharedExtendedProperty?: readonly string[] | undefined;
}

export interface InstancesOptions extends ReadOptions {
  readonly pageToken?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly showDeleted?: boolean | undefined;
  readonly originalStart?: string | undefined;
  readonly timeMin?: string | undefined;
  readonly timeMax?: string | undefined;
}

export type { ConferenceDataResource };
