import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { cancelDue, isMassDeletion, mayCancel } from './cancel-rule.ts';
import type { CancelCause, CancelInput } from './cancel-rule.ts';
import { SEEN } from './link-table.ts';
import { DRAFT_LIFE, FRESH_READ, GRACE, HOUR, MINUTE } from './policy.ts';

const NOW = 1_800_000_000_000;
const good: CancelInput = {
  cause: 'deleted',
  due: NOW - 1,
  now: NOW,
  readAt: NOW - MINUTE,
  readAs: 'deleted',
  shown: false,
  heard: true,
  behind: false,
  stopped: false,
  startAt: NOW + HOUR,
};

describe('the one rule for every cancellation', () => {
  test('cancels when due, freshly read, shown nowhere, heard and not behind', () => {
    expect(mayCancel(good)).toEqual({ do: 'cancel' });
  });

  test.each<[string, Partial<CancelInput>, unknown]>([
    ['before its time', { due: NOW + 1 }, { do: 'wait', reason: 'not-due' }],
    ['it has started', { startAt: NOW }, { do: 'keep', reason: 'started' }],
    ['a mass deletion waits for a word', { stopped: true }, { do: 'wait', reason: 'mass-deletion' }],
    ['the store is behind the add-on', { behind: true }, { do: 'wait', reason: 'behind' }],
    ['the calendar has not called since the start', { heard: false }, { do: 'ask' }],
    ['the event was never read', { readAt: null, readAs: null }, { do: 'ask' }],
    ['the read is ten minutes old', { readAt: NOW - FRESH_READ }, { do: 'ask' }],
    ['the read is a millisecond younger', { readAt: NOW - FRESH_READ + 1 }, { do: 'cancel' }],
    ['the read says otherwise', { readAs: 'current' }, { do: 'ask' }],
    ['it cannot be found', { readAs: 'lost' }, { do: 'ask' }],
    ['an event still shows the link', { shown: true }, { do: 'keep', reason: 'shown' }],
  ])('not when %s', (_name, change, verdict) => {
    expect(mayCancel({ ...good, ...change })).toEqual(verdict);
  });

  test('a draft rests on a read after its 24 hours; 404, cancelled or without this block will do', () => {
    const draft: CancelInput = {
      ...good,
      cause: 'draft',
      due: NOW - MINUTE,
      readAt: NOW - 2 * MINUTE,
      readAs: 'lost',
    };
    expect(mayCancel(draft)).toEqual({ do: 'ask' });
    expect(mayCancel({ ...draft, readAt: NOW - MINUTE })).toEqual({ do: 'cancel' });
    for (const readAs of ['none', 'deleted', 'copy', 'foreign'] as const)
      expect(mayCancel({ ...draft, readAt: NOW, readAs })).toEqual({ do: 'cancel' });
    for (const readAs of ['current', 'older', 'series', 'moved'] as const)
      expect(mayCancel({ ...draft, readAt: NOW, readAs })).toEqual({ do: 'ask' });
  });

  test('when it is due', () => {
    expect(cancelDue('deleted', NOW)).toBe(NOW + GRACE);
    expect(cancelDue('removed', NOW)).toBe(NOW + GRACE);
    expect(cancelDue('unfinished', NOW)).toBe(NOW + GRACE);
    expect(cancelDue('draft', NOW)).toBe(NOW + DRAFT_LIFE);
    expect(cancelDue('replaced', NOW)).toBe(NOW);
    expect(cancelDue('handed-over', NOW)).toBe(NOW);
  });

  const causes: readonly CancelCause[] = [
    'deleted',
    'removed',
    'draft',
    'replaced',
    'handed-over',
    'unfinished',
  ];
  property.prop({
    cause: fc.constantFrom(...causes),
    due: fc.integer({ min: NOW - HOUR, max: NOW + HOUR }),
    readAt: fc.option(fc.integer({ min: NOW - HOUR, max: NOW })),
    readAs: fc.option(fc.constantFrom(...SEEN)),
    shown: fc.boolean(),
    heard: fc.boolean(),
    behind: fc.boolean(),
    stopped: fc.boolean(),
    startAt: fc.integer({ min: NOW - HOUR, max: NOW + HOUR }),
  })('whatever else is true, a cancellation needs all four conditions', (input) => {
    if (mayCancel({ ...input, now: NOW }).do !== 'cancel') return;
    expect(input.due).toBeLessThanOrEqual(NOW);
    expect(NOW - (input.readAt ?? 0)).toBeLessThan(FRESH_READ);
    expect(input).toMatchObject({ shown: false, heard: true, behind: false, stopped: false });
    expect(input.startAt).toBeGreaterThan(NOW);
    expect(['series', null]).not.toContain(input.readAs);
  });
});

test.each([
  [20, 0, false],
  [21, 0, true],
  [21, 200, false],
  [23, 200, true],
  [1, 1, false],
])('%i going, %i living: mass deletion %s', (going, living, expected) => {
  expect(isMassDeletion(going, living)).toBe(expected);
});
