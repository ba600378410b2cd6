import type { Block, CallInNumber } from '@webex-scheduler/contracts';
import type { LinkChange, LinkRow } from '../store/links.ts';
import type { SlotRow } from '../store/slots.ts';
import type { LinkWork } from './link-work.ts';
import type { WebexMeeting } from './ports.ts';

/** The version of the block's parameters. */
const BLOCK_VERSION = '1';

/** The conference data of an event, from what Webex says of its meeting just now; join data is kept nowhere. */
export function blockOf(meeting: WebexMeeting, link: Pick<LinkRow, 'ref' | 'gen' | 'event_id'>): Block {
  return {
    conferenceId: meeting.meetingNumber,
    video: {
      uri: meeting.webLink,
      meetingCode: meeting.meetingNumber,
      ...(meeting.password === undefined ? {} : { passcode: meeting.password }),
    },
    phones: phonesOf(meeting),
    ...(meeting.sipAddress === undefined ? {} : { sip: `sip:${meeting.sipAddress}` }),
    parameters: { v: BLOCK_VERSION, ref: link.ref, gen: String(link.gen), eventId: link.event_id },
  };
}

function phonesOf(meeting: WebexMeeting): readonly CallInNumber[] {
  const code = meeting.telephony?.accessCode ?? meeting.meetingNumber;
  return (meeting.telephony?.callInNumbers ?? []).map((number) => ({
    uri: `tel:${number.callInNumber.replaceAll(/[^+\d]/g, '')},,${code}#`,
    ...(meeting.phoneAndVideoSystemPassword === undefined
      ? {}
      : { passcode: meeting.phoneAndVideoSystemPassword }),
    ...(number.tollType === undefined ? {} : { tollFree: number.tollType === 'tollFree' }),
  }));
}

/**
 * What tells one link of a meeting from another, for its print: Webex's own id in it where there is one, since
 * Calendar may rewrite the address around it.
 */
export function joinIdentity(link: string): string {
  return /[?&]MTID=(\w+)/.exec(link)?.[1] ?? link;
}

/** A keyed print of the link that opens a meeting; the link itself is kept nowhere. */
export function joinPrint(work: LinkWork, link: string): string {
  return work.world.seal.keyedHash('fingerprint', `join|${joinIdentity(link)}`);
}

/** False if the link on the event is known to be another than the one that opens the meeting now. */
export function opens(work: LinkWork, link: string | undefined): boolean {
  const print = work.current?.block_print ?? null;
  return print === null || link === undefined || joinPrint(work, link) === print;
}

/** What the card says from now on where Webex has given a meeting another link than the one it had (`print`). */
export function newLinkNotice(
  work: LinkWork,
  slot: Pick<SlotRow, 'block_print'>,
  print: string,
): Pick<LinkChange, 'notice' | 'notice_since'> {
  if (slot.block_print === null || slot.block_print === print) return {};
  return { notice: 'newlink', notice_since: new Date(work.now) };
}
