/** Every text is said somewhere. That none is missing, and none is in one language only, the compiler sees. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { zh } from './zh.ts'

type Texts = { readonly [key: string]: string | Texts }

const web = fileURLToPath(new URL('../', import.meta.url))
const isTexts = (file: string) => /(^|\/)[\w-]*texts\.ts$/.test(file)
const files = globSync('**/*.{ts,tsx}', { cwd: web })
const sources = files
  .filter((file) => !isTexts(file) && !file.startsWith('locales/') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, code: readFileSync(join(web, file), 'utf8') }))

const pages = files
  .filter((file) => isTexts(file) && !file.startsWith('locales/'))
  .flatMap((file) => {
    const [, hook, page] =
      /export const (\w+) = pageTexts\(\s*'([\w-]+)'/.exec(readFileSync(join(web, file), 'utf8')) ?? []
    return hook && page ? [{ file, hook, page }] : []
  })

/** Of plural forms only the stem is asked for. */
function keysOf(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [(prefix + key).replace(/_(one|other)$/, '')]
      : keysOf(value, `${prefix}${key}.`),
  )
}

/** A key is asked for by its name, or by a template such as `status.${status}`. */
function unused(keys: readonly string[], code: string): string[] {
  const names = new Set([...code.matchAll(/'([\w.-]+)'/g)].map(([, name]) => name))
  const templates = [...code.matchAll(/`([\w-]+(?:\.[\w-]*)*)\$\{[^`}]*\}([\w.-]*)`/g)].map(
    ([, start = '', end = '']) => ({ start, end }),
  )
  return keys.filter(
    (key) =>
      !names.has(key) && !templates.some(({ start, end }) => key.startsWith(start) && key.endsWith(end)),
  )
}

beforeAll(async () => {
  await i18next.init({ lng: 'zh', resources: {} })
})

test('there are pages with texts', () => expect(pages.length).toBeGreaterThan(15))

test.each(pages)('$file has no text that nothing says', async ({ file, hook, page }) => {
  await import(/* @vite-ignore */ join(web, file))
  const code = sources
    .filter((source) => dirname(source.file).startsWith(dirname(file)) || source.code.includes(hook))
    .map((source) => source.code)
    .join('\n')
  expect(unused(keysOf(i18next.getResourceBundle('zh', page) as Texts), code)).toEqual([])
})

test('the shared words are all said', () => {
  expect(unused(keysOf(zh), sources.map(({ code }) => code).join('\n'))).toEqual([])
})
