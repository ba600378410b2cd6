/**
 * Set up before each file of the fast tier: what its servers of local Google and local Webex exchanged is held against
 * the contracts once the file's own tests and its ends are through. A request that was refused on purpose need not be
 * right; one that was accepted must be, and so must every answer.
 */
import { afterAll, expect } from 'vitest';
import { recorded } from '../../sandbox/control/test/recorded.ts';

afterAll(async () => {
  const taken = recorded.take();
  if (taken.length === 0) return;
  const { hold } = await import('../../scenarios/contract/recording.ts');
  const violations = (['google', 'webex'] as const).flatMap((platform) => {
    const exchanges = taken.filter(({ on }) => on === platform).map(({ exchange }) => exchange);
    return exchanges.length === 0 ? [] : hold(platform, exchanges).violations;
  });
  expect(violations).toEqual([]);
});
