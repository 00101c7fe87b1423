/** The examples of the language reference are run, and its mistakes made, as they stand on the page. */

import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { borrowed } from '../cases/borrowed.ts'
import { actualRows, expectedRows, problemTable } from '../cases/expected.ts'
import { check, describe as messageOf, position } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import { freshDatabase } from '../src/records/testing/server.ts'
import { type Outcome, runPolicy } from '../src/settlement/standalone/run.ts'
import { type Example, examplesIn } from './examples.ts'

const root = import.meta.dirname
const pages = [
  'from-excel.md',
  ...readdirSync(join(root, 'language'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `language/${file}`),
]
const examples = pages.flatMap((page) => examplesIn(page, readFileSync(join(root, page), 'utf8')))

let db: Database
let folder: string
beforeAll(async () => {
  db = await freshDatabase('pglite')
  folder = await mkdtemp(join(tmpdir(), 'hengji-docs-'))
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

describe('the language reference', () => {
  test.each(examples)('$page:$line says what the checker says', (example) => {
    expect(said(example.text)).toBe(example.says ?? '')
  })

  test.each(examples.filter(({ results }) => results.length > 0))(
    '$page:$line gives its results',
    async (example) => {
      for (const period of new Set(example.results.map((result) => result.period))) {
        const outcome = await run(example, period)
        const problems = example.problems.find((table) => table.period === period)
        const tables = example.results.filter((result) => result.period === period)
        const expected = [
          ...tables.map(({ object, table }) => ({ name: object, ...table })),
          {
            name: problemTable,
            headings: ['对象', '主键', '名称', '说明'],
            rows: problems?.table.rows ?? [],
          },
        ]
        for (const { name, headings, rows } of expected) {
          const expectation = { name, headings, rows: rows.map((values) => ({ period, values })) }
          expect(actualRows(expectation, outcome), `${name} ${period}`).toEqual(
            expectedRows(expectation, period),
          )
        }
      }
    },
  )

  const mistakes = examples.flatMap((example) => example.mistakes.map((mistake) => ({ ...mistake, example })))
  test.each(mistakes)('$example.page: $formula', ({ example, object, formula, says }) => {
    const text = `${example.text}\n\`\`\`policy\n${object}:\n  ${formula}\n\`\`\`\n`
    const { issues } = check(text, { objects: [] })
    expect(issues.map(messageOf).join('')).toBe(says)
  })
})

/** 第 3 行第 5 列：… for every issue. */
function said(text: string): string {
  const { issues } = check(text, { objects: [] })
  return issues
    .map((issue) => {
      const { line, column } = position(text, issue.from)
      return `第 ${line} 行第 ${column} 列：${messageOf(issue)}`
    })
    .join('\n')
}

async function run(example: Example, period: string): Promise<Outcome> {
  const records = await mkdtemp(join(folder, 'records-'))
  const policy = join(records, '制度.md')
  await mkdir(join(records, '记录'))
  await writeFile(policy, example.text)
  for (const [object, { headings, rows }] of example.records) {
    const text = [headings, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')
    await writeFile(join(records, '记录', `${object}.csv`), `${text}\n`)
  }
  const result = await runPolicy(policy, join(records, '记录'), period, async () => borrowed(db))
  if ('invalid' in result) throw new Error(JSON.stringify(result.invalid, null, 2))
  return result.outcome
}
