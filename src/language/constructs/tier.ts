/**
 * 分档计提(表): pays by tiers. The table states what can be mistaken, each in its own place:
 * 方式 (超额累进, 全额累进, 首元追溯), 边界, 依据 with its period, 计提 with its period.
 */
import { brokenExpression } from '../check/expression.ts'
import type { KeyValue } from '../document/columns.ts'
import { isInterval } from '../document/parameter-table.ts'
import { nearest } from '../issues/suggest.ts'
import { combine, decimalLiteral, type Fragment, literal } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Span } from '../syntax/nodes.ts'
import { compare, type Decimal, decimalText, zero } from '../types/decimal.ts'
import { numberIn, type Type } from '../types/type.ts'
import { multiplyUnits, ratio, sameUnit, type Unit } from '../types/unit.ts'
import { argumentsOf, type FunctionConstruct, fail, make } from './construct.ts'
import { divided } from './division.ts'
import { intervalTest, matchedRow, rowTest } from './lookup.ts'
import { readTiers, type Tiers } from './tier-table.ts'

export const tiered: FunctionConstruct = {
  names: ['分档计提'],
  usage: '分档计提(表, 其余的键, 按: 日期)',
  check(call, scope) {
    const [node, ...keys] = argumentsOf(call, scope, this.usage, { min: 1, max: 9 }, ['按']) ?? []
    if (!node) return brokenExpression(call)
    const name = node.kind === 'path' ? (node.names[0]?.text ?? '') : ''
    const table = scope.names.tables.get(name)
    if (!table) return fail(scope, 'table-unknown', node, { name }, nearest(name, scope.names.tables.keys()))
    const tiers = readTiers(table, keys, call, scope)
    if (!tiers) return brokenExpression(call)
    const paid = tiers.paid.now.type
    const rate = table.columns[tiers.rate]?.type ?? numberIn(ratio)
    const { deciding } = tiers
    return make(call, {
      construct: 'tiers',
      type: paid.kind === 'number' ? { kind: 'number', unit: payUnit(paid.unit, rate) } : paid,
      children: [
        deciding.now,
        ...(deciding.before ? [deciding.before] : []),
        tiers.paid.now,
        ...(tiers.paid.before ? [tiers.paid.before] : []),
        ...tiers.selectors,
        ...(tiers.day ? [tiers.day] : []),
      ],
      traced: { kind: 'lookup', table: table.name.text },
      sql: (row) => payout(tiers, row, call),
    })
  },
}

/** Rates are ratios; a rate in 元 pays per counted unit. */
function payUnit(unit: Unit, rate: Type): Unit {
  return rate.kind === 'number' && !rate.adapts && !sameUnit(rate.unit, ratio)
    ? multiplyUnits(unit, rate.unit)
    : unit
}

function payout(tiers: Tiers, row: Row, at: Span): Fragment {
  const thisPeriod = row.hoist(tiers.deciding.now.sql(row))
  const before = tiers.deciding.before && row.hoist(tiers.deciding.before.sql(row))
  const upTo = before
    ? row.hoist(combine(`(${before.sql} + ${thisPeriod.sql})`, [before, thisPeriod]))
    : thisPeriod
  const paid = row.hoist(tiers.paid.now.sql(row))
  if (tiers.mode === '超额累进') return marginal(tiers, row, at, { upTo, before, thisPeriod, paid })
  const rate = rateFor(tiers, upTo, row, at)
  const paidBefore = tiers.paid.before && row.hoist(tiers.paid.before.sql(row))
  if (!before || !paidBefore) return combine(`(${paid.sql} * ${rate.sql})`, [paid, rate])
  // 首元追溯: what all periods so far earn at the rate now reached, less what they earned at the rate reached before.
  const old = rateCase(tiers, before.sql, selection(tiers, row))
  const sql = `((${paidBefore.sql} + ${paid.sql}) * ${rate.sql} - ${paidBefore.sql} * coalesce(${old}, 0))`
  return combine(sql, [paidBefore, paid, rate, before])
}

