/** Results and problems as plain data: decimals as text without trailing zeros, answers as 是 and 否. */
import { type Period, type Program, problemText } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import type { Computed, ObjectResult } from '../compute.ts'
import { causesSql, places } from '../problems.ts'

export type ResultRow = Readonly<Record<string, string | null>>

export interface Problem {
  readonly object: string
  readonly key: string
  readonly variable: string
  readonly code: string
  readonly message: string
}

export async function presentResults(
  db: Database,
  program: Program,
  period: Period,
  computed: Computed,
): Promise<Record<string, ResultRow[]>> {
  const results: Record<string, ResultRow[]> = {}
  for (const object of program.declared) {
    const result = computed.results.find((other) => other.object === object)
    if (result) results[object.label] = await rowsOf(db, result, period)
  }
  return results
}

async function rowsOf(db: Database, result: ObjectResult, period: Period): Promise<ResultRow[]> {
  const { object } = result
  const fields = object.fields.map((field) => ({
    label: field.label,
    sql: shown(`o."${field.columns[0]}"`, field.type.kind),
  }))
  const values = result.definitions
    .toSorted((a, b) => a.span.from - b.span.from)
    .map((own) => ({
      label: own.name.text,
      sql: shown(`r."${own.id}"`, own.valueType.kind),
    }))
  const all = [...fields, ...values]
  const keys = object.key.map((column, i) => `o."${column}" = r."K${i + 1}"`)
  const when = object.period === undefined ? '' : ` and o."${object.period}" = '${period.name}'`
  const rows = await db.query<Record<string, string | null>>(
    `select ${all.map(({ sql }, i) => `${sql} as c${i}`).join(', ')} from ${result.table} r
     join ${object.source} o on ${keys.join(' and ')}${when} order by ${object.key.map((_, i) => `r."K${i + 1}"`).join(', ')}`,
  )
  return rows.map((row) => Object.fromEntries(all.map(({ label }, i) => [label, row[`c${i}`] ?? null])))
}

function shown(sql: string, kind: string): string {
  if (kind === 'number') return `trim_scale(${sql})::text`
  return kind === 'boolean' ? `case ${sql} when true then '是' when false then '否' end` : `${sql}::text`
}

export async function presentProblems(db: Database, computed: Computed): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { definitions, table } of computed.results) {
    const failing = definitions.filter((own) => computed.failing.has(own))
    for (const place of places(failing, computed.sites)) {
      const rows = await db.query<{ key: string; number: number }>(
        `select * from (${causesSql(place, table)}) c order by key collate "C"`,
      )
      for (const row of rows) {
        const site = place.sites.find((other) => other.number === row.number)
        const { object, definition } = place
        if (site)
          problems.push({
            object: object.label,
            key: row.key,
            variable: definition.name.text,
            code: site.code,
            message: problemText(site),
          })
      }
    }
  }
  return problems
}
