/**
 * Sends webhooks, each some time after its cause, on the virtual clock. Only this machine is reachable: an address
 * that the host map does not know fails like a name that does not resolve.
 *
 * Faults `drop`, `duplicate` and `late` on `webex` with the path `/webhooks/<id>` (without `/v1`) meet deliveries.
 */
import type { Fault, FaultKind } from '../../control/faults.ts';
import type { Ground } from '../../control/ground.ts';
import { sentMessage } from '../../control/recorder.ts';
import type { EventData } from './event-data.ts';
import { signatureHeaders, type SignatureStyle } from './signatures.ts';
import type { Webhook } from './webhook.ts';
import type { Webhooks } from './webhooks.ts';

/** Real time: a receiver that hangs must not hold virtual time up for ever. */
const GIVE_UP_MS = 10_000;
const FAULTS: readonly FaultKind[] = ['drop', 'duplicate', 'late'];

export interface Delivery {
  readonly webhookId: string;
  readonly event: string;
  readonly actorId: string;
  readonly data: EventData;
}

export class Deliveries {
  readonly #ground: Ground;
  readonly #webhooks: Webhooks;
  readonly #change: (act: () => void) => void;

  /** @param change - one transaction */
  constructor(ground: Ground, webhooks: Webhooks, change: (act: () => void) => void) {
    this.#ground = ground;
    this.#webhooks = webhooks;
    this.#change = change;
  }

  plan(delivery: Delivery, inMs = this.#ground.switches.number('webex.webhookDelayMs')): void {
    const { clock } = this.#ground;
    const what = `webhook meetings ${delivery.event}`;
    clock.schedule({ at: clock.now() + inMs, kind: 'webhook', what }, () => this.#run(delivery));
  }

  async #run(delivery: Delivery): Promise<void> {
    const webhook = this.#webhooks.find(delivery.webhookId);
    if (webhook?.status !== 'active') return;
    const fault = this.#fault(webhook);
    if (fault?.kind === 'late') this.plan(delivery, fault.ms);
    if (fault?.kind === 'drop' || fault?.kind === 'late') return;
    for (let times = fault?.kind === 'duplicate' ? 2 : 1; times > 0; times -= 1)
      await this.#send(webhook, delivery);
  }

  async #send(webhook: Webhook, { event, actorId, data }: Delivery): Promise<void> {
    const { switches, hosts } = this.#ground;
    const { secret, ...envelope } = { ...this.#webhooks.view(webhook), event };
    const actor = switches.text('webex.webhookActorId') === 'present' ? { actorId } : {};
    const body = JSON.stringify({ ...envelope, ...actor, data });
    const style = switches.text('webex.webhookSignature') as SignatureStyle;
    const headers = {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : signatureHeaders(body, secret, style)),
    };
    const target = hosts.resolve(webhook.targetUrl);
    const status = target === undefined ? null : await post(target, headers, body);
    this.#ground.recorder?.add(
      'webex',
      sentMessage(webhook.targetUrl, headers, JSON.parse(body) as unknown, status),
    );
    if (status === null || status < 200 || status > 299) {
      this.#change(() => {
        this.#webhooks.failed(webhook.id);
      });
    }
  }

  /** A fault that is meant for deliveries; those planted for calls of the API are left to it. */
  #fault({ id }: Webhook): Fault | undefined {
    const { faults } = this.#ground;
    const planted = faults.list().some(({ on, kind }) => on === 'webex' && FAULTS.includes(kind));
    return planted ? faults.meet({ on: 'webex', method: 'POST', path: `/webhooks/${id}` }) : undefined;
  }
}

/** The receiver's status; null where nobody answered. */
async function post(target: string, headers: Record<string, string>, body: string): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const response = await fetch(target, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
