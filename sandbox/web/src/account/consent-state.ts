/** Installing, taking permissions back, uninstalling: what Google's own pages do around an add-on. */
import { signal } from '@preact/signals';
import { act, hostGet } from '../host-client.ts';
import { language } from '../messages.ts';
import { refreshAccounts } from '../live.ts';
import { openHomeCard } from '../panel/panel-state.ts';
import { account, whoLooks } from '../session.ts';
import { reportFailure } from '../shell/report.ts';

export interface Permission {
  readonly scope: string;
  readonly title: string;
  readonly reason: string;
}

export interface Consent {
  readonly why: 'install' | 'permissions';
  readonly app: string;
  readonly permissions: readonly Permission[];
  readonly granted: ReadonlySet<string>;
  readonly busy: boolean;
}

export const consent = signal<Consent | undefined>(undefined);

export async function openConsent(why: Consent['why']): Promise<void> {
  try {
    const sheet = await hostGet<{ app: string; permissions: readonly Permission[] }>(
      `/host/consent-sheet?language=${language.peek()}`,
    );
    const all = sheet.permissions.map((permission) => permission.scope);
    const granted = new Set(why === 'install' ? all : (account.peek()?.scopes ?? []));
    consent.value = { why, ...sheet, granted, busy: false };
  } catch (error) {
    reportFailure(error, () => openConsent(why));
  }
}

export function togglePermission(scope: string): void {
  const current = consent.peek();
  if (!current) return;
  const granted = new Set(current.granted);
  if (!granted.delete(scope)) granted.add(scope);
  consent.value = { ...current, granted };
}

export function closeConsent(): void {
  consent.value = undefined;
}

/** Grants what is ticked; `everybody` installs for the whole domain, which only an administrator may. */
export async function allow(everybody: boolean): Promise<void> {
  const current = consent.peek();
  if (!current) return;
  consent.value = { ...current, busy: true };
  const scopes = [...current.granted];
  const name = current.why === 'permissions' ? 'grant' : everybody ? 'installForDomain' : 'install';
  try {
    await act(whoLooks().email, name, { scopes });
    closeConsent();
    await refreshAccounts();
    await openHomeCard();
  } catch (error) {
    closeConsent();
    reportFailure(error);
  }
}

export async function uninstall(): Promise<void> {
  try {
    await act(whoLooks().email, 'uninstall');
    await refreshAccounts();
    await openHomeCard();
  } catch (error) {
    reportFailure(error, uninstall);
  }
}
