import type { EventReport } from '@webex-scheduler/contracts';
import { isMassDeletion, limits } from '@webex-scheduler/core';
import type { LinkDecision, Seen } from '@webex-scheduler/core';
import { readCalendar, stopCalendar } from '../store/calendars.ts';
import { wakeByRef } from '../store/link-dues.ts';
import { changeLink, countGoing, linksOfEvent, readLink } from '../store/links.ts';
import type { LinkChange, LinkRow } from '../store/links.ts';
import type { OrgTransaction } from '../store/database.ts';
import type { SlotChange, SlotId, SlotRow } from '../store/slots.ts';
import { opens } from './block.ts';
import type { LinkWork } from './link-work.ts';

/** Records what a read of the event said, with what follows from it for the link's state and its meetings. */
export async function recordReading(
  work: LinkWork,
  event: EventReport,
  seen: Seen,
  decision: LinkDecision,
): Promise<void> {
  const now = work.now;
  const before = work.link;
  const changed = decision.next !== before.state;
  const shows = showsAfter(before, event, seen);
  const stoppedShowing =
    before.shows_ref !== null &&
    shows !== null &&
    (shows.shows_ref !== before.shows_ref || shows.shows_gen !== before.shows_gen);
  const going = work.slots.filter((slot) => slot.state === 'cancelling');
  const link: LinkChange = {
    state: decision.next,
    ...(changed ? { state_since: new Date(now) } : {}),
    ...(decision.action === 'end' ? { ended_as: before.state } : {}),
    ...(shows ?? {}),
    ...(going.length > 0 ? { retry_at: null } : {}),
    ...(decision.action === 'handOver' && event.organizer !== undefined
      ? { moved_to_hash: work.world.seal.keyedHash('calendar', event.organizer) }
      : {}),
    read_at: new Date(now),
    read_as: seen,
    ask_since: null,
    other_link: event.otherLink,
    // An outdated link that the platform will not let us replace still needs its person.
    ...(seen === 'current' && opens(work, event.block?.link) ? { hand_since: null } : {}),
  };
  await work.save({
    link,
    slots: [
      // A fresh read is what a waiting cancellation asked for.
      ...going.map(({ slot, gen }) => ({ slot, gen, change: { cancel_waits: null } })),
      ...slotChanges(work, decision, now),
    ],
    also: async (trx) => {
      if (stoppedShowing && before.shows_ref !== null)
        await wakeByRef(trx, work.orgId, before.shows_ref, now);
      if (decision.action === 'grace' && changed) await stopIfMany(trx, work, now);
      if (seen === 'current') await releaseFormer(trx, work, now);
      if (decision.action === 'handOver') await releaseIfTakenOver(trx, work, now);
    },
  });
}

interface Shows {
  readonly shows_ref: string | null;
  readonly shows_gen: number | null;
}

const NOTHING: Shows = { shows_ref: null, shows_gen: null };

/** Which block the event shows after this reading; null = who cannot see it knows no better than before. */
function showsAfter(link: LinkRow, event: EventReport, seen: Seen): Shows | null {
  switch (seen) {
    case 'deleted':
    case 'none':
      return NOTHING;
    case 'lost':
      // A draft was never seen with a block; an event that was keeps what it showed.
      return link.state === 'draft' ? NOTHING : null;
    case 'moved':
      return null;
    default:
      return event.block === undefined ? NOTHING : { shows_ref: event.block.ref, shows_gen: event.block.gen };
  }
}

function slotChanges(
  work: LinkWork,
  decision: LinkDecision,
  now: number,
): readonly (SlotId & { readonly change: SlotChange })[] {
  const current = work.current;
  if (decision.action === 'grace') {
    if (current?.state !== 'live' && current?.state !== 'cancelling') return [];
    const since = current.state === 'cancelling' ? (current.cancel_since?.getTime() ?? now) : now;
    return [work.cancelling(current, decision.next === 'deleted' ? 'deleted' : 'removed', since)];
  }
  if (
    current?.state === 'cancelling' &&
    isUndoable(current) &&
    (decision.next === 'live' || decision.action === 'handOver' || decision.action === 'lose')
  ) {
    // It came back within the grace, or it cannot be told that it went: nothing happened.
    return [{ slot: current.slot, gen: current.gen, change: KEPT }];
  }
  return [];
}

