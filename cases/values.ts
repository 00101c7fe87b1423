/** Values as people write them in expected tables, in the form results have. */
import { decimalText, readNumber } from '../src/language/index.ts'

/** 1,200.50 and 5% as 1200.5 and 0.05; codes with leading zeros and all other text stay. */
export function plainValue(text: string): string {
  const trimmed = text.trim()
  const read = /^-?0\d/.test(trimmed) ? undefined : readNumber(trimmed)
  return read && read.unit === undefined ? decimalText(read.value) : percent(trimmed)
}

function percent(text: string): string {
  const read = /[%％]$/.test(text) ? readNumber(text) : undefined
  return read ? decimalText(read.value) : text
}
