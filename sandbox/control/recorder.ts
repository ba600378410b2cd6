/** Records exchanges at the platforms' edge (`--record DIR`), so that they can be held against contracts. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from './calls.ts';
import type { FaultKind } from './faults.ts';

export type Platform = 'google' | 'webex';

export interface Exchange {
  /** `out` is what a platform sends by itself: push messages and webhooks, to an absolute address. */
  readonly direction: 'in' | 'out';
  /** Who asks; of what a platform sends by itself, null. */
  readonly by: Caller | null;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly requestType: string | null;
  /** Headers beginning with `x-`, which of a push message are all there is. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** What the platform answered; null where a fault kept the request from it, or nobody took a message. */
  readonly status: number | null;
  readonly responseType: string | null;
  readonly responseBody: string | null;
  /** The fault that met it: what is recorded is what the platform answered before the fault spoiled it. */
  readonly fault: FaultKind | null;
}

export interface Recorder {
  add(on: Platform, exchange: Exchange): void;
}

/** One file of JSON lines per platform. */
export class FileRecorder implements Recorder {
  readonly #folder: string;

  /** @param folder - made if missing */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  add(on: Platform, exchange: Exchange): void {
    appendFileSync(join(this.#folder, `${on}.jsonl`), `${JSON.stringify(exchange)}\n`);
  }
}

/** A message that a platform sent by itself. @param status - the receiver's; null where nobody took it */
export function sentMessage(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  status: number | null,
): Exchange {
  return {
    direction: 'out',
    by: null,
    method: 'POST',
    url,
    requestType: headers['content-type'] ?? null,
    requestHeaders: ownHeaders(headers),
    requestBody: body,
    status,
    responseType: null,
    responseBody: null,
    fault: null,
  };
}

/** The headers that belong to an exchange's record. */
export function ownHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-') && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
