/**
 * The bottom of a query: the rows of one object, the rows they refer to, and what earlier stages computed of both.
 *
 * Where earlier stages have stored what is asked for, it is read there and not from the records again. What is written
 * here names the object's own rows `o` and joined ones `j1`, `j2` …
 */
import type { RecordObject } from '../vocabulary.ts'
import type { Compilation } from './compilation.ts'
import { carriedColumn, type Fragment, quote } from './fragment.ts'

interface Join {
  readonly alias: string
  /** Such as `left join record.product`. */
  readonly what: string
  readonly on: string
  /** The table, when it holds results of the very rows that are gathered. */
  readonly own?: string | undefined
  /** The object, when records are joined. */
  readonly target?: RecordObject
}

export interface Use {
  /** All that is written over the gathered columns; every column is taken when not given. */
  readonly above: readonly string[] | undefined
  /** What the rows are joined with shows that they are there in the period. */
  readonly known: boolean
}

export class Gathering {
  readonly #compilation: Compilation
  readonly #object: RecordObject
  /** Gathers rows to be aggregated for others. */
  readonly #nested: boolean
  readonly #prefix: string
  /** Aliases by SQL. */
  readonly #columns = new Map<string, string>()
  readonly #joins = new Map<string, Join>()
  readonly #limits: string[] = []
  /** Leaves out rows that nothing would come of. */
  #limit: string | undefined
  /** Joins that leave out rows without a match. */
  readonly #needed = new Set<string>()

  constructor(
    compilation: Compilation,
    object: RecordObject,
    { nested, prefix }: { readonly nested: boolean; readonly prefix: string },
  ) {
    this.#compilation = compilation
    this.#object = object
    this.#nested = nested
    this.#prefix = prefix
  }

  /** The name that a value of a row gets. */
  column(sql: string): string {
    const known = this.#columns.get(sql)
    if (known !== undefined) return known
    const alias = quote(`F${this.#prefix}${this.#columns.size + 1}`)
    this.#columns.set(sql, alias)
    return alias
  }

  /** Joins rows and returns their alias. */
  join(what: string, conditions: readonly string[], kind: Pick<Join, 'own' | 'target'> = {}): string {
    const identity = `${what} ${conditions.join(' and ')}`
    const known = this.#joins.get(identity)
    if (known) return known.alias
    const alias = `j${this.#joins.size + 1}`
    const on = conditions.map((condition) => `${alias}.${condition}`).join(' and ')
    this.#joins.set(identity, { alias, what, on, ...kind })
    return alias
  }

  /** Joins a table of results and leaves out rows without one. */
  need(table: string, conditions: readonly string[], own?: string): string {
    this.#needed.add(joinIdentity(table, conditions))
    return this.join(`join ${table}`, conditions, { own })
  }

  needs(table: string, conditions: readonly string[]): boolean {
    return this.#needed.has(joinIdentity(table, conditions))
  }

  /** Only rows for which a condition on joined rows holds. */
  keep(condition: string): void {
    this.#limits.push(condition)
  }

