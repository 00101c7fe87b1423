/** Types of values in a policy. */
import { isCounter, parseUnit, type Unit, unitName } from './unit.ts'

export type Type =
  | {
      readonly kind: 'number'
      readonly unit: Unit
      /** A number written without a unit takes the unit of what it meets: 销售额 > 100000. */
      readonly adapts?: boolean
      /** A count or a rank may stand for 个, 次, 人 or 数: what was counted, only the policy knows. */
      readonly counted?: boolean
    }
  | { readonly kind: 'date' | 'text' | 'boolean' | 'period' }
  /** A row of an object, by its key. */
  | { readonly kind: 'row'; readonly object: string }
  /** Already reported. Anything goes with it, so that one mistake gives one message. */
  | { readonly kind: 'invalid' }

export const invalid: Type = { kind: 'invalid' }
export const text: Type = { kind: 'text' }
export const date: Type = { kind: 'date' }
export const boolean: Type = { kind: 'boolean' }
export const period: Type = { kind: 'period' }

export function numberIn(unit: string | Unit): Type {
  const parsed = typeof unit === 'string' ? parseUnit(unit) : unit
  if (!parsed) throw new Error(`not a unit: ${String(unit)}`)
  return { kind: 'number', unit: parsed }
}

const names = { date: '日期', text: '文本', boolean: '是否', period: '期间' } as const

/** The type in Chinese, for messages and for the vocabulary. */
export function typeName(type: Type, label: (object: string) => string = (id) => id): string {
  if (type.kind === 'number') return type.adapts ? '数字' : unitName(type.unit)
  if (type.kind === 'row') return label(type.object)
  return type.kind === 'invalid' ? '未知' : names[type.kind]
}

/** Whether values of the two types may be compared, added or stand in for one another. */
export function compatible(a: Type, b: Type): boolean {
  if (a.kind === 'invalid' || b.kind === 'invalid') return true
  if (a.kind === 'number' && b.kind === 'number') {
    if (a.adapts || b.adapts || unitName(a.unit) === unitName(b.unit)) return true
    return (a.counted === true && isCounter(b.unit)) || (b.counted === true && isCounter(a.unit))
  }
  if (a.kind === 'row' && b.kind === 'row') return a.object === b.object
  // A relation may be compared with the code it holds: 产品 = "P-01".
  if ((a.kind === 'row' && b.kind === 'text') || (a.kind === 'text' && b.kind === 'row')) return true
  return a.kind === b.kind
}

/** The type of values that come from either of two compatible sources. */
export function common(a: Type, b: Type): Type {
  if (a.kind === 'invalid') return b
  if (a.kind !== 'number' || b.kind !== 'number') return a
  return a.adapts || (a.counted && !b.adapts) ? b : a
}
