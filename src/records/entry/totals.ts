/** How many rows a list has and what they amount to. */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { columnOf, enteredFields } from './fields.ts'
import type { KeptAnswers } from './kept-answers.ts'

export interface Totals {
  readonly total: number
  /** Of amounts (元), over all rows found. */
  readonly sums: Record<string, string>
}

export interface Found {
  readonly from: string
  readonly params: readonly unknown[]
}

/** Where totals are kept, and SQL that says whether the reader sees every row. */
export interface Keeping {
  readonly answers: KeptAnswers
  readonly whole: string
}

/** `keeping` only when the rows found depend on no other table, and on no day. */
export async function totalsOf(
  db: Database,
  object: RecordObject,
  { from, params }: Found,
  keeping: Keeping | undefined,
): Promise<Totals> {
  const summed = enteredFields(object).filter(({ type }) => type.kind === 'number' && type.unit === '元')
  const sums = summed.map((field) => `'${field.id}', trim_scale(coalesce(sum(${columnOf(field)}), 0))::text`)
  const select = `select count(*)::int as total, jsonb_build_object(${sums.join(', ')}) as sums ${from}`
  if (keeping) {
    const { answers, whole } = keeping
    return answers.ask<Totals>(db, { table: `record."${object.id}"`, whole, select, params })
  }
  const [row] = await db.query<Totals>(select, params)
  return row ?? { total: 0, sums: {} }
}
