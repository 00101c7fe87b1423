/**
 * What should make an approver stop: pay that is negative, under the minimum, missing, or far from last month's; and who
 * entered themselves what their pay follows from.
 */
import type { Period } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { partitionOf } from '../../settlement/run.ts'
import type { Settled } from '../settled.ts'
import { payableSql } from './payable.ts'

export type Rail = 'negative' | 'below-minimum' | 'nothing' | 'jump' | 'own-entry'

export interface GuardRail {
  readonly rail: Rail
  readonly count: number
  /** The first twenty, the farthest first. */
  readonly people: readonly RailPerson[]
}

export interface RailPerson {
  readonly number: string
  readonly name: string
  readonly now: string | null
  readonly before: string | null
}

/** What the policy calls the minimum wage that applies to a person; without it that rail is not looked at (L-1). */
const minimumName = '最低工资标准'

const shown = 20

export interface RailOptions {
  readonly jumpPercent: number
  /** People who entered themselves what their pay follows from (see `enteredOwn`). */
  readonly ownEntries: readonly string[]
}

export async function guardRailsOf(
  db: Database,
  settled: Settled,
  before: Settled | undefined,
  { jumpPercent, ownEntries }: RailOptions,
): Promise<GuardRail[]> {
  const source = payableSql(settled, before)
  if (!source) return []
  const minimum = settled.version.program.definitions.find(
    (own) => own.object === source.payable.object && own.name.text === minimumName,
  )
  const rails: { rail: Rail; where: string }[] = [
    { rail: 'negative', where: 'pay < 0' },
    ...(minimum ? [{ rail: 'below-minimum' as const, where: 'pay < minimum' }] : []),
    { rail: 'nothing', where: 'here and coalesce(pay, 0) = 0' },
    ...(before
      ? [
          {
            rail: 'jump' as const,
            where: 'here and there and abs(pay - before) * 100 > abs(before) * $1::int',
          },
        ]
      : []),
    { rail: 'own-entry', where: 'person_no = any($1::text[])' },
  ]
  const params: Readonly<Partial<Record<Rail, readonly unknown[]>>> = {
    jump: [jumpPercent],
    'own-entry': [ownEntries],
  }
  const rows = `(${source.sql}) x left join record.person p using (person_no) ${
    minimum
      ? `left join (select "K1" as person_no, "${minimum.id}" as minimum from ${partitionOf(settled.run, source.payable.object)}) l using (person_no)`
      : ''
  }`
  const found: GuardRail[] = []
  for (const { rail, where } of rails) {
    const people = await db.query<RailPerson & { count: number }>(
      `select person_no as number, coalesce(p.name, person_no) as name, trim_scale(pay)::text as now,
         trim_scale(before)::text as before, (count(*) over ())::int as count
       from ${rows} where ${where} order by abs(coalesce(pay, 0) - coalesce(before, 0)) desc, person_no limit ${shown}`,
      params[rail] ?? [],
    )
    found.push({
      rail,
      count: people[0]?.count ?? 0,
      people: people.map(({ count: _, ...person }) => person),
    })
  }
  return found
}

/** Whose own account entered a contract, share or fixed pay of theirs since the period began. As the owner. */
export async function enteredOwn(db: Database, { first }: Period): Promise<readonly string[]> {
  const rows = await db.query<{ number: string }>(
    `select distinct e.person_no as number from (
       select person_no, entered_by, entered_at from record.credit_share
       union all select salesperson_no, entered_by, entered_at from record.contract
       union all select person_no, entered_by, entered_at from record.fixed_pay
     ) e join access.account a on a.person_no = e.person_no and a.display_name = e.entered_by
     where e.entered_at >= $1::date`,
    [first],
  )
  return rows.map(({ number }) => number)
}
