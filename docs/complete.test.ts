/** Nothing the language has is missing from its reference. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functions } from '../src/language/index.ts'
import { messages } from '../src/language/issues/messages.ts'
import { problemTexts } from '../src/language/sql/site.ts'
import { examplesIn } from './examples.ts'

const folder = join(import.meta.dirname, 'language')
const read = (page: string) => readFileSync(join(folder, page), 'utf8')

const sections = new Map(
  read('函数.md')
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section] as const),
)
const examples = examplesIn('函数.md', read('函数.md')).filter(({ results }) => results.length > 0)

test.each(functions.map(({ names, usage }) => ({ name: names.join(' / '), usage })))(
  '函数.md explains $name and runs it',
  ({ name, usage }) => {
    expect(sections.get(name)).toContain(`用法：\`${usage}\``)
    const [first = ''] = name.split(' / ')
    const called = name.split(' / ').map((word) => `${word}(`)
    expect(
      examples.some(({ text }) => called.some((call) => text.includes(call))),
      first,
    ).toBe(true)
  },
)

test('函数.md explains nothing that is not there', () => {
  const known = functions.map(({ names }) => names.join(' / '))
  expect([...sections.keys()].filter((name) => !known.includes(name))).toEqual([])
})

test('the page that every message names is there, and in the list of pages', () => {
  const list = read('README.md')
  for (const { page } of Object.values(messages)) {
    expect(existsSync(join(folder, page)), page).toBe(true)
    expect(list).toContain(`](${page})`)
  }
})

test('问题.md lists every problem', () => {
  const text = read('问题.md')
  const { stated: _, ...listed } = problemTexts
  const rows = Object.values(listed).map((template) => `| ${template.replace(/\{\w+\}/g, '…')} `)
  expect(rows.filter((row) => !text.includes(row))).toEqual([])
})

test('links between pages lead somewhere', () => {
  const pages = readdirSync(folder).map((page) => join(folder, page))
  for (const page of [...pages, join(folder, '../from-excel.md')]) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      expect(existsSync(join(page, '..', target)), `${page}: ${target}`).toBe(true)
    }
  }
})