interface Amounts {
  readonly upTo: Fragment
  readonly before: Fragment | undefined
  readonly thisPeriod: Fragment
  readonly paid: Fragment
}

/** Each slice at its own rate; slices already used up in earlier periods are left out. */
function marginal(tiers: Tiers, row: Row, at: Span, { upTo, before, thisPeriod, paid }: Amounts): Fragment {
  const reached = rateFor(tiers, upTo, row, at)
  const chosen = selection(tiers, row)
  const slices = (value: Fragment) =>
    `(${tiers.table.rows.map((tier, i) => whenChosen(chosen[i], slice(tier.keys[tiers.tier], tier.values[tiers.rate], value.sql))).join(' + ')})`
  const earned = before ? `(${slices(upTo)} - ${slices(before)})` : slices(upTo)
  const operands = [upTo, ...(before ? [before] : []), reached]
  if (tiers.same) return combine(earned, operands)
  // The paid amount is another one: it earns the average rate of the slices passed, or where none was passed the rate reached.
  const average = divided(`${paid.sql} * ${earned}`, `nullif(${thisPeriod.sql}, 0)`)
  const sql = `case when ${thisPeriod.sql} = 0 then ${paid.sql} * ${reached.sql} else ${average} end`
  return combine(sql, [paid, thisPeriod, ...operands])
}

/** What a tier takes of the way from zero to the value; below zero it counts negatively, as returns do. */
function slice(key: KeyValue, rate: string | undefined, value: string): string {
  const { low, high } = isInterval(key) ? key : { low: undefined, high: undefined }
  const border = (value: Decimal) => decimalLiteral(decimalText(value))
  const below = high ? `least(${value}, ${border(high.value)})` : value
  const within = low ? `greatest(${below}, ${border(low.value)})` : below
  const start =
    high && compare(high.value, zero) < 0
      ? high.value
      : low && compare(low.value, zero) > 0
        ? low.value
        : zero
  const part = compare(start, zero) === 0 ? within : `(${within} - ${border(start)})`
  return `${part} * ${decimalLiteral(rate ?? '0')}`
}

function rateFor(tiers: Tiers, value: Fragment, row: Row, at: Span): Fragment {
  const { table, rate, tier, selectors, day } = tiers
  const type = table.keys[tier]?.type ?? numberIn('数')
  const key = make(at, { construct: 'metric', type, children: [], sql: () => value })
  const keys = [...selectors.slice(0, tier), key, ...selectors.slice(tier)]
  const found = matchedRow(table, keys, day, row, at, 'no-tier')
  const cases = table.rows.map(
    (other, i) => `when ${i + 1} then ${decimalLiteral(other.values[rate] ?? '0')}`,
  )
  return combine(`case ${found.sql} ${cases.join(' ')} end`, [found])
}

function rateCase(
  { table, rate, tier }: Tiers,
  value: string,
  chosen: readonly (string | undefined)[],
): string {
  const cases = table.rows.map((row, i) => {
    const key = row.keys[tier]
    const tests = [...(isInterval(key) ? intervalTest(value, key) : []), ...(chosen[i] ? [chosen[i]] : [])]
    return `when ${tests.join(' and ') || 'true'} then ${decimalLiteral(row.values[rate] ?? '0')}`
  })
  return `case ${cases.join(' ')} end`
}

/** Per row of the table: SQL that holds where its other keys and its version fit; undefined when it has none. */
function selection({ table, tier, selectors, day }: Tiers, row: Row): (string | undefined)[] {
  if (selectors.length === 0 && !day) return table.rows.map(() => undefined)
  const values = selectors.map((selector) => row.hoist(selector.sql(row)))
  const on = day && row.hoist(day.sql(row))
  const metric = literal('null')
  const all = [...values.slice(0, tier), metric, ...values.slice(tier)]
  return table.rows.map((other) => {
    const keys = other.keys.map((key, i) => (i === tier ? undefined : key))
    return rowTest(table, { ...other, keys }, all, on)
  })
}

function whenChosen(condition: string | undefined, sql: string): string {
  return condition === undefined ? sql : `case when ${condition} then ${sql} else 0 end`
}
