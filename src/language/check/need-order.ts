/**
 * Puts definitions that others may need first, so that checking never goes deep: a thousand definitions in a row must
 * not exhaust the stack. Needs are guessed from the words alone; guessing too many does no harm.
 */
import type { Node } from '../syntax/nodes.ts'
import type { Definition, Names } from './names.ts'

export function inOrderOfNeed(definitions: readonly Definition[], names: Names): Definition[] {
  const byName = Map.groupBy(definitions, (definition) => definition.name.text)
  const needs = (definition: Definition) =>
    [...wordsOf(definition.formula, names)].flatMap((word) => byName.get(word) ?? [])
  const ordered = new Set<Definition>()
  const seen = new Set<Definition>()
  for (const start of definitions) {
    const path = seen.has(start) ? [] : [{ definition: start, left: needs(start) }]
    seen.add(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop()
      if (next && !seen.has(next)) {
        seen.add(next)
        path.push({ definition: next, left: needs(next) })
      } else if (!next) {
        ordered.add(top.definition)
        path.pop()
      }
    }
  }
  return [...ordered]
}

function wordsOf(formula: Node, names: Names): Set<string> {
  const words = new Set<string>()
  collect(formula, words)
  for (const word of [...words]) for (const text of formulasIn(word, names)) addWords(text, words)
  return words
}

/** Formulas that a table brings with it: what a tier table looks at, what a scorecard scores. */
function formulasIn(table: string, names: Names): string[] {
  const attributes = names.tables.get(table)?.attributes
  const items = names.scorecards.get(table)?.items ?? []
  return [
    ...['依据', '计提'].map((name) => attributes?.get(name)?.text ?? ''),
    ...items.flatMap((item) => [item.indicator.text, item.target?.text ?? '']),
  ]
}

function addWords(text: string, words: Set<string>): void {
  for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) words.add(word)
}

function collect(node: Node, words: Set<string>): void {
  switch (node.kind) {
    case 'path':
    case 'whole':
      for (const name of node.names) words.add(name.text)
      break
    case 'lookup':
      for (const part of [...node.keys, ...node.named.map((named) => named.value)]) collect(part, words)
      break
    case 'call':
      for (const part of [...node.args, ...node.named.map((named) => named.value)]) collect(part, words)
      break
    case 'list':
      for (const item of node.items) collect(item, words)
      break
    case 'negative':
    case 'not':
      collect(node.operand, words)
      break
    case 'binary':
      collect(node.left, words)
      collect(node.right, words)
      break
    default:
  }
}
