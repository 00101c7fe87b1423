/**
 * 分档计提(表): pays by tiers. The table states what can be mistaken, each in its own place:
 * 方式 (超额累进, 全额累进, 首元追溯), 边界, 依据 with its period, 计提 with its period.
 */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { isUnread, type KeyValue, reportOdd } from '../document/columns.ts'
import { isInterval, isRemark, type ParameterTable } from '../document/parameter-table.ts'
import type { IssueCode } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import { combine, decimalLiteral, type Fragment, literal } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { readFormula } from '../syntax/read.ts'
import { compare, type Decimal, decimalText, zero } from '../types/decimal.ts'
import { compatible, numberIn, type Type } from '../types/type.ts'
import { multiplyUnits, ratio, sameUnit, type Unit } from '../types/unit.ts'
import { argumentsOf, type CallNode, describeType, type FunctionConstruct, fail, make } from './construct.ts'
import { divided } from './division.ts'
import { type CumulativePeriod, cumulative } from './earlier.ts'
import { dayOf, intervalTest, matchedRow, rowTest } from './lookup.ts'

type Mode = '超额累进' | '全额累进' | '首元追溯'

const modes: readonly string[] = ['超额累进', '全额累进', '首元追溯']
const periods = new Map<string, CumulativePeriod | undefined>([
  ['本期', undefined],
  ['本季累计', 'quarter'],
  ['本年累计', 'year'],
])

/** A metric of the table: its value in this period, and before it in the counted periods. */
interface Metric {
  readonly now: Expression
  readonly before: Expression | undefined
}

interface Tiers {
  readonly table: ParameterTable
  /** Which value column is the rate. */
  readonly rate: number
  /** Which key column is the tier. */
  readonly tier: number
  /** The other keys, such as the position, in the order of the columns. */
  readonly selectors: readonly Expression[]
  /** The day whose version of the rows counts. */
  readonly day: Expression | undefined
  readonly mode: Mode
  readonly deciding: Metric
  readonly paid: Metric
  /** Deciding and paid amounts are the same, so slices of one are slices of the other. */
  readonly same: boolean
}

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

function readTiers(
  table: ParameterTable,
  keys: readonly Node[],
  call: CallNode,
  scope: Scope,
): Tiers | undefined {
  const attribute = (name: string) => table.attributes.get(name)
  const unread = table.rows.some((row) => row.keys.some(isUnread))
  const needed = ['方式', ...(unread ? [] : ['边界']), '依据', '计提']
  const absent = needed.filter((name) => !attribute(name))
  const ranges = table.keys.filter((key) => key.kind === 'range')
  const rates = table.columns.flatMap((column, i) =>
    column.type.kind === 'number' && !isRemark(column.heading) ? [i] : [],
  )
  const [rate] = rates
  if (absent.length > 0)
    scope.report('tier-attributes', call, { table: table.name.text, names: absent.join('、') })
  else if (!modes.includes(attribute('方式')?.text ?? '')) {
    const at = attribute('方式')
    if (at)
      scope.report(
        'tier-mode',
        at,
        { found: at.text, modes: modes.join('、') },
        { suggestion: nearest(at.text, modes) },
      )
  } else if (ranges.length !== 1 || rates.length !== 1 || rate === undefined) {
    scope.report('tier-shape', call, { table: table.name.text })
  } else if (soundRows(table, rate, attribute('方式')?.text as Mode, scope)) {
    return build(table, rate, keys, call, scope)
  }
  return undefined
}

/** Every tier needs its rate, and tiers that add up need their borders. */
function soundRows(table: ParameterTable, rate: number, mode: Mode, scope: Scope): boolean {
  const tier = table.keys.findIndex((key) => key.kind === 'range')
  const column = table.columns[rate]
  if (column?.odd) reportOdd(column, scope.report)
  const wrong = table.rows.flatMap((row): [IssueCode, Span][] => {
    if (row.values[rate] === undefined) return [['tier-rate', row.span]]
    return mode !== '全额累进' && row.keys[tier] === undefined ? [['tier-rest', row.span]] : []
  })
  for (const [code, span] of wrong) scope.report(code, span, { table: table.name.text, mode })
  return wrong.length === 0 && !column?.odd && soundPeriods(table, mode, scope)
}

