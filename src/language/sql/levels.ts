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
  const written = (sql: string) => sql.length + copies(sql, merged)
  for (const [at, columns] of [...levels, top.map((sql) => ({ alias: '', sql }))].entries()) {
    const added = columns.reduce((sum, { sql }) => sum + copies(sql, merged), 0)
    if (added > tolerable && at > 0) {
      fenced.add(at)
      merged.clear()
    }
    const sizes = columns.map(({ alias, sql }) => [alias, written(sql)] as const)
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
