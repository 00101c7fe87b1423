/** How other departments rate managers and support staff, and who still owes a rating. M-5.2. */
import { shiftPeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { inRuleWords } from '../../records/entry/in-rule-words.ts'
import { Refusal } from '../../records/refusal.ts'
import { unit } from '../../records/vocabulary/organisation.ts'
import { type CellAnswer, CellsRefused, scoreText } from './cells.ts'
import type { ReviewMonth } from './month.ts'
import { type Appraised, dated, managing } from './people.ts'
import { versionSql } from './sheet.ts'

/** Ratings are due on the fifth of the next month. */
export const dueOn = ({ period }: Pick<ReviewMonth, 'period'>) => `${shiftPeriod(period, 1).name}-05`

export interface Headed {
  readonly code: string
  readonly name: string
}

/** As the owner: departments a person headed on the month's last day. */
export function headedBy(db: Database, month: ReviewMonth, person: string): Promise<Headed[]> {
  return db.query<Headed>(
    `select unit_code as code, name from ${dated(unit.source, month)} u where head_no = $1 order by 1`,
    [person],
  )
}

export interface ToRate extends Appraised {
  readonly score: string | null
  readonly version: string | null
}

/** As the owner: whom the department rates, with what it gave; neither its own people nor its head. */
export async function toRate(
  db: Database,
  month: ReviewMonth,
  { unit: code, rater }: { readonly unit: string; readonly rater: string },
): Promise<ToRate[]> {
  const people = await managing(db, month)
  const given = await db.query<{ number: string; score: string; version: string }>(
    `select person_no as number, trim_scale(score)::text as score, ${versionSql('r')} as version
     from record.cooperation_rating r where period = $1 and unit_code = $2`,
    [month.period.name, code],
  )
  const ratings = new Map(given.map((row) => [row.number, row]))
  return people
    .filter(({ number, unitCode }) => number !== rater && unitCode !== code)
    .map((person) => {
      const rating = ratings.get(person.number)
      return { ...person, score: rating?.score ?? null, version: rating?.version ?? null }
    })
}

export interface Rating {
  readonly person: string
  readonly value: string | null
  readonly version: string | null
}

export interface RatingBatch {
  readonly unit: string
  readonly rater: string
  readonly enteredBy: string
  readonly cells: readonly Rating[]
}

/** As the owner, because a department does not see the ratings of others. The month is held by the caller. */
export async function saveRatings(
  db: Database,
  month: ReviewMonth,
  batch: RatingBatch,
): Promise<CellAnswer[]> {
  const headed = await headedBy(db, month, batch.rater)
  if (!headed.some(({ code }) => code === batch.unit))
    throw new Refusal('review_not_unit_head', { period: month.period.name, unit: batch.unit })
  const known = new Set((await toRate(db, month, batch)).map(({ number }) => number))
  const answers: CellAnswer[] = []
  const seen = new Set<string>()
  for (const cell of batch.cells) {
    const answer = {
      person: cell.person,
      column: 'rating',
      reason: null,
      value: null,
      version: null,
      by: null,
    }
    if (!known.has(cell.person)) answers.push({ ...answer, fault: 'unknown' })
    else if (seen.has(cell.person)) answers.push({ ...answer, fault: 'twice' })
    else if (cell.value !== null && !scoreText.test(cell.value)) answers.push({ ...answer, fault: 'invalid' })
    else answers.push(await rate(db, { month, batch, cell }))
    seen.add(cell.person)
  }
  if (answers.some(({ fault }) => fault)) throw new CellsRefused(answers)
  return answers
}

interface One {
  readonly month: ReviewMonth
  readonly batch: RatingBatch
  readonly cell: Rating
}

async function rate(db: Database, { month, batch, cell }: One): Promise<CellAnswer> {
  const { person, value, version } = cell
  const key = [month.period.name, person, batch.unit]
  const where = 't.period = $1 and t.person_no = $2 and t.unit_code = $3'
  const written = await inRuleWords(() => statement(db, key, where, { cell, enteredBy: batch.enteredBy }))
  const answer = { person, column: 'rating', fault: null, reason: null, by: null }
  if (written !== undefined) return { ...answer, value, version: written || null }
  const [now] = await db.query<{ value: string; version: string; by: string | null }>(
    `select trim_scale(t.score)::text as value, ${versionSql('t')} as version, t.entered_by as by
     from record.cooperation_rating t where ${where}`,
    key,
  )
  if (!now && value === null) return { ...answer, value: null, version: null }
  return { ...answer, ...(now ?? { value: null, version }), version: now?.version ?? null, fault: 'conflict' }
}

async function statement(
  db: Database,
  key: readonly string[],
  where: string,
  { cell: { value, version }, enteredBy }: { readonly cell: Rating; readonly enteredBy: string },
): Promise<string | undefined> {
  const returning = `returning ${versionSql('t')} as version`
  if (value === null) {
    const gone = await db.query(
      `delete from record.cooperation_rating t where ${where} and ${versionSql('t')} = $4 returning 1 as one`,
      [...key, version ?? ''],
    )
    return gone.length > 0 ? '' : undefined
  }
  const [row] =
    version === null
      ? await db.query<{ version: string }>(
          `insert into record.cooperation_rating as t (period, person_no, unit_code, score, entered_by, entered_at)
           values ($1, $2, $3, $4::numeric, $5, clock_timestamp()) on conflict do nothing ${returning}`,
          [...key, value, enteredBy],
        )
      : await db.query<{ version: string }>(
          `update record.cooperation_rating t set score = $4::numeric, entered_by = $5, entered_at = clock_timestamp(),
             import_id = null, source_row = null where ${where} and ${versionSql('t')} = $6 ${returning}`,
          [...key, value, enteredBy, version],
        )
  return row?.version
}

export interface DepartmentRatings {
  readonly code: string
  readonly name: string
  readonly head: { readonly number: string; readonly name: string }
  readonly expected: number
  readonly given: number
  /** Given after they were due. */
  readonly late: number
  readonly missing: readonly { readonly number: string; readonly name: string }[]
}

/** As the owner: departments outside every centre, each of which rates all managers and support staff (M-5.2). */
export async function departments(db: Database, month: ReviewMonth): Promise<DepartmentRatings[]> {
  const people = await managing(db, month)
  const units = await db.query<{ code: string; name: string; head: string; headName: string }>(
    `select u.unit_code as code, u.name, u.head_no as head, p.name as "headName"
     from ${dated(unit.source, month)} u join record.person p on p.person_no = u.head_no
     where u.centre_code is null and (u.closed_on is null or u.closed_on > $1::date) order by 1`,
    [month.period.last],
  )
  const given = await db.query<{ number: string; code: string; late: boolean }>(
    `select person_no as number, unit_code as code, entered_at >= ($2::date + 1) as late
     from record.cooperation_rating where period = $1`,
    [month.period.name, dueOn(month)],
  )
  return units.map(({ code, name, head, headName }) => {
    const expected = people.filter(({ number, unitCode }) => number !== head && unitCode !== code)
    const own = given.filter((row) => row.code === code)
    const rated = new Set(own.map(({ number }) => number))
    return {
      code,
      name,
      head: { number: head, name: headName },
      expected: expected.length,
      given: expected.filter(({ number }) => rated.has(number)).length,
      late: own.filter(({ late }) => late).length,
      missing: expected
        .filter(({ number }) => !rated.has(number))
        .map(({ number, name: own }) => ({ number, name: own })),
    }
  })
}

/** As the owner: how many departments have rated each person. */
export async function ratingCounts(db: Database, month: ReviewMonth): Promise<Map<string, number>> {
  const rows = await db.query<{ number: string; count: number }>(
    `select person_no as number, count(*)::int as count from record.cooperation_rating where period = $1 group by 1`,
    [month.period.name],
  )
  return new Map(rows.map(({ number, count }) => [number, count]))
}
