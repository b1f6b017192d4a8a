import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'sources',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/cli/**', 'test/web/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'program',
          include: ['test/cli/**/*.test.ts', 'test/web/**/*.test.ts'],
          globalSetup: 'test/cli/build.ts',
        },
      },
    ],
  },
});
