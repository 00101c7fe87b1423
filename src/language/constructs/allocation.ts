/**
 * 分摊(总额, 权重, 组: …, 位数: 2): divides a total among the rows of a group by weight. Shares add up to the
 * total exactly: what rounding down leaves over goes, one unit each, to the largest remainders.
 */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn } from '../check/scope.ts'
import { combine, type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { ProblemCode } from '../sql/site.ts'
import type { Span } from '../syntax/nodes.ts'
import type { Field } from '../vocabulary.ts'
import {
  argumentsOf,
  type FunctionConstruct,
  fail,
  make,
  namedArgument,
  typed,
  wholeNumber,
  wordArgument,
} from './construct.ts'
import { powerOfTen } from './rounding.ts'

const answers = new Map([
  ['否', 'no'],
  ['是', 'yes'],
])

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
    const whole = wordArgument(call, '份额须为一', answers, scope)
    const group = groupNode && checkIn(scope, groupNode)
    const places = placesNode ? wholeNumber(scope, placesNode) : 2
    if (places === undefined || whole === undefined) return brokenExpression(call)
    return make(call, {
      construct: 'allocation',
      type: total.type,
      children: [total, weight, ...(group ? [group] : [])],
      wide: { group },
      sql: (row) => allocate(row, { total, weight, group, places, whole: whole === 'yes' }, call),
    })
  },
}

/**
 * Reckons in whole units of the last place, exactly and without a quotient: DIV and MOD of total × weight by the sum of
 * weights. Returns are divided like what they take back, so the sign is left out until the end.
 */
function allocate(row: Row, { total, weight, group, places, whole }: Allocation, at: Span): Fragment {
  const scale = powerOfTen(places)
  const amount = row.hoist(total.sql(row))
  const part = row.hoist(weight.sql(row))
  const by = group && row.hoist(group.sql(row))
  const operands = [amount, part, ...(by ? [by] : [])]
  const reference = referenceOf(group)
  // A share of 1 that is alone is the total.
  const alone = whole && reference ? row.alone(reference) : undefined
  const within = by ? `partition by ${by.sql}` : ''
  const over = (aggregate: string) => `${aggregate} over (${within})`
  // Problems are told once, for the whole group.
  const value = (sql: string, parts: readonly Fragment[]) =>
    combine(
      sql,
      parts.map((part) => ({ ...part, problem: undefined })),
    )
  const column = (sql: string, parts: readonly Fragment[], ofOne?: string) =>
    row.hoist({
      ...value(sql, parts),
      ...(alone !== undefined && ofOne !== undefined ? { alone: ofOne } : {}),
    })
  // Where most rows are alone, what only the others need is written out in their windows, not computed for all.
  const ofMany = alone === undefined ? column : value
  const size = ofMany(`(abs(${amount.sql}) * ${part.sql} * ${scale})`, operands)
  // Weights that do not add up to 1 are a problem there, so nothing need be divided and one sort serves all windows.
  const divisor = whole ? undefined : column(over(`sum(${part.sql})`), operands)
  const divideBy = (name: 'div' | 'mod') => `${name}(${size.sql}, nullif(${divisor?.sql}, 0))`
  const units = ofMany(divisor ? `coalesce(${divideBy('div')}, 0)` : `floor(${size.sql})`, [
    size,
    ...(divisor ? [divisor] : []),
  ])
  // Beside the units, not after them: all windows are of one level and need one sort.
  const rest = divisor
    ? column(divideBy('mod'), [units])
    : ofMany(`(${size.sql} - floor(${size.sql}))`, [size])
  const left = column(
    `(abs(${amount.sql}) * ${scale} - ${over(`sum(${units.sql})`)})`,
    [units],
    'null::numeric',
  )
  const keys = row.keys().map((key) => `${key.sql} asc`)
  const place = column(
    `row_number() over (${within} order by ${[`${rest.sql} desc`, ...keys].join(', ')})`,
    [rest],
    '1',
  )
  const rounded = `((${units.sql} + case when ${place.sql} <= ${left.sql} then 1 else 0 end) * ${powerOfTen(-places)} * sign(${amount.sql}))`
  const share = column(
    alone ? `case when ${alone} then round(${amount.sql}, ${places}) else ${rounded} end` : rounded,
    [place, left],
  )
  const stated = firstProblem(operands.map((operand) => operand.problem))
  const failing =
    stated === undefined ? undefined : column(over(`min(${stated})`), [...operands, units], stated).sql
  const weights = divisor ?? column(over(`sum(${part.sql})`), [units], part.sql)
  const negative = column(over(`bool_or(${part.sql} < 0)`), [units], `(${part.sql} < 0)`)
  const [low, high] = ofGroup(total, group)
    ? []
    : ['min', 'max'].map((end) => column(over(`${end}(${amount.sql})`), [units], amount.sql))
  const site = (code: ProblemCode) => row.site(code, at, { places: String(places) })
  const wrong = [
    ...(low && high ? [`when ${low.sql} <> ${high.sql} then ${site('total-differs')}`] : []),
    ...(decimalsOf(total, row) <= places
      ? []
      : [`when ${amount.sql} <> trunc(${amount.sql}, ${places}) then ${site('total-places')}`]),
    `when ${negative.sql} then ${site('negative-weight')}`,
    whole
      ? `when ${weights.sql} <> 1 then ${site('share-not-one')}`
      : `when ${weights.sql} = 0 and ${amount.sql} <> 0 then ${site('no-weight')}`,
  ]
  return { ...share, problem: firstProblem([failing, `case ${wrong.join(' ')} end`]) }
}

/** Whether the total is one of the very row that the group's rows refer to: 分摊(合同.提成, 比例, 组: 合同). */
function ofGroup({ traced }: Expression, group: Expression | undefined): boolean {
  const by = referenceOf(group)
  return (
    by !== undefined && (traced?.kind === 'field' || traced?.kind === 'variable') && traced.steps[0] === by
  )
}

/** How many decimal places the total can have. */
function decimalsOf({ decimals, traced }: Expression, { compilation }: Row): number {
  if (decimals !== undefined) return decimals
  if (traced?.kind !== 'variable') return Number.POSITIVE_INFINITY
  const { definitions } = compilation.program
  const own = definitions.find(({ object, id }) => object.id === traced.object && id === traced.variable)
  return own?.expression.decimals ?? Number.POSITIVE_INFINITY
}

/** The field of the row itself by which rows are grouped. */
function referenceOf(group: Expression | undefined): Field | undefined {
  const by = group?.traced
  return by?.kind === 'field' && by.steps.length === 0 ? by.field : undefined
}
