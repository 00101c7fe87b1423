/** Problems by cause: the place in the policy where they arise, how many there are, and the records to put right. */
import { clauseAt, problemText, type Site } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import type { PolicyVersion } from './policy-version.ts'
import { causesSql, places } from './problems.ts'
import { partitionOf, type Run } from './run.ts'

/** What solves it: enter what is missing in a record, enter a record, or change the policy. */
export type Remedy = 'fill' | 'enter' | 'correct' | 'policy' | 'earlier'

export interface ProblemGroup {
  readonly number: number
  readonly object: string
  readonly objectLabel: string
  readonly variable: string
  readonly code: string
  readonly message: string
  readonly clause: string
  readonly count: number
  readonly remedy: Remedy
  /** The first twenty records it concerns, by key. */
  readonly keys: readonly (readonly string[])[]
}

const remedies: Readonly<Partial<Record<Site['code'], Remedy>>> = {
  missing: 'fill',
  'missing-row': 'fill',
  'out-of-scope': 'policy',
  'no-row': 'policy',
  'no-cell': 'policy',
  'no-tier': 'policy',
  'no-step': 'policy',
  'no-records': 'enter',
  'no-earlier': 'earlier',
}

export async function problemGroups(
  db: Database,
  { program }: PolicyVersion,
  run: Run,
  shown = 20,
): Promise<ProblemGroup[]> {
  const groups: ProblemGroup[] = []
  for (const place of places(program.definitions, run.sites)) {
    const keys = place.object.key.map((_, i) => `"K${i + 1}"::text`).join(', ')
    const rows = await db.query<{ number: number; count: number; keys: string[][] }>(
      `select number, count(*)::int as count, (jsonb_agg(keys order by at) filter (where at <= $1)) as keys
       from (select c.number, k.keys, row_number() over (partition by c.number order by c.key) as at
         from (${causesSql(place, partitionOf(run, place.object))}) c
         join (select ${place.object.key.map((_, i) => `"K${i + 1}"::text`).join(` || '/' || `)} as key, jsonb_build_array(${keys}) as keys
           from ${partitionOf(run, place.object)}) k using (key)) x group by number order by number`,
      [shown],
    )
    for (const { number, count, keys: found } of rows) {
      const site = place.sites.find((other) => other.number === number)
      if (!site) continue
      groups.push({
        number,
        object: place.object.id,
        objectLabel: place.object.label,
        variable: place.definition.name.text,
        code: site.code,
        message: problemText(site),
        clause: clauseAt(program.document, place.definition.span.from)?.title ?? '',
        count,
        remedy: remedies[site.code] ?? 'correct',
        keys: found,
      })
    }
  }
  return groups.sort((a, b) => b.count - a.count)
}
