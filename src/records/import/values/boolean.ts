import type { Cell } from '../../sheet/cell.ts'
import { compact, nothing, type Reading, refused, taken } from './reading.ts'

const yes = new Set(['是', '有', '对', '真', '√', '✓', '✔', '☑', 'Y', 'YES', 'T', 'TRUE', '1'])
const no = new Set([
  '否',
  '无',
  '没有',
  '不是',
  '错',
  '假',
  '×',
  '✗',
  '✘',
  '✕',
  'X',
  'N',
  'NO',
  'F',
  'FALSE',
  '0',
])

/** `true` or `false` from the ways people tick a box. */
export function readBoolean(cell: Cell): Reading {
  const plain = compact(cell.text).toUpperCase()
  if (plain === '') return nothing
  if (yes.has(plain)) return taken('true')
  return no.has(plain) ? taken('false') : refused('not_yes_no', { value: cell.text })
}
