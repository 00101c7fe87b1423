/** 合计, 计数, 平均, 最大, 最小, 唯一, 最新 … over related rows, with an optional condition. */

import { findChain } from '../check/chain.ts'
import { brokenExpression, type Expression, type Narrowing, usesOuter } from '../check/expression.ts'
import { type AggregateScope, checkIn, type Scope } from '../check/scope.ts'
import { combine, type Fragment, literal } from '../sql/fragment.ts'
import type { Group } from '../sql/group.ts'
import type { Row } from '../sql/row.ts'
import type { Node } from '../syntax/nodes.ts'
import { invalid, type Type } from '../types/type.ts'
import { pieces } from '../types/unit.ts'
import { type Condition, conditionOf, groupPlan } from './aggregate-rows.ts'
import { argumentsOf, type CallNode, type FunctionConstruct, fail, make, namedArgument } from './construct.ts'
import { divided } from './division.ts'

interface Operands {
  readonly value: Fragment
  readonly by: Fragment | undefined
  readonly keys: readonly string[]
}

interface Kind {
  readonly names: readonly string[]
  readonly usage: string
  readonly accepts: 'number' | 'ordered' | 'any' | 'row'
  readonly by?: true
  readonly type: (value: Type) => Type
  readonly sql: (operands: Operands, filter: string) => string
  /** What no rows at all give. */
  readonly empty: '0::numeric' | 'false' | 'problem'
  /** Divides what `sql` gives by the number of rows. */
  readonly mean?: true
  /** More than one row is a problem. */
  readonly unique?: true
  /** What the function does with plain values: 最大(甲, 乙). */
  readonly plain?: (values: readonly string[]) => string
}

const same = (type: Type): Type => (type.kind === 'number' ? { kind: 'number', unit: type.unit } : type)

function aggregate(kind: Kind): FunctionConstruct {
  return {
    names: kind.names,
    usage: kind.usage,
    check(call, scope) {
      const several = kind.plain && call.args.length > 1 && call.named.length === 0
      if (scope.aggregate) {
        return several ? overValues(kind, kind.plain, call, scope) : fail(scope, 'aggregate-nested', call)
      }
      const nodes = [...call.args, ...call.named.map((argument) => argument.value)]
      // 最小(合计(订单.金额), 上限) takes two values; only the inner 合计 runs over rows.
      const chain = findChain(nodes, scope, several ? isAggregate : undefined)
      if (chain === 'mixed') return brokenExpression(call)
      if (chain) return overRows(kind, call, chain, scope)
      return several ? overValues(kind, kind.plain, call, scope) : withoutRows(kind, call, nodes, scope)
    },
  }
}

function overRows(kind: Kind, call: CallNode, chain: AggregateScope, scope: Scope): Expression {
  const args = argumentsOf(call, scope, kind.usage, { min: 1, max: 2 }, kind.by ? ['按'] : [])
  const [node, filter] = args ?? []
  const byNode = kind.by ? namedArgument(call, '按') : undefined
  if (!node) return brokenExpression(call)
  if (kind.by && !byNode) return fail(scope, 'argument-by', call, { usage: kind.usage })
  const inner: Scope = { ...scope, aggregate: chain }
  const value = checkIn(inner, node)
  const by = byNode && checkIn(inner, byNode)
  const condition = conditionOf(filter, inner)
  if (!accepts(kind, value.type)) return fail(scope, 'aggregate-type', value, { usage: kind.usage })
  if (usesOuter(value)) condition.lateral = true
  const children = [value, ...(by ? [by] : []), ...condition.parts]
  return make(call, {
    construct: 'aggregate',
    type: value.type.kind === 'invalid' ? invalid : kind.type(value.type),
    children,
    traced: { kind: 'aggregate', chain, value, condition },
    ...(kind.names[0] === '存在' && chain.link && chain.anchor.length === 0
      ? { narrow: existence(chain, { value, by, condition }) }
      : {}),
    sql: (row) => aggregateSql(kind, call, chain, { value, by, condition }, row),
  })
}

/** Only rows that have such rows are looked at. */
function existence(chain: AggregateScope, parts: Parts): Narrowing {
  const { filter } = parts.condition
  return {
    exact: false,
    aggregates: ofComputed(chain, parts) ? [] : [groupPlan(chain, parts.condition).identity],
    apply: (row) => {
      const group = groupOf(chain, parts, row)
      group.need(filter && group.filter(filter))
    },
  }
}

