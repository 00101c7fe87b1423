import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { page, permissionPage } from './permissions.ts'

test('the page of permissions is what the program does; `node docs/permissions.ts` writes it anew', () => {
  expect(readFileSync(page, 'utf8')).toBe(permissionPage())
})
