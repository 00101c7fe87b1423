import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check, compile, type Period, type Program, parsePeriod, type Vocabulary } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { engines } from '../records/testing/server.ts'
import { vocabulary } from '../records/vocabulary.ts'
import { compiledStages } from './compiled-before.ts'
import { type ComputeOptions, compute } from './compute.ts'
import { resultDigest } from './digest.ts'
import { checkPolicy } from './policy-version.ts'

const document = await readFile(new URL('../../bench/commission.md', import.meta.url), 'utf8')
const principal = await readFile(new URL('../../policies/marketing-and-service.md', import.meta.url), 'utf8')
/** Words whose sources are always read whole. */
const plain: Vocabulary = {
  objects: vocabulary.objects.map(({ within: _, parts: _parts, presupposes: _row, ...object }) => object),
}

describe.each(engines)('computing on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await smallCompany(engine)
  })
  afterAll(() => db.close())

  const digestOf = (program: Program, period: Period, options: Partial<ComputeOptions> = {}, prefix = '') =>
    db.transaction(async (within) => {
      const table = (kind: string, name: string) => `"${prefix}${kind} ${name}"`
      const { results } = await compute(within, program, period, { table, ...options })
      const digest = await resultDigest(within, results)
      for (const result of results) await within.exec(`drop table ${result.table}`)
      await within.exec('discard temp')
      return digest
    })

  test('a month settled again takes the SQL of before, unless it looks back on other results', async () => {
    const kept = async (basis: string | undefined, first: string) => {
      const program = programOf(vocabulary)
      const digests = []
      for (const month of ['2026-10', '2026-11', '2026-10'])
        digests.push(await digestOf(program, periodOf(month), basis === undefined ? {} : { basis }, first))
      return digests
    }
    expect(await kept('', 'a')).toEqual(await kept(undefined, 'b'))
  })

  test('SQL is made once for a month and the same earlier results', () => {
    const program = programOf(vocabulary)
    const request = {
      period: periodOf('2026-10'),
      whole: true,
      earlier: () => undefined,
      settledPeriods: () => [],
    }
    const first = (basis: string | undefined, groupsApart = false) =>
      [...compiledStages(program, request, { basis, groupsApart })][0]
    const made = first('2026-09=1/2')
    expect(first('2026-09=1/2')).toBe(made)
    for (const other of [
      first('2026-09=1/3'),
      first('2026-09=1/2', true),
      first(undefined),
      first(undefined),
    ])
      expect(other).not.toBe(made)
  })

  test.each([
    ['the commission core', document],
    ['the principal policy', principal],
  ])('aggregates may be stored in statements of their own: %s', async (_, text) => {
    const program = checkPolicy(text)
    const plainly = await digestOf(program, periodOf('2026-10'), { basis: '' })
    for (const groupsApart of [true, true, false])
      expect(await digestOf(program, periodOf('2026-10'), { groupsApart, basis: '' })).toBe(plainly)
  })

  test.each(['2026-09', '2026-10', '2026-11'])(
    'lines and shares read of contracts what is stored of them gives the same results, %s',
    async (month) => {
      const period = periodOf(month)
      expect(await digestOf(programOf(vocabulary), period)).toBe(await digestOf(programOf(plain), period))
    },
  )
})

test('a month reads the contracts once, and their lines and shares only of those it computes', () => {
  const sources = (words: Vocabulary) =>
    compile(programOf(words), {
      period: periodOf('2026-10'),
      stageTable: ({ index }) => `s${index}`,
      earlier: () => undefined,
      settledPeriods: () => [],
      whole: true,
    }).stages.filter(({ sql }) => sql.includes('record.contract c')).length
  expect([sources(vocabulary), sources(plain)]).toEqual([1, 3])
})

test('a receipt shows that its contract is signed, so the month does not ask again', () => {
  const [first] = compile(programOf(vocabulary), {
    period: periodOf('2026-10'),
    stageTable: ({ index }) => `s${index}`,
    earlier: () => undefined,
    settledPeriods: () => [],
    whole: true,
  }).stages
  expect(first?.sql).toContain('from record.contract c\n)')
  // 有值(回款.计入日) 且 回款.计入日 在 本期 asks for the day once.
  expect(first?.sql).not.toContain('is not null')
})

function programOf(words: Vocabulary): Program {
  const { program } = check(document, words)
  if (!program) throw new Error('the policy has mistakes')
  return program
}

function periodOf(name: string): Period {
  const period = parsePeriod(name)
  if (!period) throw new Error(`not a period: ${name}`)
  return period
}
