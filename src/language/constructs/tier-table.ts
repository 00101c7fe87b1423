/** A table as tiers: what it must state, and what its attributes mean where the formula stands. */
import type { Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { isUnread, reportOdd } from '../document/columns.ts'
import { isRemark, type ParameterTable } from '../document/parameter-table.ts'
import type { IssueCode } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { readFormula } from '../syntax/read.ts'
import { compatible, numberIn } from '../types/type.ts'
import { type CallNode, describeType } from './construct.ts'
import { type CumulativePeriod, cumulative } from './earlier.ts'
import { dayOf } from './lookup.ts'

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

export interface Tiers {
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

/** Undefined when something is missing or wrong, which is reported. */
export function readTiers(
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
