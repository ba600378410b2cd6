/** The grid's keyboard: act only while the grid itself has the focus. */
import { signal } from '@preact/signals';
import { addMinutes, dayOf, timeOf, wallAtMs, wallOf } from '../dates.ts';
import { now } from '../clock.ts';
import { formatPeriod, formatWhen } from '../formats.ts';
import { t } from '../messages.ts';
import { zone } from '../session.ts';
import { announce } from '../shell/announcer.tsx';
import { createEvent } from '../editor/editor-state.ts';
import { titleOf } from './calendar-actions.ts';
import { moveAsAsked } from './series-actions.ts';
import { events, period, shownRange, showToday, turn, visibleEvents } from './calendar-store.ts';
import { boxId } from './grid-options.ts';
import { cursorAt, moveCursor, type GridCursor } from './grid-cursor.ts';
import { moveStep, type Moving } from './move-mode.ts';
import { openPeek } from './peek-state.ts';

export const cursor = signal<GridCursor>({ at: '1970-01-01T09:00:00', key: undefined });
export const moving = signal<Moving | undefined>(undefined);

/** Puts the cursor on now, or on nine o'clock of the first day where today is not shown. */
export function resetCursor(): void {
  const here = wallAtMs(now(), zone.peek());
  const { first, last } = shownRange.peek();
  const shown = dayOf(here) >= first && dayOf(here) <= last;
  cursor.value = cursorAt(shown ? here : `${first}T09:00:00`, visibleEvents.peek());
}

/** Starts Move mode for an event: arrows then move it, and nothing is written before Enter. */
export function startMoving(key: string): void {
  const event = events.peek().find((each) => each.key === key);
  if (!event?.editable || event.allDay) return;
  moving.value = { key, title: titleOf(event), start: event.start, end: event.end };
  announce(t('live.picked', { title: titleOf(event) }));
  document.querySelector<HTMLElement>('.grid')?.focus();
}

export function gridKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
  const handled = moving.peek() ? moveKey(event) : cursorKey(event);
  if (handled) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function moveKey(event: KeyboardEvent): boolean {
  const current = moving.peek();
  if (!current) return false;
  const step = moveStep(current, event.key, event.shiftKey, document.dir === 'rtl');
  if (step.do === 'move') {
    moving.value = step.moving;
    cursor.value = { at: step.moving.start, key: current.key };
    announce(t('live.moved', { when: formatWhen(step.moving.start, step.moving.end) }));
  } else if (step.do === 'drop') {
    moving.value = undefined;
    const moved = events.peek().find((each) => each.key === current.key);
    if (moved) void moveAsAsked(moved, current.start, current.end);
  } else if (step.do === 'back') {
    moving.value = undefined;
    announce(t('live.back'));
  }
  return step.do !== 'stay';
}

function cursorKey(event: KeyboardEvent): boolean {
  const { first, last } = shownRange.peek();
  const month = period.peek() === 'month';
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const next = moveCursor(cursor.peek(), key, {
    events: visibleEvents.peek(),
    first,
    last,
    month,
    rightToLeft: document.dir === 'rtl',
  });
  if (next) {
    cursor.value = next;
    void follow(next);
    return true;
  }
  return otherKey(key);
}

/** Turns the page where the cursor left the period. */
async function follow({ at }: GridCursor): Promise<void> {
  const { first, last } = shownRange.peek();
  if (dayOf(at) < first) await turnAndSay(-1);
  else if (dayOf(at) > last) await turnAndSay(1);
}

async function turnAndSay(steps: number): Promise<void> {
  await turn(steps);
  const { first, last } = shownRange.peek();
  announce(formatPeriod(first, last));
}

function otherKey(key: string): boolean {
  const current = cursor.peek();
  switch (key) {
    case 'PageUp':
    case 'PageDown':
      void turnAndSay(key === 'PageUp' ? -1 : 1).then(() => {
        const start = shownRange.peek().first;
        cursor.value = cursorAt(wallOf(start, timeOf(current.at)), visibleEvents.peek());
      });
      return true;
    case 't':
      void showToday().then(resetCursor);
      return true;
    case 'm':
      if (current.key !== undefined) startMoving(current.key);
      return current.key !== undefined;
    case 'Enter':
      enter(current);
      return true;
    default:
      return false;
  }
}

function enter(current: GridCursor): void {
  const element = current.key === undefined ? null : document.getElementById(boxId(current.key));
  if (current.key !== undefined && element) openPeek(current.key, element);
  else void createEvent(current.at, addMinutes(current.at, 60));
}
