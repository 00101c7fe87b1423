/** The words most like `word`, best first; none when nothing is much like it. */
export function nearWords(word: string, words: Iterable<string>, most = 3): string[] {
  const scored = [...new Set(words)].map((candidate) => [candidate, likeness(word, candidate)] as const)
  return scored
    .filter(([, score]) => score >= 0.4)
    .sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([candidate]) => candidate)
}

/** Share of characters and of neighbouring pairs two words have in common: Chinese headings are short. */
function likeness(a: string, b: string): number {
  return (overlap([...a], [...b]) + overlap(pairs(a), pairs(b))) / 2
}

function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0
  const left = [...b]
  let common = 0
  for (const item of a) {
    const at = left.indexOf(item)
    if (at === -1) continue
    left.splice(at, 1)
    common += 1
  }
  return (2 * common) / (a.length + b.length)
}

function pairs(text: string): string[] {
  const characters = ['^', ...text, '$']
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}
