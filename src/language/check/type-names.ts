/** The words that name types: 日期, 文本, 是否, 期间, units, and the objects themselves. */
import { boolean, date, type Type, text } from '../types/type.ts'
import { parseUnit } from '../types/unit.ts'

/** A field of type 期间 holds a period as text; it says which period a record belongs to. */
export const simpleTypes: ReadonlyMap<string, Type> = new Map([
  ['日期', date],
  ['文本', text],
  ['是否', boolean],
  ['期间', text],
])

export function isTypeName(name: string, labels: readonly string[]): boolean {
  return simpleTypes.has(name) || parseUnit(name) !== undefined || labels.includes(name)
}
