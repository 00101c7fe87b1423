import { addDeal } from './contracts.ts'
import { addCustomer, addReviews, addSeller, addSetting } from './large-company.ts'
import { largeDeal } from './large-deal.ts'
import { randomFrom } from './random.ts'
import { emptyTables, objects, type Row, type Tables } from './tables.ts'

export interface Size {
  readonly contracts: number
  readonly seed?: number
  /** `core` (default): what commission and pay need. `full` adds payment plans, papers, complaints and work records. */
  readonly detail?: 'core' | 'full'
}

export interface Batch {
  readonly object: string
  readonly rows: readonly Row[]
}

const perPerson = 100
const chunk = 2_500

/**
 * A company of any size: one line and two receipts a contract, 100 contracts a person, a year of monthly scores. Rows
 * come in an order that can be inserted as it is, a few thousand at a time; a part of the year's rows is in memory at
 * once, however large the company. The same size and seed give the same rows.
 */
export function* generateRecords({ contracts, seed = 1, detail = 'core' }: Size): Generator<Batch> {
  const people = Math.ceil(contracts / perPerson)
  const customers = Math.ceil(contracts / 4)
  const full = detail === 'full'
  yield* made(1, 1, addSetting)
  const hiring = randomFrom(seed, -1)
  yield* made(people, chunk, (tables, at) => addSeller(hiring, tables, at))
  yield* made(customers, chunk, addCustomer)
  const selling = randomFrom(seed, -2)
  yield* made(contracts, chunk, (tables, at) => {
    addDeal(tables, largeDeal(selling, { at, people, customers, full }))
  })
  const reviewing = randomFrom(seed, -3)
  yield* made(people, chunk / 50, (tables, at) => addReviews(reviewing, tables, { at, full }))
}

/** Makes so many subjects, `chunk` at a time, and gives each time's rows in an order that can be inserted. */
function* made(count: number, chunk: number, addOne: (tables: Tables, at: number) => void): Generator<Batch> {
  for (let first = 0; first < count; first += chunk) {
    const tables = emptyTables()
    for (let at = first; at < Math.min(first + chunk, count); at++) addOne(tables, at)
    for (const { id } of objects) {
      const rows = tables.get(id)
      if (rows) yield { object: id, rows }
    }
  }
}
