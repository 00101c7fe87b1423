/** What a list can be narrowed by, and the `filter` the server reads: field → value, values or range. */
export type FilterValue = string | readonly string[] | Range
export interface Range {
  readonly from?: string
  readonly to?: string
}
export type FilterValues = Readonly<Record<string, FilterValue>>

export interface Filter {
  readonly field: string
  readonly label: string
  readonly kind: 'text' | 'choice' | 'dates' | 'numbers'
  /** For a choice. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /** For a range of numbers: 元, 分 … */
  readonly unit?: string
}

export function isGiven(value: FilterValue | undefined): value is FilterValue {
  if (value === undefined || value === '') return false
  if (typeof value === 'string') return true
  if (Array.isArray(value)) return value.length > 0
  return Object.values(value).some(Boolean)
}

/** From the address; one that somebody cut short is no filter. */
export function readFilter(text: string | undefined): FilterValues {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as FilterValues) : {}
  } catch {
    return {}
  }
}

export function writeFilter(values: FilterValues): string | undefined {
  const given = Object.entries(values).filter(([, value]) => isGiven(value))
  return given.length > 0 ? JSON.stringify(Object.fromEntries(given)) : undefined
}
