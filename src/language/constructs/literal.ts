/** Numbers, texts and dates written out. */
import type { Expression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import { dateLiteral, decimalLiteral, literal, textLiteral } from '../sql/fragment.ts'
import type { Node } from '../syntax/nodes.ts'
import { decimalText } from '../types/decimal.ts'
import { readDate, readNumber } from '../types/number-text.ts'
import { boolean, date, text } from '../types/type.ts'
import { bare } from '../types/unit.ts'
import { fail, make } from './construct.ts'

export function checkNumber(node: Extract<Node, { kind: 'number' }>, scope: Scope): Expression {
  const read = readNumber(node.text)
  if (!read) return fail(scope, 'number-invalid', node, { found: node.text })
  const value = decimalText(read.value)
  const type = read.unit
    ? ({ kind: 'number', unit: read.unit } as const)
    : ({ kind: 'number', unit: bare, adapts: true } as const)
  return make(node, {
    construct: 'number',
    type,
    children: [],
    constant: value,
    sql: () => literal(decimalLiteral(value)),
  })
}

export function checkText(node: Extract<Node, { kind: 'text' }>): Expression {
  return make(node, {
    construct: 'text',
    type: text,
    children: [],
    constant: node.text,
    sql: () => literal(`${textLiteral(node.text)}::text`),
  })
}

export function checkDate(node: Extract<Node, { kind: 'date' }>, scope: Scope): Expression {
  const day = readDate(node.text)
  if (!day) return fail(scope, 'date-invalid', node, { found: node.text })
  return make(node, {
    construct: 'date',
    type: date,
    children: [],
    constant: day,
    sql: () => literal(dateLiteral(day)),
  })
}

/** 是 and 否. */
export function answer(node: Node, value: boolean): Expression {
  return make(node, { construct: 'answer', type: boolean, children: [], sql: () => literal(String(value)) })
}
