/** How long a text may be, by what it is: a code, a name, or what somebody writes about something. */
import type { Field } from '../../language/vocabulary.ts'
import type { Rule } from '../rules/shared.ts'

const longestCode = 64
export const longestName = 200
const longestProse = 2000

/** Characters. References are codes, too. */
export function longestOf({
  type,
  prose,
  columns: [column = ''],
}: Pick<Field, 'type' | 'columns' | 'prose'>): number {
  if (type.kind === 'reference' || /_(no|code)$/.test(column)) return longestCode
  return prose ? longestProse : longestName
}

export const longerThan = (longest: number): Rule => [
  `超过 ${longest} 个字，请缩短`,
  `longer than ${longest} characters; please shorten it`,
]
