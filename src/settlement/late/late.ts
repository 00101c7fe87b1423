/** Records that come after their month was closed: which month, before and after saving, one by one and by the file. X-3. */
import type { RecordObject } from '../../language/index.ts'
import { type Period, parsePeriod } from '../../language/period.ts'
import type { Database } from '../../records/database.ts'
import type { LateRows } from '../../records/import/import-file.ts'
import { isClosed, type RunStatus } from '../states.ts'
import { toldOn } from './told-on.ts'

/** A row as its table has it, or as it would be: column → value. */
type Row = Readonly<Record<string, unknown>>

interface LatePeriod {
  readonly policy: string
  readonly period: Period
  /** Not yet: then it is calculated again, or was published and closes over what it does not know. */
  readonly closed: boolean
}

/**
 * The settled periods, one of each policy at most, that would have seen the change from `before` to `after`; the shortest
 * first. Undefined before is a new row, undefined after one that is taken away. `db` must see the row's contract.
 */
export async function latePeriods(
  db: Database,
  object: string,
  { before, after }: { readonly before?: Row | undefined; readonly after?: Row | undefined },
): Promise<LatePeriod[]> {
  const sql = toldOn(object, 'g.before', 'g.after')
  if (sql === undefined) return []
  const [row] = await db.query<{ day: string | null }>(
    `select (${sql})::text as day from (select $1::jsonb as before, $2::jsonb as after) g`,
    [before ? JSON.stringify(before) : null, after ? JSON.stringify(after) : null],
  )
  return row?.day ? seenFirst(await settledPeriods(db), row.day) : []
}

/** The closed one among them, which is what a person is told. */
export function closedAmong(late: readonly LatePeriod[]): string | null {
  return late.find(({ closed }) => closed)?.period.name ?? null
}

/** What is settled, of every policy. */
async function settledPeriods(db: Database): Promise<LatePeriod[]> {
  const runs = await db.query<{ policy: string; period: string; status: RunStatus }>(
    `select policy, period, status from settlement.run where kind = 'regular'`,
  )
  return runs.flatMap(({ policy, period: name, status }) => {
    const period = parsePeriod(name)
    return period ? [{ policy, period, closed: isClosed(status) }] : []
  })
}

function seenFirst(settled: readonly LatePeriod[], day: string): LatePeriod[] {
  const after = settled.filter(({ period }) => period.last >= day)
  const first = new Map<string, LatePeriod>()
  for (const one of after.sort((a, b) => (a.period.last < b.period.last ? -1 : 1)))
    if (!first.has(one.policy)) first.set(one.policy, one)
  return [...first.values()]
}

/** So that the month is looked at again, should it close without knowing. As the owner. */
export async function noteLate(
  db: Database,
  object: string,
  late: readonly Pick<LatePeriod, 'policy' | 'period'>[],
  rows = 1,
): Promise<void> {
  for (const { policy, period } of late)
    await db.query(
      'insert into settlement.late_record (policy, period, object, rows) values ($1, $2, $3, $4)',
      [policy, period.name, object, rows],
    )
}

/**
 * Counts and notes what an import wrote: all of an object, about to be taken back, or the rows of the sheet just written.
 * As the owner, in the import's transaction, so that a rehearsal leaves no note.
 */
export async function noteLateImport(
  db: Database,
  { id: object, key }: Pick<RecordObject, 'id' | 'key'>,
  { importId, sheet }: { readonly importId: string; readonly sheet?: string },
): Promise<LateRows> {
  const settled = await settledPeriods(db)
  const sql = toldOn(object, 'b.row', 'to_jsonb(t)')
  if (sql === undefined || settled.length === 0) return { rows: 0, periods: [] }
  const last = settled
    .map(({ period }) => period.last)
    .sort()
    .at(-1)
  const same = ['source_row', ...key].map((column) => `f."${column}" = t."${column}"`).join(' and ')
  // Two sheets of a file may bring rows of one kind; those of the sheet just written are still at hand.
  const own = sheet === undefined ? '' : `and exists (select from import_final f where ${same})`
  const days = await db.query<{ day: string; rows: number }>(
    `select day::text as day, count(*)::int as rows from (
       select ${sql} as day from record."${object}" t
       left join import.row_before b on b.import_id = t.import_id and b.object = $2 and b.source_row = t.source_row
         and ($4::text is null or b.sheet = $4)
       where t.import_id = $1::bigint ${own}
     ) d where day <= $3::date group by 1`,
    [importId, object, last, sheet ?? null],
  )
  const found = new Map<string, { late: LatePeriod; rows: number }>()
  let closed = 0
  for (const { day, rows } of days) {
    const seen = seenFirst(settled, day)
    if (closedAmong(seen) !== null) closed += rows
    for (const late of seen) {
      const name = `${late.policy} ${late.period.name}`
      found.set(name, { late, rows: (found.get(name)?.rows ?? 0) + rows })
    }
  }
  for (const { late, rows } of found.values()) await noteLate(db, object, [late], rows)
  const named = [...found.values()].filter(({ late }) => late.closed).map(({ late }) => late.period.name)
  return { rows: closed, periods: [...new Set(named)].sort() }
}
