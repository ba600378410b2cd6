/** The last card states, for when the service cannot be asked: at most six hours old. */
import type { EventCard } from '@webex-scheduler/contracts';
import type { World } from '../ports.ts';

const SIX_HOURS = 21_600;

export interface KnownCard {
  readonly card: EventCard;
  /** When the service said so (ms). */
  readonly at: number;
}

/** Keeps what the service said of an event. */
export function rememberCard(world: World, card: EventCard): void {
  world.cache.set(key(card.calendarId, card.eventId), JSON.stringify({ card, at: world.now() }), SIX_HOURS);
}

/** What the service last said of it; nothing once the cache has lost it. */
export function knownCard(world: World, calendarId: string, eventId: string): Partial<KnownCard> {
  return JSON.parse(world.cache.get(key(calendarId, eventId)) ?? '{}') as Partial<KnownCard>;
}

/** Google's cache takes keys of up to 250 characters; ids may be longer, and a cut key is only a lost convenience. */
function key(calendarId: string, eventId: string): string {
  return `card:${eventId}:${calendarId}`.slice(0, 250);
}
