import { expect, test } from 'vitest'
import { engines } from '../src/records/testing/server.ts'
import { generateRecords, type Size } from './generate.ts'
import { loadRecords } from './load.ts'
import { add, columnsOf, emptyTables, objects, rowsOf, type Tables } from './tables.ts'
import { contentOf, emptyRecords, storedContent } from './testing.ts'

function everything(size: Size): Tables {
  const tables = emptyTables()
  for (const { object, rows } of generateRecords(size)) add(tables, object, ...rows)
  return tables
}

test('one line and two receipts a contract, a hundred contracts a person', () => {
  const tables = everything({ contracts: 3000 })
  const count = (object: string) => rowsOf(tables, object).length
  expect([count('contract'), count('contract_line'), count('receipt'), count('person')]).toEqual([
    3000, 3000, 6000, 30,
  ])
  expect(count('monthly_score')).toBe(30 * 12 * 3)
})

test('rows come a few thousand at a time, whatever the size', () => {
  const sizes = [...generateRecords({ contracts: 12_000 })].map(({ rows }) => rows.length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(5000)
})

test('the same size and seed give the same rows, another seed others', () => {
  const size = { contracts: 300, seed: 5 }
  expect(contentOf(everything(size))).toEqual(contentOf(everything(size)))
  expect(contentOf(everything({ ...size, seed: 6 }))).not.toEqual(contentOf(everything(size)))
})

test('rows have exactly the columns of their object', () => {
  const tables = everything({ contracts: 500, detail: 'full' })
  for (const object of objects) {
    const columns = columnsOf(object).toSorted()
    for (const row of rowsOf(tables, object.id)) expect(Object.keys(row).toSorted()).toEqual(columns)
  }
})

test.each(engines)(
  'rows of every size and detail fit the records on %s, in the order given',
  async (engine) => {
    for (const size of [{ contracts: 1 }, { contracts: 2600, detail: 'full' }] as const) {
      const db = await emptyRecords(engine)
      const count = await loadRecords(db, generateRecords(size))
      const tables = everything(size)
      expect(count).toBe([...tables.values()].reduce((sum, rows) => sum + rows.length, 0))
      expect(await storedContent(db)).toEqual(contentOf(tables))
      await db.close()
    }
  },
)
