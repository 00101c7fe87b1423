/** Scores and counts as text; what is right is decided by form, never by a binary number. */

/** As the server has it (src/publication/reviews/cells.ts). */
const score = /^(?:10(?:\.0{1,2})?|\d(?:\.\d{1,2})?)$/
const pair = /^(\d{0,3})\/(\d{0,3})$/

export function checkScore(value: string): 'invalid' | undefined {
  return score.test(value) ? undefined : 'invalid'
}

/** `done/due`. */
export function checkPair(value: string): 'incomplete' | 'invalid' | undefined {
  const [, done, due] = pair.exec(value) ?? []
  if (done === undefined || due === undefined) return 'invalid'
  if (done === '' || due === '') return 'incomplete'
  return Number(done) <= Number(due) ? undefined : 'invalid'
}

export const splitPair = (value: string): readonly [done: string, due: string] => {
  const [done = '', due = ''] = value.split('/')
  return [done, due]
}

/** Between 0 and 1, in tenths of a point: which bar of the distribution. */
export function bandOf(total: string): number {
  const [whole = '0', part = ''] = total.split('.')
  return Math.min(26, Number(whole) * 2 + (Number(`${part}0`.slice(0, 1)) >= 5 ? 1 : 0))
}

/** 8.7333 → 8.73, cut for the eye; the exact figure is in the records. */
export function short(value: string | null, digits = 2): string {
  if (value === null) return '—'
  const [whole = '', part = ''] = value.split('.')
  const kept = part.slice(0, digits).replace(/0+$/, '')
  return kept ? `${whole}.${kept}` : whole
}
