/** How an event looks in one calendar at the moment it was read. */

/** Whose copy the calendar holds. `organizer`: this calendar is the event's organiser (`organizer.self`). */
export type Copy = 'organizer' | 'guest';

/**
 * What a read says of an event that is not live:
 * `deleted` cancelled, and this calendar is (or was) the organiser · `moved` cancelled, or a guest's copy, and
 * another calendar organises it · `idOnly` a skeleton without organiser · `notFound` 404 on a direct read.
 */
export type Tombstone = 'deleted' | 'moved' | 'idOnly' | 'notFound';

/** Our block as found on the event: the conference parameters, readable by every guest, so they open nothing. */
export interface SeenBlock {
  readonly v: string;
  readonly ref: string;
  readonly gen: number;
  /** The event id the block was made for; another id than the event's own means a copy. */
  readonly eventId: string;
  /**
   * The video link as it stands on the event. The service compares its keyed hash with the meeting's, because Webex
   * may give a meeting another link when its time changes; it keeps neither.
   */
  readonly link?: string;
}

/** As in Calendar v3: `dateTime` (RFC 3339 with offset) and an IANA `timeZone`, or an all-day `date`. */
export interface EventTime {
  readonly dateTime?: string;
  readonly date?: string;
  readonly timeZone?: string;
}

export interface Guest {
  readonly email: string;
  readonly displayName?: string;
  /** A room or other resource. */
  readonly resource?: boolean;
  readonly organizer?: boolean;
  readonly optional?: boolean;
}

export interface EventReport {
  readonly id: string;
  readonly etag?: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly copy: Copy;
  readonly tombstone?: Tombstone;
  readonly iCalUID?: string;
  readonly recurringEventId?: string;
  /** RFC 3339 instant or date; the immutable key of an occurrence. */
  readonly originalStartTime?: string;
  /** The organiser's address as the calendar names it (a secondary calendar's own id counts). */
  readonly organizer?: string;
  readonly creator?: string;
  readonly block?: SeenBlock;
  /** Another provider's conference data, or another meeting link in the text: worked out in the add-on. */
  readonly otherLink: boolean;

  /**
   * Content: present only if the event carries our block and this calendar holds the organiser's copy, or the
   * service asked for it in `want`.
   */
  readonly start?: EventTime;
  readonly end?: EventTime;
  /** RFC 5545 lines (`RRULE:…`, `EXDATE…`) of a recurring event's master. */
  readonly recurrence?: readonly string[];
  readonly summary?: string;
  readonly guests?: readonly Guest[];
  /** True when Google capped the list or hides it: nobody is removed on the strength of this list. */
  readonly guestsPartial?: boolean;
}
