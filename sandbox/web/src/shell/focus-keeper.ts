/** Focus never falls to `body`: where the element that had it went away, the place it belongs to gets it. */
import { effect } from '@preact/signals';
import { consent } from '../account/consent-state.ts';
import { calendars } from '../calendar/calendar-store.ts';
import { peek } from '../calendar/peek-state.ts';
import { editor } from '../editor/editor-state.ts';
import { openId } from '../mail/mail-state.ts';
import { panel } from '../panel/panel-state.ts';
import { dependOn } from '../depend-on.ts';
import { drawer } from './drawers.ts';
import { route } from './route.ts';
import { toast } from './toast.tsx';

const PLACES = [
  'dialog[open] button',
  '.editor-title',
  '.grid',
  '.day-list button',
  '.meetings h1',
  '.mail-row[tabindex="0"]',
  'main h1',
];
let last: Element | null = null;
let lastInPanel = false;

/** Watches everything on the page that opens and closes. */
export function keepFocus(): void {
  document.addEventListener('focusin', () => {
    last = document.activeElement;
    lastInPanel = document.activeElement?.closest('.panel') !== null;
  });
  effect(() => {
    dependOn(consent, peek, editor, panel, drawer, route, toast, calendars, openId);
    requestAnimationFrame(() => requestAnimationFrame(mend));
  });
}

/** A person who clicks on nothing, or has not begun, lost nothing: only an element that went away is mended. */
function mend(): void {
  const nowhere = document.activeElement === document.body || document.activeElement === null;
  if (!nowhere || last === null || (last.isConnected && last.checkVisibility())) return;
  const places = lastInPanel ? ['.panel .card-header h2', '.panel-head button', ...PLACES] : PLACES;
  for (const selector of places) {
    const place = document.querySelector<HTMLElement>(selector);
    if (!place) continue;
    if (!place.matches('button, input, [tabindex]')) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    if (document.activeElement === place) return;
  }
}
