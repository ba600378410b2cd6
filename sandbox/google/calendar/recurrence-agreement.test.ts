import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, startLocalGoogle } from './test/local-google.ts';
import { compareRules } from './test/recurrence-agreement.ts';

let google: LocalGoogle;

beforeAll(async () => {
  google = await startLocalGoogle({ http: false });
});
afterAll(() => google.close());

it('gives 200 drawn series the dates that a second library gives them, over every change of offset', () => {
  const seed = Math.floor(performance.now() * 1000) % 1_000_000;
  const comparison = { wanted: 200, seed, most: 4 };
  const { compared, differences } = compareRules(google.calendar, google.page(ANNA), comparison);
  expect(compared).toBe(200);
  expect(differences, `seed ${String(seed)}`).toEqual([]);
}, 30_000);
