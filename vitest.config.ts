import { defineConfig } from 'vitest/config'

// The machine's time zone must not matter: everything runs in UTC, and what handles dates again in Shanghai.
const aboutDates = [
  'src/records/*.test.ts',
  'src/records/{import,sheet,testing}/**/*.test.ts',
  'src/language/period*.test.ts',
  'src/settlement/golden-year.test.ts',
  'samples/days.test.ts',
]
const withoutDates = ['src/records/{limits,migrate}.test.ts', 'src/records/testing/server.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['src/records/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'utc',
          env: { TZ: 'UTC' },
          include: ['{src,samples,bench,cases,docs}/**/*.test.ts', 'web/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'shanghai', env: { TZ: 'Asia/Shanghai' }, include: aboutDates, exclude: withoutDates },
      },
      {
        extends: true,
        // After all others, one at a time: a browser beside another worker on two cores waits for what does not come.
        test: {
          name: 'browser',
          env: { TZ: 'Asia/Shanghai' },
          include: ['e2e/**/*.test.ts'],
          testTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          maxConcurrency: 4,
        },
      },
    ],
  },
})