/**
 * 首元追溯 makes up for earlier periods, so both amounts are counted over the same periods; the other two pay what this
 * period brings.
 */
function soundPeriods(table: ParameterTable, mode: Mode, scope: Scope): boolean {
  const [deciding, paid] = ['依据期间', '计提期间'].map((name) => table.attributes.get(name))
  if (mode === '首元追溯') {
    if (deciding && deciding.text === paid?.text && deciding.text !== '本期') return true
    scope.report('tier-retroactive', paid ?? deciding ?? table.name)
    return false
  }
  if (!paid || paid.text === '本期') return true
  scope.report('tier-paid-period', paid, { mode })
  return false
}

function build(
  table: ParameterTable,
  rate: number,
  keys: readonly Node[],
  call: CallNode,
  scope: Scope,
): Tiers | undefined {
  const deciding = metric(table, '依据', '依据期间', call, scope)
  const paid = metric(table, '计提', '计提期间', call, scope)
  const tier = table.keys.findIndex((key) => key.kind === 'range')
  const selectors = readSelectors(table, tier, keys, call, scope)
  const day = dayOf(table, call, scope)
  if (!deciding || !paid || !selectors || day === 'wrong') return undefined
  const key = table.keys[tier]?.type ?? numberIn('数')
  if (!compatible(key, deciding.now.type)) {
    scope.report('type-expected', table.attributes.get('依据') ?? call, {
      expected: describeType(scope, key),
      found: describeType(scope, deciding.now.type),
    })
    return undefined
  }
  const text = (name: string) => table.attributes.get(name)?.text.replace(/\s/g, '') ?? ''
  const same = text('依据') === text('计提')
  return { table, rate, tier, selectors, day, mode: text('方式') as Mode, deciding, paid, same }
}

function readSelectors(
  table: ParameterTable,
  tier: number,
  keys: readonly Node[],
  call: CallNode,
  scope: Scope,
): Expression[] | undefined {
  const columns = table.keys.filter((_, i) => i !== tier)
  if (columns.length !== keys.length) {
    const names = columns.map((column) => column.heading).join('、')
    scope.report('tier-keys', call, { table: table.name.text, keys: names, found: String(keys.length) })
    return undefined
  }
  const selectors = keys.map((key) => checkIn(scope, key))
  const wrong = selectors.find((selector, i) => !compatible(columns[i]?.type ?? selector.type, selector.type))
  if (!wrong) return selectors
  const column = columns[selectors.indexOf(wrong)]
  scope.report('type-expected', wrong, {
    expected: column ? describeType(scope, column.type) : '',
    found: describeType(scope, wrong.type),
  })
  return undefined
}

function metric(
  table: ParameterTable,
  name: string,
  periodName: string,
  call: CallNode,
  scope: Scope,
): Metric | undefined {
  const cell = table.attributes.get(name)
  const span = table.attributes.get(periodName)
  if (!cell) return undefined
  if (span && !periods.has(span.text)) {
    scope.report('tier-period', span, { found: span.text, periods: [...periods.keys()].join('、') })
    return undefined
  }
  const node = readFormula(cell.text, cell.from, scope.report)
  const value = checkIn(scope, node)
  if (value.type.kind === 'invalid') return undefined
  if (value.type.kind !== 'number') {
    scope.report('type-expected', cell, { expected: '数值', found: describeType(scope, value.type) })
    return undefined
  }
  const length = periods.get(span?.text ?? '本期')
  return { now: value, before: length && cumulative(node, value, length, 'before', call, scope) }
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
