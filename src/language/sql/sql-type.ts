import type { Type } from '../types/type.ts'

/** The SQL type of values; a row is known by its key, as text. */
export function sqlTypeOf(type: Type): string {
  if (type.kind === 'number') return 'numeric'
  return type.kind === 'date' || type.kind === 'boolean' ? type.kind : 'text'
}
