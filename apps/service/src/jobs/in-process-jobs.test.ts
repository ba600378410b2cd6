import { describe, expect, test } from 'vitest';
import { InProcessJobs } from './in-process-jobs.ts';
import type { DueSource } from './port.ts';

/** Rows with due times, and what running them did. */
class TestSource implements DueSource {
  readonly rows = new Map<string, number>();
  readonly ran: string[] = [];
  readonly failures: string[] = [];
  onRun: (id: string) => void | Promise<void> = (id) => {
    this.rows.delete(id);
  };

  organisations = () =>
    Promise.resolve([...new Set([...this.rows.keys()].map((id) => id.split('/')[0] ?? ''))].sort());
  due = (org: string, now: number, limit: number) => {
    const rows = [...this.rows].filter(([id]) => id.startsWith(`${org}/`)).sort((a, b) => a[1] - b[1]);
    const keys = rows.filter(([, at]) => at <= now).map(([id]) => id.split('/')[1] ?? '');
    return Promise.resolve({
      keys: keys.slice(0, limit),
      next: rows.find(([, at]) => at > now)?.[1] ?? null,
    });
  };
  run = async (org: string, key: string) => {
    this.ran.push(`${org}/${key}`);
    await this.onRun(`${org}/${key}`);
  };
  postpone = (org: string, key: string) => {
    this.rows.set(`${org}/${key}`, 60_000);
    return Promise.resolve();
  };
  failed = (_error: unknown, org: string, key: string) => {
    this.failures.push(`${org}/${key}`);
  };
}

const make = (rows: Record<string, number>) => {
  const source = new TestSource();
  for (const [id, at] of Object.entries(rows)) source.rows.set(id, at);
  return { source, jobs: new InProcessJobs(source) };
};

describe('what is due is run', () => {
  test('what is due now and nothing else; then it says when next', async () => {
    const { source, jobs } = make({ 'a/1': 5, 'a/2': 50, 'b/1': 10 });
    expect(await jobs.tick(10)).toBe(50);
    expect(source.ran.sort()).toEqual(['a/1', 'b/1']);
  });

  test('what a run makes due is run in the same tick', async () => {
    const { source, jobs } = make({ 'a/1': 1 });
    source.onRun = (id) => {
      source.rows.delete(id);
      if (id === 'a/1') source.rows.set('a/2', 1);
    };
    await jobs.tick(1);
    expect(source.ran).toEqual(['a/1', 'a/2']);
  });

  test('I18: a key that is due again and again ends the tick and waits a minute', async () => {
    const { source, jobs } = make({ 'a/1': 1 });
    source.onRun = () => undefined;
    expect(await jobs.tick(1)).toBe(60_001);
    expect(source.ran).toHaveLength(3);
    expect(await jobs.tick(2)).toBe(60_000);
  });

  test('one that fails does not hold up the others', async () => {
    const { source, jobs } = make({ 'a/1': 1, 'a/2': 1 });
    source.onRun = (id) => {
      source.rows.delete(id);
      if (id === 'a/1') throw new Error('unforeseen');
    };
    await jobs.tick(1);
    expect(source.ran.sort()).toEqual(['a/1', 'a/2']);
    expect(source.failures).toEqual(['a/1']);
  });

  test('F24: organisations take turns: one with hundreds of keys does not hold up another', async () => {
    const rows = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`a/${String(n)}`, 1]));
    const { source, jobs } = make({ ...rows, 'b/1': 1 });
    await jobs.tick(1);
    expect(source.ran).toHaveLength(301);
    expect(source.ran.indexOf('b/1')).toBeLessThanOrEqual(20);
  });

  test('ticks do not overlap, and it is idle only when nothing runs', async () => {
    const { source, jobs } = make({ 'a/1': 1 });
    let release = (): void => undefined;
    let running = 0;
    let most = 0;
    source.onRun = async (id) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      running -= 1;
      source.rows.delete(id);
    };
    const first = jobs.tick(1);
    const second = jobs.tick(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(jobs.idle()).toBe(false);
    release();
    await Promise.all([first, second]);
    expect(most).toBe(1);
    expect(jobs.idle()).toBe(true);
  });
});
