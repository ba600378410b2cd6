import { limits } from '@webex-scheduler/core';
import { deleteLink, readLink } from '../store/links.ts';
import { readOrganisation } from '../store/organisations.ts';
import type { SlotChange, SlotRow } from '../store/slots.ts';
import { adoptedChange } from './create-meeting.ts';
import { cancelDueSlot, deleteEnded } from './cancel-meeting.ts';
import { compareWithWebex } from './compare.ts';
import { createdSince, purgeDue, slotCancelDue } from './due.ts';
import { hostPort, noteFailure, tagWindow } from './host.ts';
import { withLink } from './link-work.ts';
import type { LinkWork } from './link-work.ts';
import { sendTimes } from './move-meeting.ts';
import { isWebexFailure } from './ports.ts';
import type { World } from './world.ts';

/** How stale a comparison with Webex may be before a due link is compared again. */
const STALE_COMPARISON = limits.HOUR / 2;

/**
 * Does what is due for a link and needs no content: adopt, read back, move, cancel, compare, ask, purge. The key says
 * nothing of what is due; that is read here, so it may come twice, late or for nothing.
 */
export async function runDue(world: World, orgId: string, linkId: string): Promise<void> {
  const ready = await world.database.inOrg(orgId, async (trx) => {
    const organisation = await readOrganisation(trx, orgId);
    return organisation.mode !== 'suspended' && (await readLink(trx, orgId, linkId)) !== undefined;
  });
  if (!ready) return;
  await withLink(world, orgId, linkId, async (work) => {
    const purge = purgeDue(work.link, work.slots, work.organisation);
    if (purge !== null && purge <= work.now) {
      await work.save({
        audit: { actor: 'service', verb: 'purge', reason: 'retention', link_id: linkId, result: 'ok' },
        also: (trx) => deleteLink(trx, orgId, linkId),
      });
      return;
    }
    if (work.link.state === 'draft') await sweepDraft(work);
    for (const slot of work.slots) await runSlot(work, slot);
    if (work.link.state === 'wished' && (work.link.retry_at?.getTime() ?? 0) <= work.now) {
      // A wish needs content, which only the add-on can bring.
      await work.save({ link: { ask_since: work.link.ask_since ?? new Date(work.now), retry_at: null } });
    }
  });
}

/** A draft whose time is over is to go, unless the event turns out to carry its block. */
async function sweepDraft(work: LinkWork): Promise<void> {
  const { link, current } = work;
  if (link.handed_at === null || current?.state !== 'live') return;
  if (work.now < link.handed_at.getTime() + limits.DRAFT_LIFE) return;
  await work.save({ slots: [work.cancelling(current, 'draft', link.handed_at.getTime())] });
}

async function runSlot(work: LinkWork, slot: SlotRow): Promise<void> {
  try {
    await runStep(work, slot);
  } catch (error) {
    if (!isWebexFailure(error)) throw error;
    const next = await noteFailure(work, slot.host_account_id, error);
    if (next === null) await giveUp(work, slot);
  }
}

/** Every piece of work ends: what could not be done stays visible with its code, until a report or a person moves it. */
async function giveUp(work: LinkWork, slot: SlotRow): Promise<void> {
  const change: SlotChange =
    slot.state === 'cancelling'
      ? { cancel_waits: 'failed' }
      : {
          wanted_start_at: null,
          wanted_end_at: null,
          wanted_zone: null,
          unknown_at: null,
          foreign_since: null,
          content_due: slot.state === 'live',
          ...(slot.state === 'creating' ? { state: 'gone' as const } : {}),
        };
  await work.save({
    slots: [{ slot: slot.slot, gen: slot.gen, change }],
    settled: true,
    link: { attempts: 0 },
    audit: {
      actor: 'service',
      verb: 'give-up',
      reason: slot.cancel_cause ?? slot.state,
      link_id: slot.link_id,
      result: work.link.last_code ?? 'error',
    },
  });
}

