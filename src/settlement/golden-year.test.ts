/** The sample company's hard cases, worked out on paper: golden-year.md shows how each number comes about. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import type { PolicyVersion } from './policy-version.ts'
import type { Run } from './run.ts'
import { settle } from './settle.ts'
import { companyOn, month, storedValue } from './testing/company.ts'

let db: Database
let version: PolicyVersion
const runs: Run[] = []

beforeAll(async () => {
  const company = await companyOn('pglite')
  db = company.db
  version = company.version
  for (let at = 1; at <= 12; at++) {
    const period = month(`2026-${String(at).padStart(2, '0')}`)
    runs.push(await settle(db, { version, period, actor: '财务' }))
  }
})
afterAll(() => db.close())

/** A value of one row in a month; undefined when the month does not compute that row. */
async function value(at: number, object: string, key: string, name: string) {
  const run = runs[at - 1]
  if (!run) throw new Error(`no month ${at}`)
  return storedValue(db, version, run, object, key.split('/'), name)
}

test('no month of the year has a problem', () => {
  expect(runs.map((run) => run.problems)).toEqual(runs.map(() => 0))
})

describe('commission of a contract at 100% appraisal', () => {
  test.each([
    // Prices.
    [
      'M-4.2: a line below base price earns nothing, its deposit counts at acceptance',
      'CP-2026-9001',
      2,
      '284.4',
    ],
    ['M-4.5: the rest of it with the rest of the money', 'CP-2026-9001', 3, '663.6'],
    ['M-4.2: a tenth above base price earns 15% on the excess', 'CP-2026-9002', 3, '2304'],
    ['M-4.2: an excess with conditions earns nothing', 'CP-2026-9003', 4, '2115'],
    ['M-4.1, M-4.2: retention comes off the base part', 'CP-2026-9004', 5, '1542.88'],
    ['M-4.3: the base price of the signing date, already risen', 'CP-2026-9005', 7, '0'],
    ['M-4.3: signed on the day the base price changes', 'CP-2026-9006', 8, '1284'],
    ['M-4.2: everything below base price, with retention', 'CP-2026-9007', 9, '0'],
    ['M-4.3: the base price of the signing date, already fallen', 'GC-2026-9001', 11, '2392'],
    ['M-2.2: signed the day the filing was renewed', 'GC-2026-9304', 6, '1190'],
    ['M-4.2: 5% above base price belongs to the higher rate', 'CP-2026-9207', 6, '2643.75'],
    // Money.
    ['M-4.4: a deposit of February counts in April', 'CP-2026-9101', 4, '2653.35'],
    ['M-4.5: a third', 'CP-2026-9102', 5, '474'],
    ['M-4.5: another third', 'CP-2026-9102', 6, '474'],
    ['M-4.5: the last third', 'CP-2026-9102', 7, '474'],
    ['M-4.5: paid in full', 'CP-2026-9103', 5, '2820'],
    ['M-4.5: partly refunded', 'CP-2026-9103', 10, '-300'],
    ['M-4.5: paid in full', 'CP-2026-9104', 6, '3960'],
    ['M-4.5, H-10: two of six returned and paid back, once', 'CP-2026-9104', 9, '-1320'],
    ['M-4.1: retention paid late still raises the ratio', 'CP-2025-9105', 7, '122.55'],
    ['M-4.5: overpaid, capped at 1', 'CP-2026-9106', 8, '1410'],
    ['M-4.5: giving back what was too much changes nothing', 'CP-2026-9106', 9, '0'],
    ['M-4.4: a deposit that never counted takes nothing back', 'CP-2026-9107', 5, '0'],
    ['M-4.4: accepted and paid on the last day of the year', 'CP-2026-9108', 12, '588'],
    ['M-4.4: money before signing counts from the signing', 'GC-2026-9109', 3, '1080'],
    ['M-4.4: the first of two acceptances decides', 'GC-2026-9110', 6, '669.6'],
    ['M-3.2: energy sharing counts what is recognised and paid', 'GC-2026-9302', 5, '2400'],
    ['M-3.2: recognised in November, not yet paid', 'GC-2026-9302', 11, '0'],
    ['M-3.2: above base price', 'GC-2026-9303', 5, '2915'],
    ['M-3.2: half a fen is rounded away from zero', 'GC-2026-9303', 8, '3740.03'],
    ['M-3.2: recognised, but only partly paid', 'GC-2026-9303', 11, '2000'],
    ['M-4.2, M-4.5: a project, its progress payment', 'GC-2026-9305', 6, '2377.59'],
    ['M-4.5: rounded totals, so that months add up', 'GC-2026-9305', 8, '5483.61'],
    ['M-2.3: a sale that began as a trial', 'CP-2026-9301', 4, '2352'],
  ] as const)('%s (%s, month %i)', async (_, contract, at, expected) => {
    expect(await value(at, '合同', contract, '本月提成额')).toBe(expected)
  })

  test('M-4.4: a month with nothing but an uncounted deposit does not compute the contract', async () => {
    expect(await value(1, '合同', 'CP-2026-9001', '本月提成额')).toBeUndefined()
    expect(await value(3, '合同', 'CP-2026-9107', '本月提成额')).toBeUndefined()
  })
})

