/** What must hold for any policy: random programs and rows, against an exact calculator and against one another. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines, freshDatabase } from '../records/testing/server.ts'
import type { Fraction } from './testing/exact.ts'
import {
  answerFields,
  type Formula,
  formulas,
  named,
  numberFields,
  type RecordRow,
  recordRows,
  shown,
} from './testing/formulas.ts'
import { type Cell, policy, programOf, run, sqlOf, type Values } from './testing/run.ts'

const head = `对象 行:\n  号: 文本, 主键\n${[...numberFields.map((name) => `  ${name}: 数, 可空`), ...answerFields.map((name) => `  ${name}: 是否, 可空`)].join('\n')}`

interface Definition {
  readonly name: string
  readonly formula: Formula<Fraction> | Formula<boolean>
}

/** Definitions that may use those before them. */
function definitions(seed: number, count: number): Definition[] {
  const made: Definition[] = []
  const numbers: Formula<Fraction>[] = []
  for (let i = 0; i < count; i += 1) {
    const { number, answer } = formulas(numbers.slice(-6))
    const name = `名${i}`
    if (i % 4 === 3) {
      const [formula] = fc.sample(answer, { seed: seed + i, numRuns: 1 })
      if (formula) made.push({ name, formula })
    } else {
      const [formula] = fc.sample(number, { seed: seed + i, numRuns: 1 })
      if (!formula) continue
      made.push({ name, formula })
      numbers.push(named(name, formula))
    }
  }
  return made
}

const document = (list: readonly Definition[]) =>
  policy(`${head}\n${list.map(({ name, formula }) => `  ${name} = ${formula.text}`).join('\n')}`)

const rowsOf = (seed: number, count: number) => fc.sample(recordRows, { seed, numRuns: count })
const cells = (rows: readonly RecordRow[]): Cell[][] =>
  rows.map(({ numbers, answers }, i) => [
    String(i),
    ...numberFields.map((name) => numbers[name] ?? null),
    ...answerFields.map((name) => answers[name] ?? null),
  ])

function byCode(values: Values): Record<string, Record<string, string | null>> {
  const short = (value: string | null) => (value?.startsWith('!') ? (value.split(' ')[0] ?? value) : value)
  const rows = Object.entries(values.行 ?? {})
  return Object.fromEntries(
    rows.map(([key, row]) => [
      key,
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, short(value)])),
    ]),
  )
}

