/** What a rehearsal shows of the rows it would write. */
import { literal, name } from './quote.ts'
import { live, type Staging, stageColumn } from './stage.ts'

export interface Samples {
  readonly added: readonly AddedRow[]
  readonly changed: readonly ChangedRow[]
}

export interface AddedRow {
  readonly row: number
  /** By label of the field. */
  readonly values: Readonly<Record<string, string | null>>
}

export interface ChangedRow extends AddedRow {
  readonly before: Readonly<Record<string, string | null>>
}

const most = 20

/** To be asked before the rows are written. */
export async function sampleRows({ db, table, columns }: Staging): Promise<Samples> {
  const shown = new Map(
    columns.filter(({ role }) => role === 'value').map((column) => [stageColumn(column), column.field.label]),
  )
  const valuesOf = (alias: string) =>
    `jsonb_build_object(${[...shown].map(([column, label]) => `${literal(label)}, ${textOf(alias, column)}`).join(', ')})`
  const textOf = (alias: string, column: string) => {
    const value = `${alias}.${name(column)}`
    return `${table.columns.get(column)?.type === 'numeric' ? `trim_scale(${value})` : value}::text`
  }
  const rowsOf = <Row extends object>(status: string, more: string, join: string) =>
    db.query<Row>(
      `select f.source_row as row, ${valuesOf('f')} as values ${more} from import_final f ${join}
       where f."import:status" = '${status}' and ${live('f')} order by f.source_row limit ${most}`,
    )
  const key = table.key.map((column) => `t.${name(column)} = f.${name(column)}`).join(' and ')
  return {
    added: await rowsOf<AddedRow>('new', '', ''),
    changed: await rowsOf<ChangedRow>(
      'changed',
      `, ${valuesOf('t')} as before`,
      `join record.${name(table.name)} t on ${key}`,
    ),
  }
}
