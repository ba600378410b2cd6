import { wallTime } from '@webex-scheduler/core';
import type { SlotRow } from '../store/slots.ts';
import { joinPrint, newLinkNotice } from './block.ts';
import { meetingId } from './bring-in-step.ts';
import { hostPort } from './host.ts';
import type { LinkWork } from './link-work.ts';
import { isWebexFailure } from './ports.ts';

/**
 * Sends the times that Webex is still to be told; they are kept, so no report is needed.
 * @throws {WebexFailure}
 */
export async function sendTimes(work: LinkWork, slot: SlotRow): Promise<void> {
  const { wanted_start_at: start, wanted_end_at: end, wanted_zone: zone } = slot;
  const id = { slot: slot.slot, gen: slot.gen };
  const dropped = { wanted_start_at: null, wanted_end_at: null, wanted_zone: null } as const;
  if (start === null || end === null || zone === null) return;
  if (start.getTime() <= work.now || slot.start_at.getTime() <= work.now) {
    await work.save({ slots: [{ ...id, change: dropped }] });
    return;
  }
  const port = await hostPort(work.world, slot);
  await work.save({ settled: true, intent: { intent_id: work.world.ids.random(), ...id, verb: 'patch' } });
  let join: string;
  try {
    const times = {
      start: wallTime(start.getTime(), zone),
      end: wallTime(end.getTime(), zone),
      timezone: zone,
    };
    join = joinPrint(work, (await port.patchMeeting(meetingId(slot), { times })).webLink);
  } catch (error) {
    if (isWebexFailure(error)) {
      await work.save({
        settled: true,
        slots: [{ ...id, change: error.outcome === 'unknown' ? { unknown_at: new Date(work.now) } : {} }],
      });
    }
    throw error;
  }
  await work.save({
    slots: [
      {
        ...id,
        change: {
          ...dropped,
          start_at: start,
          end_at: end,
          zone,
          block_print: join,
          checked_at: new Date(work.now),
          foreign_since: null,
          foreign_print: null,
        },
      },
    ],
    settled: true,
    link: {
      attempts: 0,
      retry_at: null,
      last_code: null,
      last_tracking: null,
      // Webex gave it another link: the event must be told, which only the add-on can do.
      ...(slot.block_print === null || slot.block_print === join ? {} : { ask_since: new Date(work.now) }),
      ...newLinkNotice(work, slot, join),
    },
    audit: { actor: 'service', verb: 'patch', reason: 'pending-move', link_id: slot.link_id, result: 'ok' },
  });
}
