import { defineConfig } from 'vitest/config'

// The machine's clock zone must not matter: everything runs in UTC, and what touches dates again in Shanghai.
const aboutDates = ['src/records/**/*.test.ts', 'samples/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['src/records/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'utc', env: { TZ: 'UTC' }, include: ['{src,samples,bench,cases}/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'shanghai', env: { TZ: 'Asia/Shanghai' }, include: aboutDates } },
    ],
  },
})
