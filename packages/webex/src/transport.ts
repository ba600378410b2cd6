import * as v from 'valibot';
import { codeOfStatus, WebexError } from './errors.ts';
import type { WebexErrorCode, WriteOutcome } from './errors.ts';
import { parseRetryAfter } from './retry-after.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface TransportOptions {
  /** Ends in `/v1`; also the only origin that is ever called. */
  readonly apiUrl: string;
  /** A valid access token of the account whose meetings these are. */
  readonly token: () => Promise<string>;
  /** Milliseconds since the epoch; only `Retry-After` dates need it. */
  readonly now: () => number;
  /** For one exchange, body included. */
  readonly readTimeoutMs?: number;
  readonly writeTimeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Stands between the client and the network (allowlist); Node's own `fetch` if absent. */
  readonly fetch?: Fetch;
}

interface Exchange<S extends v.GenericSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apiUrl`, or an absolute URL on its origin. */
  readonly url: string;
  readonly body?: unknown;
  readonly read: S;
}

interface Answer<T> {
  readonly value: T;
  readonly headers: Headers;
}

/**
 * Whoever picks the meeting in Calendar's menu waits for at most a sign-in refresh, a search and a creation: these
 * together stay below 15 seconds.
 */
const READ_TIMEOUT_MS = 4_000;
const WRITE_TIMEOUT_MS = 7_000;
/** A list of 100 meetings with all fields is about 400 kB. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Errors before anything reached Webex: the write did not happen. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** One HTTP exchange with Webex: limits of time and size, typed errors, nothing repeated. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #origin: string;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#origin = new URL(options.apiUrl).origin;
  }

  /** @throws {WebexError} for anything but a 2xx answer of the expected shape. */
  async send<S extends v.GenericSchema>(exchange: Exchange<S>): Promise<Answer<v.InferOutput<S>>> {
    const url = this.#absolute(exchange.url);
    const token = await this.#options.token();
    const signal = AbortSignal.timeout(this.#timeoutMs(exchange.method));
    const response = await this.#fetch(url, exchange, token, signal);
    const trackingId = trackingIdOf(response.headers);
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      throw this.#refusal(exchange.method, response, trackingId);
    }
    const unreadable = (cause?: unknown): WebexError =>
      new WebexError({
        code: 'webex-unreadable',
        outcome: outcomeOf(exchange.method, 'unknown'),
        trackingId,
        cause,
      });
    if (response.status === 204)
      return { value: accept(exchange.read, undefined, unreadable), headers: response.headers };
    const text = await readText(response, this.#options.maxBodyBytes ?? MAX_BODY_BYTES).catch(
      (error: unknown) => {
        throw unreadable(error);
      },
    );
    return {
      value: accept(exchange.read, parseJson(text, response, unreadable), unreadable),
      headers: response.headers,
    };
  }

  /** Whether an absolute URL may be called: on the configured origin only (a `Link` header could name any). */
  isOwn(url: string): boolean {
    return URL.canParse(url) && new URL(url).origin === this.#origin;
  }

  #timeoutMs(method: string): number {
    const { readTimeoutMs = READ_TIMEOUT_MS, writeTimeoutMs = WRITE_TIMEOUT_MS } = this.#options;
    return method === 'GET' ? readTimeoutMs : writeTimeoutMs;
  }

  #absolute(url: string): string {
    const absolute = url.startsWith('/') ? `${this.#options.apiUrl}${url}` : url;
    if (!this.isOwn(absolute)) throw new WebexError({ code: 'webex-redirected', outcome: 'refused' });
    return absolute;
  }

  async #fetch(
    url: string,
    exchange: Exchange<v.GenericSchema>,
    token: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: 'application/json' };
    if (exchange.body !== undefined) headers['content-type'] = 'application/json';
    const send = this.#options.fetch ?? fetch;
    try {
      return await send(url, {
        method: exchange.method,
        headers,
        body: exchange.body === undefined ? null : JSON.stringify(exchange.body),
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw new WebexError({
        code: 'webex-unreachable',
        outcome: wasNotSent(error) ? 'refused' : outcomeOf(exchange.method, 'unknown'),
        cause: error,
      });
    }
  }

  #refusal(method: string, response: Response, trackingId: string | undefined): WebexError {
    const code = codeOfStatus(response.status);
    // A gateway's 404 page says nothing about the meeting: only Webex's own JSON answer means "not there".
    if (code === 'webex-not-found' && !isJson(response)) {
      return new WebexError({ code: 'webex-unreadable', outcome: 'refused', trackingId });
    }
    return new WebexError({
      code,
      status: response.status,
      outcome: outcomeOf(method, UNKNOWN_CODES.has(code) ? 'unknown' : 'refused'),
      trackingId,
      retryAfterS: parseRetryAfter(response.headers.get('retry-after'), this.#options.now()),
    });
  }
}

const UNKNOWN_CODES: ReadonlySet<WebexErrorCode> = new Set(['webex-unavailable']);

/** A read changes nothing, so its failure is never "perhaps it happened". */
function outcomeOf(method: string, outcome: WriteOutcome): WriteOutcome {
  return method === 'GET' ? 'refused' : outcome;
}

function wasNotSent(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && NOT_SENT.has(at.code)) return true;
    // Several addresses tried: not sent only if none of them was reached.
    if (at instanceof AggregateError) return at.errors.length > 0 && at.errors.every(wasNotSent);
  }
  return false;
}

function isJson(response: Response): boolean {
  return /^application\/(json|[\w.-]+\+json)\b/i.test(response.headers.get('content-type') ?? '');
}

const TRACKING_ID = /^[\w.:-]{1,128}$/;

/** Webex spells the header `trackingid`; anything that does not look like an id is not carried on. */
function trackingIdOf(headers: Headers): string | undefined {
  const value = headers.get('trackingid') ?? '';
  return TRACKING_ID.test(value) ? value : undefined;
}

async function readText(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body) {
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limit) throw new RangeError('answer too big');
      chunks.push(chunk);
    }
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parseJson(text: string, response: Response, unreadable: (cause?: unknown) => WebexError): unknown {
  if (!isJson(response)) throw unreadable();
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which may hold a title: it is not kept as a cause.
    throw unreadable();
  }
}

function accept<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  unreadable: () => WebexError,
): v.InferOutput<S> {
  const read = v.safeParse(schema, value);
  // Issues quote what was received, so they are not kept either.
  if (!read.success) throw unreadable();
  return read.output;
}