async function runStep(work: LinkWork, slot: SlotRow): Promise<void> {
  switch (slot.state) {
    case 'creating':
      return adoptDue(work, slot);
    case 'live':
      return tend(work, slot);
    case 'cancelling':
      return slotCancelDue(slot) <= work.now ? cancelDueSlot(work, slot) : undefined;
    case 'cancelled':
    case 'gone':
      return undefined;
  }
}

/** A creation whose outcome is not known, when its tag must have been indexed. */
async function adoptDue(work: LinkWork, slot: SlotRow): Promise<void> {
  const began = createdSince(slot, work.intents) ?? 0;
  if (work.now < began + limits.SETTLE_TIME || retryLater(work)) return;
  const port = await hostPort(work.world, slot);
  const times = { startAt: slot.start_at.getTime(), endAt: slot.end_at.getTime() };
  const [found] = await port.findByTag(slot.tag, tagWindow(work.now, times));
  const id = { slot: slot.slot, gen: slot.gen };
  if (found === undefined) {
    const neverHanded =
      work.link.state === 'draft' && work.link.handed_at === null && slot.gen === work.link.gen;
    await work.save({
      slots: [{ ...id, change: { state: 'gone', unknown_at: null } }],
      settled: true,
      link: neverHanded
        ? { state: 'ended', ended_as: 'draft' }
        : { ask_since: isAwaited(work, slot) ? new Date(work.now) : work.link.ask_since },
    });
    return;
  }
  const adopted = {
    ...adoptedChange(found),
    state: 'live',
    meeting_id: found.id,
    unknown_at: null,
    content_due: true,
  } as const;
  const cause = whyNot(work, slot);
  await work.save({
    slots: [
      {
        ...id,
        change:
          cause === null
            ? adopted
            : {
                ...adopted,
                content_due: false,
                state: 'cancelling',
                cancel_cause: cause,
                cancel_since: new Date(work.now),
                cancel_waits: null,
              },
      },
    ],
    settled: true,
    link: { attempts: 0, retry_at: null, ...(cause === null ? { ask_since: new Date(work.now) } : {}) },
    audit: {
      actor: 'service',
      verb: 'adopt',
      reason: cause ?? 'unknown-outcome',
      link_id: slot.link_id,
      result: 'ok',
    },
  });
}

function isAwaited(work: LinkWork, slot: SlotRow): boolean {
  return slot.gen === work.link.gen && (work.link.state === 'live' || work.link.state === 'wished');
}

/** Why a meeting that turned up late is not wanted; null = it is. */
function whyNot(work: LinkWork, slot: SlotRow): 'unfinished' | 'removed' | 'deleted' | 'replaced' | null {
  if (slot.gen !== work.link.gen) return 'replaced';
  switch (work.link.state) {
    case 'draft':
      return work.link.handed_at === null ? 'unfinished' : null;
    case 'removed':
    case 'ended':
    case 'unhosted':
      return 'removed';
    case 'deleted':
      return 'deleted';
    case 'wished':
    case 'live':
    case 'moved':
    case 'lost':
      return null;
  }
}

function retryLater(work: LinkWork): boolean {
  return (work.link.retry_at?.getTime() ?? 0) > work.now;
}

/** Keeps a living meeting as it was applied. */
async function tend(work: LinkWork, slot: SlotRow): Promise<void> {
  const { webex_delete_after_days: days } = work.organisation;
  if (retryLater(work)) return;
  if (days !== null && slot.end_at.getTime() + days * limits.DAY <= work.now) return deleteEnded(work, slot);
  if (slot.gen !== work.link.gen) return;
  if (slot.wanted_start_at !== null) await sendTimes(work, slot);
  const now = work.current;
  if (now?.state !== 'live') return;
  const unknownOver = now.unknown_at !== null && now.unknown_at.getTime() + limits.SETTLE_TIME <= work.now;
  const near = now.start_at.getTime() > work.now && now.start_at.getTime() <= work.now + limits.NEAR;
  const stale = now.checked_at === null || work.now - now.checked_at.getTime() >= STALE_COMPARISON;
  const again = now.foreign_since !== null && now.foreign_since.getTime() + limits.UNTOUCHED <= work.now;
  if (unknownOver || again || (stale && (near || now.checked_at === null))) await compareWithWebex(work, now);
}
