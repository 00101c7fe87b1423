import type { Condition } from '../constructs/aggregate-rows.ts'
import type { Fragment } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Span } from '../syntax/nodes.ts'
import { invalid, type Type } from '../types/type.ts'
import type { Field } from '../vocabulary.ts'
import type { AggregateScope } from './scope.ts'

/** A checked formula or part of one. Each construct makes its own, with its own SQL. */
export interface Expression extends Span {
  /** The construct, such as division; for traces and tests. */
  readonly construct: string
  readonly type: Type
  readonly children: readonly Expression[]
  /** SQL for the value on one row, and for the problem that may stand in its place. */
  readonly sql: (row: Row) => Fragment
  /** The value when it is written out: decimal text, date or text. */
  readonly constant?: string
  /** The value has no more decimal places than this. */
  readonly decimals?: number
  /** Shows its own value in a trace: a field, a variable, an aggregate, a table row. */
  readonly traced?: Traced
  /** Looks at all rows of the object at once, such as a ranking, or at those that share a value. */
  readonly wide?: { readonly group: Expression | undefined }
  /** A condition that can say which rows to look at, when only rows for which it holds are wanted. */
  readonly narrow?: Narrowing
  /** Set when the value comes from the row around an aggregate: that value. */
  readonly taken?: Expression
}

export interface Narrowing {
  /** No other rows are left once it is applied, except those whose condition has a problem. */
  readonly exact: boolean
  readonly apply: (row: Row) => void
  /** Which rows it aggregates on the way, by the identity of their group; others may be aggregated with them. */
  readonly aggregates?: readonly string[]
}

export type Traced =
  | {
      readonly kind: 'field'
      readonly label: string
      readonly steps: readonly Field[]
      readonly field?: Field
    }
  | {
      readonly kind: 'variable'
      readonly object: string
      readonly variable: string
      /** References from the row to the row that has the value; none when it is the row itself. */
      readonly steps: readonly Field[]
    }
  | {
      readonly kind: 'aggregate'
      readonly chain: AggregateScope
      readonly value: Expression
      readonly condition: Condition
    }
  | { readonly kind: 'lookup'; readonly table: string }
  | { readonly kind: 'earlier'; readonly label: string }

/** Stands for what could not be checked; nothing more is said about it. */
export function brokenExpression(span: Span): Expression {
  return {
    construct: 'broken',
    type: invalid,
    children: [],
    from: span.from,
    to: span.to,
    sql: () => {
      throw new Error('a program with errors has no SQL')
    },
  }
}

export function usesOuter(expression: Expression): boolean {
  return expression.taken !== undefined || expression.children.some(usesOuter)
}
