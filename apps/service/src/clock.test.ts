import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import type { WorkReport } from './clock.ts';

const quiet = (nextDue: number | null): WorkReport => ({ idle: true, nextDue, pending: [] });

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a round when the next row falls due, and every 15 s at least', async () => {
  const clock = systemClock();
  const rounds: number[] = [];
  clock.start(() => {
    rounds.push(clock.now());
    return Promise.resolve(quiet(rounds.length === 1 ? 4000 : null));
  });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(rounds).toEqual([0, 4000, 19_000]);
  await clock.stop();
});

test('a hundred requests that end during a round make one more', async () => {
  const clock = systemClock();
  let rounds = 0;
  let end: (report: WorkReport) => void = () => undefined;
  clock.start(() => {
    rounds += 1;
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  await vi.advanceTimersByTimeAsync(0);
  for (let n = 0; n < 100; n += 1) clock.requestEnded();
  end(quiet(null));
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(2);
  end(quiet(null));
  await clock.stop();
});

test('a round that fails does not end the ticking', async () => {
  const clock = systemClock();
  let rounds = 0;
  clock.start(() => {
    rounds += 1;
    return rounds === 1 ? Promise.reject(new Error('no database')) : Promise.resolve(quiet(null));
  });
  await vi.advanceTimersByTimeAsync(15_000);
  expect(rounds).toBe(2);
  await clock.stop();
});
