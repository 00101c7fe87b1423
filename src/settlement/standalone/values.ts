/** One cell of a record as the database takes it. */
import { decimalText, type Field, parsePeriod, readDate, readNumber } from '../../language/index.ts'
import type { Cell } from '../../records/sheet/cell.ts'

export type ReadValue = { readonly value: string } | { readonly expected: string }

const yes = new Set(['是', '有', 'TRUE', 'Y', 'YES', '√', '1'])
const no = new Set(['否', '无', 'FALSE', 'N', 'NO', '×', '0'])

export function readField(field: Field, cell: Cell): ReadValue {
  const text = cell.text.trim().normalize('NFKC')
  if (field.label === '期间') return readPeriod(cell, text)
  const { type } = field
  if (type.kind === 'number') return readAmount(text, cell.shown)
  if (type.kind === 'date') {
    const day = readDate(
      text.slice(0, cell.kind === 'date' ? 10 : undefined).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
    )
    return day ? { value: day } : { expected: '要写成日期，如 2026-03-05' }
  }
  if (type.kind === 'boolean') {
    const word = text.toUpperCase()
    if (yes.has(word)) return { value: 'true' }
    return no.has(word) ? { value: 'false' } : { expected: '要写是或否' }
  }
  return { value: (cell.shown ?? cell.text).trim().normalize('NFC') }
}

/** Longer than any amount a company writes down. */
const longest = 40

function readAmount(text: string, shown: string | undefined): ReadValue {
  const bracketed = /^\((.+)\)$/.exec(text)
  const read = readNumber(bracketed?.[1] ?? text) ?? (shown === undefined ? undefined : readNumber(shown))
  if (!read) return { expected: text.length > longest ? '数字太长，认不出来' : '要写成数' }
  const value = decimalText(read.value)
  return { value: bracketed && !value.startsWith('-') && value !== '0' ? `-${value}` : value }
}

function readPeriod(cell: Cell, text: string): ReadValue {
  const plain = text
    .replace(
      /^(\d{4})年(\d{1,2})月$/,
      (_, year: string, month: string) => `${year}-${month.padStart(2, '0')}`,
    )
    .replace(/^(\d{4})(0[1-9]|1[0-2])$/, '$1-$2')
    .replace(/^(\d{4})年第?([1-4])季度?$/, '$1-Q$2')
    .replace(/^(\d{4})年$/, '$1')
  const period = parsePeriod(cell.kind === 'date' ? plain.slice(0, 7) : plain)
  return period ? { value: period.name } : { expected: '要写成期间，如 2026-10、2026-Q3、2026-H2 或 2026' }
}
