import type { CardState, EventCard } from '@webex-scheduler/contracts';
import { cancelDue, limits } from '@webex-scheduler/core';
import type { AccountRow } from '../store/accounts.ts';
import type { LinkRow } from '../store/links.ts';
import type { SlotRow } from '../store/slots.ts';
import { GONE } from './compare.ts';
import { slotCancelDue } from './due.ts';
import { isOtherAccount } from './host.ts';
import { iso } from './world.ts';

export interface CardInput {
  readonly calendarId: string;
  readonly eventId: string;
  readonly link: LinkRow | undefined;
  readonly slots: readonly SlotRow[];
  /** The host's account and address; the address only if the asker may see it. */
  readonly host: AccountRow | undefined;
  readonly hostAddress: string | undefined;
  readonly asker: AccountRow;
  readonly now: number;
}

/** How long a notice about a new link stays on the card. */
const NOTICE_LIFE = 7 * limits.DAY;

/** What the card of one event says; worked out from the rows, so that it cannot disagree with what is done. */
export function cardOf(input: CardInput): EventCard {
  const { calendarId, eventId, link, now, host } = input;
  if (link === undefined) return { calendarId, eventId, state: 'none', since: iso(now), hostIsYou: false };
  const slot = input.slots.find((candidate) => candidate.gen === link.gen);
  const [state, since] = stateOf(link, slot, host, now);
  const next = nextOf(link, slot, state);
  const checkedAt = slot?.checked_at?.getTime();
  const site = host?.webex_site ?? undefined;
  return {
    calendarId,
    eventId,
    state,
    since: iso(since),
    hostIsYou: link.host_account_id === input.asker.account_id,
    ...(checkedAt === undefined ? {} : { checkedAt: iso(checkedAt) }),
    ...(next === null ? {} : { next: iso(next) }),
    ...(input.hostAddress === undefined ? {} : { host: input.hostAddress }),
    ...(site === undefined ? {} : { site }),
    ...(link.last_code === null ? {} : { code: link.last_code }),
    ...(slot?.state === 'live' && slot.meeting_id !== null && site !== undefined
      ? { webexUrl: webexPage(site, slot.meeting_id) }
      : {}),
  };
}

function stateOf(
  link: LinkRow,
  slot: SlotRow | undefined,
  host: AccountRow | undefined,
  now: number,
): readonly [CardState, number] {
  const since = link.state_since.getTime();
  switch (link.state) {
    case 'wished':
      if (slot?.state === 'live')
        return link.hand_since === null ? ['updating', since] : ['hand', link.hand_since.getTime()];
      return [link.last_code === 'creation-limit' ? 'limit' : 'pending', since];
    case 'unhosted':
      return ['who', since];
    case 'draft':
      return ['draft', link.handed_at?.getTime() ?? since];
    case 'removed':
      return slot?.state === 'cancelling' ? ['removed', since] : ['none', since];
    case 'deleted':
      return ['removed', since];
    case 'moved':
      return ['moved', since];
    case 'lost':
      return ['unattended', since];
    case 'ended':
      return ['none', since];
    case 'live':
      return liveState(link, slot, host, now);
  }
}

function liveState(
  link: LinkRow,
  slot: SlotRow | undefined,
  host: AccountRow | undefined,
  now: number,
): readonly [CardState, number] {
  const since = link.state_since.getTime();
  if (link.hand_since !== null) return ['hand', link.hand_since.getTime()];
  // Its next meeting waits for the event to be read.
  if (slot === undefined && link.ask_since !== null) return ['updating', link.ask_since.getTime()];
  if (slot === undefined || slot.state === 'creating') return ['pending', since];
  if (slot.state !== 'live') return ['detached', slot.checked_at?.getTime() ?? since];
  if (slot.foreign_print === GONE) return ['detached', slot.foreign_since?.getTime() ?? since];
  if (slot.start_at.getTime() <= now) return ['past', slot.start_at.getTime()];
  if (isOtherAccount(slot, host?.webex_person_id ?? null)) return ['readonly', since];
  if (host?.webex_state !== 'ok') return ['unattended', host?.webex_since?.getTime() ?? since];
  if (link.attempts > 0 || slot.wanted_start_at !== null) return ['pending', since];
  if (slot.content_due || slot.unknown_at !== null) return ['updating', slot.unknown_at?.getTime() ?? since];
  if (link.shows_ref !== link.ref || link.shows_gen !== link.gen) return ['updating', since];
  if (link.other_link) return ['two-links', since];
  if (link.clamp === 'long') return ['toolong', since];
  if (link.notice !== null && link.notice_since !== null && now - link.notice_since.getTime() < NOTICE_LIFE)
    return [link.notice, link.notice_since.getTime()];
  return ['ok', since];
}

function nextOf(link: LinkRow, slot: SlotRow | undefined, state: CardState): number | null {
  if (state === 'removed' && slot?.state === 'cancelling') return slotCancelDue(slot);
  if (state === 'draft' && link.handed_at !== null) return cancelDue('draft', link.handed_at.getTime());
  return link.retry_at?.getTime() ?? null;
}

/** Where the host opens the meeting in Webex; the page asks him to sign in, so the id alone opens nothing. */
function webexPage(site: string, meetingId: string): string {
  const [name] = site.split('.');
  return `https://${site}/webappng/sites/${name ?? ''}/meeting/info/${meetingId}`;
}
