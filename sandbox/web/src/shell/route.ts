/** Where the person is. Paths carry no address and no event id: an editor's event lives in the history entry's state. */
import { signal } from '@preact/signals';

export type Route =
  | { readonly at: 'calendar' }
  | { readonly at: 'editor' }
  | { readonly at: 'inside' }
  | { readonly at: 'mail' }
  | { readonly at: 'meetings'; readonly id: string | undefined };

function read(path: string): Route {
  const [, first, second] = path.split('/');
  if (first === 'meetings') return { at: 'meetings', id: second === '' ? undefined : second };
  return { at: first === 'inside' || first === 'mail' ? first : 'calendar' };
}

export const route = signal<Route>(read(location.pathname));

export const PATHS = {
  calendar: '/',
  editor: '/event',
  meetings: '/meetings',
  inside: '/inside',
  mail: '/mail',
} as const;

/** Goes to a place; `replace` keeps the history's length. */
export function go(next: Route, how: 'push' | 'replace' = 'push'): void {
  const path = next.at === 'meetings' && next.id !== undefined ? `/meetings/${next.id}` : PATHS[next.at];
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  route.value = next;
}

/** Follows the browser's Back and Forward. An editor that was left is not brought back: its draft is gone. */
export function followHistory(): void {
  window.addEventListener('popstate', () => {
    route.value = read(location.pathname);
  });
}
