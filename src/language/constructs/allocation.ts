/**
 * 分摊(总额, 权重, 组: …, 位数: 2): divides a total among the rows of a group by weight. Shares add up to the
 * total exactly: what rounding down leaves over goes, one unit each, to the largest remainders.
 */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn } from '../check/scope.ts'
import { combine, type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Span } from '../syntax/nodes.ts'
import {
  argumentsOf,
  type FunctionConstruct,
  fail,
  make,
  namedArgument,
  typed,
  wholeNumber,
} from './construct.ts'
import { powerOfTen } from './rounding.ts'

interface Allocation {
  readonly total: Expression
  readonly weight: Expression
  readonly group: Expression | undefined
  readonly places: number
  /** Weights are shares of one whole and must add up to exactly 1. */
  readonly whole: boolean
}

export const allocation: FunctionConstruct = {
  names: ['分摊'],
  usage: '分摊(总额, 权重, 组: 合同, 位数: 2, 份额须为一: 是)',
  check(call, scope) {
    const [totalNode, weightNode] =
      argumentsOf(call, scope, this.usage, { min: 2, max: 2 }, ['组', '位数', '份额须为一']) ?? []
    if (!totalNode || !weightNode) return brokenExpression(call)
    if (scope.aggregate) return fail(scope, 'ranking-nested', call)
    const total = typed(scope, totalNode, 'number')
    const weight = typed(scope, weightNode, 'number')
    const groupNode = namedArgument(call, '组')
    const placesNode = namedArgument(call, '位数')
    const wholeNode = namedArgument(call, '份额须为一')
    const group = groupNode && checkIn(scope, groupNode)
    const places = placesNode ? wholeNumber(scope, placesNode) : 2
    if (places === undefined) return brokenExpression(call)
    const whole = wholeNode?.kind === 'path' && wholeNode.names[0]?.text === '是'
    return make(call, {
      construct: 'allocation',
      type: total.type,
      children: [total, weight, ...(group ? [group] : [])],
      wide: { group },
      sql: (row) => allocate(row, { total, weight, group, places, whole }, call),
    })
  },
}

function allocate(row: Row, { total: all, weight, group, places, whole }: Allocation, at: Span): Fragment {
  const [unit, scale] = [powerOfTen(-places), powerOfTen(places)]
  const [amount, part, by] = [
    row.hoist(all.sql(row)),
    row.hoist(weight.sql(row)),
    group && row.hoist(group.sql(row)),
  ]
  const within = by ? `partition by ${by.sql}` : ''
  const operands = [amount, part, ...(by ? [by] : [])]
  const problem = firstProblem(operands.map((operand) => operand.problem))
  const window = (sql: string, parts: readonly Fragment[]) =>
    row.hoist(
      combine(
        sql,
        parts.map(({ problem: _, ...kept }) => ({ ...kept, problem: undefined })),
      ),
    )
  const sumOfWeights = (raised: readonly Fragment[]) =>
    window(`sum(${part.sql}) over (${within})`, [...operands, ...raised])
  // Weights that do not add up to 1 are a problem there, so nothing need be divided and one sort serves all windows.
  const divisor = whole ? undefined : sumOfWeights([])
  const exact = divisor
    ? window(`(round(${amount.sql} * ${part.sql}, 40) / nullif(${divisor.sql}, 0))`, [amount, part, divisor])
    : window(`(${amount.sql} * ${part.sql})`, [amount, part])
  const lower = window(`(floor(${exact.sql} * ${scale}) * ${unit})`, [exact])
  const weights = divisor ?? sumOfWeights([lower])
  const failing =
    problem === undefined ? undefined : window(`min(${problem}) over (${within})`, [...operands, lower])
  const left = window(`(${amount.sql} - sum(${lower.sql}) over (${within})) * ${scale}`, [
    amount,
    lower,
    ...(by ? [by] : []),
  ])
  const keys = row.keys().map((key) => `${key.sql} asc`)
  const place = window(
    `row_number() over (${within} order by (${exact.sql} - ${lower.sql}) desc, ${keys.join(', ')})`,
    [exact, lower],
  )
  const share = window(`${lower.sql} + case when ${place.sql} <= ${left.sql} then ${unit} else 0 end`, [
    lower,
    place,
    left,
  ])
  const site = row.site(whole ? 'share-not-one' : 'no-weight', at)
  const wrong = `case when ${weights.sql} ${whole ? '<> 1' : '= 0'} then ${site} end`
  return { ...share, problem: firstProblem([failing?.sql, wrong]) }
}
