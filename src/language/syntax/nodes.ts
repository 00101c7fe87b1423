/** The syntax tree of a policy block: plain, frozen data with positions in the document (UTF-16). */

export interface Span {
  readonly from: number
  readonly to: number
}

export interface Name extends Span {
  readonly text: string
}

export type Operator = '+' | '-' | '×' | '÷' | '=' | '≠' | '>' | '<' | '≥' | '≤' | '且' | '或' | '在' | '不在'

export type Node =
  | (Span & { readonly kind: 'number'; readonly text: string })
  | (Span & { readonly kind: 'text'; readonly text: string })
  | (Span & { readonly kind: 'date'; readonly text: string })
  | (Span & { readonly kind: 'path'; readonly names: readonly Name[] })
  /** 全部 合同.营业额: every row of an object, whatever the current row. */
  | (Span & { readonly kind: 'whole'; readonly names: readonly Name[] })
  | (Span & {
      readonly kind: 'lookup'
      readonly table: Name
      readonly keys: readonly Node[]
      readonly named: readonly Named[]
      readonly column: Name | undefined
    })
  | (Span & {
      readonly kind: 'call'
      readonly callee: Name
      readonly args: readonly Node[]
      readonly named: readonly Named[]
    })
  | (Span & { readonly kind: 'list'; readonly items: readonly Node[] })
  | (Span & { readonly kind: 'negative'; readonly operand: Node })
  | (Span & { readonly kind: 'not'; readonly operand: Node })
  | (Span & {
      readonly kind: 'binary'
      readonly operator: Operator
      readonly left: Node
      readonly right: Node
    })
  /** Already reported by the reader; the checker stays silent about it. */
  | (Span & { readonly kind: 'broken' })

export interface Named {
  readonly name: Name
  readonly value: Node
}

/** `名称: 类型` or `名称 = 公式` or both. */
export interface Line extends Span {
  readonly name: Name
  readonly type: TypeNote | undefined
  readonly formula: Node | undefined
}

export interface TypeNote extends Span {
  readonly name: string
  readonly modifiers: readonly { readonly name: Name; readonly value: Name | undefined }[]
}

export interface Section extends Span {
  readonly object: Name
  /** Headed `对象 …:`, so it declares an object of the document's own. */
  readonly declares: boolean
  readonly lines: readonly Line[]
}