describe('credit, also of people who have left (M-4.6, M-1.4)', () => {
  test.each([
    ['CP-2026-9201', 4, { '0016': '2709', '0017': '1161' }],
    ['CP-2026-9202', 6, { '0019': '823.92', '0020': '823.92', '0022': '824.16' }],
    ['CP-2026-9208', 8, { '0026': '1896' }],
    ['GC-2026-9209', 11, { '0044': '1330' }],
    ['GC-2026-9203', 10, { '0040': '2227.5', '0041': '1336.5', '0013': '891' }],
  ] as const)('%s is shared to the fen', async (contract, at, shares) => {
    for (const [person, expected] of Object.entries(shares))
      expect(await value(at, '业绩归属', `${contract}/${person}`, '应计提成'), person).toBe(expected)
  })
})

/** rate × 10, commission, carried, pay */
const statements = {
  '0030': [
    ['9.55', '0', '0', '3438'],
    ['10', '284.4', '0', '3884.4'],
    ['7', '2077.32', '0', '5677.32'],
    ['9.2', '4386.88', '0', '7986.88'],
    ['10', '4362.88', '0', '7962.88'],
    ['9.6', '0', '0', '3456'],
    ['9.2', '0', '0', '3312'],
    ['9.2', '1181.28', '0', '4781.28'],
    ['10', '0', '0', '3600'],
    ['9.7', '-300', '-300', '3492'],
    ['9.7', '0', '-300', '3492'],
    ['9.7', '0', '-300', '3492'],
  ],
  '0045': [
    ['8.4', '0', '0', '3192'],
    ['8', '0', '0', '3040'],
    ['8.4', '907.2', '0', '4707.2'],
    ['9.4', '0', '0', '3572'],
    ['9.6', '5102.4', '0', '8902.4'],
    ['9.2', '616.03', '0', '4416.03'],
    ['9.6', '1499.9', '0', '5299.9'],
    ['10', '6140.03', '0', '9940.03'],
    ['10', '0', '0', '3800'],
    ['10', '0', '0', '3800'],
    ['9.6', '4216.32', '0', '8016.32'],
    ['9.7', '2328', '0', '6128'],
  ],
} as const

describe('statements of a whole year (M-5.1, M-5.4, M-6.1)', () => {
  test.each(Object.entries(statements))('%s, month by month', async (person, months) => {
    for (const [at, expected] of months.entries()) {
      const items = ['考评得分', '提成合计', '结转下期', '应发工资']
      const found = await Promise.all(items.map((item) => value(at + 1, '员工', person, item)))
      expect(found, `${person} in month ${at + 1}`).toEqual(expected)
    }
  })
})

describe('people who move, come and go (M-1.4, M-6.1, L-1)', () => {
  test.each([
    ['a raise on 16 April', '0016', 4, '固定工资应发', '4300'],
    ['promoted on 16 June: base pay', '0012', 6, '基本工资应发', '5100'],
    ['promoted on 16 June: allowance', '0012', 6, '岗位津贴应发', '750'],
    ['left on 20 June', '0026', 6, '固定工资应发', '2666.67'],
    ['left in June, nothing fixed in August', '0026', 8, '固定工资应发', '0'],
    ['left in June, no minimum wage in August', '0026', 8, '最低工资补足', '0'],
    ['came on 9 March', '0058', 3, '固定工资应发', '2596.77'],
    ['new, nothing sold, a low score', '0059', 8, '考评得分', '2.7'],
    ['its fixed pay', '0059', 8, '固定工资考评后', '945'],
    ['raised to the minimum wage', '0059', 8, '最低工资补足', '1375'],
    ['paid the minimum wage', '0059', 8, '应发工资', '2320'],
  ] as const)('%s (%s, month %i)', async (_, person, at, item, expected) => {
    expect(await value(at, '员工', person, item)).toBe(expected)
  })

  test('M-5.3: a raise counts once a second person has approved it', async () => {
    const raised = async (at: number, person: string) => value(at, '员工', person, '超常加分合计')
    expect([await raised(3, '0013'), await raised(12, '0024'), await raised(12, '0025')]).toEqual([
      '2.5',
      '2',
      '0',
    ])
    expect(Number(await value(3, '员工', '0013', '考评得分'))).toBeGreaterThan(10)
  })

  test('other departments are not settled by this policy', async () => {
    expect(await value(1, '员工', '0054', '应发工资')).toBeUndefined()
    expect(await value(1, '员工', '0001', '应发工资')).toBeDefined()
  })
})
