/**
 * What a draft changes for one person or one contract, fast enough to be asked while it is being written. X-4.
 *
 * Everybody is computed. To find out first which rows the results of one rest on, and to compute only these, took twice
 * as long, with 250 contracts as with 60 000: 计算范围 leaves little to compute, and figures of the whole company
 * (平均(全部 员工…)) rest on everybody anyway.
 */
import {
  type CheckedDefinition,
  clauseAt,
  type Period,
  problemText,
  type RecordObject,
  typeName,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { computeAside, presentSide, type Side, undone } from './aside.ts'
import { checkPolicy } from './policy-version.ts'
import { causesSql, places } from './problems.ts'

export interface Focus {
  readonly kind: 'person' | 'contract'
  readonly key: string
}

export interface LiveValue {
  readonly object: string
  readonly key: string
  readonly variable: string
  readonly unit: string
  readonly clause: string
  /** Decimal text, a day, 是/否 or text; null where there is none. */
  readonly before: string | null
  readonly after: string | null
  readonly payable: boolean
}

export interface Live {
  /**
   * The version the draft is compared with; undefined for a policy that has none in that period. Not settled when no run
   * is what it is compared with: there is none, or the records have changed since.
   */
  readonly against: { readonly version: string; readonly settled: boolean } | undefined
  /** What differs, and what is payable in any case. At most 200. */
  readonly values: readonly LiveValue[]
  readonly more: boolean
  readonly problems: readonly {
    readonly object: string
    readonly key: string
    readonly variable: string
    readonly message: string
  }[]
}

const most = 200

/** Refuses with policy_invalid, policy_own_objects. */
export function liveResult(
  db: Database,
  { document, period, focus }: { document: string; period: Period; focus: Focus },
): Promise<Live> {
  const program = checkPolicy(document)
  return undone(db, async (within) => {
    const present = await presentSide(within, program.document.meta.name, period)
    const draft = await computeAside(within, 'draft', program, period)
    const values: LiveValue[] = []
    const problems: Live['problems'][number][] = []
    for (const object of objectsOf(draft, focus)) {
      const where = rowsOf(object, focus)
      if (where === undefined) continue
      values.push(...(await changed(within, object, where, { before: present?.side, after: draft, focus })))
      problems.push(...(await problemsOf(within, draft, object, where, focus)))
    }
    return {
      against: present && { version: present.version.version, settled: present.settled },
      values: values.slice(0, most),
      more: values.length > most,
      problems: problems.slice(0, most),
    }
  })
}

/** Whoever is looked at comes first. */
function objectsOf({ program }: Side, { kind }: Focus): RecordObject[] {
  const all = [...new Set(program.definitions.map((definition) => definition.object))]
  return all.toSorted((a, b) => Number(b.id === kind) - Number(a.id === kind))
}

/** Which rows belong to somebody: by their own key, or by a reference that is part of the key. `$1` is whom. */
function rowsOf(object: RecordObject, { kind }: Focus): string | undefined {
  if (object.id === kind) return '"K1" = $1'
  const column = (of: string) =>
    object.fields
      .filter((field) => field.type.kind === 'reference' && field.type.object === of)
      .map((field) => object.key.indexOf(field.columns[0] ?? ''))
      .find((at) => at >= 0)
  const own = column(kind)
  if (own !== undefined) return `"K${own + 1}" = $1`
  // The contracts somebody signed or has a share in, and their lines.
  const contract = object.id === 'contract' ? 0 : column('contract')
  return kind === 'person' && contract !== undefined
    ? `"K${contract + 1}" in (select contract_no from record.credit_share where person_no = $1
        union select contract_no from record.contract where salesperson_no = $1)`
    : undefined
}

interface Compared {
  readonly before: Side | undefined
  readonly after: Side
  readonly focus: Focus
}

async function changed(
  db: Database,
  object: RecordObject,
  where: string,
  { before, after, focus }: Compared,
): Promise<LiveValue[]> {
  const definitions = after.program.definitions.filter((own) => own.object.id === object.id)
  const [fresh, old] = [after.tables.get(object.id), before?.tables.get(object.id)]
  if (!fresh) return []
  const olds = definitions.map((definition) => sameNamed(before, definition))
  const keys = object.key.map((_, i) => `"K${i + 1}"`)
  const parts = definitions.map(
    (definition, i) => `(${i}, ${valueText('b', olds[i])}, ${valueText('a', definition)})`,
  )
  const payable = after.program.payable ? definitions.indexOf(after.program.payable) : -1
  const rows = await db.query<{ key: string; at: number; before: string | null; after: string | null }>(
    `select ${keys.map((key) => `${key}::text`).join(` || ' / ' || `)} as key, x.*
     from (select * from ${old ?? fresh} where ${old ? where : 'false and $1::text is null'}) b
     full join (select * from ${fresh} where ${where}) a using (${keys.join(', ')})
     cross join lateral (values ${parts.join(', ')}) x(at, before, after)
     where x.before is distinct from x.after or x.at = ${payable} order by 1, 2 limit ${most + 1}`,
    [focus.key],
  )
  return rows.flatMap(({ at, ...row }) => {
    const definition = definitions[at]
    return definition ? [{ ...row, ...namesOf(after, definition), payable: at === payable }] : []
  })
}

function sameNamed(side: Side | undefined, definition: CheckedDefinition): CheckedDefinition | undefined {
  return side?.program.definitions.find(
    (own) => own.object.id === definition.object.id && own.name.text === definition.name.text,
  )
}

function valueText(side: string, definition: CheckedDefinition | undefined): string {
  if (!definition) return 'null::text'
  const column = `${side}."${definition.id}"`
  const { kind } = definition.valueType
  if (kind === 'number') return `trim_scale(${column})::text`
  return kind === 'boolean'
    ? `case ${column} when true then '是' when false then '否' end`
    : `${column}::text`
}

function namesOf({ program }: Side, definition: CheckedDefinition) {
  return {
    object: definition.object.label,
    variable: definition.name.text,
    unit: typeName(definition.valueType),
    clause: clauseAt(program.document, definition.span.from)?.title ?? '',
  }
}

async function problemsOf(db: Database, draft: Side, object: RecordObject, where: string, focus: Focus) {
  const table = draft.tables.get(object.id)
  const own = draft.program.definitions.filter((definition) => definition.object.id === object.id)
  const found: Live['problems'][number][] = []
  for (const place of table ? places(own, draft.sites) : []) {
    const rows = await db.query<{ key: string; number: number }>(
      `${causesSql(place, `(select * from ${table} where ${where}) t`)} order by 1 limit 20`,
      [focus.key],
    )
    for (const { key, number } of rows) {
      const site = place.sites.find((other) => other.number === number)
      if (site)
        found.push({
          object: object.label,
          key,
          variable: place.definition.name.text,
          message: problemText(site),
        })
    }
  }
  return found
}
