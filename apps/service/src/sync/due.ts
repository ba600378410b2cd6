import { cancelDue, limits } from '@webex-scheduler/core';
import type { LinkRow } from '../store/links.ts';
import type { OrganisationRow } from '../store/organisations.ts';
import type { IntentRow, SlotRow } from '../store/slots.ts';

/**
 * When a link falls due next by what its rows say; null = only a report can move it. A pure function, so that a
 * lost wake-up is impossible: each piece of work ends by working this out anew.
 */
export function dueOf(
  link: LinkRow,
  slots: readonly SlotRow[],
  intents: readonly IntentRow[],
  organisation: Pick<OrganisationRow, 'retention_days' | 'webex_delete_after_days'>,
  now: number,
): number | null {
  const dues: (number | null)[] = [purgeDue(link, slots, organisation), draftDue(link, slots)];
  for (const slot of slots)
    dues.push(slotDue(slot, link, intents, organisation.webex_delete_after_days, now));
  if (link.state === 'wished') dues.push(link.retry_at?.getTime() ?? null);
  return earliest(dues);
}

function slotDue(
  slot: SlotRow,
  link: LinkRow,
  intents: readonly IntentRow[],
  deleteAfterDays: number | null,
  now: number,
): number | null {
  const retryAt = link.retry_at?.getTime() ?? 0;
  switch (slot.state) {
    case 'creating': {
      const began = createdSince(slot, intents);
      return began === null ? null : Math.max(began + limits.SETTLE_TIME, retryAt);
    }
    case 'live':
      return earliest([
        slot.unknown_at === null ? null : Math.max(slot.unknown_at.getTime() + limits.SETTLE_TIME, retryAt),
        slot.wanted_start_at === null ? null : Math.max(now, retryAt),
        slot.foreign_since === null ? null : slot.foreign_since.getTime() + limits.UNTOUCHED,
        deleteAfterDays === null || slot.meeting_id === null
          ? null
          : Math.max(slot.end_at.getTime() + deleteAfterDays * limits.DAY, retryAt),
      ]);
    case 'cancelling': {
      const due = slotCancelDue(slot);
      // Past its time it may wait for something that only a report or a person can bring.
      if (due > now) return due;
      return slot.cancel_waits === null ? Math.max(now, retryAt) : null;
    }
    case 'cancelled':
    case 'gone':
      return null;
  }
}

/** When a slot that is to go may go. */
export function slotCancelDue(slot: Pick<SlotRow, 'cancel_cause' | 'cancel_since'>): number {
  const since = slot.cancel_since?.getTime() ?? 0;
  return slot.cancel_cause === null || slot.cancel_cause === 'asked'
    ? since
    : cancelDue(slot.cancel_cause, since);
}

/** Since when a creation's outcome is not known: what it said itself, or the intent that no one finished. */
export function createdSince(slot: SlotRow, intents: readonly IntentRow[]): number | null {
  if (slot.unknown_at !== null) return slot.unknown_at.getTime();
  const intent = intents.find((open) => open.verb === 'create' && open.gen === slot.gen);
  return intent?.started_at.getTime() ?? null;
}

function draftDue(link: LinkRow, slots: readonly SlotRow[]): number | null {
  if (link.state !== 'draft' || link.handed_at === null) return null;
  const waits = slots.some((slot) => slot.gen === link.gen && slot.state === 'live');
  return waits ? cancelDue('draft', link.handed_at.getTime()) : null;
}

/** The rows of a family go when the last occurrence is over and the organisation's days have passed. */
export function purgeDue(
  link: LinkRow,
  slots: readonly SlotRow[],
  organisation: Pick<OrganisationRow, 'retention_days' | 'webex_delete_after_days'>,
): number | null {
  const over = link.over_at ?? (link.state === 'live' || link.state === 'draft' ? null : link.state_since);
  if (over === null) return null;
  const ends = slots
    .filter((slot) => slot.state === 'cancelling' || slot.state === 'live')
    .map((slot) => slot.end_at.getTime());
  // A meeting that Webex is to delete later can only be named as long as its id is here.
  const awaited = slots.some((slot) => slot.state === 'live' && slot.meeting_id !== null)
    ? (organisation.webex_delete_after_days ?? 0)
    : 0;
  return Math.max(over.getTime(), ...ends) + Math.max(organisation.retention_days, awaited) * limits.DAY;
}

function earliest(instants: readonly (number | null)[]): number | null {
  const set = instants.filter((at) => at !== null);
  return set.length === 0 ? null : Math.min(...set);
}
