/**
 * Which levels of a query have to be kept apart. PostgreSQL merges levels and copies an expression into each of its
 * uses: a few copies cost less than handing every row from level to level, but copies of copies grow without bound.
 */
interface Column {
  readonly alias: string
  readonly sql: string
}

/** How many characters of SQL copying may add to a level before the level below it is kept apart. */
const tolerable = 300

/** Numbers, from 1, of the levels to fence; `top` is what is written above the last level. */
export function fencedLevels(levels: readonly (readonly Column[])[], top: readonly string[]): Set<number> {
  const fenced = new Set<number>()
  const merged = new Map<string, number>()
  for (const [at, columns] of [...levels, top.map((sql) => ({ alias: '', sql }))].entries()) {
    const copied = columns.map(({ sql }) => copies(sql, merged))
    const apart = at > 0 && copied.reduce((sum, own) => sum + own, 0) > tolerable
    if (apart) {
      fenced.add(at)
      merged.clear()
    }
    const sizes = columns.map(
      ({ alias, sql }, i) => [alias, sql.length + (apart ? 0 : (copied[i] ?? 0))] as const,
    )
    // Window functions keep their level apart by themselves; the fence says so.
    if (columns.some(({ sql }) => sql.includes(' over ('))) {
      fenced.add(at + 1)
      merged.clear()
    } else for (const [alias, size] of sizes) merged.set(alias, size)
  }
  return fenced
}

/** What the columns a formula names add to it when they are copied in, less their first use. */
function copies(sql: string, merged: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [name] of sql.matchAll(/"[^"]+"/g)) sum += merged.get(name) ?? 0
  return sum
}