interface Parts {
  readonly value: Expression
  readonly by: Expression | undefined
  readonly condition: Condition
}

function aggregateSql(kind: Kind, call: CallNode, chain: AggregateScope, parts: Parts, row: Row): Fragment {
  const group = groupOf(chain, parts, row)
  const value = parts.value.sql(group.inner)
  const by = parts.by?.sql(group.inner)
  const filter = parts.condition.filter && group.filter(parts.condition.filter)
  if (kind.empty === 'false' && group.certain(filter)) return literal('true')
  const keys = group.inner.keys().map((key) => key.sql)
  const operands = [value, ...(by ? [by] : [])]
  const add = (sql: (filter: string) => string) => group.add(operands, filter, sql)
  const result = add((clause) => kind.sql({ value, by, keys }, clause))
  if (kind.mean)
    return average(
      row,
      call,
      kind,
      result,
      add((clause) => `count(*)${clause}::numeric`),
    )
  if (kind.empty !== 'problem') return { ...result, sql: `coalesce(${result.sql}, ${kind.empty})` }
  const site = row.site('no-records', call, { function: kind.names[0] ?? '' })
  const empty = `case when ${result.sql} is null then ${site} end`
  if (!kind.unique) return combine(result.sql, [result], empty)
  const count = group.add(operands, filter, (clause) => `count(*)${clause}`)
  const several = `case when ${count.sql} > 1 then ${row.site('not-unique', call, { formula: row.compilation.textOf(call) })} end`
  return combine(result.sql, [result], `coalesce(${several}, ${empty})`)
}

/** Computed values exist for the rows of a 计算范围 only; aggregates of plain records beside them take in all rows. */
function groupOf(chain: AggregateScope, parts: Parts, row: Row): Group {
  const plan = groupPlan(chain, parts.condition)
  const inScope = row.compilation.scoped(chain.rows) && ofComputed(chain, parts)
  return row.group({ ...plan, identity: inScope ? `${plan.identity}|in scope` : plan.identity })
}

function ofComputed({ rows }: AggregateScope, { value, by, condition }: Parts): boolean {
  const computed = ({ traced, children }: Expression): boolean =>
    (traced?.kind === 'variable' && traced.object === rows.id && traced.steps.length === 0) ||
    children.some(computed)
  return [value, ...(by ? [by] : []), ...condition.parts].some(computed)
}

function average(row: Row, call: CallNode, kind: Kind, total: Fragment, count: Fragment): Fragment {
  const site = row.site('no-records', call, { function: kind.names[0] ?? '' })
  const mean = combine(divided(total.sql, `nullif(${count.sql}, 0)`), [total, count])
  const empty = `case when coalesce(${count.sql}, 0) = 0 then ${site} end`
  return { ...mean, problem: total.problem === undefined ? empty : `coalesce(${total.problem}, ${empty})` }
}

function accepts(kind: Kind, type: Type): boolean {
  if (type.kind === 'invalid') return true
  if (kind.accepts === 'number') return type.kind === 'number'
  if (kind.accepts === 'ordered') return ['number', 'date', 'text'].includes(type.kind)
  return type.kind !== 'period'
}

/** An unknown name in the arguments says more than that there are no rows. */
function withoutRows(kind: Kind, call: CallNode, nodes: readonly Node[], scope: Scope): Expression {
  const silent = nodes.map((node) => checkIn(scope, node)).some(({ type }) => type.kind === 'invalid')
  return silent ? brokenExpression(call) : fail(scope, 'aggregate-rows', call, { usage: kind.usage })
}

/** 合计(甲, 乙), 最大(甲, 乙): the same function on plain values, as in Excel. */
function overValues(kind: Kind, plain: NonNullable<Kind['plain']>, call: CallNode, scope: Scope): Expression {
  const args = argumentsOf(call, scope, kind.usage, { min: 2, max: 99 })
  if (!args) return brokenExpression(call)
  const values = args.map((arg) => checkIn(scope, arg))
  let type: Type = values[0]?.type ?? invalid
  for (const value of values) {
    const together = sameKind(type, value.type)
    if (!together || !accepts(kind, value.type))
      return fail(scope, 'aggregate-values', value, { usage: kind.usage })
    type = together
  }
  return make(call, {
    construct: 'aggregate-values',
    type,
    children: values,
    sql: (row) => {
      const fragments = values.map((value) => value.sql(row))
      return combine(plain(fragments.map((fragment) => fragment.sql)), fragments)
    },
  })
}

