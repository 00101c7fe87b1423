import type { Report } from '../issues/issue.ts'
import type { Node } from '../syntax/nodes.ts'
import type { Type } from '../types/type.ts'
import type { Field, RecordObject } from '../vocabulary.ts'
import type { Expression } from './expression.ts'
import type { Definition, Names } from './names.ts'

/** How a definition uses another: on its own row, of other rows, over all rows, or of an earlier period. */
export type Use = 'row' | 'others' | 'earlier'

/** What stands around a formula while it is checked. */
export interface Scope {
  readonly names: Names
  readonly report: Report
  readonly object: RecordObject
  readonly definition: Definition
  /** Set inside the arguments of an aggregate. */
  readonly aggregate?: AggregateScope
  readonly dispatch: (node: Node, scope: Scope) => Expression
  /** The type of another definition; checks it first when needed. Records the use. */
  readonly typeOf: (definition: Definition, use: Use, at: Node) => Type
}

/** The rows an aggregate runs over, as seen from inside its arguments. */
export interface AggregateScope {
  /** The names written before the field: 合同, 合同明细. */
  readonly path: readonly string[]
  /** Written with 全部. */
  readonly whole: boolean
  /** For every name of the path from its to-many part on: references that lead from the rows up to it. */
  readonly up: readonly (readonly Field[])[]
  /** To-one steps from the outer row before the first to-many name. */
  readonly anchor: readonly Field[]
  /** The reference of the first many object back to the outer row; absent with 全部. */
  readonly link: Field | undefined
  readonly rows: RecordObject
  readonly objects: readonly RecordObject[]
}

/** Checks a part of a formula where `scope` stands. */
export function checkIn(scope: Scope, node: Node): Expression {
  return scope.dispatch(node, scope)
}
