/** A list of records as a file. */
import type { Actor } from '../../access/actor.ts'
import { asActor, asSystem } from '../../access/as-actor.ts'
import { record } from '../../access/audit.ts'
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import { listContracts } from '../../records/contracts/list.ts'
import type { Database } from '../../records/database.ts'
import { extrasOf } from '../../records/entry/extras.ts'
import { enteredFields } from '../../records/entry/fields.ts'
import { labelColumns } from '../../records/entry/labels.ts'
import { type ListQuery, listRecords, type RecordList } from '../../records/entry/list.ts'
import type { Cell } from '../../records/sheet/cell.ts'
import type { SheetToWrite } from '../../records/sheet/write.ts'
import { today } from './contracts.ts'
import type { Services } from './services.ts'

/** All rows found, in one view of the database; that they left is recorded with their number. */
export async function exportedRecords(
  { db }: Services,
  actor: Actor,
  own: RecordObject,
  query: ListQuery,
  format: string,
): Promise<SheetToWrite> {
  const columns = exportedColumns(own)
  return asActor(db, actor, async (within) => {
    const rows: Cell[][] = []
    for (let page = 1; ; page += 1) {
      const part = await listed(within, own, { ...query, page, size: batch, totals: 'without' })
      for (const row of part.rows) rows.push(columns.map(({ id, kind }) => cellOf(kind, row[id] ?? null)))
      if (part.rows.length < batch) break
    }
    const details = {
      object: own.id,
      rows: rows.length,
      format,
      filter: query.filter,
      q: query.q,
      by: actor.kind,
    }
    await asSystem(within, (system) =>
      record(system, { actor: actor.name, action: 'export', subject: own.label, details }),
    )
    return { name: own.label, columns: columns.map(({ heading }) => ({ heading })), rows }
  })
}

const batch = 5000

/** Contracts come with the money that their list shows. */
const listed = (db: Database, own: RecordObject, query: ListQuery): Promise<RecordList> =>
  own.id === 'contract' ? listContracts(db, query, query.on ?? today()) : listRecords(db, own, query)

interface Column {
  readonly id: string
  readonly heading: string
  readonly kind: Field['type']['kind']
}

/** The columns of the page of contracts, in its order; those of the record that it leaves out follow. */
const contractColumns = [
  ...['number', 'customer.name', 'kind', 'salesperson.name', 'unit.name', 'signed_on', 'turnover'],
  ...['received', 'ratio', 'overdue', 'retention', 'retention_due_on', 'status'],
]
const contractMoney: readonly Column[] = [
  { id: 'received', heading: '已收', kind: 'number' },
  { id: 'ratio', heading: '回款比例', kind: 'number' },
  { id: 'overdue', heading: '逾期未收', kind: 'number' },
]

/** What the list shows: the entered fields, what references are called, and what is worked out. */
function exportedColumns(own: RecordObject): Column[] {
  const { labels } = labelColumns(own)
  const all = [
    ...enteredFields(own).flatMap(({ id, label, type }) => [
      { id, heading: label, kind: type.kind },
      ...(labels.has(id) ? [{ id: `${id}.name`, heading: `${label}名称`, kind: 'text' as const }] : []),
    ]),
    ...extrasOf(own).map(({ id, label, kind }) => ({ id, heading: label, kind })),
  ]
  if (own.id !== 'contract') return all
  const known = [...all, ...contractMoney]
  const first = contractColumns.flatMap((id) => known.find((column) => column.id === id) ?? [])
  return [...first, ...known.filter((column) => !first.includes(column))]
}

function cellOf(of: Field['type']['kind'], given: string | boolean | null): Cell {
  if (given === null || given === '') return { kind: 'empty', text: '' }
  if (typeof given === 'boolean') return { kind: 'text', text: given ? '是' : '否' }
  return { kind: of === 'number' ? 'number' : of === 'date' ? 'date' : 'text', text: given }
}
