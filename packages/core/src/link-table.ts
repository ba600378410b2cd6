import type { Reading, SeenBlock } from './family.ts';

/**
 * The states of a link (family ↔ what was made for it).
 * - `wished`: asked for on the card, no meeting yet, the service keeps trying.
 * - `unhosted`: the event shows a block of ours, but nobody who may host it is connected.
 * - `draft`: a block was handed to the editor, the event has not been seen with it.
 * - `live`: the event carries a block of ours.
 * - `removed`: the event lives without a block of ours; its meeting waits out the grace.
 * - `deleted`: the event was deleted; its meeting waits out the grace.
 * - `moved`: somebody else organises the event now; the meeting stays until the other's is on the event.
 * - `lost`: the event was seen once and cannot be found; the meeting stays.
 * - `ended`: no meeting is left.
 */
export type LinkState =
  'wished' | 'unhosted' | 'draft' | 'live' | 'removed' | 'deleted' | 'moved' | 'lost' | 'ended';

export const LINK_STATES = [
  'wished',
  'unhosted',
  'draft',
  'live',
  'removed',
  'deleted',
  'moved',
  'lost',
  'ended',
] as const;

/**
 * A reading, seen from one link.
 * - `current`: its own block, of the present generation · `older`: its own, of another generation
 * - `copy`: a block made for another event · `foreign`: for this event, but of another (or forgotten) link
 * - `none`: the event lives without a block of ours · `series`: it recurs
 */
export type Seen =
  'current' | 'older' | 'copy' | 'foreign' | 'none' | 'series' | 'deleted' | 'moved' | 'lost';

export const SEEN = [
  'current',
  'older',
  'copy',
  'foreign',
  'none',
  'series',
  'deleted',
  'moved',
  'lost',
] as const;

/**
 * What is done about it.
 * - `ignore`: not ours · `wait`: nothing now · `follow`: bring the meeting in step
 * - `offer`: bring the meeting in step and put its block on the event
 * - `make`: a new generation with a new meeting, whose block goes on the event
 * - `grace`: its meeting is cancelled after the grace · `handOver`, `lose`: the meeting stays
 * - `end`: there is nothing to keep · `later`: recurring events are not handled yet, say so
 */
export type LinkAction =
  'ignore' | 'wait' | 'follow' | 'offer' | 'make' | 'grace' | 'handOver' | 'lose' | 'end' | 'later';

/** Why, in a word that a person can read in the audit. */
export type LinkReason =
  | 'not-ours'
  | 'unchanged'
  | 'event-live'
  | 'outdated-block'
  | 'copied'
  | 'adopted'
  | 'wished'
  | 'came-back'
  | 'conference-removed'
  | 'event-deleted'
  | 'organiser-changed'
  | 'event-lost'
  | 'wish-over'
  | 'recurring';

export interface LinkDecision {
  readonly next: LinkState;
  readonly action: LinkAction;
  readonly reason: LinkReason;
}

type Row = Readonly<Record<Seen, LinkDecision>>;

const decision = (next: LinkState, action: LinkAction, reason: LinkReason): LinkDecision => ({
  next,
  action,
  reason,
});

const FOLLOW = decision('live', 'follow', 'event-live');
const OFFER = decision('live', 'offer', 'outdated-block');
const REMOVED = decision('removed', 'grace', 'conference-removed');
const DELETED = decision('deleted', 'grace', 'event-deleted');
const MOVED = decision('moved', 'handOver', 'organiser-changed');
const LOST = decision('lost', 'lose', 'event-lost');
const OVER = decision('ended', 'end', 'wish-over');
const COPIED = decision('live', 'make', 'copied');
const ADOPTED = decision('live', 'make', 'adopted');
const BACK = decision('live', 'make', 'came-back');
const stay = (state: LinkState): LinkDecision => decision(state, 'wait', 'unchanged');
const later = (state: LinkState): LinkDecision => decision(state, 'later', 'recurring');

/** A link that lost sight of its event takes it back whichever block of ours it shows. */
const SEEN_AGAIN = { current: FOLLOW, older: OFFER, copy: OFFER, foreign: OFFER, none: REMOVED } as const;

