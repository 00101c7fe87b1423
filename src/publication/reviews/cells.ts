/** Cells of the sheet, written many at a time: all of them, or none and what is wrong with each. M-5.1, M-5.4. */
import type { Database } from '../../records/database.ts'
import { inRuleWords } from '../../records/entry/in-rule-words.ts'
import { Refusal } from '../../records/refusal.ts'
import { indicators } from './indicators.ts'
import type { ReviewMonth } from './month.ts'
import { type ScoreCell, type SheetRow, sheet, versionSql, type WorkCounts } from './sheet.ts'

export const scoreColumns = ['papers', 'complaints', 'collection'] as const
export const workColumns = ['daily', 'weekly'] as const

type ScoreColumn = (typeof scoreColumns)[number]
type WorkColumn = (typeof workColumns)[number]

/** `value` null takes the entry away. A work record is `实交/应交`, such as 21/22. */
export interface CellChange {
  readonly person: string
  readonly column: ScoreColumn | WorkColumn
  readonly value: string | null
  /** Of the entry the person saw; null when there was none. */
  readonly version: string | null
}

export type CellFault = 'unknown' | 'computed' | 'invalid' | 'conflict' | 'refused' | 'twice'

export interface CellAnswer {
  readonly person: string
  readonly column: string
  readonly fault: CellFault | null
  /** In words, when the fault's own text does not say enough. */
  readonly reason: string | null
  /** What is stored now: the other's entry in a conflict, one's own when saved. */
  readonly value: string | null
  readonly version: string | null
  readonly by: string | null
}

/** Nothing was written; each cell says whether it is to blame. */
export class CellsRefused extends Error {
  readonly cells: readonly CellAnswer[]
  constructor(cells: readonly CellAnswer[]) {
    super('cells refused')
    this.cells = cells
  }
}

/** As the actor; the month is held by the caller. Throws CellsRefused when any cell cannot be written. */
export async function saveCells(
  db: Database,
  month: ReviewMonth,
  changes: readonly CellChange[],
  enteredBy: string,
): Promise<CellAnswer[]> {
  const rows = new Map((await sheet(db, month)).map((row) => [row.number, row]))
  const answers: CellAnswer[] = []
  const seen = new Set<string>()
  for (const change of changes) {
    const name = `${change.person} ${change.column}`
    const fault = seen.has(name) ? 'twice' : faultOf(change, rows.get(change.person))
    seen.add(name)
    answers.push(fault ? answer(change, fault) : await write(db, { month, change, enteredBy }))
  }
  if (answers.some(({ fault }) => fault)) throw new CellsRefused(answers)
  return answers
}

const answer = (
  { person, column }: CellChange,
  fault: CellFault | null,
  given: Partial<CellAnswer> = {},
): CellAnswer => ({ person, column, fault, reason: null, value: null, version: null, by: null, ...given })

const isWork = (column: CellChange['column']): column is WorkColumn =>
  column === 'daily' || column === 'weekly'

/** 0 to 10 with two decimals at most; 10 is the cap (M-5.3). */
export const scoreText = /^(?:10(?:\.0{1,2})?|\d(?:\.\d{1,2})?)$/
export const countsText = /^(\d{1,3})\/(\d{1,3})$/

function faultOf(change: CellChange, row: SheetRow | undefined): CellFault | undefined {
  if (!row) return 'unknown'
  if (isWork(change.column)) {
    const [, done, due] = countsText.exec(change.value ?? '0/0') ?? []
    return done !== undefined && due !== undefined && Number(done) <= Number(due) ? undefined : 'invalid'
  }
  const cell: ScoreCell | undefined = row.cells[change.column]
  if (!cell) return 'unknown'
  if (change.value === null) return undefined
  if (!cell.open) return 'computed'
  return scoreText.test(change.value) ? undefined : 'invalid'
}

interface Write {
  readonly month: ReviewMonth
  readonly change: CellChange
  readonly enteredBy: string
}

