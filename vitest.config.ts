import { defineConfig } from 'vitest/config';

const shared = { environment: 'node' as const, pool: 'forks' as const, restoreMocks: true };
/** Nothing is mocked and nothing is global: files may share what a worker has loaded, which halves the time. */
const together = { ...shared, isolate: false };
const exclude = ['**/node_modules/**', '**/dist/**', '**/.tsbuild/**'];

/**
 * Tiers, fastest first: core, fast (no database), database (PGlite always, PostgreSQL iff TEST_DATABASE_URL),
 * scenarios (the whole product, story by story) and browser (Chromium).
 */
export default defineConfig({
  test: {
    projects: [
      { test: { ...together, name: 'core', include: ['packages/core/**/*.test.ts'], exclude } },
      {
        test: {
          ...together,
          name: 'fast',
          maxWorkers: 2,
          setupFiles: ['scripts/checks/held-exchanges.ts'],
          include: [
            'packages/{contracts,webex,locales,testkit}/**/*.test.ts',
            'apps/**/*.test.ts',
            'sandbox/**/*.test.ts',
            'launcher/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.browser.test.ts'],
        },
      },
      {
        test: {
          ...together,
          name: 'database',
          include: ['apps/**/*.db.test.ts'],
          exclude,
          testTimeout: 90_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'scenarios',
          include: ['scenarios/lanes/*.lane.ts', 'scenarios/{canary,control,restart}.scenario.ts'],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['scenarios/**/*.browser.ts', 'sandbox/web/**/*.browser.test.ts'],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
