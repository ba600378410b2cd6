import type { Projection } from './project.ts';

/** A keyed hash, handed in: core knows no keys. */
export type Hash = (text: string) => string;

/** The fingerprints of what was last applied: enough to see a difference, not enough to read anything. */
export interface Fingerprints {
  readonly title: string | undefined;
  readonly guests: string;
}

/** The fingerprints of a projection; times are compared as they are. */
export function fingerprints(projection: Pick<Projection, 'title' | 'guests'>, hash: Hash): Fingerprints {
  return {
    title: projection.title === undefined ? undefined : fingerprintTitle(projection.title, hash),
    guests: fingerprintGuests(projection.guests, hash),
  };
}

export function fingerprintTitle(title: string, hash: Hash): string {
  return hash(canonical('title', [title.normalize('NFC')]));
}

/** Order and case of addresses do not matter. */
export function fingerprintGuests(addresses: readonly string[], hash: Hash): string {
  const sorted = [...new Set(addresses.map((address) => address.trim().toLowerCase()))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  return hash(canonical('guests', sorted));
}

/** One string per value list, and only one: lengths are written, so that no separator can be forged. */
function canonical(kind: string, values: readonly string[]): string {
  return `v1:${kind}:${values.map((value) => `${String(value.length)}:${value}`).join(',')}`;
}