function sameKind(a: Type, b: Type): Type | undefined {
  if (a.kind === 'invalid' || b.kind === 'invalid') return invalid
  if (a.kind !== b.kind) return undefined
  if (a.kind !== 'number' || b.kind !== 'number') return a
  if (a.adapts) return b
  return b.adapts ||
    (a.unit.counts === b.unit.counts && JSON.stringify(a.unit.powers) === JSON.stringify(b.unit.powers))
    ? a
    : undefined
}

export const total = aggregate({
  names: ['合计', 'SUM'],
  usage: '合计(记录.数值, 条件)',
  accepts: 'number',
  empty: '0::numeric',
  type: same,
  sql: ({ value }, filter) => `sum(${value.sql})${filter}`,
  plain: (values) => `(${values.join(' + ')})`,
})

const counted = (): Type => ({ kind: 'number', unit: pieces, counted: true })

export const count = aggregate({
  names: ['计数', 'COUNT'],
  usage: '计数(记录, 条件)',
  accepts: 'any',
  empty: '0::numeric',
  type: counted,
  sql: (_, filter) => `count(*)${filter}::numeric`,
})

export const distinct = aggregate({
  names: ['去重计数'],
  usage: '去重计数(记录.字段, 条件)',
  accepts: 'any',
  empty: '0::numeric',
  type: counted,
  sql: ({ value }, filter) => `count(distinct ${value.sql})${filter}::numeric`,
})

export const mean = aggregate({
  names: ['平均', 'AVERAGE'],
  usage: '平均(记录.数值, 条件)',
  accepts: 'number',
  empty: 'problem',
  mean: true,
  type: same,
  sql: ({ value }, filter) => `sum(${value.sql})${filter}`,
})

export const greatest = aggregate({
  names: ['最大', 'MAX'],
  usage: '最大(记录.值, 条件) 或 最大(甲, 乙)',
  accepts: 'ordered',
  empty: 'problem',
  type: same,
  sql: ({ value }, filter) => `max(${value.sql})${filter}`,
  plain: (values) => `greatest(${values.join(', ')})`,
})

export const least = aggregate({
  names: ['最小', 'MIN'],
  usage: '最小(记录.值, 条件) 或 最小(甲, 乙)',
  accepts: 'ordered',
  empty: 'problem',
  type: same,
  sql: ({ value }, filter) => `min(${value.sql})${filter}`,
  plain: (values) => `least(${values.join(', ')})`,
})

/** The value of the one row that fits; more than one is a problem. */
export const only = aggregate({
  names: ['唯一'],
  usage: '唯一(记录.值, 条件)',
  accepts: 'any',
  empty: 'problem',
  unique: true,
  type: same,
  // Of several, none is told, so their order does not matter.
  sql: ({ value }, filter) => `(array_agg(${value.sql})${filter})[1]`,
})

function atEnd(names: string[], direction: 'asc' | 'desc'): FunctionConstruct {
  return aggregate({
    names,
    usage: `${names[0]}(记录.值, 条件, 按: 记录.日期)`,
    accepts: 'any',
    by: true,
    empty: 'problem',
    type: same,
    sql: ({ value, by, keys }, filter) =>
      `(array_agg(${value.sql} order by ${[`${by?.sql} ${direction} nulls last`, ...keys].join(', ')})${filter})[1]`,
  })
}

export const latest = atEnd(['最新'], 'desc')
export const earliest = atEnd(['最早'], 'asc')

export const exists = aggregate({
  names: ['存在'],
  usage: '存在(记录, 条件)',
  accepts: 'any',
  empty: 'false',
  type: () => ({ kind: 'boolean' }),
  sql: (_, filter) => `(count(*)${filter} > 0)`,
})

function isAggregate(callee: string): boolean {
  const all = [total, count, distinct, mean, greatest, least, only, latest, earliest, exists]
  return all.some(({ names }) => names.includes(callee) || names.includes(callee.toUpperCase()))
}
