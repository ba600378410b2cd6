/**
 * Whether somebody's hand is on the grid. FullCalendar forgets a drag whose events are set anew before it ends, and
 * others' changes come in at any time: while the grid is held it keeps still, and is brought up to date right after.
 */
import { signal } from '@preact/signals';

export const held = signal(false);

/** FullCalendar's own word that something is being dragged; by touch the browser may end the pointer earlier. */
let dragging = false;

export const HOLDING = {
  eventDragStart: hold,
  eventResizeStart: hold,
  eventDragStop: letGo,
  eventResizeStop: letGo,
} as const;

function hold(): void {
  dragging = true;
  held.value = true;
}

function letGo(): void {
  dragging = false;
  release();
}

/** Only when the browser is done with this event: FullCalendar tells of the drop after it told of the end. */
function release(): void {
  setTimeout(() => {
    if (!dragging) held.value = false;
  });
}

/** From the press on, since a drag is made out of what stood there then. Returns what ends the watching. */
export function watchHands(grid: HTMLElement): () => void {
  const pressed = (): void => {
    held.value = true;
  };
  grid.addEventListener('pointerdown', pressed);
  document.addEventListener('pointerup', release);
  document.addEventListener('pointercancel', release);
  return () => {
    grid.removeEventListener('pointerdown', pressed);
    document.removeEventListener('pointerup', release);
    document.removeEventListener('pointercancel', release);
    dragging = false;
    held.value = false;
  };
}
