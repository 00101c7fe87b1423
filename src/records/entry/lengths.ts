/** How long a text may be, by what it is: a code, a name, or what somebody writes about something. */
import type { Field } from '../../language/vocabulary.ts'

const longestCode = 64
export const longestName = 200
const longestNote = 2000

const notes = ['content', 'reason', 'remark', 'note']

/** Characters. References are codes, too. */
export function longestOf({ type, columns: [column = ''] }: Pick<Field, 'type' | 'columns'>): number {
  if (type.kind === 'reference' || /_(no|code)$/.test(column)) return longestCode
  return notes.includes(column) ? longestNote : longestName
}

export const longerThan = (longest: number) => `超过 ${longest} 个字，请缩短`
