import type { Cell } from '../../sheet/cell.ts'
import { nothing, type Reading, refused, taken } from './reading.ts'

/** A text as it stands, without spaces around it and without invisible characters. */
export function readText(cell: Cell, longest: number): Reading {
  const value = tidy(cell.shown ?? cell.text)
  if (value === '') return nothing
  return value.length > longest ? refused('too_long', { other: String(longest) }) : taken(value)
}

/**
 * A code or number of something: 合同编号, 工号. Leading zeros stay; what Excel has already spoilt (digits turned to zeros,
 * scientific notation, dates) is refused with the reason. A trailing `.0` comes from programs that took it for a number.
 */
export function readCode(cell: Cell, longest: number): Reading {
  if (cell.kind === 'date') return refused('code_date', { value: cell.text })
  if (cell.kind === 'boolean') return refused('code_boolean', { value: cell.text })
  const value = halfWidth(tidy(cell.shown ?? cell.text))
  if (value === '') return nothing
  if (/^\d(\.\d+)?E\+\d+$/i.test(value)) return refused('code_scientific', { value })
  if (cell.kind === 'number' && /^\d{15,}0$/.test(value) && /^\d{15}0+$/.test(value))
    return refused('code_digits_lost', { value })
  if (value.length > longest) return refused('too_long', { other: String(longest) })
  return taken(value.replace(/^(\d+)\.0+$/, '$1'))
}

function tidy(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\u200b-\u200f\u2060\ufeff]/gu, '').replace(/^[\s　]+|[\s　]+$/g, '')
}

/** Full-width digits, letters and hyphens in a code are slips of the input method. */
function halfWidth(code: string): string {
  return code.replace(/[０-９Ａ-Ｚａ-ｚ－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
}
