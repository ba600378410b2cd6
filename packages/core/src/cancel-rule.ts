import type { Seen } from './link-table.ts';
import { DRAFT_LIFE, FRESH_READ, GRACE } from './policy.ts';

/**
 * Why a meeting is to go.
 * `unfinished`: made for a create that ended in an error, its block was never handed out.
 */
export type CancelCause = 'deleted' | 'removed' | 'draft' | 'replaced' | 'handed-over' | 'unfinished';

/** When its time comes, from the moment the cause arose. */
export function cancelDue(cause: CancelCause, since: number): number {
  switch (cause) {
    case 'deleted':
    case 'removed':
    case 'unfinished':
      return since + GRACE;
    case 'draft':
      return since + DRAFT_LIFE;
    case 'replaced':
    case 'handed-over':
      return since;
  }
}

/** Which readings bear a cancellation out. */
const EVIDENCE: Readonly<Record<CancelCause, ReadonlySet<Seen>>> = {
  deleted: new Set(['deleted']),
  removed: new Set(['none', 'deleted']),
  draft: new Set(['none', 'deleted', 'lost', 'copy', 'foreign']),
  replaced: new Set(['current', 'none', 'deleted', 'moved']),
  'handed-over': new Set(['moved', 'deleted']),
  unfinished: new Set(['none', 'deleted', 'lost', 'copy', 'foreign']),
};

export interface CancelInput {
  readonly cause: CancelCause;
  readonly due: number;
  readonly now: number;
  /** When the event was last read, and what that said. */
  readonly readAt: number | null;
  readonly readAs: Seen | null;
  /** Some link's event was last seen with this very block (its own included). */
  readonly shown: boolean;
  /** The calendar has called since the last start. */
  readonly heard: boolean;
  /** Some reporter of the calendar is ahead of the store (a restored backup). */
  readonly behind: boolean;
  /** A mass deletion waits for a person. */
  readonly stopped: boolean;
  readonly startAt: number;
}

/**
 * - `cancel`: now · `ask`: the add-on must read the event first · `wait`: something else must happen first
 * - `keep`: never, as things stand (it has started, or an event still shows it)
 */
export type CancelVerdict =
  | { readonly do: 'cancel' }
  | { readonly do: 'ask' }
  | { readonly do: 'wait'; readonly reason: 'not-due' | 'behind' | 'mass-deletion' }
  | { readonly do: 'keep'; readonly reason: 'started' | 'shown' };

/** The one rule for every cancellation: due, freshly read, shown nowhere, the calendar heard and not behind. */
export function mayCancel(input: CancelInput): CancelVerdict {
  if (input.now < input.due) return { do: 'wait', reason: 'not-due' };
  if (input.startAt <= input.now) return { do: 'keep', reason: 'started' };
  if (input.stopped) return { do: 'wait', reason: 'mass-deletion' };
  if (input.behind) return { do: 'wait', reason: 'behind' };
  if (!input.heard || !isFresh(input)) return { do: 'ask' };
  if (input.readAs === null || !EVIDENCE[input.cause].has(input.readAs)) return { do: 'ask' };
  return input.shown ? { do: 'keep', reason: 'shown' } : { do: 'cancel' };
}

function isFresh({ cause, due, now, readAt }: CancelInput): boolean {
  if (readAt === null || now - readAt >= FRESH_READ) return false;
  // A draft's evidence counts only if it was read after the draft's time was over.
  return cause !== 'draft' || readAt >= due;
}

/** More deletions in one pass than this stop the calendar until a person confirms. */
export function isMassDeletion(going: number, living: number): boolean {
  return going > Math.max(20, (living + going) * 0.1);
}
