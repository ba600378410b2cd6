/** Who looks at the page, and where the local platforms are. */
import { computed, signal } from '@preact/signals';
import { hearClock, type HeardClock } from './clock.ts';
import { hostGet } from './host-client.ts';

export interface Account {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  readonly role: 'admin' | 'user' | 'consumer';
  readonly installed: boolean;
  readonly linked: boolean;
  readonly scopes: readonly string[];
  readonly token: string;
}

export interface Session {
  readonly clock: HeardClock;
  readonly hosts: Readonly<Record<string, string>>;
  readonly google: string;
  readonly webex: string;
  readonly service: string;
  readonly admin: string;
  readonly control: string | null;
  readonly addon: {
    readonly scriptId: string;
    readonly name: string;
    readonly solutions: readonly { id: string; name: string }[];
  };
  readonly accounts: readonly Account[];
}

/** Names an account in this browser by its place in the list, so that no address is kept or put in a URL. */
const KEPT = 'page.account';

export const session = signal<Session | undefined>(undefined);
const chosen = signal(Number(sessionStorage.getItem(KEPT) ?? 0));

export const account = computed<Account | undefined>(() => {
  const accounts = session.value?.accounts ?? [];
  return accounts[chosen.value] ?? accounts[0];
});

export const zone = computed(() => account.value?.timeZone ?? 'UTC');

export function chooseAccount(email: string): void {
  const index = session.peek()?.accounts.findIndex((each) => each.email === email) ?? -1;
  if (index < 0) return;
  sessionStorage.setItem(KEPT, String(index));
  chosen.value = index;
}

export async function loadSession(): Promise<void> {
  const loaded = await hostGet<Session>('/host/session');
  hearClock(loaded.clock);
  session.value = loaded;
}

/** The account that looks at the page. @throws before the session is loaded, when nothing can be asked yet. */
export function whoLooks(): Account {
  const current = account.peek();
  if (!current) throw new Error('The session is not loaded.');
  return current;
}
