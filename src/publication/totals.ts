/** What settled periods amount to, for comparing them. */
import type { CheckedDefinition, Program } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { partitionOf } from '../settlement/run.ts'
import type { Settled } from './settled.ts'

/** Decimal text in yuan. */
export interface Totals {
  /** Who is owed anything. */
  readonly people: number
  readonly payable: string
  /** Undefined when the policy has no 提成合计 for people. */
  readonly commission: string | undefined
}

export interface Change {
  readonly amount: string
  /** Of the earlier amount, in per cent with one decimal; null when that was zero. */
  readonly percent: string | null
}

const commissionName = '提成合计'

/** What the policy calls a person's commission, when it does. */
export function commissionOf({ payable, definitions }: Program): CheckedDefinition | undefined {
  return definitions.find(
    (own) =>
      own.object === payable?.object && own.name.text === commissionName && own.valueType.kind === 'number',
  )
}

/** Undefined when the policy names nothing payable. */
export async function totalsOf(db: Database, { run, version }: Settled): Promise<Totals | undefined> {
  const { payable } = version.program
  if (!payable) return undefined
  const commission = commissionOf(version.program)
  const sum = (id: string) => `trim_scale(coalesce(sum("${id}"), 0))::text`
  const [row] = await db.query<{ people: string; payable: string; commission: string | null }>(
    `select count(*) filter (where "${payable.id}" <> 0) as people, ${sum(payable.id)} as payable,
       ${commission ? sum(commission.id) : 'null::text'} as commission from ${partitionOf(run, payable.object)}`,
  )
  return row && { ...row, people: Number(row.people), commission: row.commission ?? undefined }
}

/** The database subtracts and divides: amounts are never binary numbers here. */
export async function changeOf(db: Database, now: string, before: string): Promise<Change> {
  const [row] = await db.query<{ amount: string; percent: string | null }>(
    `select trim_scale($1::numeric - $2::numeric)::text as amount,
       round(($1::numeric - $2::numeric) * 100 / nullif(abs($2::numeric), 0), 1)::text as percent`,
    [now, before],
  )
  if (!row) throw new Error('no row')
  return row
}
