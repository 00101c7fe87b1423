/** What holds from a day until something else does: entering the next one ends the one before it on that day (M-1.4). */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import type { RecordValues } from './given.ts'

/** By which field rows follow each other: a person has one post, a product one price. */
const subjects: Readonly<Record<string, string>> = {
  assignment: 'person',
  fixed_pay: 'person',
  team_membership: 'person',
  base_price: 'product',
  unit_placement: 'unit',
}

export const succeeds = ({ id }: RecordObject): boolean => Object.hasOwn(subjects, id)

/** Ends what holds on the new row's first day; what was to hold before it, stays. Gives the number of rows ended. */
export async function endPrevious(
  db: Database,
  object: RecordObject,
  values: RecordValues,
  enteredBy: string,
): Promise<number> {
  const subject = subjects[object.id] ?? ''
  const column = object.fields.find(({ id }) => id === subject)?.columns[0]
  const from = values.valid_from
  if (column === undefined || typeof from !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(from)) return 0
  const ended = await db.query(
    `update record."${object.id}" set valid_to = $2::date, entered_by = $3, entered_at = clock_timestamp(),
       import_id = null, source_row = null
     where "${column}" = $1 and valid_from < $2::date and (valid_to is null or valid_to > $2::date) returning 1 as one`,
    [values[subject] ?? null, from, enteredBy],
  )
  return ended.length
}
