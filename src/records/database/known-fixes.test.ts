import { expect, test } from 'vitest'
import { serverOutdated } from './known-fixes.ts'

test.each([
  [150_019, true],
  [150_020, false],
  [150_021, false],
  [180_004, false],
])('a server of %i lacks known fixes of row-level security: %s (trust 16)', (version, outdated) => {
  expect(serverOutdated(version)).toBe(outdated)
})
