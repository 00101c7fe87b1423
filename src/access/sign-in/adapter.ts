/** better-auth over our own database interface, so that the embedded database and a server are one to it. */
import { type CleanedWhere, createAdapterFactory, type JoinConfig } from 'better-auth/adapters'
import type { Database } from '../../records/database.ts'
import { type ModelTable, tableOf } from './tables.ts'

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

interface Condition {
  readonly sql: string
  readonly params: unknown[]
}

function conditionOf(table: ModelTable, where: readonly CleanedWhere[] = [], taken = 0): Condition {
  const params: unknown[] = []
  const parts = where.map(({ field, operator = 'eq', value, connector }, at) => {
    const column = table.column(field)
    const join = at === 0 ? '' : connector === 'OR' ? ' or ' : ' and '
    if (value === null) return `${join}${column} is ${operator === 'ne' ? 'not ' : ''}null`
    params.push(stored(value))
    const place = `$${taken + params.length}${table.kind(field) === 'time' ? '::timestamptz' : ''}`
    if (operator === 'in') return `${join}${column} = any(${place})`
    const sign = operators[operator]
    if (!sign) throw new Error(`the operator ${operator} is not used here`)
    return `${join}${column} ${sign} ${place}`
  })
  return { sql: parts.length > 0 ? ` where ${parts.join('')}` : '', params }
}

const stored = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

type Row = Record<string, unknown>

/** Times come as text and become Date, as better-auth computes with them. */
function asRow<T>(table: ModelTable, row: Row): T {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      table.kind(field) === 'time' && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as T
}

/**
 * What a row is asked together with, such as a sign-in with its user, comes in the same statement as JSON: nothing that a
 * person opens waits for two.
 */
function selectionOf(table: ModelTable, join: JoinConfig = {}): string {
  const joined = Object.entries(join).map(([model, { on, limit = 1, relation }]) => {
    const other = tableOf(model)
    const rows = `select ${other.selection} from ${other.table} o where o.${other.column(on.to)} = t.${table.column(on.from)}`
    return relation === 'one-to-one'
      ? `(select to_jsonb(r) from (${rows} limit 1) r) as "${model}"`
      : `(select jsonb_agg(r) from (${rows} limit ${Number(limit)}) r) as "${model}"`
  })
  return [table.selection, ...joined].join(', ')
}

/** A found row, and the rows asked together with it. */
function asFound<T>(table: ModelTable, row: Row, join: JoinConfig = {}): T {
  const joined = Object.keys(join).map((model) => {
    const other = row[model]
    const read = (one: unknown) => asRow(tableOf(model), one as Row)
    return [model, Array.isArray(other) ? other.map(read) : other && read(other)]
  })
  return { ...asRow<T>(table, row), ...Object.fromEntries(joined) }
}

function assignments(table: ModelTable, values: object): { fields: string[]; params: unknown[] } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return {
    fields: entries.map(([field]) => table.column(field)),
    params: entries.map(([, value]) => stored(value)),
  }
}

export function databaseAdapter(db: Database) {
  return createAdapterFactory({
    config: { adapterId: 'hengji', supportsDates: true, supportsBooleans: true, supportsNumericIds: false },
    adapter: () => ({
      async create<T extends Row>({ model, data }: { model: string; data: T }): Promise<T> {
        const table = tableOf(model)
        const { fields, params } = assignments(table, data)
        const [row] = await db.query<Row>(
          `insert into ${table.table} (${fields.join(', ')}) values (${fields.map((_, i) => `$${i + 1}`).join(', ')})
           returning ${table.selection}`,
          params,
        )
        return asRow<T>(table, row ?? {})
      },
      async update<T>({
        model,
        where,
        update,
      }: {
        model: string
        where: CleanedWhere[]
        update: T
      }): Promise<T | null> {
        const [row] = await updated(db, model, where, update as object)
        return row ? asRow<T>(tableOf(model), row) : null
      },
      async updateMany({ model, where, update }) {
        return (await updated(db, model, where, update)).length
      },
      async findOne<T>({ model, where, join }: FindOne): Promise<T | null> {
        const table = tableOf(model)
        const { sql, params } = conditionOf(table, where)
        const [row] = await db.query<Row>(
          `select ${selectionOf(table, join)} from ${table.table} t${sql} limit 1`,
          params,
        )
        return row ? asFound<T>(table, row, join) : null
      },
      async findMany<T>({ model, where, limit, sortBy, offset = 0, join }: FindMany): Promise<T[]> {
        const table = tableOf(model)
        const { sql, params } = conditionOf(table, where)
        const order = sortBy
          ? ` order by ${table.column(sortBy.field)} ${sortBy.direction === 'desc' ? 'desc' : 'asc'}`
          : ''
        const rows = await db.query<Row>(
          `select ${selectionOf(table, join)} from ${table.table} t${sql}${order} limit ${Number(limit)} offset ${Number(offset)}`,
          params,
        )
        return rows.map((row) => asFound<T>(table, row, join))
      },
      async delete({ model, where }) {
        await removed(db, model, where)
      },
      async deleteMany({ model, where }) {
        return (await removed(db, model, where)).length
      },
      async count({ model, where }) {
        const table = tableOf(model)
        const { sql, params } = conditionOf(table, where)
        const [row] = await db.query<{ count: number }>(
          `select count(*)::int as count from ${table.table}${sql}`,
          params,
        )
        return row?.count ?? 0
      },
    }),
  })
}

interface FindOne {
  readonly model: string
  readonly where: CleanedWhere[]
  readonly join?: JoinConfig | undefined
}

interface FindMany {
  readonly model: string
  readonly join?: JoinConfig | undefined
  readonly where?: CleanedWhere[] | undefined
  readonly limit: number
  readonly sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined
  readonly offset?: number | undefined
}

async function updated(db: Database, model: string, where: CleanedWhere[], values: object): Promise<Row[]> {
  const table = tableOf(model)
  const { fields, params } = assignments(table, values)
  const set = fields.map((field, i) => `${field} = $${i + 1}`).join(', ')
  const condition = conditionOf(table, where, params.length)
  return db.query<Row>(`update ${table.table} set ${set}${condition.sql} returning ${table.selection}`, [
    ...params,
    ...condition.params,
  ])
}

async function removed(db: Database, model: string, where: CleanedWhere[]): Promise<Row[]> {
  const table = tableOf(model)
  const { sql, params } = conditionOf(table, where)
  return db.query<Row>(`delete from ${table.table}${sql} returning id`, params)
}
