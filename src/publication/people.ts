/** What each person is owed in a settled period, beside the period before. M-6.2. */
import type { CheckedDefinition, Period, Program, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { partitionOf } from '../settlement/run.ts'
import { type Item, itemsOf } from './items.ts'
import type { Settled } from './settled.ts'

/** Amounts are decimal text in yuan; null where a problem stands in the way. */
export interface PersonRow {
  readonly number: string
  readonly name: string
  readonly unit: string
  readonly position: string
  /** In the order of `items`, with their sign. */
  readonly items: readonly (string | null)[]
  readonly payable: string | null
  /** Against the period before; null when either is missing. */
  readonly change: string | null
}

export type SortKey =
  | 'number'
  | 'name'
  | 'unit'
  | 'position'
  | 'payable'
  | 'change'
  | 'movement'
  | `item${number}`

export interface PeopleQuery {
  /** Part of a number, name, unit or position. */
  readonly text?: string | undefined
  readonly units?: readonly string[] | undefined
  readonly positions?: readonly string[] | undefined
  readonly sort?: SortKey | undefined
  readonly descending?: boolean | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export interface People {
  readonly items: readonly Item[]
  readonly rows: readonly PersonRow[]
  /** Of everybody found, also beyond the limit. */
  readonly count: number
  readonly itemTotals: readonly string[]
  readonly total: string
  /**
   * What these people got, less what the same list came to in the period before. Whoever is new or gone counts, as in the
   * figures of the settlement, so it is not the sum of the rows' changes. A filter is asked of both periods: of a unit,
   * who came from another adds and who left for one is missing, as they do when one looks at the two lists.
   */
  readonly changeTotal: string | null
}

interface Totals {
  readonly count: string
  readonly item_totals: string[]
  readonly total: string
  readonly change_total: string | null
}

/** No number where the page has nobody. */
interface Found {
  readonly number: string | null
  readonly name: string | null
  readonly unit: string | null
  readonly position: string | null
  readonly items: (string | null)[]
  readonly payable: string | null
  readonly change: string | null
}

/** The people of a settled period with what they are owed; undefined when the policy names nothing payable. */
export async function people(
  db: Database,
  settled: Settled,
  before: Settled | undefined,
  query: PeopleQuery = {},
): Promise<People | undefined> {
  const { payable: owed } = settled.version.program
  if (!owed) return undefined
  const items = itemsOf(settled.version.program)
  const source = peopleSql(settled, before, owed, items)
  const params = [query.text?.toLowerCase() ?? null, query.units ?? null, query.positions ?? null]
  const sums = items.map((_, i) => `trim_scale(coalesce(sum(item${i}), 0))::text`)
  const list = items.map((_, i) => `trim_scale(x.item${i})::text`)
  const sorted = `order by ${order(query, items.length)}, x.number`
  // Everybody is found once, for the totals and for the page; a page beyond the last still has totals.
  const found = await db.query<Totals & Found>(
    `with found as materialized (select * from (${source}) x ${filter}), totals as (
       select count(*) as count, array[${sums.join(', ')}]::text[] as item_totals,
         trim_scale(coalesce(sum(payable), 0))::text as total, ${changeTotal(before, owed)} as change_total from found)
     select t.*, x.number, x.name, x.unit, x.position, array[${list.join(', ')}]::text[] as items,
       trim_scale(x.payable)::text as payable, trim_scale(x.change)::text as change
     from totals t left join (select * from found x ${sorted} limit $4 offset $5) x on true ${sorted}`,
    [...params, query.limit ?? 1000, query.offset ?? 0],
  )
  const totals = found[0]
  return {
    items,
    rows: found.flatMap(personOf),
    count: Number(totals?.count ?? 0),
    itemTotals: totals?.item_totals ?? [],
    total: totals?.total ?? '0',
    changeTotal: totals?.change_total ?? null,
  }
}

function changeTotal(before: Settled | undefined, payable: CheckedDefinition): string {
  const earlier = before && sameDefinition(before.version.program, payable)
  if (!before || !earlier) return 'null::text'
  return `trim_scale(coalesce(sum(payable), 0) - (select coalesce(sum(x.payable), 0)
    from (${peopleSql(before, undefined, earlier, [])}) x ${filter}))::text`
}

function personOf({ number, name, unit, position, items, payable, change }: Found): PersonRow[] {
  if (number === null) return []
  const post = { unit: unit ?? '', position: position ?? '' }
  return [{ number, name: name ?? number, ...post, items, payable, change }]
}

/** Units and positions people had in the period, for choosing from. */
export async function choicesIn(
  db: Database,
  settled: Settled,
): Promise<{ readonly units: readonly string[]; readonly positions: readonly string[] }> {
  const { payable } = settled.version.program
  if (!payable) return { units: [], positions: [] }
  const [row] = await db.query<{ units: string[] | null; positions: string[] | null }>(
    `select array_agg(distinct unit) filter (where unit is not null) as units,
       array_agg(distinct position) filter (where position is not null) as positions
     from (${peopleSql(settled, undefined, payable, [])}) x`,
  )
  return { units: row?.units ?? [], positions: row?.positions ?? [] }
}

const filter = `where ($2::text[] is null or unit = any($2)) and ($3::text[] is null or position = any($3)) and ($1::text is null
  or position($1 in lower(concat_ws(' ', number, name, unit, "position"))) > 0)`

const sortable = ['number', 'name', 'unit', 'position', 'payable', 'change']

/** Only names from the list reach the SQL. */
function order({ sort, descending }: PeopleQuery, items: number): string {
  // Up or down alike.
  if (sort === 'movement') return `abs(x.change) ${descending ? 'desc' : 'asc'} nulls last`
  const known = [...sortable, ...Array.from({ length: items }, (_, i) => `item${i}`)]
  const column = known.find((name) => name === sort) ?? 'number'
  return `x."${column}" ${descending ? 'desc' : 'asc'} nulls last`
}

function peopleSql(
  { run, period }: Settled,
  before: Settled | undefined,
  payable: CheckedDefinition,
  items: readonly Item[],
): string {
  const person = sourceIn(payable.object, period)
  const earlier = before && sameDefinition(before.version.program, payable)
  const values = items.map(
    ({ definition, sign }, i) => `${sign < 0 ? '-' : ''}r."${definition.id}" as item${i}`,
  )
  return `select r."K1" as number, p.name, u.name as unit, p.position, ${values.map((value) => `${value}, `).join('')}
      r."${payable.id}" as payable, ${before && earlier ? `r."${payable.id}" - b."${earlier.id}"` : 'null::numeric'} as change
    from ${partitionOf(run, payable.object)} r
    left join ${person} p on p.person_no = r."K1"
    left join record.unit u on u.unit_code = p.unit_code
    ${before && earlier ? `left join ${partitionOf(before.run, earlier.object)} b on b."K1" = r."K1"` : ''}`
}

/** An object's records as a period sees them. */
export function sourceIn(object: RecordObject, { first, last }: Period): string {
  return object.source.replaceAll(':first', `date '${first}'`).replaceAll(':last', `date '${last}'`)
}

/** The definition of the same name: another version may keep it in another column. */
export function sameDefinition(program: Program, wanted: CheckedDefinition): CheckedDefinition | undefined {
  return program.definitions.find(
    (own) => own.object.id === wanted.object.id && own.name.text === wanted.name.text,
  )
}