/** In a savepoint of its own, so that the next cells can still be looked at when the database refuses this one. */
async function write(db: Database, { month, change, enteredBy }: Write): Promise<CellAnswer> {
  const target = targetOf(month, change)
  try {
    const written = await db.transaction((within) =>
      inRuleWords(() => statement(within, target, change, enteredBy)),
    )
    if (written !== undefined) return answer(change, null, { value: change.value, version: written || null })
  } catch (error) {
    if (error instanceof Refusal) return answer(change, 'refused', { reason: error.message })
    throw error
  }
  const [now] = await db.query<{ value: string; version: string; by: string | null }>(
    `select ${target.shown} as value, ${versionSql('t')} as version, t.entered_by as by
     from ${target.table} t where ${target.where}`,
    target.key,
  )
  if (!now && change.value === null) return answer(change, null)
  return answer(change, 'conflict', now ?? {})
}

interface Target {
  readonly table: string
  readonly columns: readonly string[]
  readonly where: string
  readonly key: readonly string[]
  readonly set: Readonly<Record<string, string>>
  readonly shown: string
}

function targetOf({ period }: ReviewMonth, { person, column, value }: CellChange): Target {
  if (isWork(column)) {
    const [, done = '0', due = '0'] = countsText.exec(value ?? '') ?? []
    return {
      table: 'record.work_record',
      columns: ['period', 'person_no', 'kind'],
      where: 't.period = $1 and t.person_no = $2 and t.kind = $3',
      key: [period.name, person, column === 'daily' ? '日报' : '周报'],
      set: { due_count: due, submitted_count: done },
      shown: `t.submitted_count || '/' || t.due_count`,
    }
  }
  const indicator = indicators.find(({ id }) => id === column)
  const name = indicator && 'entered' in indicator ? indicator.entered : ''
  return {
    table: 'record.monthly_score',
    columns: ['period', 'person_no', 'indicator'],
    where: 't.period = $1 and t.person_no = $2 and t.indicator = $3',
    key: [period.name, person, name],
    set: { score: value ?? '0', origin: '录入' },
    shown: 'trim_scale(t.score)::text',
  }
}

const types: Readonly<Record<string, string>> = { score: 'numeric', due_count: 'int', submitted_count: 'int' }

/** The new version, '' when the entry is gone, undefined when the row is not the one that was seen. */
async function statement(
  db: Database,
  { table, columns, where, key, set }: Target,
  { value, version }: CellChange,
  enteredBy: string,
): Promise<string | undefined> {
  const names = Object.keys(set)
  const values = Object.values(set)
  const returning = `returning ${versionSql('t')} as version`
  const place = (from: number) => names.map((name, i) => `$${from + i}::text::${types[name] ?? 'text'}`)
  if (value === null) {
    const gone = await db.query(
      `delete from ${table} t where ${where} and ${versionSql('t')} = $4 returning 1 as one`,
      [...key, version ?? ''],
    )
    return gone.length > 0 ? '' : undefined
  }
  const [row] =
    version === null
      ? await db.query<{ version: string }>(
          `insert into ${table} as t (${[...columns, 'entered_by', 'entered_at', ...names].join(', ')})
           values ($1, $2, $3, $4, clock_timestamp(), ${place(5).join(', ')}) on conflict do nothing ${returning}`,
          [...key, enteredBy, ...values],
        )
      : await db.query<{ version: string }>(
          `update ${table} t set ${names.map((name, i) => `${name} = ${place(6)[i]}`).join(', ')},
             entered_by = $4, entered_at = clock_timestamp(), import_id = null, source_row = null
           where ${where} and ${versionSql('t')} = $5 ${returning}`,
          [...key, enteredBy, version, ...values],
        )
  return row?.version
}

/** For the audit log: what stood in the cells before. */
export async function cellsBefore(
  db: Database,
  month: ReviewMonth,
  changes: readonly CellChange[],
): Promise<Record<string, string | null>> {
  const rows = new Map((await sheet(db, month)).map((row) => [row.number, row]))
  return Object.fromEntries(
    changes.map(({ person, column }) => {
      const row = rows.get(person)
      const before = isWork(column) ? counts(row?.work[column]) : row?.cells[column]?.entered
      return [`${person} ${column}`, before ?? null]
    }),
  )
}

const counts = (work: WorkCounts | null | undefined) => (work ? `${work.done}/${work.due}` : null)
