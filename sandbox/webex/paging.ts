import * as v from 'valibot';
import type { ApiAnswer, ApiCall } from './http-shell.ts';
import { readBody } from './request-values.ts';

const whole = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(least), v.maxValue(most));

export interface PageOptions<T> {
  /** How long a page is where the query does not say. */
  readonly usual?: number;
  /** How long one may be asked for. */
  readonly most?: number;
  /** How one item is shown; only those of the page are. */
  readonly show?: (item: T) => unknown;
}

/**
 * One page of `items`, with `Link: <…>; rel="next"` while there is more. Next comes first in the header: there are
 * clients that take the first link for the next one.
 * @throws {WebexError} 400 for a `max` that is no number in 1..`most`
 */
export function page<T>(call: ApiCall, items: readonly T[], options: PageOptions<T> = {}): ApiAnswer {
  const { usual = 10, most = 100, show = (item: T): unknown => item } = options;
  const Query = v.object({
    max: v.optional(whole(1, most), String(usual)),
    offset: v.optional(whole(0, Number.MAX_SAFE_INTEGER), '0'),
  });
  const { max, offset } = readBody(Query, call.query);
  const body = { items: items.slice(offset, offset + max).map(show) };
  if (offset + max >= items.length) return { status: 200, body };
  const next = new URL(call.path, call.origin);
  for (const [name, value] of Object.entries(call.query))
    if (value !== undefined) next.searchParams.set(name, value);
  next.searchParams.set('offset', String(offset + max));
  return { status: 200, body, headers: { link: `<${next.href}>; rel="next"` } };
}
