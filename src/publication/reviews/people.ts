/** Whom the month appraises: everybody the policy covers who was employed on a day of it, within the reader's reach. */
import type { Database } from '../../records/database.ts'
import { unit } from '../../records/vocabulary/organisation.ts'
import { person } from '../../records/vocabulary/people.ts'
import { partitionOf } from '../../settlement/run.ts'
import { isSelling, personVariable } from './indicators.ts'
import type { ReviewMonth } from './month.ts'

export interface Appraised {
  readonly number: string
  readonly name: string
  readonly unitCode: string | null
  readonly unit: string | null
  readonly position: string | null
  /** By M-5.1 or M-5.2. */
  readonly kind: 'selling' | 'managing'
  /** The last day employed, when it is in or before the month. */
  readonly leftOn: string | null
}

export const dated = (source: string, { period }: Pick<ReviewMonth, 'period'>) =>
  source.replaceAll(':first', `date '${period.first}'`).replaceAll(':last', `date '${period.last}'`)

/**
 * Rows of `number, name, unit_code, unit, position, selling, left_on`. Without a run whoever belongs to a centre is
 * covered, as the policy has it.
 */
export function appraisedSql(month: ReviewMonth): string {
  const { settled } = month
  const selling = settled && personVariable(settled.version.program, isSelling)
  const covered = settled
    ? `join ${partitionOf(settled.run, person)} r on r."K1" = p.person_no`
    : `join ${dated(unit.source, month)} c on c.unit_code = p.unit_code and c.centre_code is not null`
  const sells = selling ? `coalesce(r."${selling.id}", false)` : `p.position in ('业务经理', '业务员')`
  return `(select p.person_no as number, p.name, p.unit_code, u.name as unit, p.position, ${sells} as selling, p.left_on
    from ${dated(person.source, month)} p ${covered} left join record.unit u on u.unit_code = p.unit_code
    where p.employed_days > 0)`
}

export const withinReach = (column: string) =>
  `((select access.scope('score', 'read')) = 5 or ${column} in (select access.people('score', 'read')))`

const columns = `number, name, unit_code as "unitCode", unit, position,
  case when selling then 'selling' else 'managing' end as kind, left_on::text as "leftOn"`

/** As the actor: reach is part of the statement, because names themselves are everybody's to read. */
export function appraised(db: Database, month: ReviewMonth): Promise<Appraised[]> {
  return db.query<Appraised>(
    `select ${columns} from ${appraisedSql(month)} a where ${withinReach('a.number')}
     order by a.selling desc, a.unit_code, a.number`,
  )
}

/** As the owner: everybody, whoever asks. */
export function everybodyAppraised(db: Database, month: ReviewMonth): Promise<Appraised[]> {
  return db.query<Appraised>(`select ${columns} from ${appraisedSql(month)} a order by a.unit_code, a.number`)
}

/** As the owner: whom other departments rate, all of them (M-5.2). */
export function managing(db: Database, month: ReviewMonth): Promise<Appraised[]> {
  return db.query<Appraised>(
    `select ${columns} from ${appraisedSql(month)} a where not selling order by a.unit_code, a.number`,
  )
}
