import { mayCancel } from '@webex-scheduler/core';
import type { CancelVerdict } from '@webex-scheduler/core';
import { isBehind, readCalendar } from '../store/calendars.ts';
import { isShown } from '../store/links.ts';
import type { LinkChange } from '../store/links.ts';
import type { SlotRow } from '../store/slots.ts';
import { meetingId } from './bring-in-step.ts';
import { slotCancelDue } from './due.ts';
import { hostPort } from './host.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';
import type { WebexPort } from './ports.ts';
import { kindOf } from './retries.ts';
import { heardKey } from './world.ts';

/** Host and guests may have joined early: looked at again after this. */
const LOOK_AGAIN_MS = 15 * 60_000;

/**
 * Cancels a meeting whose time to go has come, by the one rule; else records what it waits for.
 * @throws {WebexFailure}
 */
export async function cancelDueSlot(work: LinkWork, slot: SlotRow): Promise<void> {
  if (slot.meeting_id === null) return finish(work, slot, 'no-meeting');
  if ((work.link.retry_at?.getTime() ?? 0) > work.now) return;
  const verdict = await judge(work, slot);
  const id = { slot: slot.slot, gen: slot.gen };
  switch (verdict.do) {
    case 'cancel':
      return cancel(work, slot);
    case 'ask':
      return work.save({
        slots: [{ ...id, change: { cancel_waits: 'read' } }],
        link: { ask_since: work.link.ask_since ?? new Date(work.now) },
      });
    case 'wait':
      return verdict.reason === 'not-due'
        ? undefined
        : work.save({ slots: [{ ...id, change: { cancel_waits: verdict.reason } }] });
    case 'keep':
      return work.save({ slots: [{ ...id, change: { cancel_waits: verdict.reason } }] });
  }
}

async function judge(work: LinkWork, slot: SlotRow): Promise<CancelVerdict> {
  const { orgId, link, world } = work;
  if (slot.cancel_cause === 'asked' || slot.cancel_cause === null) {
    return slot.start_at.getTime() <= work.now ? { do: 'keep', reason: 'started' } : { do: 'cancel' };
  }
  const known = await world.database.inOrg(orgId, async (trx) => ({
    shown: await isShown(trx, orgId, link.ref, slot.gen),
    behind: await isBehind(trx, orgId, link.calendar_id),
    stopped: (await readCalendar(trx, orgId, link.calendar_id)).stopped_at !== null,
  }));
  return mayCancel({
    ...known,
    cause: slot.cancel_cause,
    due: slotCancelDue(slot),
    now: work.now,
    readAt: link.read_at?.getTime() ?? null,
    readAs: link.read_as,
    heard: world.heard.has(heardKey(orgId, link.calendar_id)),
    startAt: slot.start_at.getTime(),
  });
}

async function cancel(work: LinkWork, slot: SlotRow): Promise<void> {
  const port = await hostPort(work.world, slot);
  const state = await look(port, slot);
  if (state === 'gone') return finish(work, slot, 'already-gone');
  if (state === 'foreign') return finish(work, slot, 'not-ours');
  if (state === 'inProgress') {
    await work.save({ link: { retry_at: new Date(work.now + LOOK_AGAIN_MS) } });
    return;
  }
  await remove(work, slot, port);
  await finish(work, slot, 'ok');
}

/** Only meetings that this installation made: the link's row and the tag on the meeting must agree. */
async function look(port: WebexPort, slot: SlotRow): Promise<'there' | 'gone' | 'inProgress' | 'foreign'> {
  try {
    const meeting = await port.getMeeting(meetingId(slot));
    if (meeting.integrationTags?.includes(slot.tag) !== true) return 'foreign';
    return meeting.state === 'inProgress' ? 'inProgress' : 'there';
  } catch (error) {
    if (isWebexFailure(error) && kindOf(error) === 'gone') return 'gone';
    throw error;
  }
}

/** Once sent without a definite refusal a DELETE is final: the meeting is never handed out again. */
async function remove(work: LinkWork, slot: SlotRow, port: WebexPort): Promise<void> {
  const id = { slot: slot.slot, gen: slot.gen };
  const sent = slot.delete_sent_at ?? new Date(work.now);
  await work.save({
    settled: true,
    intent: { intent_id: work.world.ids.random(), ...id, verb: 'delete' },
    slots: [{ ...id, change: { delete_sent_at: sent } }],
  });
  try {
    await port.deleteMeeting(meetingId(slot));
  } catch (error) {
    if (isWebexFailure(error) && kindOf(error) === 'gone') return;
    const refused = isWebexFailure(error) && error.outcome === 'refused';
    await work.save({
      settled: true,
      slots: [{ ...id, change: { delete_sent_at: refused ? slot.delete_sent_at : sent } }],
      audit: {
        actor: 'service',
        verb: 'delete',
        reason: slot.cancel_cause ?? 'retention',
        link_id: slot.link_id,
        result: isWebexFailure(error) ? error.code : 'error',
        tracking_id: isWebexFailure(error) ? (error.trackingId ?? null) : null,
      },
    });
    throw error;
  }
}

async function finish(work: LinkWork, slot: SlotRow, result: string): Promise<void> {
  const last = slot.gen === work.link.gen;
  const link: LinkChange = {
    attempts: 0,
    retry_at: null,
    last_code: null,
    last_tracking: null,
    ...(last
      ? {
          state: 'ended' as const,
          state_since: new Date(work.now),
          ended_as:
            slot.cancel_cause === 'draft' || slot.cancel_cause === 'unfinished'
              ? ('draft' as const)
              : work.link.state,
        }
      : {}),
  };
  await work.save({
    slots: [{ slot: slot.slot, gen: slot.gen, change: { state: 'cancelled', cancel_waits: null } }],
    settled: true,
    link,
    audit: {
      actor: 'service',
      verb: 'delete',
      reason: slot.cancel_cause ?? 'retention',
      link_id: slot.link_id,
      result,
    },
  });
}

/** The organisation's rule that Webex keeps an ended meeting for N days only: the one write to what is over. */
export async function deleteEnded(work: LinkWork, slot: SlotRow): Promise<void> {
  const port = await hostPort(work.world, slot);
  const state = await look(port, slot);
  if (state === 'inProgress') {
    await work.save({ link: { retry_at: new Date(work.now + LOOK_AGAIN_MS) } });
    return;
  }
  if (state === 'there') await remove(work, slot, port);
  await work.save({
    slots: [{ slot: slot.slot, gen: slot.gen, change: { state: 'cancelled' } }],
    settled: true,
    link: { attempts: 0, retry_at: null },
    audit: {
      actor: 'service',
      verb: 'delete',
      reason: 'retention',
      link_id: slot.link_id,
      result: state === 'there' ? 'ok' : state,
    },
  });
}
