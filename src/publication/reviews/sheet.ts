/** The month's appraisal as a sheet: a row a person, computed indicators beside what was entered for them. M-5. */
import type { Database } from '../../records/database.ts'
import { partitionOf } from '../../settlement/run.ts'
import { type Indicator, type IndicatorId, indicators, personVariable, rate, total } from './indicators.ts'
import type { ReviewMonth } from './month.ts'
import { type Appraised, appraised } from './people.ts'

/** How a cell came by its score. `default`: nothing to compute from and nothing entered; the policy's own score counts. */
export type Origin = 'computed' | 'entered' | 'default' | 'none'

/** Scores are decimal text in points. */
export interface ScoreCell {
  /** What counts, or will count at the next calculation. */
  readonly score: string | null
  readonly origin: Origin
  /** From the run: what the score was looked up by, a ratio. */
  readonly measure: string | null
  /** An entered score may stand in: nothing to compute from. */
  readonly open: boolean
  readonly entered: string | null
  readonly version: string | null
  readonly enteredBy: string | null
  /** Entered although there are records by now; the entered score counts until it is removed. */
  readonly overrides: boolean
}

export interface WorkCounts {
  readonly due: number
  readonly done: number
  readonly version: string
}

export interface Raise {
  readonly points: string
  readonly reason: string
  readonly proposedBy: string
  readonly approvedBy: string | null
  readonly version: string
}

export interface SheetRow extends Appraised {
  readonly cells: Readonly<Partial<Record<IndicatorId, ScoreCell>>>
  /** 考评得分 and 综合考评率 of the run. */
  readonly total: string | null
  readonly rate: string | null
  readonly work: { readonly daily: WorkCounts | null; readonly weekly: WorkCounts | null }
  readonly raise: Raise | null
}

type Values = Readonly<Record<string, string | null>>

/** Of those within the actor's reach, or of the people given. */
export async function sheet(
  db: Database,
  month: ReviewMonth,
  given?: readonly Appraised[],
): Promise<SheetRow[]> {
  const people = given ?? (await appraised(db, month))
  const [values, scores, work, raises] = [
    await results(db, month),
    await enteredScores(db, month),
    await workCounts(db, month),
    await raisesOf(db, month),
  ]
  return people.map((person) => {
    const own = values.get(person.number)
    const cells = indicators
      .filter(({ of }) => of === person.kind)
      .map((indicator) => [
        indicator.id,
        cellOf(indicator, own, scores.get(`${person.number} ${indicator.id}`)),
      ])
    return {
      ...person,
      cells: Object.fromEntries(cells),
      total: own?.[total] ?? null,
      rate: own?.[rate] ?? null,
      work: {
        daily: work.get(`${person.number} 日报`) ?? null,
        weekly: work.get(`${person.number} 周报`) ?? null,
      },
      raise: raises.get(person.number) ?? null,
    }
  })
}

interface Entered {
  readonly score: string
  readonly version: string
  readonly enteredBy: string | null
}

function cellOf(indicator: Indicator, own: Values | undefined, entered: Entered | undefined): ScoreCell {
  const computed = own?.[indicator.score] ?? null
  const based = indicator.basis.some((name) => isPositive(own?.[name]))
  const open = own !== undefined && indicator.entered !== undefined && !based
  const origin = entered
    ? 'entered'
    : computed === null
      ? 'none'
      : based || indicator.basis.length === 0
        ? 'computed'
        : 'default'
  return {
    score: entered?.score ?? computed,
    origin,
    measure: based && indicator.measure ? (own?.[indicator.measure] ?? null) : null,
    open,
    entered: entered?.score ?? null,
    version: entered?.version ?? null,
    enteredBy: entered?.enteredBy ?? null,
    overrides: entered !== undefined && based,
  }
}

const isPositive = (value: string | null | undefined) =>
  typeof value === 'string' && /^[^-]*[1-9]/.test(value)

/** What the run says about everybody within reach, by the policy's own words. */
export async function results(db: Database, { settled }: ReviewMonth): Promise<Map<string, Values>> {
  if (!settled) return new Map()
  const names = [
    ...new Set(
      indicators.flatMap((indicator: Indicator) => [
        indicator.score,
        ...(indicator.measure ? [indicator.measure] : []),
        ...indicator.basis,
      ]),
    ),
    total,
    rate,
  ]
  const known = names.flatMap((name) => personVariable(settled.version.program, name) ?? [])
  const object = known[0]?.object
  if (!object) return new Map()
  const list = known.map(({ id }) => `trim_scale(round("${id}"::numeric, 4))::text as "${id}"`)
  const rows = await db.query<Record<string, string | null>>(
    `select "K1" as number, ${list.join(', ')} from ${partitionOf(settled.run, object)}`,
  )
  return new Map(
    rows.map((row) => [
      row.number ?? '',
      Object.fromEntries(known.map(({ id, name }) => [name.text, row[id] ?? null])),
    ]),
  )
}

export const versionSql = (alias: string) => `to_char(${alias}.entered_at, 'YYYY-MM-DD HH24:MI:SS.US')`

async function enteredScores(db: Database, { period }: ReviewMonth): Promise<Map<string, Entered>> {
  const rows = await db.query<Entered & { number: string; indicator: string }>(
    `select person_no as number, indicator, trim_scale(score)::text as score, ${versionSql('s')} as version,
       entered_by as "enteredBy"
     from record.monthly_score s where period = $1 and origin = '录入'`,
    [period.name],
  )
  return new Map(
    rows.flatMap(({ number, indicator, ...entered }) => {
      const known = indicators.find((own: Indicator) => own.entered === indicator)
      return known ? [[`${number} ${known.id}`, entered] as const] : []
    }),
  )
}

async function workCounts(db: Database, { period }: ReviewMonth): Promise<Map<string, WorkCounts>> {
  const rows = await db.query<WorkCounts & { number: string; kind: string }>(
    `select person_no as number, kind, due_count as due, submitted_count as done, ${versionSql('w')} as version
     from record.work_record w where period = $1`,
    [period.name],
  )
  return new Map(rows.map(({ number, kind, ...counts }) => [`${number} ${kind}`, counts]))
}

async function raisesOf(db: Database, { period }: ReviewMonth): Promise<Map<string, Raise>> {
  const rows = await db.query<Raise & { number: string }>(
    `select x.person_no as number, trim_scale(points)::text as points, reason,
       p.name || '（' || p.person_no || '）' as "proposedBy", a.name || '（' || a.person_no || '）' as "approvedBy",
       ${versionSql('x')} as version
     from record.exceptional_score x join record.person p on p.person_no = x.proposed_by
     left join record.person a on a.person_no = x.approved_by where period = $1`,
    [period.name],
  )
  return new Map(rows.map(({ number, ...raise }) => [number, raise]))
}
