/** Reads what a case expects, and puts a run's outcome in the same form. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readSheet } from '../src/records/sheet/read.ts'
import type { Outcome } from '../src/settlement/standalone/run.ts'
import { plainValue } from './values.ts'

/** A table of expected values: by period, rows by heading. Empty cells are values that a problem stands for. */
export interface Expectation {
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: readonly { readonly period: string; readonly values: readonly string[] }[]
}

export const problemTable = '问题'

/** Every file of `expected/`; 问题.csv may be left out when none are expected. */
export async function readExpectations(folder: string): Promise<Expectation[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'))
  const read = await Promise.all(files.map((file) => readExpectation(join(folder, file))))
  const problems = { name: problemTable, headings: ['对象', '主键', '名称', '说明'], rows: [] }
  return existsSync(join(folder, `${problemTable}.csv`)) ? read : [...read, problems]
}

async function readExpectation(path: string): Promise<Expectation> {
  const { sheets } = await readSheet(path)
  const [first, ...headings] = sheets[0]?.headings ?? []
  if (first !== '期间') throw new Error(`${path}: the first column must be 期间`)
  const rows = (sheets[0]?.rows ?? []).map(({ values }) => {
    const [period = '', ...cells] = values.map((cell) => cell.text)
    return { period, values: headings.map((_, i) => plainValue(cells[i] ?? '')) }
  })
  return { name: basename(path, '.csv'), headings, rows }
}

export function periodsOf(expectations: readonly Expectation[]): string[] {
  return [...new Set(expectations.flatMap(({ rows }) => rows.map(({ period }) => period)))].sort()
}

/** The expected rows of one period, sorted as text. */
export function expectedRows({ headings, rows }: Expectation, period: string): string[] {
  return rows
    .filter((row) => row.period === period)
    .map(({ values }) => line(headings, values))
    .sort()
}

/** The rows of an outcome with the same columns, in the same form. */
export function actualRows({ name, headings }: Expectation, outcome: Outcome): string[] {
  const rows = name === problemTable ? problemRows(outcome) : (outcome.results[name] ?? [])
  return rows
    .map((row) =>
      line(
        headings,
        headings.map((heading) => (heading in row ? (row[heading] ?? '') : '没有这一列')),
      ),
    )
    .sort()
}

function problemRows({ problems }: Outcome): Readonly<Record<string, string>>[] {
  return problems.map(({ object, key, variable, message }) => ({
    对象: object,
    主键: key,
    名称: variable,
    说明: message,
  }))
}

function line(headings: readonly string[], values: readonly string[]): string {
  return headings.map((heading, i) => `${heading}=${values[i]}`).join('  ')
}
