/** On narrow screens the sidebar and the panel slide in over the page, one at a time. */
import { signal } from '@preact/signals';

export type Drawer = 'menu' | 'panel';

export const drawer = signal<Drawer | undefined>(undefined);

export function toggleDrawer(which: Drawer): void {
  drawer.value = drawer.peek() === which ? undefined : which;
}

export function closeDrawer(): void {
  drawer.value = undefined;
}

/** Escape closes a drawer as it closes a dialog, wherever the focus is; what lies over the drawer hears it first. */
export function closeByEscape(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
      closeDrawer();
  });
}
