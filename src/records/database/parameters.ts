/**
 * Encodes parameters as PostgreSQL text before either driver sees them, so that PGlite and a server receive the same
 * bytes: the drivers disagree on numbers in text, booleans in text, dates and nested arrays.
 */
export function encodeParameters(params: readonly unknown[]): (string | Uint8Array | null)[] {
  return params.map(encode)
}

function encode(value: unknown): string | Uint8Array | null {
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return arrayLiteral(value)
  return scalar(value)
}

function scalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayLiteral(value)
  return `"${scalar(value).replace(/[\\"]/g, '\\$&')}"`
}
