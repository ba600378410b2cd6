import type { EventCard, Health } from '@webex-scheduler/contracts';
import type { EventDate } from '../calendar/event.ts';

/** What an event's card shows. Everything is known when it is built; nothing is asked here. */
export interface EventView {
  readonly calendarId: string;
  /** Absent while the host shows an event that has no id yet. */
  readonly eventId?: string;
  readonly title?: string;
  readonly start?: EventDate;
  readonly end?: EventDate;
  readonly state: EventCard['state'] | 'off';
  /** What the service said of it, now or last time. */
  readonly card?: EventCard;
  /** Set where the service could not be asked: when `card` was true (ms). */
  readonly asOf?: number;
  readonly health?: Health;
  readonly joinUrl?: string;
  readonly number?: string;
  readonly organizer?: string;
  /** The calendar's own title, where the card names it. */
  readonly calendarTitle?: string;
  /** The other provider's name, if another link stands on the event. */
  readonly other?: string;
  /** Guests that would lose the link. */
  readonly guests: number;
  /** The person's name, or the address. */
  readonly you: string;
  /** Whether the block is on the saved event, so that it can be removed there. */
  readonly removable: boolean;
  /** Whether there are guests outside who have not been told of the link on the event. */
  readonly untold: boolean;
  readonly code?: string;
}
