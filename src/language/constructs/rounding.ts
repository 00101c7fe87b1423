/** Rounding, each rule under its own name. Nothing else in a policy rounds, except ÷ at ten places. */
import { brokenExpression } from '../check/expression.ts'
import { combine, type Fragment } from '../sql/fragment.ts'
import { argumentsOf, type FunctionConstruct, make, typed, wholeNumber } from './construct.ts'

type Rule = (value: Fragment, places: number) => string

/** `several` when the rule names its operand more than once, `limits` when what it gives has no more places than asked for. */
function rounding(
  names: string[],
  rule: Rule,
  several: boolean,
  { fixed = false, limits = true } = {},
): FunctionConstruct {
  const usage = fixed ? `${names[0]}(数)` : `${names[0]}(数, 位数)`
  return {
    names,
    usage,
    check(call, scope) {
      const [value, digits] = argumentsOf(call, scope, usage, { min: 1, max: fixed ? 1 : 2 }) ?? []
      if (!value) return brokenExpression(call)
      const operand = typed(scope, value, 'number')
      const places = digits ? wholeNumber(scope, digits) : 0
      if (places === undefined) return brokenExpression(call)
      return make(call, {
        construct: 'rounding',
        type: operand.type,
        children: [operand],
        ...(limits ? { decimals: places } : {}),
        sql: (row) => {
          const fragment = operand.sql(row)
          const kept = several ? row.hoist(fragment) : fragment
          return combine(rule(kept, places), [kept])
        },
      })
    },
  }
}

/** Ten to a power, exactly, as SQL: 0.01 for -2. */
export function powerOfTen(exponent: number): string {
  return exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}1` : `1${'0'.repeat(exponent)}::numeric`
}

/** Half away from zero. */
export const halfUp = rounding(
  ['四舍五入', 'ROUND'],
  (value, places) => `round(${value.sql}, ${places})`,
  false,
)

/** Half to even. */
export const halfEven = rounding(
  ['四舍六入五成双'],
  ({ sql }, places) => {
    const scaled = `(${sql} * ${powerOfTen(places)})`
    const even = `(round(${scaled} * 0.5) * 2 * ${powerOfTen(-places)})`
    return `case when abs(${scaled} - trunc(${scaled})) = 0.5 then ${even} else round(${sql}, ${places}) end`
  },
  true,
)

/** Away from zero. */
export const up = rounding(
  ['向上舍入', 'ROUNDUP'],
  ({ sql }, places) =>
    `(trunc(${sql}, ${places}) + sign(${sql} - trunc(${sql}, ${places})) * ${powerOfTen(-places)})`,
  true,
)

/** Towards zero. */
export const down = rounding(
  ['向下舍入', 'ROUNDDOWN'],
  (value, places) => `trunc(${value.sql}, ${places})`,
  false,
)

/** The greatest whole number not above the value. */
export const floor = rounding(['取整', 'INT'], (value) => `floor(${value.sql})`, false, { fixed: true })

export const absolute = rounding(['绝对值', 'ABS'], (value) => `abs(${value.sql})`, false, {
  fixed: true,
  limits: false,
})