describe.each(engines)('random formulas on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test.each([11, 222, 3333, 44444])(
    'agree with the exact calculator, value and first problem (%i)',
    async (seed) => {
      const list = definitions(seed, 40)
      const rows = rowsOf(seed, 40)
      const values = byCode(await run(db, { text: document(list), records: { 行: cells(rows) } }))
      for (const [i, row] of rows.entries()) {
        for (const { name, formula } of list) {
          const place = `${name} = ${formula.text} on ${JSON.stringify(row)}`
          expect(values[i]?.[name], place).toBe(shown(formula.of(row)))
        }
      }
    },
  )

  test('sums over rows agree with the calculator', async () => {
    const { number, answer } = formulas()
    const pairs = Array.from({ length: 25 }, (_, i) => ({
      value: fc.sample(number, { seed: i, numRuns: 1 })[0],
      condition: fc.sample(answer, { seed: i + 1000, numRuns: 1 })[0],
    }))
    const rows = rowsOf(5, 12)
    const within = (text: string) => text.replace(/[甲乙丙丁真疑]/g, (name) => `行.${name}`)
    const lines = pairs.flatMap(({ value, condition }, i) => [
      `  和${i} = 合计(全部 行.甲 × 0 + ${within(value?.text ?? '')}, ${within(condition?.text ?? '')})`,
      `  数${i} = 计数(全部 行, ${within(condition?.text ?? '')})`,
    ])
    const text = policy(
      `${head}\n${lines.join('\n').replaceAll('全部 行.甲 × 0 +', '全部 行.零 +')}`.replace(
        '  甲: ',
        '  零: 数\n  甲: ',
      ),
    )
    const records = cells(rows).map(([key, ...rest]): Cell[] => [key ?? '', 0, ...rest])
    const values = byCode(await run(db, { text, records: { 行: records } }))
    for (const [i, { value, condition }] of pairs.entries()) {
      let total: Fraction = { over: 0n, under: 1n }
      let count = 0
      let failed = false
      let undecided = false
      for (const row of rows) {
        const holds = condition?.of(row)
        if (!holds || 'problem' in holds) undecided = true
        else if (holds.value) {
          count += 1
          const term = value?.of(row)
          if (!term || 'problem' in term) failed = true
          else
            total = {
              over: total.over * term.value.under + term.value.over * total.under,
              under: total.under * term.value.under,
            }
        }
      }
      const place = `${value?.text} where ${condition?.text}`
      if (undecided || failed) expect(values[0]?.[`和${i}`], place).toMatch(/^!/)
      else expect(values[0]?.[`和${i}`], place).toBe(shown({ value: total }))
      if (undecided) expect(values[0]?.[`数${i}`], place).toMatch(/^!/)
      else expect(values[0]?.[`数${i}`], place).toBe(String(count))
    }
  })

  test('the order of definitions, their names and the order of rows change nothing', async () => {
    const list = definitions(77, 40)
    const rows = cells(rowsOf(77, 25))
    const plain = byCode(await run(db, { text: document(list), records: { 行: rows } }))
    const turned = byCode(
      await run(db, { text: document(list.toReversed()), records: { 行: rows.toReversed() } }),
    )
    expect(turned).toEqual(plain)
    const renamed = document(list).replace(/名(\d+)/g, '称呼$1号')
    const other = byCode(await run(db, { text: renamed, records: { 行: rows } }))
    const back = Object.entries(other).map(([key, row]) => [
      key,
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name.replace(/称呼(\d+)号/, '名$1'), value]),
      ),
    ])
    expect(Object.fromEntries(back)).toEqual(plain)
  })

  test('emptying one row changes no other', async () => {
    const list = definitions(99, 30)
    const rows = cells(rowsOf(99, 15))
    const text = document(list)
    const before = byCode(await run(db, { text, records: { 行: rows } }))
    const emptied = rows.map((row, i): Cell[] =>
      i === 7 ? [row[0] ?? '', ...row.slice(1).map(() => null)] : row,
    )
    const after = byCode(await run(db, { text, records: { 行: emptied } }))
    const without = ([key]: [string, unknown]) => key !== '7'
    expect(Object.entries(after).filter(without)).toEqual(Object.entries(before).filter(without))
  })
})

describe('the two engines', () => {
  let databases: Database[]
  beforeAll(async () => {
    databases = await Promise.all(engines.map(freshDatabase))
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  test('agree to the last digit, also in zeros', async () => {
    const text = document(definitions(123, 60))
    const records = { 行: cells(rowsOf(123, 40)) }
    const [one, other] = await Promise.all(databases.map((db) => run(db, { text, records, exact: true })))
    expect(one).toEqual(other)
  })
})

test('full-width and ASCII forms compile to the same SQL', () => {
  const wide: Record<string, string> = {
    '(': '（',
    ')': '）',
    ',': '，',
    ':': '：',
    '+': '＋',
    '-': '－',
    '>': '＞',
    '<': '＜',
    '=': '＝',
    '%': '％',
    ' ': '\u3000',
  }
  const narrow: Record<string, string> = { '×': '*', '÷': '/', '≥': '>=', '≤': '<=', '≠': '<>' }
  for (const seed of [1, 2, 3, 4, 5]) {
    const list = definitions(seed, 30)
    const changed = (signs: Record<string, string>) =>
      list.map(({ name, formula }) => ({
        name,
        formula: {
          ...formula,
          text: [...formula.text].map((sign) => signs[sign] ?? sign).join(''),
        } as Formula<Fraction>,
      }))
    const plain = sqlOf(programOf(document(list)))
    expect(sqlOf(programOf(document(changed(wide))))).toEqual(plain)
    expect(sqlOf(programOf(document(changed(narrow))))).toEqual(plain)
  }
})
