/** Those within reach: what they came to by month and by unit, and who moved most. */
import type { Actor } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import type { Database } from '../../records/database.ts'
import { partitionOf } from '../../settlement/run.ts'
import type { RunStatus } from '../../settlement/states.ts'
import { type PersonRow, people, sourceIn } from '../people.ts'
import { type Settled, settledIn, settledPeriods, type VersionOf } from '../settled.ts'
import { commissionOf } from '../totals.ts'

export interface TeamMonth {
  readonly period: string
  readonly status: RunStatus
  readonly people: number
  readonly payable: string
  readonly commission: string | null
}

export interface Team {
  readonly months: readonly TeamMonth[]
  readonly units: readonly {
    readonly unit: string
    readonly payable: string
    readonly commission: string | null
  }[]
  readonly movements: readonly Pick<PersonRow, 'number' | 'name' | 'unit' | 'payable' | 'change'>[]
}

const shownMonths = 12

/** Everything as the person, month by month by the organisation of its last day: nobody's team is somebody else's. */
export async function teamOf(db: Database, versionOf: VersionOf, actor: Actor): Promise<Team | null> {
  const months: TeamMonth[] = []
  let last: Settled | undefined
  let before: Settled | undefined
  const periods = (await settledPeriods(db)).filter(({ period }) => period.length === 'month')
  for (const { period } of periods.slice(-shownMonths)) {
    const settled = await settledIn(db, versionOf, period.name)
    const month = await lookAs(db, actor, (mine) => monthOf(mine, settled), { on: period.last })
    if (!month) continue
    months.push(month)
    ;[before, last] = [last, settled]
  }
  if (!last || (months.at(-1)?.people ?? 0) < 2) return null
  const [current, earlier] = [last, before]
  return lookAs(
    db,
    actor,
    async (mine) => ({
      months,
      units: await byUnit(mine, current),
      movements: earlier ? await movements(mine, current, earlier) : [],
    }),
    { on: current.period.last },
  )
}

const sums = ({ version }: Settled): string => {
  const commission = commissionOf(version.program)
  return `trim_scale(coalesce(sum(r."${version.program.payable?.id}"), 0))::text as payable,
    ${commission ? `trim_scale(coalesce(sum(r."${commission.id}"), 0))::text` : 'null::text'} as commission`
}

async function monthOf(mine: Database, settled: Settled): Promise<TeamMonth | undefined> {
  const { run, version } = settled
  if (!version.program.payable) return undefined
  const [row] = await mine.query<Omit<TeamMonth, 'period' | 'status'>>(
    `select count(*)::int as people, ${sums(settled)} from ${partitionOf(run, version.program.payable.object)} r`,
  )
  return row && { period: run.period, status: run.status, ...row }
}

async function byUnit(mine: Database, settled: Settled): Promise<Team['units']> {
  const { run, version, period } = settled
  const { payable } = version.program
  if (!payable) return []
  return mine.query(
    `select coalesce(u.name, '') as unit, ${sums(settled)} from ${partitionOf(run, payable.object)} r
     left join ${sourceIn(payable.object, period)} p on p.person_no = r."K1"
     left join record.unit u on u.unit_code = p.unit_code group by 1 order by sum(r."${payable.id}") desc nulls last`,
  )
}

async function movements(mine: Database, settled: Settled, before: Settled): Promise<Team['movements']> {
  const found = await people(mine, settled, before, { sort: 'movement', descending: true, limit: 8 })
  return (found?.rows ?? [])
    .filter(({ change }) => change !== null && change !== '0')
    .map(({ number, name, unit, payable, change }) => ({ number, name, unit, payable, change }))
}
