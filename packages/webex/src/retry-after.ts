/** Longest wait that is believed: a day, the length of Webex's own creation window. */
export const MAX_RETRY_AFTER_S = 86_400;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date, as RFC 9110 section 10.2.3 allows both.
 * Missing or senseless values give undefined (the caller's own backoff applies); negative ones and dates in the
 * past give 0; huge ones are capped, so that one wrong header cannot silence an account for ever.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return clamp(Number(text));
  // A date needs a letter and a digit; Date.parse alone would read "7 apples" or "1-1" as one.
  if (!/^[A-Za-z]{3,9},? .*\d{4}|^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : clamp((at - nowMs) / 1000);
}

function clamp(seconds: number): number {
  return Math.min(Math.max(Math.ceil(seconds), 0), MAX_RETRY_AFTER_S);
}
