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
