/**
 * A fault planted in the product, and the quickest tests that must notice it. Every invariant I1–I20 applies to
 * single events and has at least one; of I1, I6 and I9 the parts about occurrences, recurrence and exceptions do
 * not apply yet, because a recurring event gets no meeting.
 */

export interface Mutant {
  readonly invariant: `I${number}`;
  /** What the product does wrong with this fault. */
  readonly fault: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly put: string;
  readonly tests: Tests;
}

export interface Tests {
  readonly project: 'core' | 'fast' | 'database';
  readonly file: string;
  /** The beginning of a test's name, where the file has slow ones beside it. */
  readonly named?: string;
}

export const core = (file: string): Tests => ({
  project: 'core',
  file: `packages/core/src/${file}.test.ts`,
});
export const fast = (file: string): Tests => ({ project: 'fast', file: `${file}.test.ts` });
export const loop = (file: string, named: string): Tests => ({
  project: 'database',
  file: `apps/service/src/${file}.db.test.ts`,
  named,
});
