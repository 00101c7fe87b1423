/** Who gains and who loses when one document takes the place of another, on the records of a real period. X-4. */
import {
  type CheckedDefinition,
  changedClauses,
  check,
  type Period,
  withOneChange,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { computeAside, type Side, standsToday, storedSide, undone } from './aside.ts'
import { checkPolicy } from './policy-version.ts'
import { causesSql, places } from './problems.ts'
import { policyRun } from './run.ts'
import { wordsOf } from './words.ts'

/** Decimal text in yuan; null where a problem stands in the way. */
export interface EffectRow {
  readonly person: string
  readonly name: string
  readonly unit: string
  readonly position: string
  readonly before: string | null
  readonly after: string | null
  readonly difference: string | null
}

export interface EffectTotals {
  readonly gains: number
  readonly loses: number
  readonly same: number
  /** Who has no amount on one of the sides. */
  readonly unknown: number
  readonly before: string
  readonly after: string
  readonly difference: string
  readonly gained: string
  readonly lost: string
}

export interface ClauseEffect {
  readonly clause: string
  /** What this change alone does; undefined when it cannot be computed without the others. */
  readonly totals: EffectTotals | undefined
}

export interface Effect {
  readonly period: string
  /** Nothing to compare with: what was before is 0. */
  readonly first: boolean
  readonly totals: EffectTotals
  readonly rows: readonly EffectRow[]
  /** Values the later document cannot compute for a cause of their own. */
  readonly problems: number
  readonly clauses: readonly ClauseEffect[]
}

export interface EffectOptions {
  /** Null for a company's first policy: nothing was paid by one before. */
  readonly before: string | null
  readonly after: string
  readonly period: Period
  /** Also what every changed clause does by itself: one computation each. */
  readonly perClause?: boolean
  readonly onProgress?: (done: number, total: number, what: string) => Promise<void>
}

/** Refuses with policy_invalid, policy_no_payable. Leaves nothing behind. */
export async function effectOf(db: Database, options: EffectOptions): Promise<Effect> {
  const { before, after, period, perClause = false, onProgress = async () => {} } = options
  const changes =
    perClause && before !== null ? changedClauses(before, after).filter(({ title }) => title !== '') : []
  const total = changes.length + 2
  await onProgress(0, total, '现在的版本')
  const effect = await undone(db, async (within) => {
    const old = before === null ? undefined : await sideOf(within, 'before', before, period)
    const fresh = await computeAside(within, 'after', checkPolicy(after), period)
    const source = comparison(old, fresh)
    const rows = await rowsOf(within, source)
    return { totals: await totalsOf(within, source), rows, problems: await problemCount(within, fresh) }
  })
  const clauses: ClauseEffect[] = []
  for (const [i, { title }] of changes.entries()) {
    await onProgress(i + 1, total, title)
    clauses.push({ clause: title, totals: await alone(db, { before: before ?? '', after, period }, title) })
  }
  await onProgress(total, total, '')
  return { period: period.name, first: before === null, ...effect, clauses }
}

/** What the clause alone does, when the document can be read with it alone. */
async function alone(
  db: Database,
  { before, after, period }: { before: string; after: string; period: Period },
  title: string,
): Promise<EffectTotals | undefined> {
  const mixed = withOneChange(before, after, title)
  const { program } = check(mixed, wordsOf(checkPolicy(before).document.meta.name))
  if (!program?.payable) return undefined
  return undone(db, async (within) => {
    const old = await sideOf(within, 'before', before, period)
    return totalsOf(within, comparison(old, await computeAside(within, 'alone', program, period)))
  })
}

/** The stored run when that very document settled the period and it would come out the same, else computed aside. */
async function sideOf(db: Database, name: string, document: string, period: Period): Promise<Side> {
  const program = checkPolicy(document)
  const run = await policyRun(db, program.document.meta.name, period)
  const [settled] = run
    ? await db.query<{ same: boolean }>(
        'select document = $2 as same from settlement.policy_version where version_id = $1',
        [run.version_id, document],
      )
    : []
  const stands = run && settled?.same && (await standsToday(db, run, period))
  return stands ? storedSide(program, run) : computeAside(db, name, program, period)
}

function payableOf({ program, tables }: Side): { column: CheckedDefinition; table: string } {
  const { payable } = program
  const table = payable?.object.id === 'person' ? tables.get(payable.object.id) : undefined
  if (!payable || !table) throw new Refusal('policy_no_payable')
  return { column: payable, table }
}

/** person_no, before, after, difference. Who is on one side only got or gets nothing on the other. */
function comparison(before: Side | undefined, after: Side): string {
  const fresh = payableOf(after)
  if (!before)
    return `(select a."K1" as person_no, 0::numeric as before, a."${fresh.column.id}" as after, a."${fresh.column.id}" as difference
      from ${fresh.table} a)`
  const old = payableOf(before)
  const amount = (side: string, column: string) =>
    `case when ${side}."K1" is null then 0 else ${side}."${column}" end`
  const [b, a] = [amount('b', old.column.id), amount('a', fresh.column.id)]
  return `(select coalesce(b."K1", a."K1") as person_no, ${b} as before, ${a} as after, ${a} - ${b} as difference
    from ${old.table} b full join ${fresh.table} a on a."K1" = b."K1")`
}

async function totalsOf(db: Database, source: string): Promise<EffectTotals> {
  const sum = (of: string) => `trim_scale(coalesce(${of}, 0))::text`
  const [row] = await db.query<EffectTotals>(
    `select (count(*) filter (where difference > 0))::integer as gains, (count(*) filter (where difference < 0))::integer as loses,
       (count(*) filter (where difference = 0))::integer as same, (count(*) filter (where difference is null))::integer as unknown,
       ${sum('sum(before) filter (where difference is not null)')} as before, ${sum('sum(after) filter (where difference is not null)')} as after,
       ${sum('sum(difference)')} as difference, ${sum('sum(difference) filter (where difference > 0)')} as gained,
       ${sum('sum(difference) filter (where difference < 0)')} as lost from ${source} x`,
  )
  if (!row) throw new Error('no totals')
  return row
}

/** Everybody, those whose pay changes most first. */
async function rowsOf(db: Database, source: string): Promise<EffectRow[]> {
  return db.query<EffectRow>(
    `select x.person_no as person, coalesce(p.name, '') as name, coalesce(u.name, '') as unit, coalesce(a.position, '') as position,
       trim_scale(x.before)::text as before, trim_scale(x.after)::text as after, trim_scale(x.difference)::text as difference
     from ${source} x left join record.person p on p.person_no = x.person_no
     left join lateral (select unit_code, position from record.assignment o where o.person_no = x.person_no order by valid_from desc limit 1) a on true
     left join record.unit u on u.unit_code = a.unit_code
     order by x.difference is null desc, abs(x.difference) desc, x.person_no`,
  )
}

async function problemCount(db: Database, { program, tables, sites }: Side): Promise<number> {
  let count = 0
  for (const place of places(program.definitions, sites)) {
    const table = tables.get(place.object.id)
    if (!table) continue
    const [row] = await db.query<{ count: number }>(
      `select count(*)::integer as count from (${causesSql(place, table)}) c`,
    )
    count += row?.count ?? 0
  }
  return count
}
