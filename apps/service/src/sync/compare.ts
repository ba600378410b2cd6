import { fingerprintTitle, limits } from '@webex-scheduler/core';
import type { SlotRow } from '../store/slots.ts';
import { meetingId } from './bring-in-step.ts';
import { hostPort } from './host.ts';
import type { LinkWork } from './link-work.ts';
import { sendTimes } from './move-meeting.ts';
import { isWebexFailure } from './ports.ts';
import type { WebexMeeting } from './ports.ts';
import { kindOf } from './retries.ts';

/**
 * Reads a meeting back and compares it with what was last applied. What an unanswered write of ours left wrong is
 * repaired at once; what somebody changed at Webex only when it has not been touched for ten minutes, and only for a
 * meeting that lies ahead. Times are sent by the service, title and guests wait for the add-on's next report.
 * @throws {WebexFailure}
 */
export async function compareWithWebex(work: LinkWork, slot: SlotRow): Promise<void> {
  const port = await hostPort(work.world, slot);
  const meeting = await readOrGone(() => port.getMeeting(meetingId(slot)));
  if (slot.start_at.getTime() <= work.now || meeting?.state === 'inProgress') {
    await work.save({
      slots: [
        {
          slot: slot.slot,
          gen: slot.gen,
          change: {
            unknown_at: null,
            checked_at: new Date(work.now),
            foreign_since: null,
            foreign_print: null,
          },
        },
      ],
    });
    return;
  }
  const difference = differenceOf(work, slot, meeting);
  if (difference === null) {
    await work.save({
      slots: [
        {
          slot: slot.slot,
          gen: slot.gen,
          change: {
            unknown_at: null,
            checked_at: new Date(work.now),
            foreign_since: null,
            foreign_print: null,
          },
        },
      ],
    });
    return;
  }
  const ours = slot.unknown_at !== null;
  const settledForeign =
    slot.foreign_since !== null &&
    slot.foreign_print === difference.print &&
    work.now - slot.foreign_since.getTime() >= limits.UNTOUCHED;
  if (ours || settledForeign) return restore(work, slot, difference);
  if (slot.foreign_print === difference.print) return;
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: {
          foreign_since: new Date(work.now),
          foreign_print: difference.print,
          checked_at: new Date(work.now),
        },
      },
    ],
  });
}

async function readOrGone(read: () => Promise<WebexMeeting>): Promise<WebexMeeting | null> {
  try {
    return await read();
  } catch (error) {
    if (isWebexFailure(error) && kindOf(error) === 'gone') return null;
    throw error;
  }
}

/** The print of a meeting that somebody deleted at Webex. */
export const GONE = 'gone';

interface Difference {
  /** A fingerprint of what Webex holds, so that it can be seen whether it was touched again. */
  readonly print: string;
  readonly gone: boolean;
  readonly times: boolean;
  readonly title: boolean;
}

function differenceOf(work: LinkWork, slot: SlotRow, meeting: WebexMeeting | null): Difference | null {
  if (meeting === null) return { print: GONE, gone: true, times: false, title: false };
  const { seal } = work.world;
  const hash = (text: string): string => seal.keyedHash('fingerprint', text);
  const times =
    Date.parse(meeting.start) !== slot.start_at.getTime() ||
    Date.parse(meeting.end) !== slot.end_at.getTime();
  // A print made with another key says nothing here; it is re-based when the event is next reported.
  const known = slot.title_print !== null && slot.print_key_id === seal.hashKeyId;
  const title = known && fingerprintTitle(meeting.title, hash) !== slot.title_print;
  if (!times && !title) return null;
  return {
    print: hash(`seen:${meeting.start}:${meeting.end}:${fingerprintTitle(meeting.title, hash)}`),
    gone: false,
    times,
    title,
  };
}

async function restore(work: LinkWork, slot: SlotRow, difference: Difference): Promise<void> {
  const ask = { ask_since: work.link.ask_since ?? new Date(work.now) };
  const done = {
    unknown_at: null,
    foreign_since: null,
    foreign_print: null,
    checked_at: new Date(work.now),
  } as const;
  if (difference.gone) {
    await work.save({
      slots: [{ slot: slot.slot, gen: slot.gen, change: { ...done, state: 'gone' } }],
      link: ask,
      audit: {
        actor: 'service',
        verb: 'found-gone',
        reason: 'compared',
        link_id: slot.link_id,
        result: 'ok',
      },
    });
    return;
  }
  await work.save({
    slots: [
      {
        slot: slot.slot,
        gen: slot.gen,
        change: {
          ...done,
          ...(difference.times
            ? {
                wanted_start_at: slot.wanted_start_at ?? slot.start_at,
                wanted_end_at: slot.wanted_end_at ?? slot.end_at,
                wanted_zone: slot.wanted_zone ?? slot.zone,
              }
            : {}),
          ...(difference.title ? { title_print: null, content_due: true } : {}),
        },
      },
    ],
    ...(difference.title ? { link: ask } : {}),
  });
  const now = work.current;
  if (difference.times && now !== undefined) await sendTimes(work, now);
}
