import { describe, expect, test } from 'vitest'
import { engines } from '../src/records/testing/server.ts'
import { sampleCompany } from './company.ts'
import { batchesOf, loadRecords } from './load.ts'
import { columnsOf, objects, type Row, rowsOf } from './tables.ts'
import { contentOf, emptyRecords, storedContent } from './testing.ts'

const company = sampleCompany()
const rows = (object: string) => rowsOf(company, object)
const of = (object: string, contract: string) => rows(object).filter((row) => row.contract_no === contract)
const only = (object: string, key: string, value: string): Row => {
  const found = rows(object).filter((row) => row[key] === value)
  expect(found).toHaveLength(1)
  return found[0] ?? {}
}

test('about 60 people and 800 contracts of every kind (M-1, M-2, M-3)', () => {
  expect(rows('person').length).toBeGreaterThanOrEqual(55)
  expect(rows('person').length).toBeLessThanOrEqual(65)
  expect(rows('contract').length).toBeGreaterThanOrEqual(760)
  expect(rows('contract').length).toBeLessThanOrEqual(840)
  const kinds = new Set(rows('contract').map((row) => row.kind))
  expect([...kinds].toSorted()).toEqual(
    ['试用协议', '直营购销合同', '技术改造协议', '代理产品购销合同', '合同能源管理合同'].toSorted(),
  )
})

test('every object of the vocabulary has rows, with exactly its columns', () => {
  for (const object of objects) {
    const columns = columnsOf(object).toSorted()
    expect(rows(object.id).length, object.id).toBeGreaterThan(0)
    for (const row of rows(object.id)) expect(Object.keys(row).toSorted()).toEqual(columns)
  }
})

test('the same seed gives the same company, another seed another', () => {
  expect(contentOf(sampleCompany())).toEqual(contentOf(company))
  expect(contentOf(sampleCompany(7))).not.toEqual(contentOf(company))
})

test('names of people and customers are unique, so that sheets may use them', () => {
  for (const object of ['person', 'customer', 'unit', 'team']) {
    const names = rows(object).map((row) => row.name)
    expect(new Set(names).size).toBe(names.length)
  }
})

test('nothing happened after 2026', () => {
  const events = ['receipt.received_on', 'acceptance.accepted_on', 'refund.refunded_on', 'contract.signed_on']
  for (const event of events) {
    const [object = '', column = ''] = event.split('.')
    expect(rows(object).filter((row) => (row[column] ?? '') > '2026-12-31')).toEqual([])
  }
})

describe('amounts agree with each other', () => {
  const cents = (value: string | null | undefined) => BigInt((value ?? '0').replace('.', ''))
  const total = (list: readonly Row[], column: string) =>
    list.reduce((sum, row) => sum + cents(row[column]), 0n)

  test('turnover is the sum of the lines, and the payment plan makes it up', () => {
    for (const contract of rows('contract')) {
      const number = contract.contract_no ?? ''
      expect(total(of('contract_line', number), 'amount'), number).toBe(cents(contract.turnover))
      expect(total(of('payment_plan', number), 'amount'), number).toBe(cents(contract.turnover))
    }
  })

  test('credit shares of a contract sum to exactly 1 (M-4.6)', () => {
    const numbers = new Set(rows('credit_share').map((row) => row.contract_no ?? ''))
    for (const number of numbers) {
      const shares = of('credit_share', number).map((row) =>
        Number((row.share ?? '').slice(2).padEnd(4, '0')),
      )
      expect(
        shares.reduce((sum, share) => sum + share, 0),
        number,
      ).toBe(10_000)
    }
  })

  test('sharing periods make up the turnover of an energy contract (M-3.2)', () => {
    for (const { contract_no: number, turnover } of rows('contract').filter(
      (row) => row.kind === '合同能源管理合同',
    )) {
      expect(total(of('recognition', number ?? ''), 'amount')).toBe(cents(turnover))
    }
  })
})

test.each(engines)('the company fits the records on %s', async (engine) => {
  const db = await emptyRecords(engine)
  await loadRecords(db, batchesOf(company))
  expect(await storedContent(db)).toEqual(contentOf(company))
  await db.close()
})

describe('people who move (M-1.4, M-7, M-8)', () => {
  const during2026 = (row: Row) => (row.valid_from ?? '') > '2026-01-01'
  const midMonth = (row: Row) => during2026(row) && !row.valid_from?.endsWith('-01')
  const posts = (person: string) => rows('assignment').filter((row) => row.person_no === person)

  test.each([
    ['0021', 'team_membership', 'team_code', ['T3', 'T1']],
    ['0031', 'assignment', 'unit_code', ['CP', 'GC']],
    ['0012', 'assignment', 'position', ['业务员', '业务经理']],
    ['0016', 'fixed_pay', 'base_pay', ['4000.00', '4600.00']],
  ])('%s changes in the middle of a month: %s', (person, object, column, values) => {
    const own = rows(object).filter((row) => row.person_no === person)
    const last = own.findLast(midMonth)
    expect(last?.[column]).toBe(values[1])
    expect(own.find((row) => row.valid_to === last?.valid_from)?.[column]).toBe(values[0])
  })

  test('a group reports to its new leader from the day she takes over', () => {
    const superiors = posts('0024').map((row) => [row.superior_no, row.valid_from, row.valid_to])
    expect(superiors).toEqual([
      ['0011', '2022-11-07', '2026-06-16'],
      ['0012', '2026-06-16', null],
    ])
  })

  test('one group takes in another (M-7.2)', () => {
    expect(only('team', 'team_code', 'T2')).toMatchObject({ merged_into: 'T1', merged_on: '2026-09-01' })
  })

  test('newcomers without business, and people whose money comes after they left (M-8.1)', () => {
    expect(only('person', 'person_no', '0059').hired_on).toBe('2026-07-01')
    expect(rows('contract').filter((row) => row.salesperson_no === '0059')).toEqual([])
    for (const [person, contract] of [
      ['0026', 'CP-2026-9208'],
      ['0044', 'GC-2026-9209'],
    ] as const) {
      const left = only('person', 'person_no', person).left_on ?? ''
      expect(of('receipt', contract).every((row) => (row.received_on ?? '') > left)).toBe(true)
    }
  })
})

test('raises above the cap have a reason and two people; one still waits for the second (M-5.3)', () => {
  const raises = rows('exceptional_score')
  expect(raises.filter((row) => row.approved_by !== null)).toHaveLength(4)
  expect(raises.filter((row) => row.approved_by === null)).toHaveLength(1)
})
