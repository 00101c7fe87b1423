/** The known name nearest to a mistyped one, when it is near enough to be worth suggesting. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const distance = editDistance(name, candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  const limit = Math.max(1, Math.floor(name.length / 2))
  return best !== undefined && bestDistance <= limit && bestDistance < name.length ? best : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** 甲且乙 is one name. When it is unknown and has known names around 且, 或, it was meant as two. */
export function splitAtConnective(name: string, known: ReadonlySet<string>): string | undefined {
  for (const connective of ['且', '或']) {
    const at = name.indexOf(connective)
    if (at <= 0) continue
    const [left, right] = [name.slice(0, at), name.slice(at + 1)]
    if (known.has(left) || known.has(right)) return `${left} ${connective} ${right}`
  }
  return name.startsWith('非') && known.has(name.slice(1)) ? `非 ${name.slice(1)}` : undefined
}
