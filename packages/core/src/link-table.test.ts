import { describe, expect, test } from 'vitest';
import { decideLink, LINK_STATES, LINK_TABLE, NO_LINK_TABLE, see, SEEN } from './link-table.ts';
import type { LinkState, Seen } from './link-table.ts';

/**
 * The table again, written as a person would say it, so that a change in one cell has to be meant twice.
 * Rows: states; columns in the order of SEEN. `action→next`, next left out where the state stays.
 */
const EXPECTED: Readonly<Record<LinkState, string>> = {
  //         current       older         copy          foreign       none            series  deleted         moved            lost
  wished:
    '  follow→live   offer→live    make→live     make→live     make            later   grace→deleted   handOver→moved   lose→lost',
  unhosted:
    'make→live     make→live     make→live     make→live     end→ended       later   end→ended       end→ended        end→ended',
  draft:
    '   follow→live   offer→live    offer→live    offer→live    wait            later   grace→deleted   handOver→moved   wait',
  live: '    follow        offer         offer         offer         grace→removed   later   grace→deleted   handOver→moved   lose→lost',
  removed:
    ' follow→live   offer→live    offer→live    offer→live    wait            later   grace→deleted   handOver→moved   lose→lost',
  deleted:
    ' follow→live   offer→live    offer→live    offer→live    grace→removed   later   wait            handOver→moved   lose→lost',
  moved:
    '   follow→live   offer→live    offer→live    offer→live    grace→removed   later   grace→deleted   wait             wait',
  lost: '    follow→live   offer→live    offer→live    offer→live    grace→removed   later   grace→deleted   handOver→moved   wait',
  ended:
    '   make→live     make→live     make→live     make→live     wait            later   wait            wait             wait',
};

describe('the table of link states and readings', () => {
  const cells = LINK_STATES.flatMap((state) =>
    SEEN.map((seen, column) => ({
      state,
      seen,
      expected: EXPECTED[state].trim().split(/\s+/)[column] ?? '',
    })),
  );

  test('is total', () => {
    expect(Object.keys(LINK_TABLE).sort()).toEqual([...LINK_STATES].sort());
    for (const state of LINK_STATES)
      expect(Object.keys(LINK_TABLE[state]).sort(), state).toEqual([...SEEN].sort());
  });

  test.each(cells)('$state × $seen: $expected', ({ state, seen, expected }) => {
    const { action, next } = decideLink(state, seen);
    expect(next === state ? action : `${action}→${next}`).toBe(expected);
  });

  test('C1: only a read that says so starts a cancellation', () => {
    for (const state of LINK_STATES) {
      for (const seen of SEEN) {
        if (decideLink(state, seen).action === 'grace')
          expect(['none', 'deleted'], `${state} × ${seen}`).toContain(seen);
      }
    }
  });

  test('C2: an event that carries a block of ours always ends with a meeting of its own', () => {
    const blocks: readonly Seen[] = ['current', 'older', 'copy', 'foreign'];
    for (const state of LINK_STATES) {
      for (const seen of blocks) {
        const { action, next } = decideLink(state, seen);
        expect(['follow', 'offer', 'make'], `${state} × ${seen}`).toContain(action);
        expect(next).toBe('live');
      }
    }
    expect(NO_LINK_TABLE.copy?.action).toBe('make');
    expect(NO_LINK_TABLE.foreign?.action).toBe('make');
  });

  test('C3: an event that was never ours stays without a link', () => {
    for (const seen of ['none', 'deleted', 'moved', 'lost'] as const) expect(NO_LINK_TABLE[seen]).toBeNull();
  });

  test('C4: the same reading again changes nothing more', () => {
    for (const state of LINK_STATES) {
      for (const seen of SEEN) {
        const first = decideLink(state, seen);
        if (['make', 'offer'].includes(first.action)) continue;
        const second = decideLink(first.next, seen);
        expect(second.next, `${state} × ${seen}`).toBe(first.next);
        expect(['follow', 'wait', 'later'], `${state} × ${seen}`).toContain(second.action);
      }
    }
  });
});

describe('what a reading is for a link', () => {
  const link = { ref: 'r', gen: 2 };
  const live = (block?: { ref: string; gen: number; eventId: string }, more = {}) => ({
    kind: 'live' as const,
    eventId: 'e',
    recurring: false,
    ...(block === undefined ? {} : { block }),
    ...more,
  });

  test.each<[string, Parameters<typeof see>[0], Seen]>([
    ['no block', live(), 'none'],
    ['its own block', live({ ref: 'r', gen: 2, eventId: 'e' }), 'current'],
    ['its own block of another generation', live({ ref: 'r', gen: 1, eventId: 'e' }), 'older'],
    ['a block for another event', live({ ref: 'r', gen: 2, eventId: 'x' }), 'copy'],
    ['a block of another link', live({ ref: 'q', gen: 2, eventId: 'e' }), 'foreign'],
    [
      "its series' block",
      live({ ref: 'q', gen: 2, eventId: 'series' }, { recurringEventId: 'series' }),
      'foreign',
    ],
    ['a recurring event', live({ ref: 'r', gen: 2, eventId: 'e' }, { recurring: true }), 'series'],
    ['deleted', { kind: 'deleted' }, 'deleted'],
    ['moved', { kind: 'moved' }, 'moved'],
    ['lost', { kind: 'lost' }, 'lost'],
  ])('%s', (_name, reading, seen) => {
    expect(see(reading, link)).toBe(seen);
  });

  test('without a link every block is somebody else’s', () => {
    expect(see(live({ ref: 'r', gen: 1, eventId: 'e' }), null)).toBe('foreign');
    expect(see(live({ ref: 'r', gen: 1, eventId: 'x' }), null)).toBe('copy');
  });
});

test('a new event that first appears without its block was saved without it', () => {
  expect(decideLink('draft', 'none', true)).toMatchObject({ next: 'removed', action: 'grace' });
  expect(decideLink('draft', 'none')).toMatchObject({ next: 'draft', action: 'wait' });
  for (const state of LINK_STATES) {
    for (const seen of SEEN) {
      if (state === 'draft' && seen === 'none') continue;
      expect(decideLink(state, seen, true)).toEqual(decideLink(state, seen));
    }
  }
});
