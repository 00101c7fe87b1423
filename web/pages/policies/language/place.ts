/** Where in a policy text a position stands. Works on text that is just being written, so nothing needs to be complete. */

export interface Place {
  /** Inside a fenced `policy` block. */
  readonly formulas: boolean
  /** The object whose definitions are being written. */
  readonly object: string | undefined
  /** After = on its line or in the lines that go on with it. */
  readonly inFormula: boolean
}

export function placeAt(text: string, position: number): Place {
  const before = text.slice(0, position)
  const fences = [...before.matchAll(/^[ \t]*(```|~~~)[ \t]*(\S*)/gm)]
  const open = fences.length % 2 === 1 ? fences.at(-1) : undefined
  if (open?.[2] !== 'policy') return { formulas: false, object: undefined, inFormula: false }
  const block = before.slice(open.index + open[0].length)
  const heads = [...block.matchAll(/^(?:对象[ \t]+)?([^\s:：=]+)[ \t]*[:：][ \t]*$/gm)]
  const head = heads.at(-1)
  const line = block.slice(block.lastIndexOf('\n') + 1)
  const deeper = /^(?:\t| {4,})/.test(line)
  return { formulas: true, object: head?.[1], inFormula: /[=＝]/.test(line) || deeper }
}

/** A path being written before the cursor: 合同.回|款 gives [合同] and 回, with where 回 begins. */
export function pathBefore(
  text: string,
  position: number,
): { readonly path: readonly string[]; readonly word: string; readonly from: number } {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position)
  const match = /((?:[\p{L}_][\p{L}\d_]*[.．])*)([\p{L}_][\p{L}\d_]*)?$/u.exec(line)
  const word = match?.[2] ?? ''
  const path = (match?.[1] ?? '').split(/[.．]/).slice(0, -1)
  return { path, word, from: position - word.length }
}

/** The whole path around a position, and which of its names stands there. */
export function pathAround(
  text: string,
  position: number,
):
  | { readonly names: readonly string[]; readonly index: number; readonly from: number; readonly to: number }
  | undefined {
  const start = text.lastIndexOf('\n', position - 1) + 1
  const end = text.indexOf('\n', position)
  const line = text.slice(start, end < 0 ? undefined : end)
  for (const match of line.matchAll(/[\p{L}_][\p{L}\d_]*(?:[.．][\p{L}_][\p{L}\d_]*)*/gu)) {
    let from = start + match.index
    if (position < from || position > from + match[0].length) continue
    const names = match[0].split(/[.．]/)
    for (const [index, name] of names.entries()) {
      const to = from + name.length
      if (position <= to) return { names, index, from, to }
      from = to + 1
    }
  }
  return undefined
}
