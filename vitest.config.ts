import { defineConfig } from 'vitest/config'

// The machine's time zone must not matter: everything runs in UTC, and what handles dates again in Shanghai.
const aboutDates = [
  'src/records/{database,receipt-days}.test.ts',
  'src/records/import/workbooks.test.ts',
  'src/records/sheet/*.test.ts',
  'src/language/period*.test.ts',
  'src/settlement/golden-year.test.ts',
  'samples/days.test.ts',
]

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
        test: { name: 'shanghai', env: { TZ: 'Asia/Shanghai' }, include: aboutDates },
      },
      {
        extends: true,
        // After all others, and in no hurry: two browsers and what they ask share two cores.
        test: {
          name: 'browser',
          env: { TZ: 'Asia/Shanghai' },
          include: ['e2e/**/*.test.ts'],
          testTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
          sequence: { groupOrder: 1 },
          maxConcurrency: 4,
        },
      },
    ],
  },
})
