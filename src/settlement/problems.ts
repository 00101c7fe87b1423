/** Problems of a run: where a value is missing or impossible, with its cause. */
import {
  type CheckedDefinition,
  type Clause,
  clauseAt,
  type Program,
  problemColumn,
  problemText,
  type RecordObject,
  type Site,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import type { PolicyVersion } from './policy-version.ts'
import { partitionOf, type Run } from './run.ts'

export interface Problem {
  readonly object: string
  readonly key: string
  readonly variable: string
  readonly code: string
  readonly message: string
  readonly clause: string
}

interface Place {
  readonly object: RecordObject
  readonly definition: CheckedDefinition
  readonly sites: readonly Site[]
}

/** Definitions in which problems can arise, with the problems that are their own. */
export function places(definitions: readonly CheckedDefinition[], sites: readonly Site[]): Place[] {
  return definitions.flatMap((definition) => {
    const own = sites.filter(
      (site) => site.object === definition.object.id && site.variable === definition.id,
    )
    return own.length > 0 ? [{ object: definition.object, definition, sites: own }] : []
  })
}

/** SQL that lists the first causes in a table: a value that is missing because another is does not repeat it. */
export function causesSql(place: Place, table: string): string {
  const key = place.object.key.map((_, i) => `"K${i + 1}"::text`).join(` || '/' || `)
  const column = `"${problemColumn(place.definition)}"`
  return `select ${key} as key, ${column} as number from ${table} where ${column} in (${place.sites.map((site) => site.number).join(', ')})`
}

interface Results {
  readonly definitions: readonly CheckedDefinition[]
  readonly table: string
}

/** How many values are missing or impossible for a cause of their own. */
export async function countProblems(
  db: Database,
  results: readonly Results[],
  sites: readonly Site[],
): Promise<number> {
  let count = 0
  for (const { definitions, table } of results) {
    const counts = places(definitions, sites).map(
      (place) =>
        `count(*) filter (where "${problemColumn(place.definition)}" in (${place.sites.map((site) => site.number).join(', ')}))`,
    )
    if (counts.length === 0) continue
    const [row] = await db.query<{ count: string }>(
      `select (${counts.join(' + ')})::text as count from ${table}`,
    )
    count += Number(row?.count ?? 0)
  }
  return count
}

/** The problems of a stored run, by place in the policy and key; at most `limit` of each place. */
export async function problemsOf(
  db: Database,
  version: PolicyVersion,
  run: Run,
  limit = 1000,
): Promise<Problem[]> {
  const { program } = version
  const problems: Problem[] = []
  for (const place of places(program.definitions, run.sites)) {
    const table = partitionOf(run, place.object)
    const rows = await db.query<{ key: string; number: number }>(
      `select * from (${causesSql(place, table)}) c order by key collate "C" limit $1`,
      [limit],
    )
    for (const { key, number } of rows) {
      const site = place.sites.find((other) => other.number === number)
      if (site) problems.push(describeProblem(program, place, site, key))
    }
  }
  return problems
}

function describeProblem(program: Program, place: Place, site: Site, key: string): Problem {
  const clause: Clause | undefined = clauseAt(program.document, place.definition.span.from)
  return {
    object: place.object.label,
    key,
    variable: place.definition.name.text,
    code: site.code,
    message: problemText(site),
    clause: clause?.title ?? '',
  }
}
