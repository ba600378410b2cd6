/**
 * What a failed write means. `refused`: Webex (or the network, before anything was sent) said no, nothing happened.
 * `unknown`: it may have happened; whoever asked must read back before asking again.
 */
export type WriteOutcome = 'refused' | 'unknown';

export type WebexErrorCode =
  /** No answer: connection refused or cut, name not found, time used up. */
  | 'webex-unreachable'
  /** 400, 405, 410, 415, 428 … : the request itself is not acceptable. */
  | 'webex-invalid'
  /** 401: the access token is not valid (any more). */
  | 'webex-unauthorised'
  /** 403: one text for a missing scope, role or licence, so nothing more is known. */
  | 'webex-forbidden'
  | 'webex-not-found'
  | 'webex-conflict'
  /** 423: locked for a while. */
  | 'webex-locked'
  /** 429: too many requests, or the day's creations are used up. */
  | 'webex-limited'
  /** 5xx, and 408. */
  | 'webex-unavailable'
  /** A redirect: never followed. */
  | 'webex-redirected'
  /** A 2xx answer that is too big, not JSON, or not of the shape that is read. */
  | 'webex-unreadable';

interface WebexErrorDetails {
  readonly code: WebexErrorCode;
  /** HTTP status; absent if there was no answer, or none that can be read (a gateway's page, a cut body). */
  readonly status?: number | undefined;
  readonly outcome: WriteOutcome;
  /** Webex's own id of the exchange: the one thing of an answer that may be logged. */
  readonly trackingId?: string | undefined;
  readonly retryAfterS?: number | undefined;
  readonly cause?: unknown;
}

/**
 * A failed call. The message is ours and constant per code: Webex's own words may repeat a title or an address,
 * so they end here.
 */
export class WebexError extends Error {
  override readonly name = 'WebexError';
  readonly code: WebexErrorCode;
  readonly status: number | undefined;
  readonly outcome: WriteOutcome;
  readonly trackingId: string | undefined;
  readonly retryAfterS: number | undefined;

  constructor(details: WebexErrorDetails) {
    super(`Webex call failed: ${details.code} (${String(details.status ?? 'no answer')})`, {
      cause: details.cause,
    });
    this.code = details.code;
    this.status = details.status;
    this.outcome = details.outcome;
    this.trackingId = details.trackingId;
    this.retryAfterS = details.retryAfterS;
  }
}

/** The code of an HTTP status that is not 2xx. Matching is on status, never on texts, which vary. */
export function codeOfStatus(status: number): WebexErrorCode {
  switch (status) {
    case 401:
      return 'webex-unauthorised';
    case 403:
      return 'webex-forbidden';
    case 404:
      return 'webex-not-found';
    case 409:
      return 'webex-conflict';
    case 423:
      return 'webex-locked';
    case 429:
      return 'webex-limited';
    case 408:
      return 'webex-unavailable';
    default:
      if (status >= 500) return 'webex-unavailable';
      return status >= 300 && status < 400 ? 'webex-redirected' : 'webex-invalid';
  }
}
