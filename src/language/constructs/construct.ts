/** What the constructs share: making expressions and reading the arguments of calls. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import type { IssueCode } from '../issues/issue.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { compatible, type Type, typeName } from '../types/type.ts'

export type CallNode = Extract<Node, { kind: 'call' }>

/** A function of the language: one file each, or a few that differ in one word. */
export interface FunctionConstruct {
  /** Chinese first, then Excel's name where there is one. */
  readonly names: readonly string[]
  /** How it is written: 四舍五入(数, 位数). */
  readonly usage: string
  readonly check: (call: CallNode, scope: Scope) => Expression
}

export function make(at: Span, parts: Omit<Expression, 'from' | 'to'>): Expression {
  return { ...parts, from: at.from, to: at.to }
}

export function fail(
  scope: Scope,
  code: IssueCode,
  at: Span,
  values: Record<string, string> = {},
  suggestion?: string,
): Expression {
  scope.report(code, at, values, suggestion === undefined ? {} : { suggestion })
  return brokenExpression(at)
}

/** Checks the number of arguments and that only known names are given; undefined when reported. */
export function argumentsOf(
  call: CallNode,
  scope: Scope,
  usage: string,
  count: { min: number; max: number },
  named: readonly string[] = [],
): Node[] | undefined {
  const unknown = call.named.find((argument) => !named.includes(argument.name.text))
  if (unknown) {
    scope.report('argument-name', unknown.name, { name: unknown.name.text, usage })
    return undefined
  }
  if (call.args.length < count.min || call.args.length > count.max) {
    scope.report('argument-count', call, {
      function: call.callee.text,
      found: String(call.args.length),
      usage,
    })
    return undefined
  }
  return [...call.args]
}

export function namedArgument(call: CallNode, name: string): Node | undefined {
  return call.named.find((argument) => argument.name.text === name)?.value
}

/** What one of the permitted words of a named argument stands for, the first when it is not given; undefined when reported. */
export function wordArgument(
  call: CallNode,
  name: string,
  words: ReadonlyMap<string, string>,
  scope: Scope,
): string | undefined {
  const node = namedArgument(call, name)
  if (!node) return words.values().next().value
  const found = words.get(node.kind === 'path' ? (node.names[0]?.text ?? '') : '')
  if (found === undefined) scope.report('argument-word', node, { name, words: [...words.keys()].join('、') })
  return found
}

/** Checks an argument that must have a type; reports it when it has another. */
export function typed(scope: Scope, node: Node, expected: Type['kind'] | Type): Expression {
  return expectType(scope, checkIn(scope, node), expected)
}

/** The expression, or what stands for it once its type has been complained about. */
export function expectType(scope: Scope, expression: Expression, expected: Type['kind'] | Type): Expression {
  const found = expression.type
  const fits =
    typeof expected === 'string'
      ? found.kind === expected || found.kind === 'invalid'
      : compatible(expected, found)
  if (fits) return expression
  const kinds: Record<string, string> = {
    number: '数值',
    date: '日期',
    text: '文本',
    boolean: '是否',
    period: '期间',
    row: '记录',
  }
  const name = typeof expected === 'string' ? (kinds[expected] ?? expected) : typeName(expected)
  return fail(scope, 'type-expected', expression, { expected: name, found: describeType(scope, found) })
}

export function describeType(scope: Scope, type: Type): string {
  return typeName(type, (id) => scope.names.objects.find((object) => object.id === id)?.label ?? id)
}

/** A whole number written out, such as the places of 四舍五入. */
export function wholeNumber(scope: Scope, node: Node): number | undefined {
  // A name other than a table's holds no number that is known beforehand.
  const named = node.kind === 'path' && !scope.names.tables.has(node.names[0]?.text ?? '')
  if (named) return void scope.report('whole-number', node)
  const expression = checkIn(scope, node)
  const value = expression.constant
  if (expression.type.kind === 'invalid') return undefined
  if (value !== undefined && /^-?\d{1,2}$/.test(value)) return Number(value)
  scope.report('whole-number', node)
  return undefined
}
