/** What each value of each switch about webhooks means to their receiver; `webex-switches.test.ts` holds it complete. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SwitchRow } from './switch-row.ts';
import { MINUTE, type Json, type WebexOnPort } from './webex-on-port.ts';

interface Delivered {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const SECRET = 's3cret';
const ALGORITHMS = ['sha1', 'sha256', 'sha512'];

/** How many deliveries about one new meeting there are after each of these times, and the first of them. */
async function deliveries(
  local: WebexOnPort,
  ...times: readonly number[]
): Promise<{ readonly counts: readonly number[]; readonly first: Delivered | undefined }> {
  const delivered: Delivered[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      delivered.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end();
    });
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  const targetUrl = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
  const hook = { name: 'Hook', targetUrl, resource: 'meetings', event: 'created', secret: SECRET };
  await local.call('POST', '/webhooks', hook);
  await local.create();
  const counts: number[] = [];
  for (const ms of times) {
    local.pass(ms);
    local.clock.runDue();
    while (local.clock.busy) await new Promise((resolve) => setImmediate(resolve));
    counts.push(delivered.length);
  }
  receiver.closeAllConnections();
  receiver.close();
  return { counts, first: delivered[0] };
}

/** Both signature headers, each right digest replaced by its algorithm's name. */
async function signatures(local: WebexOnPort): Promise<unknown> {
  const { first } = await deliveries(local, MINUTE);
  const named = (text: string): string =>
    ALGORITHMS.reduce((before, algorithm) => {
      const digest = createHmac(algorithm, SECRET)
        .update(first?.body ?? '')
        .digest('hex');
      return before.replace(new RegExp(`\\b${digest}\\b`), algorithm);
    }, text);
  const header = (name: string): string => named(String(first?.headers[name] ?? ''));
  return [header('x-spark-signature'), header('x-webex-signature')];
}

/** The actor of a delivery: nobody, or the host whose call it was. */
async function actor(local: WebexOnPort): Promise<unknown> {
  const { first } = await deliveries(local, MINUTE);
  const { actorId, data } = JSON.parse(first?.body ?? '{}') as Json & { readonly data: Json };
  return actorId === data['hostUserId'] ? 'host' : (actorId ?? 'nobody');
}

/** How many deliveries there are a moment before `ms`, and then. */
const around =
  (ms: number): SwitchRow[2] =>
  async (local) =>
    (await deliveries(local, ms - 1, 1)).counts;

export const DELIVERY_ROWS: readonly SwitchRow[] = [
  ['webex.webhookSignature', 'both', signatures, ['sha1', 'SHA-256=sha256, SHA-512=sha512']],
  ['webex.webhookSignature', 'sha1', signatures, ['sha1', '']],
  ['webex.webhookSignature', 'sha256', signatures, ['', 'sha256']],
  ['webex.webhookActorId', 'absent', actor, 'nobody'],
  ['webex.webhookActorId', 'present', actor, 'host'],
  ['webex.webhookDelayMs', 1000, around(1000), [0, 1]],
  ['webex.webhookDelayMs', 60_000, around(60_000), [0, 1]],
];
