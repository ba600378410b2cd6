import { limits } from '@webex-scheduler/core';
import { SIGN_IN_CODES } from './ports.ts';
import type { WebexFailure } from './ports.ts';

/**
 * The one table of retries: how often, how far apart, and what is shown when it is over. Nothing else retries
 * (the client does not, the jobs do not), so that waits never multiply.
 * - `sign-in`: only the person can mend it · `throttled`: Webex says when · `outage`: Webex does not answer
 * - `gone`: the meeting is not there · `refused`: Webex will not do this, asking again changes nothing
 */
export type FailureKind = 'sign-in' | 'throttled' | 'outage' | 'gone' | 'refused';

interface RetryRule {
  /** Waits between attempts; the last one repeats. */
  readonly waits: readonly number[];
  readonly attempts: number;
}

const { MINUTE, HOUR } = limits;

export const RETRIES: Readonly<Record<FailureKind, RetryRule>> = {
  // Close together at first, never more than ten minutes apart in the first hour and a half: outages are short.
  outage: {
    waits: [0.5, 1, 2, 5, 10, 10, 10, 10, 10, 10, 10, 10, 15, 15, 15, 15, 30, 30, 30, 30, 60].map(
      (minutes) => minutes * MINUTE,
    ),
    attempts: 200,
  },
  throttled: { waits: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR], attempts: 200 },
  'sign-in': { waits: [HOUR], attempts: 24 * 90 },
  gone: { waits: [], attempts: 0 },
  refused: { waits: [15 * MINUTE, HOUR], attempts: 3 },
};

/** A meeting of a Webex account that is not connected any more: read-only until the person chooses. */
const OTHER_ACCOUNT = 'other-webex-account';

/** Which row of the table a failure belongs to. */
export function kindOf(failure: WebexFailure): FailureKind {
  if (failure.code === OTHER_ACCOUNT) return 'refused';
  if (SIGN_IN_CODES.has(failure.code) || failure.status === 401) return 'sign-in';
  if (failure.status === 429 || failure.status === 423) return 'throttled';
  if (failure.status === 404 || failure.status === 410) return 'gone';
  const status = failure.status ?? 0;
  // No answer, an answer that could not be read, or a server's own failure: Webex is not itself just now.
  if (failure.outcome === 'unknown' || status < 300 || status >= 500) return 'outage';
  return 'refused';
}

/** When to try next after `attempts` failures of this kind; null = give up and show it. */
export function nextTry(failure: WebexFailure, attempts: number, now: number): number | null {
  if (failure.code === OTHER_ACCOUNT) return null;
  const kind = kindOf(failure);
  const rule = RETRIES[kind];
  if (attempts >= rule.attempts) return null;
  const wait = rule.waits[Math.min(attempts, rule.waits.length - 1)];
  if (wait === undefined) return null;
  return now + Math.max(wait, (failure.retryAfterS ?? 0) * 1000);
}

/** The code a card shows for a failure; the names are those of the message catalogue. */
export function cardCode(failure: WebexFailure): string {
  switch (kindOf(failure)) {
    case 'sign-in':
      return failure.code === 'webex-not-linked' ? 'signin' : 'reconnect';
    case 'throttled':
      return failure.code === 'creation-limit' ? 'limit' : 'pending';
    case 'outage':
      return 'pending';
    case 'gone':
      return 'detached';
    case 'refused':
      if (failure.code === OTHER_ACCOUNT) return 'readonly';
      return failure.status === 403 ? 'licence' : 'unknown';
  }
}
