/** An event family as one calendar shows it now: an event, or a recurring event with its exceptions. */

/** As a calendar writes a time: an RFC 3339 date-time with its IANA zone, or a date for all-day events. */
export interface EventTime {
  readonly dateTime?: string | undefined;
  readonly date?: string | undefined;
  readonly timeZone?: string | undefined;
}

export interface EventGuest {
  readonly email: string;
  readonly displayName?: string | undefined;
  /** A room or other resource. */
  readonly resource?: boolean | undefined;
}

/** What a meeting is made from. Lives for one request, never at rest. */
export interface EventContent {
  readonly start: EventTime;
  readonly end: EventTime;
  readonly summary?: string | undefined;
  readonly guests: readonly EventGuest[];
  /** The list is capped or hidden: nobody is removed on the strength of it. */
  readonly guestsPartial: boolean;
}

/**
 * Which part of a family one meeting serves. Only `single` is planned today; the others have their place in types
 * and schema, so that series need no rebuild.
 */
export type Slot =
  | { readonly kind: 'single' }
  | { readonly kind: 'series' }
  | { readonly kind: 'part'; readonly n: number }
  | { readonly kind: 'occurrence'; readonly originalStart: string };

/** The slot as a column value: `single`, `series`, `part:2`, `occurrence:2026-11-24T09:00:00Z`. */
export function slotKey(slot: Slot): string {
  switch (slot.kind) {
    case 'single':
    case 'series':
      return slot.kind;
    case 'part':
      return `part:${String(slot.n)}`;
    case 'occurrence':
      return `occurrence:${slot.originalStart}`;
  }
}

/** Our block as the event carries it. Every guest can read it, so it opens nothing. */
export interface SeenBlock {
  readonly ref: string;
  readonly gen: number;
  /** The event the block was made for. */
  readonly eventId: string;
}

/** What one read of one event says. */
export type Reading =
  | {
      readonly kind: 'live';
      readonly eventId: string;
      readonly recurring: boolean;
      readonly recurringEventId?: string | undefined;
      readonly block?: SeenBlock | undefined;
    }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'lost' };
