/** The table of constructs: every kind of node, every function of the language. */
import * as aggregates from '../constructs/aggregate.ts'
import { allocation } from '../constructs/allocation.ts'
import { checkNegative, checkProduct, checkSum } from '../constructs/arithmetic.ts'
import { checkComparison, checkMembership } from '../constructs/comparison.ts'
import { cascade, ifElse } from '../constructs/condition.ts'
import { type CallNode, type FunctionConstruct, fail } from '../constructs/construct.ts'
import * as dates from '../constructs/dates.ts'
import { checkQuotient } from '../constructs/division.ts'
import {
  historyTotal,
  lastYear,
  previous,
  quarterToDate,
  recentMean,
  recentTotal,
  yearToDate,
} from '../constructs/earlier.ts'
import { checkDate, checkNumber, checkText } from '../constructs/literal.ts'
import * as logic from '../constructs/logic.ts'
import { checkLookup } from '../constructs/lookup.ts'
import { fallback, present, required } from '../constructs/missing.ts'
import { checkPath } from '../constructs/path.ts'
import { firstDay, lastDay, lengthInDays, recent } from '../constructs/period-value.ts'
import { percentile, rank, share } from '../constructs/ranking.ts'
import { absolute, down, floor, halfEven, halfUp, up } from '../constructs/rounding.ts'
import { scoring } from '../constructs/scoring.ts'
import { tiered } from '../constructs/tier.ts'
import { nearest } from '../issues/suggest.ts'
import type { Node, Operator } from '../syntax/nodes.ts'
import { brokenExpression, type Expression } from './expression.ts'
import type { Scope } from './scope.ts'

export const functions: readonly FunctionConstruct[] = [
  ifElse,
  cascade,
  logic.and,
  logic.or,
  logic.not,
  aggregates.total,
  aggregates.count,
  aggregates.distinct,
  aggregates.mean,
  aggregates.greatest,
  aggregates.least,
  aggregates.only,
  aggregates.latest,
  aggregates.earliest,
  aggregates.exists,
  halfUp,
  halfEven,
  up,
  down,
  floor,
  absolute,
  tiered,
  scoring,
  rank,
  percentile,
  share,
  allocation,
  historyTotal,
  previous,
  lastYear,
  yearToDate,
  quarterToDate,
  recentTotal,
  recentMean,
  firstDay,
  lastDay,
  lengthInDays,
  recent,
  dates.yearOf,
  dates.monthOf,
  dates.dayOfMonth,
  dates.addMonths,
  dates.addDays,
  dates.monthEnd,
  dates.daysBetween,
  dates.monthsBetween,
  dates.overlap,
  fallback,
  present,
  required,
]

const byName = new Map(
  functions.flatMap((construct) => construct.names.map((name) => [name, construct] as const)),
)

type Binary = Extract<Node, { kind: 'binary' }>

const binary: Record<Operator, (node: Binary, scope: Scope) => Expression> = {
  '+': checkSum,
  '-': checkSum,
  '×': checkProduct,
  '÷': checkQuotient,
  '=': checkComparison,
  '≠': checkComparison,
  '>': checkComparison,
  '<': checkComparison,
  '≥': checkComparison,
  '≤': checkComparison,
  且: logic.checkConnective,
  或: logic.checkConnective,
  在: checkMembership,
  不在: checkMembership,
}

export function checkNode(node: Node, scope: Scope): Expression {
  switch (node.kind) {
    case 'number':
      return checkNumber(node, scope)
    case 'text':
      return checkText(node)
    case 'date':
      return checkDate(node, scope)
    case 'path':
    case 'whole':
      return checkPath(node, scope)
    case 'lookup':
      return checkLookup(node, scope)
    case 'call':
      return checkCall(node, scope)
    case 'list':
      return fail(scope, 'list-alone', node)
    case 'negative':
      return checkNegative(node, scope)
    case 'not':
      return logic.checkNot(node, scope)
    case 'binary':
      return binary[node.operator](node, scope)
    case 'broken':
      return brokenExpression(node)
    default:
      return unreachable(node)
  }
}

function checkCall(node: CallNode, scope: Scope): Expression {
  const construct = byName.get(node.callee.text) ?? byName.get(node.callee.text.toUpperCase())
  if (construct) return construct.check(node, scope)
  return fail(
    scope,
    'function-unknown',
    node.callee,
    { name: node.callee.text },
    nearest(node.callee.text, byName.keys()),
  )
}

function unreachable(node: never): never {
  throw new Error(`no construct for ${JSON.stringify(node)}`)
}
