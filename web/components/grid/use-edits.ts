/** Changes with their undoing: each step is what was done at once, such as one paste. */
import { useCallback, useRef } from 'react'
import type { GridEdit } from './grid-types.ts'

interface Step {
  readonly before: readonly GridEdit[]
  readonly after: readonly GridEdit[]
}

export interface Edits {
  readonly apply: (after: readonly GridEdit[], before: readonly GridEdit[]) => void
  readonly undo: () => readonly GridEdit[]
  readonly redo: () => readonly GridEdit[]
}

export function useEdits(onEdit: (edits: readonly GridEdit[]) => void): Edits {
  const done = useRef<Step[]>([])
  const undone = useRef<Step[]>([])
  const apply = useCallback(
    (after: readonly GridEdit[], before: readonly GridEdit[]) => {
      if (after.length === 0) return
      done.current.push({ before, after })
      undone.current = []
      onEdit(after)
    },
    [onEdit],
  )
  const back = (from: Step[], to: Step[], side: keyof Step): readonly GridEdit[] => {
    const step = from.pop()
    if (!step) return []
    to.push(step)
    onEdit(step[side])
    return step[side]
  }
  return {
    apply,
    undo: () => back(done.current, undone.current, 'before'),
    redo: () => back(undone.current, done.current, 'after'),
  }
}
