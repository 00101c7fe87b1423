/** What the database refuses of a record, as a sentence about that record. */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { ruleOf } from '../rules.ts'
import { vocabulary } from '../vocabulary.ts'
import { brokenRule } from './broken-rule.ts'
import { enteredFields } from './fields.ts'
import type { RecordValues } from './given.ts'

interface DatabaseError {
  readonly code?: string
  readonly constraint?: string
  readonly column?: string
  readonly table?: string
}

/** What is written, or the key of what is removed. */
type Written = { readonly values: RecordValues } | { readonly removed: readonly string[] }

/** What rows refer to is looked at now, also where the database would leave it to the end. */
export async function inWords<T>(
  db: Database,
  object: RecordObject,
  written: Written,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const outcome = await work()
    await db.exec('set constraints all immediate')
    return outcome
  } catch (error) {
    throw refusalOf(object, written, error as DatabaseError) ?? error
  }
}

/** The same of an error that comes up elsewhere, where it tells of which kind of record it is. */
export function refusalOfError(error: DatabaseError & { readonly schema?: string }): Refusal | undefined {
  const object = vocabulary.objects.find(({ id }) => error.schema === 'record' && id === error.table)
  return object && refusalOf(object, { values: {} }, error)
}

function refusalOf(object: RecordObject, written: Written, error: DatabaseError): Refusal | undefined {
  const { code, constraint = '', column } = error
  const key = keyOf(object, written)
  if (code === '23505') return existing(object, key)
  if (code === '23502') {
    const field = fieldOfColumn(object, column ?? '')
    return brokenRule([`请填写${field?.label ?? column}`, `Fill in ${field?.english ?? column}`])
  }
  // Told of the row that refers, also when it is what it refers to that goes, which may be of the same kind.
  if (code === '23503')
    return 'removed' in written || error.table !== object.id
      ? inUse(key, error.table ?? '')
      : unknown(object, error)
  const rule = code === '23514' || code === '23P01' ? ruleOf(constraint) : undefined
  return rule && brokenRule(rule)
}

const keyOf = (object: RecordObject, written: Written): string =>
  'removed' in written
    ? written.removed.join(' / ')
    : object.key.map((own) => String(written.values[fieldOfColumn(object, own)?.id ?? ''] ?? '')).join(' / ')

/** A constraint of references is named after its table and columns; a line of a contract is told by the line, the last. */
function unknown(object: RecordObject, { constraint = '' }: DatabaseError): Refusal {
  const columns = constraint.slice(object.id.length, -'fkey'.length)
  const fields = enteredFields(object)
    .filter(({ columns: [column] }) => columns.includes(`_${column}_`))
    .sort((a, b) => columns.indexOf(`_${a.columns[0]}_`) - columns.indexOf(`_${b.columns[0]}_`))
  const [within, field = within] = fields
  if (!field || !within)
    return brokenRule(['引用的记录不存在，请先登记', 'What it refers to does not exist; enter it first'])
  if (within === field)
    return brokenRule([
      `没有这个${field.label}，请先登记`,
      `There is no such ${field.english}; enter it first`,
    ])
  return brokenRule([
    `这个${within.label}没有这样的${field.label}，请先登记`,
    `The ${within.english} has no such ${field.english}; enter it first`,
  ])
}

function inUse(key: string, table: string): Refusal {
  const users = vocabulary.objects.find(({ id }) => id === table)
  return new Refusal('record_in_use', {
    key,
    ...{ users: users?.label ?? '别的记录', usersEnglish: users?.english ?? 'other records' },
  })
}

/** What has no number of its own is not helped by another number: a person's post from a day, a person's share. */
function existing(object: RecordObject, key: string): Refusal {
  const fields = object.key.flatMap((column) => fieldOfColumn(object, column) ?? [])
  const own = fields.at(-1)
  if (own?.type.kind === 'text' || own?.type.kind === 'number') return new Refusal('record_exists', { key })
  return new Refusal('record_twice', {
    ...{ key, object: object.label, objectEnglish: object.english },
    fields: fields.map(({ label }) => label).join('、'),
    fieldsEnglish: fields.map(({ english }) => english).join(', '),
  })
}

const fieldOfColumn = (object: RecordObject, column: string) =>
  enteredFields(object).find((field) => field.columns[0] === column)
