import { isDeepStrictEqual } from 'node:util';

/** A copy without undefined members, deeply: what JSON would keep, so that rows read back from disk compare equal. */
export function tidy<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => tidy(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, tidy<unknown>(member)]),
  ) as T;
}

/** Deep equality that takes an absent member and an undefined one for the same. */
export function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(tidy(one), tidy(other));
}
