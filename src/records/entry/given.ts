/** What somebody gives for fields of a record, checked for what it is before the database sees it. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import type { Rule } from '../rules/shared.ts'
import { brokenRule } from './broken-rule.ts'
import { enteredFields, isMoney, isWhole } from './fields.ts'
import { longerThan, longestOf } from './lengths.ts'

export type RecordValues = Readonly<Record<string, string | boolean | null>>

interface Given {
  readonly field: Field
  readonly value: string | boolean | null
}

/** Refuses fields the object does not have, and values not of their type, all at once. */
export function givenFields(object: RecordObject, values: RecordValues): Given[] {
  const fields = enteredFields(object)
  const problems: Rule[] = []
  const given = Object.entries(values).flatMap(([id, raw]): Given[] => {
    const field = fields.find((own) => own.id === id)
    if (!field) {
      problems.push([`没有“${id.slice(0, 40)}”这一项`, `There is no field “${id.slice(0, 40)}”`])
      return []
    }
    const value = typeof raw === 'string' && raw.trim() === '' ? null : raw
    const longest = longestOf(field)
    if (isText(field) && typeof value === 'string' && value.trim().length > longest)
      problems.push(about(field, longerThan(longest)))
    else if (!fits(field, value))
      problems.push(about(field, expected(field), `“${String(value).slice(0, 40)}”`))
    return [{ field, value: typeof value === 'string' ? value.trim() : value }]
  })
  if (problems.length > 0) throw brokenRule(...problems)
  return given
}

const isText = ({ type }: Field) => type.kind === 'text' || type.kind === 'reference'

function fits(field: Field, value: string | boolean | null): boolean {
  const { type } = field
  if (value === null) return true
  if (type.kind === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'string') return false
  if (isMoney(field)) return /^-?\d{1,15}(\.\d{1,2}0*)?$/.test(value)
  if (isWhole(field)) return /^-?\d{1,9}(\.0+)?$/.test(value)
  if (type.kind === 'number') return /^-?\d{1,15}(\.\d{1,8})?$/.test(value)
  if (type.kind === 'date') return isDate(value)
  return true
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  // The years an import takes, too: 0206 for 2026 is a slip, and would never be found again.
  return (
    at !== undefined &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(text) &&
    /^(19|2[01])/.test(text)
  )
}

/** 金额：“1.005”应当是数字，最多到分. */
const about = ({ label, english }: Field, [text, inEnglish]: Rule, value = ''): Rule => [
  `${label}：${value}${text}`,
  `${english.charAt(0).toUpperCase()}${english.slice(1)}: ${value === '' ? '' : `${value} `}${inEnglish}`,
]

function expected(field: Field): Rule {
  const { type } = field
  if (isMoney(field)) return ['应当是数字，最多到分', 'must be a number no finer than a fen, 0.01']
  if (isWhole(field)) return ['应当是整数，最多九位', 'must be a whole number of at most nine digits']
  if (type.kind === 'number') return ['不是数字', 'is not a number']
  if (type.kind === 'date')
    return [
      '不是日期，应当写成 2026-10-31，在 1900 年至 2199 年之间',
      'is not a date; write it like 2026-10-31, between the years 1900 and 2199',
    ]
  return type.kind === 'boolean' ? ['应当是“是”或“否”', 'must be yes or no'] : ['应当是文字', 'must be text']
}

export function sqlType({ type }: Field): string {
  return type.kind === 'number'
    ? 'numeric'
    : type.kind === 'date'
      ? 'date'
      : type.kind === 'boolean'
        ? 'boolean'
        : 'text'
}
