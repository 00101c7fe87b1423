/** Which definitions make up a pay statement: read from the policy's own formula for what is payable. M-6.2. */
import type { CheckedDefinition, Program } from '../language/index.ts'

/** A term of the payable amount, with the sign it is added with. */
export interface Item {
  readonly definition: CheckedDefinition
  readonly sign: 1 | -1
}

type Formula = CheckedDefinition['formula']

/**
 * 应发工资 = 应发小计 + 补足, 应发小计 = 固定工资 + 提成: the items are 固定工资, 提成 and 补足. Only plain sums and
 * differences of the same object's definitions are opened, so that the items always add up to the payable amount
 * exactly; anything else stays one item. Empty when the policy names nothing payable.
 */
export function itemsOf(program: Program): readonly Item[] {
  const { payable } = program
  return payable ? (terms(program, payable, payable.formula, 1) ?? [{ definition: payable, sign: 1 }]) : []
}

/** Undefined when the formula is not a plain sum. */
function terms(
  program: Program,
  within: CheckedDefinition,
  formula: Formula,
  sign: 1 | -1,
): Item[] | undefined {
  if (formula.kind === 'negative') return terms(program, within, formula.operand, negated(sign))
  if (formula.kind === 'path') {
    const definition = definitionNamed(program, within, formula.names)
    if (!definition) return undefined
    return terms(program, definition, definition.formula, sign) ?? [{ definition, sign }]
  }
  if (formula.kind !== 'binary' || (formula.operator !== '+' && formula.operator !== '-')) return undefined
  const left = terms(program, within, formula.left, sign)
  const right = terms(program, within, formula.right, formula.operator === '-' ? negated(sign) : sign)
  return left && right && [...left, ...right]
}

function definitionNamed(
  program: Program,
  within: CheckedDefinition,
  names: readonly { readonly text: string }[],
): CheckedDefinition | undefined {
  if (names.length !== 1) return undefined
  return program.definitions.find(
    (own) => own.object === within.object && own !== within && own.name.text === names[0]?.text,
  )
}

function negated(sign: 1 | -1): 1 | -1 {
  return sign === 1 ? -1 : 1
}
