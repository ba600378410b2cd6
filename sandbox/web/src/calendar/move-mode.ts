/**
 * Moving an event without a pointer (WCAG 2.5.7): arrows move the start, with Shift the end, Enter drops, Escape
 * goes back. Values in, value out; the grid draws the candidate and does the dropping.
 */
import { addMinutes, minutesBetween, type Wall } from '../dates.ts';

export interface Moving {
  readonly key: string;
  readonly title: string;
  readonly start: Wall;
  readonly end: Wall;
}

export type MoveStep =
  | { readonly do: 'stay' }
  | { readonly do: 'move'; readonly moving: Moving }
  | { readonly do: 'drop' }
  | { readonly do: 'back' };

const STEP = 15;
const DAY = 24 * 60;
const SHORTEST = 15;

/** What `key` means while an event is being moved. */
export function moveStep(moving: Moving, key: string, shift: boolean, rightToLeft = false): MoveStep {
  if (key === 'Enter') return { do: 'drop' };
  if (key === 'Escape') return { do: 'back' };
  const minutes = minutesOf(key, rightToLeft);
  if (minutes === undefined) return { do: 'stay' };
  const end = addMinutes(moving.end, minutes);
  if (!shift) return { do: 'move', moving: { ...moving, start: addMinutes(moving.start, minutes), end } };
  if (minutesBetween(moving.start, end) < SHORTEST) return { do: 'stay' };
  return { do: 'move', moving: { ...moving, end } };
}

function minutesOf(key: string, rightToLeft: boolean): number | undefined {
  const forward = rightToLeft ? -DAY : DAY;
  switch (key) {
    case 'ArrowUp':
      return -STEP;
    case 'ArrowDown':
      return STEP;
    case 'ArrowRight':
      return forward;
    case 'ArrowLeft':
      return -forward;
    default:
      return undefined;
  }
}
