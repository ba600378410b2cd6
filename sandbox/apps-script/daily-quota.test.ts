import { describe, expect, it } from 'vitest';
import { Clock } from '../control/clock.ts';
import { Store } from '../control/store.ts';
import { DailyQuota, LIMITS } from './daily-quota.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

describe('daily limits', () => {
  it('are lower for consumers, count from the first use, and begin anew a virtual day later', () => {
    const clock = new Clock(START, 'stopped');
    const quota = new DailyQuota(Store.open(), clock);
    const carl = { email: 'carl@gmail.com', consumer: true };
    const anna = { email: 'anna@x.test', consumer: false };
    const use = (who: typeof carl, times: number): boolean =>
      Array.from({ length: times }, () => quota.take('calendar', who)).every(Boolean);
    expect(use(carl, LIMITS.calendar.consumer)).toBe(true);
    expect(quota.take('calendar', carl)).toBe(false);
    expect(quota.take('urlfetch', carl)).toBe(true);
    expect(use(anna, LIMITS.calendar.consumer + 1)).toBe(true);
    clock.set(START + 86_399_999);
    expect(quota.take('calendar', carl)).toBe(false);
    clock.set(START + 86_400_000);
    expect(quota.take('calendar', carl)).toBe(true);
    clock.stop();
  });
});