/** The total table: every state × every reading (SPEC.md section 2). */
export const LINK_TABLE: Readonly<Record<LinkState, Row>> = {
  wished: {
    current: FOLLOW,
    older: OFFER,
    copy: COPIED,
    foreign: ADOPTED,
    // Until the event has been seen with the block, it is still a wish: the patch may have to be tried again.
    none: decision('wished', 'make', 'wished'),
    series: later('wished'),
    deleted: DELETED,
    moved: MOVED,
    lost: LOST,
  },
  unhosted: {
    // Its own name on the event, but nothing made here: a forgotten block, looked up by its tag.
    current: ADOPTED,
    older: ADOPTED,
    copy: COPIED,
    foreign: ADOPTED,
    none: OVER,
    series: later('unhosted'),
    deleted: OVER,
    moved: OVER,
    lost: OVER,
  },
  draft: {
    current: FOLLOW,
    older: OFFER,
    copy: OFFER,
    foreign: OFFER,
    // The editor may still hold the block: an event seen without it is no removal.
    none: stay('draft'),
    series: later('draft'),
    deleted: DELETED,
    moved: MOVED,
    // A draft was never in the calendar: "not found" is what it looks like.
    lost: stay('draft'),
  },
  live: {
    current: FOLLOW,
    older: OFFER,
    copy: OFFER,
    foreign: OFFER,
    none: REMOVED,
    series: later('live'),
    deleted: DELETED,
    moved: MOVED,
    lost: LOST,
  },
  removed: {
    ...SEEN_AGAIN,
    none: stay('removed'),
    series: later('removed'),
    deleted: DELETED,
    moved: MOVED,
    lost: LOST,
  },
  deleted: { ...SEEN_AGAIN, series: later('deleted'), deleted: stay('deleted'), moved: MOVED, lost: LOST },
  moved: {
    ...SEEN_AGAIN,
    series: later('moved'),
    deleted: DELETED,
    moved: stay('moved'),
    lost: stay('moved'),
  },
  lost: { ...SEEN_AGAIN, series: later('lost'), deleted: DELETED, moved: MOVED, lost: stay('lost') },
  ended: {
    current: BACK,
    older: BACK,
    copy: COPIED,
    foreign: ADOPTED,
    none: stay('ended'),
    series: later('ended'),
    deleted: stay('ended'),
    moved: stay('ended'),
    lost: stay('ended'),
  },
};

/** The same for an event without a link; `null` = it stays without one. */
export const NO_LINK_TABLE: Readonly<Record<Exclude<Seen, 'current' | 'older'>, LinkDecision | null>> = {
  copy: COPIED,
  foreign: ADOPTED,
  none: null,
  series: later('unhosted'),
  deleted: null,
  moved: null,
  lost: null,
};

/** Says what a reading is for a link with this ref and generation, or for an event without a link. */
export function see(reading: Reading, link: { readonly ref: string; readonly gen: number } | null): Seen {
  if (reading.kind !== 'live') return reading.kind;
  if (reading.recurring) return 'series';
  if (reading.block === undefined) return 'none';
  return seeBlock(reading.block, reading.eventId, reading.recurringEventId, link);
}

function seeBlock(
  block: SeenBlock,
  eventId: string,
  recurringEventId: string | undefined,
  link: { readonly ref: string; readonly gen: number } | null,
): Seen {
  if (block.eventId !== eventId && block.eventId !== recurringEventId) return 'copy';
  if (link?.ref !== block.ref) return 'foreign';
  return block.gen === link.gen ? 'current' : 'older';
}

/**
 * The decision about a link after a reading.
 * @param firstSight - the event did not exist until this reading. A draft then seen without its block was saved
 * without it (a create that ended in an error, or a choice taken back): no editor holds the block any more.
 */
export function decideLink(state: LinkState, seen: Seen, firstSight = false): LinkDecision {
  if (firstSight && state === 'draft' && seen === 'none') return REMOVED;
  return LINK_TABLE[state][seen];
}
