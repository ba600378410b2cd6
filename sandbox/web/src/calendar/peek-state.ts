/** Which event the little window beside the grid shows, and where it stands. */
import { signal } from '@preact/signals';
import { openEventCard } from '../panel/panel-state.ts';
import { selectedKey } from './calendar-store.ts';

export interface Peek {
  readonly key: string;
  readonly box: DOMRect;
}

export const peek = signal<Peek | undefined>(undefined);
let closedAt = -Infinity;

/** A click that closes the window also reaches the grid; it must not create an event there. */
const SAME_CLICK_MS = 400;

export function openPeek(key: string, element: Element): void {
  selectedKey.value = key;
  peek.value = { key, box: element.getBoundingClientRect() };
  void openEventCard(key);
}

export function closePeek(): void {
  if (peek.peek() === undefined) return;
  peek.value = undefined;
  closedAt = performance.now();
}

export function justClosed(): boolean {
  return performance.now() - closedAt < SAME_CLICK_MS;
}
