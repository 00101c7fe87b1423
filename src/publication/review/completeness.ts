/** Whether everything that should have reached a result did, and what was entered after the records were read. */
import type { Period } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { partitionOf } from '../../settlement/run.ts'
import type { Settled } from '../settled.ts'

export interface Completeness {
  /** Contracts with money in the month, and how many of them have a result. Null when the policy has none of contracts. */
  readonly contracts: Share | null
  /** People employed in the month, and how many of them have an amount. */
  readonly people: Share | null
  /** Records of the month entered or corrected after the run had read them, by kind. */
  readonly stale: readonly { readonly object: string; readonly label: string; readonly count: number }[]
}

interface Share {
  readonly expected: number
  readonly reached: number
  /** The first ten that did not. */
  readonly missing: readonly string[]
}

export async function completenessOf(db: Database, settled: Settled): Promise<Completeness> {
  return {
    contracts: await contracts(db, settled),
    people: await people(db, settled),
    stale: await stale(db, settled),
  }
}

const dates = (period: Period) => [period.first, period.last]

/** A deposit is money of the month in which it counts, not of the one in which it came (M-4.4). */
async function contracts(db: Database, { run, version, period }: Settled): Promise<Share | null> {
  const own = version.program.definitions.find(({ object }) => object.id === 'contract')
  if (!own) return null
  return share(
    db,
    `select contract_no as key from record.receipt where counted_on between $1::date and $2::date
     union select contract_no from record.refund where refunded_on between $1::date and $2::date
     union select contract_no from record.goods_return where returned_on between $1::date and $2::date`,
    `select "K1" as key from ${partitionOf(run, own.object)}`,
    dates(period),
  )
}

/** Only those the policy is about: who has no result row is outside its scope. */
async function people(db: Database, { run, version }: Settled): Promise<Share | null> {
  const { payable } = version.program
  if (!payable) return null
  const results = partitionOf(run, payable.object)
  return share(
    db,
    `select "K1" as key from ${results}`,
    `select "K1" as key from ${results} where "${payable.id}" is not null`,
    [],
  )
}

async function share(
  db: Database,
  expected: string,
  reached: string,
  params: readonly unknown[],
): Promise<Share> {
  const [row] = await db.query<Share>(
    `with e as (${expected}), m as (select key from e except select key from (${reached}) r)
     select (select count(*) from e)::int as expected, ((select count(*) from e) - (select count(*) from m))::int as reached,
       coalesce((select array_agg(key) from (select key from m order by key limit 10) f), '{}') as missing`,
    params,
  )
  return row ?? { expected: 0, reached: 0, missing: [] }
}

/** What the month would have seen, as is noted with every change of a record. */
async function stale(db: Database, { run }: Settled): Promise<Completeness['stale']> {
  const rows = await db.query<{ object: string; count: number }>(
    `select object, sum(rows)::int as count from settlement.late_record
     where policy = $1 and period = $2 and noted_at > $3::timestamptz group by object order by count desc, object`,
    [run.policy, run.period, run.snapshot_at],
  )
  return rows.map((row) => ({
    ...row,
    label: vocabulary.objects.find(({ id }) => id === row.object)?.label ?? row.object,
  }))
}
