/** What happens inside, for people who want to see it: the calls, this machine's clock, and faults planted at the edge. */
import { signal } from '@preact/signals';
import { hearClock, type HeardClock } from '../clock.ts';
import { hostGet, hostSend } from '../host-client.ts';
import { reportFailure } from '../shell/report.ts';

export interface LoggedCall {
  readonly seq: number;
  readonly at: string;
  readonly on: 'google' | 'webex' | 'service';
  readonly by: 'page' | 'addon' | 'service' | 'outside';
  readonly method: string;
  readonly path: string;
  readonly as: string | null;
  /** 0 where the connection was cut before an answer. */
  readonly status: number;
  readonly ms: number;
  readonly fault?: string;
}

interface FaultWish {
  readonly on: 'google' | 'webex' | 'service' | 'trigger';
  readonly kind: string;
  readonly status?: number;
  readonly ms?: number;
  readonly match?: { readonly method?: string };
  readonly times: number | null;
}

export interface PlantedFault extends FaultWish {
  readonly id: string;
  readonly hits: number;
}

/** The mishaps that a click plants; everything else is for `--control`. */
export const MISHAPS = {
  webexDown: { on: 'webex', kind: 'status', status: 503, times: null },
  webexSlow: { on: 'webex', kind: 'delay', ms: 5000, times: null },
  answerLost: { on: 'webex', kind: 'lostReply', match: { method: 'POST' }, times: 1 },
  serviceDown: { on: 'service', kind: 'status', status: 503, times: null },
  triggersLost: { on: 'trigger', kind: 'drop', times: null },
} as const satisfies Readonly<Record<string, FaultWish>>;
export type Mishap = keyof typeof MISHAPS;

const KEPT = 500;

export const calls = signal<readonly LoggedCall[]>([]);
export const faults = signal<readonly PlantedFault[]>([]);
/** True while virtual time passes: everything due on the way is being done. */
export const passing = signal(false);

export async function loadCalls(): Promise<void> {
  const since = calls.peek().at(-1)?.seq ?? 0;
  const { items } = await hostGet<{ items: readonly LoggedCall[] }>(`/host/inside/calls?since=${since}`);
  if (items.length > 0) calls.value = [...calls.peek(), ...items].slice(-KEPT);
}

export async function loadFaults(): Promise<void> {
  faults.value = (await hostGet<{ items: readonly PlantedFault[] }>('/host/inside/faults')).items;
}

/** The fault that this mishap is, if it is planted and not used up. */
export function planted(mishap: Mishap): PlantedFault | undefined {
  const { on, kind, times } = MISHAPS[mishap];
  return faults.value.find(
    (fault) => fault.on === on && fault.kind === kind && (times === null || fault.hits < times),
  );
}

export async function toggleMishap(mishap: Mishap): Promise<void> {
  const fault = planted(mishap);
  try {
    if (fault) await hostSend('DELETE', `/host/inside/faults/${fault.id}`);
    else await hostSend('POST', '/host/inside/faults', MISHAPS[mishap]);
    await loadFaults();
  } catch (error) {
    reportFailure(error, () => toggleMishap(mishap));
  }
}

/** @param duration - ISO 8601, e.g. `PT1H` */
export async function advance(duration: string): Promise<void> {
  if (passing.peek()) return;
  passing.value = true;
  await changeClock({ advance: duration });
  passing.value = false;
}

export async function changeClock(wish: Readonly<Record<string, string>>): Promise<void> {
  try {
    hearClock(await hostSend<HeardClock>('POST', '/host/inside/clock', wish));
  } catch (error) {
    reportFailure(error);
  }
}
