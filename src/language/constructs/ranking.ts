/** 排名, 百分位 and 占比 among all rows of the object, or within a group of them. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { combine, type Fragment } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import { numberIn, type Type } from '../types/type.ts'
import { bare } from '../types/unit.ts'
import {
  argumentsOf,
  type CallNode,
  describeType,
  type FunctionConstruct,
  fail,
  make,
  namedArgument,
  wordArgument,
} from './construct.ts'
import { divided } from './division.ts'

const orders = new Map([
  ['降序', 'desc'],
  ['升序', 'asc'],
])
const ties = new Map([
  ['跳号', 'rank'],
  ['不跳号', 'dense_rank'],
])

interface Ranked {
  readonly value: Expression
  readonly group: Expression | undefined
}

function rankedOf(call: CallNode, scope: Scope, usage: string, named: readonly string[]): Ranked | undefined {
  const [node] = argumentsOf(call, scope, usage, { min: 1, max: 1 }, named) ?? []
  if (!node) return undefined
  const value = checkIn(scope, node)
  const within = namedArgument(call, '范围')
  if (scope.aggregate) scope.report('ranking-nested', call)
  else if (!['number', 'date', 'invalid'].includes(value.type.kind))
    scope.report('type-expected', value, { expected: '数值', found: describeType(scope, value.type) })
  else return { value, group: within && checkIn(scope, within) }
  return undefined
}

function ranking(
  names: string[],
  named: readonly string[],
  type: Type,
  sql: (window: { order: string; rank: string; by: string }, value: Fragment) => string,
): FunctionConstruct {
  const usage = `${names[0]}(数值${named.map((name) => `, ${name}: …`).join('')})`
  return {
    names,
    usage,
    check(call, scope) {
      const ranked = rankedOf(call, scope, usage, named)
      const order = wordArgument(call, '顺序', orders, scope)
      const rank = wordArgument(call, '并列', ties, scope)
      if (!ranked || order === undefined || rank === undefined) return brokenExpression(call)
      const { value, group } = ranked
      return make(call, {
        construct: 'ranking',
        type,
        children: group ? [value, group] : [value],
        wide: { group },
        sql: (row) => {
          const [kept, within] = [row.hoist(value.sql(row)), group && row.hoist(group.sql(row))]
          return windowed(row, kept, within, (by) => sql({ order, rank, by }, kept))
        },
      })
    },
  }
}

/** Rows with a problem are left out: they neither take a place nor change another's. */
function windowed(
  row: Row,
  value: Fragment,
  group: Fragment | undefined,
  sql: (by: string) => string,
): Fragment {
  const problem = [value.problem, group?.problem].filter((part) => part !== undefined)
  const sound = problem.map((part) => `${part} is null`)
  const by = [...(group ? [group.sql] : []), ...sound]
  const partition = by.length > 0 ? `partition by ${by.join(', ')} ` : ''
  return row.hoist(combine(sql(partition), [value, ...(group ? [group] : [])]))
}

export const rank = ranking(
  ['排名', 'RANK'],
  ['范围', '顺序', '并列'],
  { kind: 'number', unit: bare, counted: true },
  ({ order, rank: how, by }, value) => `(${how}() over (${by}order by ${value.sql} ${order}))::numeric`,
)

/** Share of rows that this row is not behind, from 0 to 1: the first has 1. */
export const percentile = ranking(['百分位'], ['范围', '顺序'], numberIn('比率'), ({ order, by }, value) =>
  divided(
    `(count(*) over (${by.trim()}) - rank() over (${by}order by ${value.sql} ${order}) + 1)::numeric`,
    `count(*) over (${by.trim()})`,
  ),
)

export const share: FunctionConstruct = {
  names: ['占比'],
  usage: '占比(数值, 范围: …)',
  check(call, scope) {
    const ranked = rankedOf(call, scope, this.usage, ['范围'])
    if (!ranked) return brokenExpression(call)
    if (ranked.value.type.kind === 'date')
      return fail(scope, 'type-expected', ranked.value, { expected: '数值', found: '日期' })
    return make(call, {
      construct: 'share',
      type: numberIn('比率'),
      children: ranked.group ? [ranked.value, ranked.group] : [ranked.value],
      wide: { group: ranked.group },
      sql: (row) => {
        const [value, group] = [
          row.hoist(ranked.value.sql(row)),
          ranked.group && row.hoist(ranked.group.sql(row)),
        ]
        const sum = windowed(row, value, group, (by) => `sum(${value.sql}) over (${by.trim()})`)
        const site = row.site('division-by-zero', call, { formula: row.compilation.textOf(call) })
        return combine(
          divided(value.sql, `nullif(${sum.sql}, 0)`),
          [value, sum],
          `case when ${sum.sql} = 0 then ${site} end`,
        )
      },
    })
  },
}
