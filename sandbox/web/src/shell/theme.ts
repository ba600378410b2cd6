/** Light, dark, or as the system says. */
import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'page.theme';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];

function kept(): Theme {
  const value = localStorage.getItem(KEPT);
  return value === 'light' || value === 'dark' ? value : 'system';
}

export const theme = signal<Theme>(kept());

export function nextTheme(): void {
  const next = ORDER[(ORDER.indexOf(theme.peek()) + 1) % ORDER.length] ?? 'system';
  localStorage.setItem(KEPT, next);
  theme.value = next;
  applyTheme();
}

export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.peek() === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme.peek();
}
