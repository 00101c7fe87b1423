/** One person's pay statement (绩效工资单): its items, which add up to what is payable, beside the period before. M-6.2. */
import type { RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { partitionOf } from '../settlement/run.ts'
import { type Item, itemsOf } from './items.ts'
import { sameDefinition, sourceIn } from './people.ts'
import type { Settled } from './settled.ts'

/** Amounts are decimal text in yuan, null where a problem stands in the way. */
export interface Line {
  readonly item: Item
  readonly amount: string | null
  /** Null when the period before has no such item. */
  readonly change: string | null
}

export interface Statement {
  readonly person: Person
  readonly object: RecordObject
  readonly lines: readonly Line[]
  readonly payable: string | null
  /** What the policy calls it. */
  readonly payableName: string
  readonly change: string | null
  /** The line that moved most against the period before, in either direction; null when nothing did. */
  readonly mostChanged: Line | null
}

export interface Person {
  readonly number: string
  readonly name: string
  readonly unit: string
  readonly position: string
}

interface Term {
  readonly now: string
  readonly before: string
}

/** Refuses with person_unknown; undefined when the policy names nothing payable. */
export async function statement(
  db: Database,
  settled: Settled,
  before: Settled | undefined,
  number: string,
): Promise<Statement | undefined> {
  const { payable } = settled.version.program
  if (!payable) return undefined
  const items = itemsOf(settled.version.program)
  const terms = [...items, { definition: payable, sign: 1 as const }].map(({ definition, sign }) => {
    const earlier = before && sameDefinition(before.version.program, definition)
    const signed = (column: string) => `${sign < 0 ? '-' : ''}${column}`
    return {
      now: signed(`r."${definition.id}"`),
      before: earlier ? signed(`b."${earlier.id}"`) : 'null::numeric',
    }
  })
  const rows = await db.query<{ at: number; amount: string | null; change: string | null }>(
    termsSql(settled, before, payable.object, terms),
    [number],
  )
  if (rows.length === 0) throw new Refusal('person_unknown', { person: number })
  const lines = items.flatMap((item, at) => {
    const row = rows.find((other) => other.at === at + 1)
    return row ? [{ item, amount: row.amount, change: row.change }] : []
  })
  const total = rows.find((other) => other.at === items.length + 1)
  // Rows come with the largest movement first.
  const most = rows.find(
    (row) => row.at <= items.length && row.change !== null && !/^-?0(\.0+)?$/.test(row.change),
  )
  return {
    person: await personIn(db, settled, payable.object, number),
    object: payable.object,
    lines,
    payable: total?.amount ?? null,
    payableName: payable.name.text,
    change: total?.change ?? null,
    mostChanged: (most && lines[most.at - 1]) ?? null,
  }
}

function termsSql(
  { run }: Settled,
  before: Settled | undefined,
  object: RecordObject,
  terms: readonly Term[],
): string {
  const join = before ? `left join ${partitionOf(before.run, object)} b on b."K1" = r."K1"` : ''
  const list = (side: keyof Term) => `array[${terms.map((term) => term[side]).join(', ')}]::numeric[]`
  return `select t.at::int as at, trim_scale(t.now)::text as amount, trim_scale(t.now - t.before)::text as change
    from ${partitionOf(run, object)} r ${join},
      unnest(${list('now')}, ${list('before')}) with ordinality as t (now, before, at)
    where r."K1" = $1 order by abs(t.now - t.before) desc nulls last, t.at`
}

async function personIn(
  db: Database,
  { period }: Settled,
  object: RecordObject,
  number: string,
): Promise<Person> {
  const source = sourceIn(object, period)
  const [row] = await db.query<{ name: string; unit: string | null; position: string | null }>(
    `select p.name, u.name as unit, p.position from ${source} p
     left join record.unit u on u.unit_code = p.unit_code where p.person_no = $1`,
    [number],
  )
  return { number, name: row?.name ?? number, unit: row?.unit ?? '', position: row?.position ?? '' }
}
