/** Which earlier periods have to be settled first, when a policy looks back. */
import {
  type Expression,
  type Field,
  type Period,
  type Program,
  parsePeriod,
  periodOf,
  shiftPeriod,
} from '../../language/index.ts'
import type { ReadRows } from './records.ts'

/**
 * Every period from the first one in the records to the one before, so that a month without records still carries
 * what the month before left. The first is the earliest 期间; in records without 期间, the earliest day that the
 * policy asks to be within a period.
 */
export function earlierPeriods(
  program: Program,
  period: Period,
  read: ReadonlyMap<string, ReadRows>,
): Period[] {
  if (!program.definitions.some((own) => own.uses.some((used) => used.use === 'earlier'))) return []
  const named = columnValues(program, read, (field, object) => object.period === field.columns[0])
  const stated = named
    .flatMap((name) => parsePeriod(name) ?? [])
    .filter((other) => other.length === period.length)
  const asked = new Set(program.definitions.flatMap((own) => datesAsked(own.expression)))
  const days = stated.length > 0 ? [] : columnValues(program, read, (field) => asked.has(field))
  const first = [...stated.map((other) => other.first), ...days].sort()[0]
  const found: Period[] = []
  if (first === undefined) return found
  for (let next = periodOf(first, period.length); next.first < period.first; next = shiftPeriod(next, 1))
    found.push(next)
  return found
}

function columnValues(
  program: Program,
  read: ReadonlyMap<string, ReadRows>,
  wanted: (field: Field, object: Program['declared'][number]) => boolean,
): string[] {
  return program.declared.flatMap((object) =>
    object.fields.flatMap((field, i) =>
      wanted(field, object) ? (read.get(object.id)?.rows ?? []).flatMap(({ values }) => values[i] ?? []) : [],
    ),
  )
}

/** Date fields that stand before 在 本期 and the like. */
function datesAsked(expression: Expression): Field[] {
  const [left] = expression.children
  const own = expression.construct === 'within-period' && left?.traced?.kind === 'field' && left.traced.field
  return [...(own ? [own] : []), ...expression.children.flatMap(datesAsked)]
}
