import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtInObjects, page } from './built-in-objects.ts'

test('the page on built-in objects is what the vocabulary says (run `node docs/built-in-objects.ts`)', () => {
  expect(readFileSync(page, 'utf8')).toBe(builtInObjects())
})
