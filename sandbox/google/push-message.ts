/** What push channels of all of Google's APIs share: where a message may go, how it looks, when it is sent again. */

export const CHANNEL_ID = /^[A-Za-z0-9\-_+/=]{1,64}$/;
/** A receiver that does not answer within this (real time) has not taken the message. */
const PATIENCE_MS = 10_000;
/** Answers after which a message is sent again. */
export const RETRIED: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** Virtual ms to wait before each further attempt. */
export const RETRY_AFTER_MS: readonly number[] = [1_000, 4_000, 16_000, 64_000];

interface Channel {
  readonly id: string;
  readonly resourceId: string;
  readonly resourceUri: string;
  readonly token?: string | undefined;
  /** Virtual ms. */
  readonly expiration: number;
}

/** @see https://developers.google.com/workspace/calendar/api/guides/push#understanding-the-notification-message-format */
export function messageHeaders(
  channel: Channel,
  number: number,
  state: string,
): Readonly<Record<string, string>> {
  return {
    'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
    'x-goog-channel-id': channel.id,
    'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
    'x-goog-message-number': String(number),
    'x-goog-resource-id': channel.resourceId,
    'x-goog-resource-state': state,
    'x-goog-resource-uri': channel.resourceUri,
    ...(channel.token === undefined ? {} : { 'x-goog-channel-token': channel.token }),
  };
}

/** The receiver's status; 0 where nobody took the message. */
export async function deliver(
  address: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<number> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = { method: 'POST', redirect: 'manual', signal, headers } as const;
    const response = await fetch(address, { ...sent, ...(body === undefined ? {} : { body }) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** HTTPS, as Google asks for; plain `http` on this machine, where no client of local Google could have a certificate. */
export function isReachable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}
