/**
 * What is kept of one calendar between executions: one property, written once at the end of each page, so that a
 * kill at any point leaves either the page before or the page after, never half of one.
 */
import type { PatchResult } from '@webex-scheduler/contracts';
import type { Keep } from '../ports.ts';

export interface CalendarState {
  readonly calendarId: string;
  /** Where the next incremental listing begins; absent = list everything first. */
  readonly syncToken?: string;
  /** A listing under way. */
  readonly listing?: Listing;
  /** What the service handed out with the last report it took in. */
  readonly checkpoint?: string;
  /** Ids to be read and reported again. */
  readonly offers: readonly string[];
  /** The earliest instant at which an offer is due (ms). */
  readonly offersDue?: number;
  /** List everything: no token, asked for, or more offers than fit. */
  readonly full: boolean;
  /** The full listing can wait for an execution that nobody looks at. */
  readonly background: boolean;
  /** Patches that were refused, to be told in the next report. */
  readonly patches: readonly PatchResult[];
  /** When the calendar was last listed to its end (ms). */
  readonly listedAt?: number;
}

export interface Listing {
  readonly kind: 'incremental' | 'full';
  readonly id: string;
  /** The page to go on with; absent = the first. */
  readonly page?: string;
  /** Events seen so far. */
  readonly seen: number;
  /** Whether the service has heard a part of it, so that it must hear its end. */
  readonly told: boolean;
}

/** More ids than this are not kept one by one: the whole calendar is listed instead. */
export const OFFERS_MOST = 150;
/** Google refuses a property's value above 9 KB; ids may be long. */
const VALUE_MOST = 8_500;
const PREFIX = 'calendar:';

/** A calendar that nothing is known of yet. */
export function emptyState(calendarId: string): CalendarState {
  return { calendarId, offers: [], full: true, background: false, patches: [] };
}

/** Every calendar that a state is kept of. */
export function knownCalendars(keep: Keep): readonly string[] {
  return keep
    .keys()
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}

/** The state as kept; a lost or unreadable property is a calendar that is listed anew. */
export function loadState(keep: Keep, calendarId: string): CalendarState {
  const text = keep.get(PREFIX + calendarId);
  if (text === null) return emptyState(calendarId);
  try {
    return { ...emptyState(calendarId), ...(JSON.parse(text) as Partial<CalendarState>), calendarId };
  } catch {
    return emptyState(calendarId);
  }
}

/**
 * Keeps the state. Offers that another execution added since `loaded` are carried over: the lock is thrift only, so
 * two executions may work on one calendar at once.
 */
export function saveState(keep: Keep, loaded: CalendarState, next: CalendarState): CalendarState {
  const kept = keep.get(PREFIX + next.calendarId);
  const current = kept === null ? loaded : loadState(keep, next.calendarId);
  const foreign = current.offers.filter((id) => !loaded.offers.includes(id) && !next.offers.includes(id));
  const merged = foreign.length === 0 ? next : withOffers(next, foreign, current.offersDue ?? 0);
  const state = fit({ ...merged, full: merged.full || (current.full && !loaded.full) });
  keep.set(PREFIX + state.calendarId, JSON.stringify(state));
  return state;
}

/** The state with more ids to offer, due at `due` at the latest; too many and the whole calendar is listed. */
export function withOffers(state: CalendarState, ids: readonly string[], due: number): CalendarState {
  if (ids.length === 0) return state;
  const { offersDue = due } = state;
  const offers = [...new Set([...state.offers, ...ids])];
  return fit({ ...state, offers, offersDue: Math.min(offersDue, due) });
}

/** The state without offers: what is still to be offered is added again by its outcome. */
export function withoutOffers(state: CalendarState, ids: readonly string[]): CalendarState {
  const offers = state.offers.filter((id) => !ids.includes(id));
  if (offers.length > 0) return { ...state, offers };
  const { offersDue: _due, ...rest } = state;
  return { ...rest, offers };
}

function fit(state: CalendarState): CalendarState {
  const tooMany = state.offers.length > OFFERS_MOST || JSON.stringify(state).length > VALUE_MOST;
  if (!tooMany) return state;
  const { offersDue: _due, ...rest } = state;
  return { ...rest, offers: [], patches: state.patches.slice(-20), full: true };
}
