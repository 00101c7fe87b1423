/** What a sheet shows, cell by cell, and what a person changes in it. */
import type { ReactNode } from 'react'

export interface GridColumn {
  readonly key: string
  readonly title: string
  /** Under the title, small. */
  readonly note?: string
  readonly width: number
  readonly align?: 'start' | 'end'
  /** The person's name: stays in view and heads the row. */
  readonly heads?: boolean
  readonly editable?: boolean
}

/** computed: by the policy from records; entered: by hand; gap: waits for an entry; the others say how saving stands. */
export type Tone = 'plain' | 'computed' | 'entered' | 'gap' | 'warn' | 'wrong' | 'saving'

export interface GridCell {
  readonly text: string
  readonly shown?: ReactNode
  readonly tone?: Tone
  readonly editable?: boolean
  /** Said by screen readers after the value, and shown when the pointer rests on it. */
  readonly about?: string
}

export interface GridEdit {
  readonly row: string
  readonly column: string
  readonly text: string
}

export interface Place {
  readonly row: number
  readonly column: number
}

export interface Area {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function areaOf(a: Place, b: Place): Area {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

export const holds = ({ top, bottom, left, right }: Area, row: number, column: number) =>
  row >= top && row <= bottom && column >= left && column <= right
