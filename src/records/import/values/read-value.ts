import type { Cell } from '../../sheet/cell.ts'
import { readBoolean } from './boolean.ts'
import { readDate } from './date.ts'
import { readNumber } from './number.ts'
import { readPeriod } from './period.ts'
import { readRatio } from './ratio.ts'
import { nothing, type Reading, refused } from './reading.ts'
import { readCode, readText } from './text.ts'

/** How the cells of a column are to be understood. */
export type ValueKind =
  | 'text'
  | 'code'
  | 'date'
  | 'period'
  | 'boolean'
  | 'number'
  | 'money'
  | 'whole'
  | 'ratio'

export interface ValueForm {
  readonly kind: ValueKind
  /** Of a number: 元, 分, 元/个 …. */
  readonly unit: string
  /** Places the heading moves the decimal point by: 4 for （万元）, −2 for （%）. */
  readonly places: number
  /** Characters a text or code may have. */
  readonly longest: number
}

/** Reads one cell as a field of a row of records, the value as the database takes it. */
export function readValue(cell: Cell, form: ValueForm): Reading {
  if (cell.kind === 'error') return refused('cell_error', { value: cell.text })
  if (cell.kind === 'empty') return readCovered(cell, form)
  switch (form.kind) {
    case 'text':
      return readText(cell, form.longest)
    case 'code':
      return readCode(cell, form.longest)
    case 'date':
      return readDate(cell)
    case 'period':
      return readPeriod(cell)
    case 'boolean':
      return readBoolean(cell)
    case 'ratio':
      return readRatio(cell, form.places)
    case 'number':
      return readNumber(cell, form.unit, form.places)
    case 'money':
      return inFen(readNumber(cell, form.unit, form.places), cell)
    case 'whole':
      return whole(readNumber(cell, form.unit, form.places), cell)
  }
}

/** A contract number merged over its lines belongs to each of them; an amount merged over them does not. */
function readCovered(cell: Cell, form: ValueForm): Reading {
  if (cell.covered === undefined || !cell.covered.above) return nothing
  const numeric = ['number', 'money', 'whole', 'ratio'].includes(form.kind)
  return numeric ? refused('merged_number') : readValue(cell.covered.by, form)
}

function inFen(reading: Reading, cell: Cell): Reading {
  const finer = 'value' in reading && /\.\d{2}\d*[1-9]/.test(reading.value ?? '')
  return finer ? refused('finer_than_fen', { value: cell.text }) : reading
}

function whole(reading: Reading, cell: Cell): Reading {
  if (!('value' in reading) || reading.value === null) return reading
  const fits = /^-?\d{1,10}$/.test(reading.value) && Math.abs(Number(reading.value)) <= 2_147_483_647
  return fits ? reading : refused('not_whole', { value: cell.text })
}
