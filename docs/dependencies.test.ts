/** What comes from elsewhere: exact versions, no scripts at installation, nothing known to be abandoned (trust 28, 35). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const versions = z.record(z.string(), z.string()).default({})
const own = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(read('package.json')))
const locked = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json'))).packages

test('versions are pinned', () => {
  const all = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  expect(read('.npmrc')).toMatch(/^save-exact=true$/m)
})

test('nothing runs when packages are installed (trust 35)', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
})

test('every package comes from the registry and is what the lockfile says', () => {
  const strange = Object.entries(locked).filter(
    ([path, { resolved, integrity }]) =>
      path !== '' &&
      ((resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) ||
        !integrity?.startsWith('sha512-')),
  )
  expect(strange.map(([path]) => path)).toEqual([])
})

test.each(['xlsx', 'event-stream', 'node-serialize', 'request'])('no %s anywhere (trust 28)', (name) => {
  expect(Object.keys(locked).filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([])
})

test('every dependency has its reason written down', () => {
  const reasons = read('docs/decisions/0001-dependencies.md') + read('docs/decisions/0012-the-application.md')
  const missing = Object.keys(own.dependencies).filter(
    (name) => !reasons.includes(`${name.startsWith('@') ? name.replace(/\/.*$/, '') : name}`),
  )
  expect(missing).toEqual([])
})
