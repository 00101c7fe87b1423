/** What the database refuses of a record, as a sentence about that record. */
import type { RecordObject } from '../../language/vocabulary.ts'
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

/** The database's refusal as a sentence about the record. */
export async function inWords<T>(
  object: RecordObject,
  values: RecordValues,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(object, values, error as DatabaseError) ?? error
  }
}

function refusalOf(object: RecordObject, values: RecordValues, error: DatabaseError): Refusal | undefined {
  const { code, constraint = '', column } = error
  const key = object.key.map((own) => String(values[fieldOfColumn(object, own)?.id ?? ''] ?? '')).join(' / ')
  if (code === '23505') return existing(object, key)
  if (code === '23502') {
    const field = fieldOfColumn(object, column ?? '')
    return brokenRule([`请填写${field?.label ?? column}`, `Fill in ${field?.english ?? column}`])
  }
  if (code === '23503') {
    const field = object.fields.find((own) => !own.derived && constraint.includes(own.columns[0] ?? ' '))
    if (error.table === object.id && field)
      return brokenRule([
        `没有这个${field.label}，请先登记`,
        `There is no such ${field.english}; enter it first`,
      ])
    return inUse(object, key, error.table ?? '')
  }
  const rule = code === '23514' || code === '23P01' ? ruleOf(constraint) : undefined
  return rule && brokenRule(rule)
}

function inUse(object: RecordObject, key: string, table: string): Refusal {
  const users = vocabulary.objects.find(({ id }) => id === table)
  return new Refusal('record_in_use', {
    ...{ key: key || object.label, keyEnglish: key || object.english },
    ...{ users: users?.label ?? table, usersEnglish: users?.english ?? table },
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
