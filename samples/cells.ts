import type { Column } from './sheet-layout.ts'
import type { Row } from './tables.ts'
import type { CellContent, Format } from './workbook-file.ts'

/** The ways the sample company writes its values down. */

type Written = Omit<Column, 'heading' | 'group' | 'total'>
type Show = (value: string) => CellContent

function written(column: string, show: Show): Written {
  return { cell: (row) => (row[column] == null ? null : show(row[column])) }
}

export const text = (column: string) => written(column, (value) => value)

export const number = (column: string, format: Format = 'plain') =>
  written(column, (value) => ({ number: plain(value), format }))

/** 2026/3/5 as a date of the sheet, or 2026年3月5日 as one. */
export const date = (column: string, format: 'slashed' | 'chinese' = 'slashed') =>
  written(column, (value) => ({ date: value, format }))

const parts = (value: string) => value.split('-').map((part) => String(Number(part)))

/** 2026年3月5日, typed. */
export const chineseDate = (column: string) =>
  written(column, (value) => {
    const [year, month, day] = parts(value)
    return `${year}年${month}月${day}日`
  })

/** 2026.3.5, typed. */
export const dottedDate = (column: string) => written(column, (value) => parts(value).join('.'))

/** 20260305 as a number. */
export const packedDate = (column: string) =>
  written(column, (value) => ({ number: value.replaceAll('-', '') }))

/** 2026年3月 */
export const chineseMonth = (column: string) =>
  written(column, (value) => {
    const [year, month] = parts(value)
    return `${year}年${month}月`
  })

/** Yuan as 万元, without losing a fen. */
export const tenThousands = (column: string) => written(column, (value) => ({ number: shifted(value) }))

/** ¥1,234.50, typed. */
export const typedMoney = (column: string) => written(column, (value) => `¥${grouped(value)}`)

export const ticked = (column: string, yes: string, no: string) =>
  written(column, (value) => (value === 'true' ? yes : no))

/** The name of what a code stands for. */
export const named = (column: string, names: ReadonlyMap<string, string>) =>
  written(column, (value) => names.get(value) ?? value)

export const counted: Written = { cell: (_row: Row, at) => ({ number: String(at + 1) }) }

/** 1,234.50 */
export function grouped(yuan: string): string {
  return yuan.replace(/\B(?=(\d{3})+\.)/g, ',')
}

/** 1234567.80 → 123.45678 */
function shifted(yuan: string): string {
  const digits = yuan.replace('.', '').padStart(7, '0')
  return plain(`${digits.slice(0, -6)}.${digits.slice(-6)}`)
}

/** Without the zeros a spreadsheet would not keep. */
function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}
