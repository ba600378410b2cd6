import type { Health, Want } from './health.ts';

/** The states of an event's card; the names are those of the message catalogue (`event.<state>`). */
export type CardState =
  | 'none'
  | 'draft'
  | 'ok'
  | 'updating'
  | 'newlink'
  | 'pending'
  | 'later'
  | 'toolong'
  | 'who'
  | 'guest'
  | 'copied'
  | 'past'
  | 'two-links'
  | 'detached'
  | 'hand'
  | 'unattended'
  | 'removed'
  | 'moved'
  | 'restored'
  | 'late'
  | 'readonly'
  | 'limit'
  | 'licence';

export interface EventCard {
  readonly calendarId: string;
  readonly eventId: string;
  readonly state: CardState;
  /** Since when (ISO instant). */
  readonly since: string;
  /** When Webex last confirmed it (ISO instant), if ever. */
  readonly checkedAt?: string;
  /** When the service tries next, where it does (ISO instant). */
  readonly next?: string;
  /** The host's own address; a colleague's only if he may be named (same organisation). */
  readonly host?: string;
  readonly hostIsYou: boolean;
  readonly site?: string;
  readonly code?: string;
  /** Where the host opens the meeting in Webex. */
  readonly webexUrl?: string;
}

/** What the add-on knows of its own health. */
export interface AddonHealth {
  /** Calendars with a living trigger of ours. */
  readonly triggers: readonly string[];
  readonly hourly: boolean;
  /** Manifest scopes that the person has not granted. */
  readonly missingScopes: readonly string[];
  /** The day's trigger time is used up, if Google said so. */
  readonly tired: boolean;
}

export interface CheckRequest {
  readonly contract: number;
  readonly cause: 'hourly' | 'home' | 'open';
  readonly addon: AddonHealth;
  /** When each followed calendar was last listed (ISO instant), with its checkpoint. */
  readonly calendars: readonly {
    readonly calendarId: string;
    readonly checkpoint?: string;
    readonly listedAt?: string;
  }[];
  readonly open?: { readonly calendarId: string; readonly eventId: string };
  /** At most 25. */
  readonly upcoming?: readonly { readonly calendarId: string; readonly eventId: string }[];
}

export interface CheckAnswer {
  readonly want: Want;
  readonly health: Health;
  readonly cards: readonly EventCard[];
}
