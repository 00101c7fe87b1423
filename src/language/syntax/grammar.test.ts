import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateParser } from '../../../scripts/grammar.ts'

test.each(Object.entries(generateParser()))(
  '%s is what the grammar gives; `npm run fix` writes it',
  (name, text) => {
    expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(text)
  },
)
