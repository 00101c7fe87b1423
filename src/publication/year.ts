/** One person's year: what every settled month came to. M-6.2. */

import type { Actor } from '../access/actor.ts'
import { lookAs } from '../access/as-actor.ts'
import type { Database } from '../records/database.ts'
import { partitionOf } from '../settlement/run.ts'
import type { RunStatus } from '../settlement/states.ts'
import { itemsOf } from './items.ts'
import { type Settled, settledIn, settledPeriods, type VersionOf } from './settled.ts'

export interface YearMonth {
  readonly period: string
  readonly status: RunStatus
  readonly payable: string | null
  /** By the name of the item, with its sign. */
  readonly items: Readonly<Record<string, string | null>>
}

/** Months of the year in which this reader may see this person: who was somebody's manager then still sees it. */
export async function yearOf(
  db: Database,
  versionOf: VersionOf,
  actor: Actor,
  { year, person, length }: { readonly year: string; readonly person: string; readonly length: string },
): Promise<YearMonth[]> {
  const months: YearMonth[] = []
  for (const { period } of await settledPeriods(db)) {
    if (!period.name.startsWith(year) || period.length !== length) continue
    const settled = await settledIn(db, versionOf, period.name)
    const month = await lookAs(db, actor, (mine) => monthOf(mine, settled, person), { on: period.last })
    if (month) months.push(month)
  }
  return months
}

async function monthOf(
  mine: Database,
  { run, version, period }: Settled,
  person: string,
): Promise<YearMonth | undefined> {
  const { payable } = version.program
  if (!payable) return undefined
  const items = itemsOf(version.program)
  const pairs = items.map(
    ({ definition, sign }, at) =>
      `$${at + 2}::text, trim_scale(${sign < 0 ? '-' : ''}"${definition.id}")::text`,
  )
  const [row] = await mine.query<{ payable: string | null; items: Record<string, string | null> }>(
    `select trim_scale("${payable.id}")::text as payable, jsonb_build_object(${pairs.join(', ')}) as items
     from ${partitionOf(run, payable.object)} where "K1" = $1`,
    [person, ...items.map(({ definition }) => definition.name.text)],
  )
  return row && { period: period.name, status: run.status, ...row }
}