/** What takes a meeting out of its cancellation. */
export const KEPT: SlotChange = { state: 'live', cancel_cause: null, cancel_since: null, cancel_waits: null };

/** A DELETE once sent without a definite refusal is final, and so is what a person or a successor asked for. */
export function isUndoable(slot: SlotRow): boolean {
  return (
    slot.delete_sent_at === null &&
    slot.meeting_id !== null &&
    slot.cancel_cause !== 'asked' &&
    slot.cancel_cause !== 'handed-over'
  );
}

/** Many deletions in one pass are more likely a fault than a wish: the calendar stops until a person confirms. */
async function stopIfMany(trx: OrgTransaction, work: LinkWork, now: number): Promise<void> {
  const { orgId } = work;
  const calendarId = work.link.calendar_id;
  const calendar = await trx
    .selectFrom('app.calendar')
    .select(['stopped_at', 'confirmed_until'])
    .where('org_id', '=', orgId)
    .where('calendar_id', '=', calendarId)
    .executeTakeFirstOrThrow();
  if (calendar.stopped_at !== null || (calendar.confirmed_until?.getTime() ?? 0) > now) return;
  const { going, living } = await countGoing(trx, orgId, calendarId, now - limits.FRESH_READ);
  if (isMassDeletion(going, living)) await stopCalendar(trx, orgId, calendarId, { stoppedAt: now });
}

/** The event carries its new owner's block: the former owners' meetings for the same event may go. */
async function releaseFormer(trx: OrgTransaction, work: LinkWork, now: number): Promise<void> {
  for (const other of await linksOfEvent(trx, work.orgId, work.link.event_id)) {
    if (other.link_id === work.link.link_id || other.state !== 'moved') continue;
    if (await mayTakeOver(trx, work.link, other.moved_to_hash)) await release(trx, other, now);
  }
}

/** The same, where the new owner's block was on the event before the old calendar told that it moved. */
async function releaseIfTakenOver(trx: OrgTransaction, work: LinkWork, now: number): Promise<void> {
  const { link } = work;
  const movedTo = (await readLink(trx, work.orgId, link.link_id))?.moved_to_hash ?? null;
  for (const other of await linksOfEvent(trx, work.orgId, link.event_id)) {
    if (other.link_id === link.link_id || other.state !== 'live' || other.read_as !== 'current') continue;
    if (await mayTakeOver(trx, other, movedTo)) await release(trx, link, now);
  }
}

/** Only the calendar that the old one names as the new organiser's; anybody else's claim changes nothing. */
async function mayTakeOver(
  trx: OrgTransaction,
  successor: LinkRow,
  movedToHash: string | null,
): Promise<boolean> {
  if (movedToHash === null) return true;
  return (await readCalendar(trx, successor.org_id, successor.calendar_id)).id_hash === movedToHash;
}

async function release(trx: OrgTransaction, link: LinkRow, now: number): Promise<void> {
  await changeLink(trx, link.org_id, link.link_id, {
    shows_ref: null,
    shows_gen: null,
    due_at: new Date(now),
  });
  await trx
    .updateTable('app.slot')
    .set({
      state: 'cancelling',
      cancel_cause: 'handed-over',
      cancel_since: new Date(now),
      cancel_waits: null,
      wanted_start_at: null,
      wanted_end_at: null,
      wanted_zone: null,
    })
    .where('org_id', '=', link.org_id)
    .where('link_id', '=', link.link_id)
    .where('state', '=', 'live')
    .execute();
}