  /** Only rows whose key, made of gathered columns, is among those a query selects. */
  limitTo(key: readonly Fragment[], query: string): void {
    const columns = key.map(({ sql }) => [...this.#columns].find(([, alias]) => alias === sql)?.[0] ?? sql)
    this.#limit = `(${columns.join(', ')}) in (${query})`
  }

  sql({ above, known }: Use): string {
    const { where: restricted } = this.#compilation.sourceOf(this.#object, this.#nested)
    const list = this.#list(above)
    const written = [...list, restricted, ...this.#limits, this.#limit]
    const table = this.#nested ? undefined : this.#compilation.restrictionOf(this.#object)
    // Joined with what it may be restricted to, it already is.
    const joined = [...this.#joins.values()].some(({ own, what }) => own === table && what.startsWith('join'))
    const own = [...(restricted && !joined ? [restricted] : []), ...this.#limits]
    const conditions = this.#limit === undefined ? own : [...own, this.#limit]
    const carried = this.#nested || this.#limits.length > 0 ? undefined : this.#fromCarrier(list)
    if (carried !== undefined) return carried
    // Stored rows are already those of the period that matter, unless a run is limited to a few.
    const few = this.#compilation.request.only !== undefined || !this.#compilation.scoped(this.#object)
    const stored = this.#fromStored(list, few ? conditions : own)
    if (stored !== undefined) return stored
    return this.#fromRecords(list, written, conditions, known)
  }

  #list(above: readonly string[] | undefined): string[] {
    const named = above && new Set(above.flatMap((sql) => sql.match(/"F[\d_]+"/g) ?? []))
    const columns = [...this.#columns].filter(([, alias]) => named?.has(alias) !== false)
    return columns.length === 0 ? ['1 as "one"'] : columns.map(([sql, alias]) => `${sql} as ${alias}`)
  }

  #fromRecords(
    list: readonly string[],
    written: readonly (string | undefined)[],
    conditions: readonly string[],
    known: boolean,
  ): string {
    const lean = this.#lean(written)
    const wanted = columnsOf('o', [...written, ...lean.map(joinSql)])
    const { source } = this.#compilation.sourceOf(this.#object, this.#nested, wanted, known)
    const within = this.#within(source)
    const needless = (join: Join) =>
      join.what === `join ${within.read}` &&
      join.on === within.on?.replaceAll('"K', `${join.alias}."K`) &&
      columnsOf(join.alias, [...written, ...lean.filter((other) => other !== join).map(joinSql)]).size === 0
    const joins = lean.filter((join) => !needless(join)).map(joinSql)
    const where = conditions.length > 0 ? [`where ${conditions.join(' and ')}`] : []
    return [`select ${list.join(', ')} from ${within.source} o`, ...joins, ...where].join(' ')
  }

  /** The joins, reading of records no more than what is written, or other joins, ask for. */
  #lean(written: readonly (string | undefined)[]): Join[] {
    const all = [...this.#joins.values()]
    return all.map((join) => {
      if (!join.target?.parts) return join
      const wanted = columnsOf(join.alias, [...written, ...all.map(({ on }) => on)])
      return { ...join, what: `left join ${this.#compilation.sourceOf(join.target, true, wanted).source}` }
    })
  }

  /**
   * Joined with results of the rows it is within, the source need not read those rows' records. `read` is the table it
   * reads instead, by the keys `on`: to join that once more finds nothing new.
   */
  #within(source: string): { source: string; read?: string; on?: string } {
    const { within, fields } = this.#object
    const reference = fields.find(({ id }) => id === within?.reference)
    if (!within || reference?.type.kind !== 'reference' || this.#nested) return { source }
    const outer = this.#compilation.object(reference.type.object)
    const on = outer.key.map((_, i) => `"K${i + 1}" = o.${quote(reference.columns[i] ?? '')}`).join(' and ')
    if (![...this.#needed].some((identity) => identity.endsWith(` ${on}`))) return { source }
    const read = this.#compilation.storedFor(within, outer)
    if (read === undefined) return { source }
    return { source: this.#compilation.narrowed(source, within, outer, read), read, on }
  }

  /** The object's first stage has all its rows that matter, and can have what is needed of their records. */
  #fromCarrier(list: readonly string[]): string | undefined {
    const { carrier } = this.#compilation
    if (carrier === undefined) return undefined
    const others = this.#lean(list).filter((join) => join.own !== carrier)
    const keys = this.#object.key
    const columns = new Set<string>()
    const here = [...this.#joins.values()].filter((join) => join.own === carrier).map(({ alias }) => alias)
    const read = (sql: string) =>
      sql.replace(/\b(o|j\d+)\."((?:[^"]|"")+)"/g, (written, alias, name) => {
        if (alias !== 'o') return here.includes(alias) ? `o."${name}"` : written
        if (keys.includes(name)) return `o."K${keys.indexOf(name) + 1}"`
        columns.add(name)
        return `o.${quote(carriedColumn(name))}`
      })
    const joins = others.map((join) => joinSql({ ...join, on: read(join.on) }))
    const text = [`select ${list.map(read).join(', ')} from ${carrier} o`, ...joins].join(' ')
    return this.#compilation.carries(this.#object, columns) ? text : undefined
  }

  /** Rows of which only keys and results are asked are read from the results, not from the records again. */
  #fromStored(list: readonly string[], conditions: readonly string[]): string | undefined {
    const [first, ...rest] = this.#joins.values()
    if (!this.#nested || this.#compilation.request.settled || !first?.own || rest.some((join) => !join.own))
      return undefined
    const key = new Map(
      this.#object.key.map((column, i) => [`o.${quote(column)}`, `${first.alias}."K${i + 1}"`]),
    )
    const read = (sql: string) => sql.replace(/\bo\."(?:[^"]|"")+"/g, (name) => key.get(name) ?? name)
    const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
    const text = read(`select ${list.join(', ')} from ${first.own} ${first.alias}`)
    const whole = [text, ...rest.map((join) => read(joinSql(join)))].join(' ') + read(where)
    return /\bo\."/.test(whole) ? undefined : whole
  }
}

/** The columns of an alias that pieces of SQL name. */
function columnsOf(alias: string, pieces: readonly (string | undefined)[]): Set<string> {
  const named = new RegExp(`\\b${alias}\\."((?:[^"]|"")+)"`, 'g')
  return new Set(pieces.flatMap((sql) => [...(sql ?? '').matchAll(named)].map(([, name = '']) => name)))
}

function joinSql({ what, alias, on }: Join): string {
  return `${what} ${alias} on ${on}`
}

function joinIdentity(table: string, on: readonly string[]): string {
  return `${table} ${on.join(' and ')}`
}
