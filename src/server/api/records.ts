/** Every kind of record by one set of routes: what there is, lists, one row, entering, correcting, taking away. */
import { z } from '@hono/zod-openapi'
import { type Actor, allow, scopeOf } from '../../access/actor.ts'
import { asActor, asSystem, lookAs } from '../../access/as-actor.ts'
import { record } from '../../access/audit.ts'
import type { Resource } from '../../access/permissions.ts'
import { reachOf, resourceOfObject } from '../../access/protection.ts'
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../../records/database.ts'
import {
  columnsOf,
  createRecord,
  readRecord,
  removeRecord,
  rowOf,
  updateRecord,
} from '../../records/entry/edit.ts'
import { extrasOf } from '../../records/entry/extras.ts'
import { labelColumns } from '../../records/entry/labels.ts'
import { longestOf } from '../../records/entry/lengths.ts'
import { enteredFields, type ListQuery, listRecords } from '../../records/entry/list.ts'
import { endPrevious, succeeds } from '../../records/entry/succession.ts'
import { choicesOf } from '../../records/import/rule-text.ts'
import { readTargets, type TargetTable } from '../../records/import/target.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Cell } from '../../records/sheet/cell.ts'
import type { SheetToWrite } from '../../records/sheet/write.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { closedAmong, latePeriods, noteLate } from '../../settlement/late/late.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { countedQuery, download, readFilter } from './listing.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['记录']
/** The closed month that stays as it is; the difference is an adjustment. Null when there is none. */
const late = z.string().nullable()
// Longer than any field may be: what is too long for its field is told in its words.
const value = z.union([z.string().max(10_000), z.boolean(), z.null()])
const values = z.record(z.string(), value)
const key = z.array(z.string().min(1).max(200)).min(1).max(4)
const object = z.object({ object: z.string().regex(/^[a-z_]{1,40}$/) })

const fieldShape = z.object({
  id: z.string(),
  label: z.string(),
  english: z.string(),
  kind: z.enum(['text', 'number', 'date', 'boolean', 'reference']),
  unit: z.string().optional(),
  object: z.string().optional(),
  required: z.boolean(),
  key: z.boolean(),
  choices: z.array(z.string()).optional(),
  /** Characters of a text. */
  longest: z.number().optional(),
  /** Of a number: it must be more than 0. */
  positive: z.boolean().optional(),
  note: z.string().optional(),
})

const objectShape = z.object({
  id: z.string(),
  label: z.string(),
  english: z.string(),
  resource: z.string(),
  may: z.array(z.string()),
  /** Entering a row may end the one before it. */
  succeeds: z.boolean(),
  fields: z.array(fieldShape),
  /** Columns of the list that are worked out from other records. */
  extras: z.array(fieldShape.pick({ id: true, label: true, english: true, kind: true, unit: true })),
})

const row = z.object({
  values,
  version: z.string(),
  enteredBy: z.string().nullable(),
  file: z.string().nullable(),
  sourceRow: z.number().nullable(),
  may: z.array(z.string()),
})

const list = z.object({
  rows: z.array(z.record(z.string(), value)),
  total: z.number().nullable().nullable(),
  sums: z.record(z.string(), z.string()),
})

const declared = {
  objects: endpoint({
    method: 'get',
    path: '/records',
    access: 'signed-in',
    tags,
    summary: '可以看的记录种类和它们的项目',
    answer: z.object({ objects: z.array(objectShape) }),
  }),
  list: endpoint({
    method: 'get',
    path: '/records/{object}',
    access: 'signed-in',
    tags,
    summary: '一种记录的列表，可以筛选、排序、分页、导出',
    request: {
      params: object,
      query: countedQuery.extend({ on: z.iso.date().optional().describe('由别的记录得出的列以哪一天为准') }),
    },
    answer: list,
  }),
  read: endpoint({
    method: 'get',
    path: '/records/{object}/row',
    access: 'signed-in',
    tags,
    summary: '一条记录，和它来自哪里',
    request: {
      params: object,
      query: z.strictObject({ key: z.string().max(800).describe('JSON：主键各列') }),
    },
    answer: row,
  }),
  late: endpoint({
    method: 'post',
    path: '/records/{object}/late',
    access: 'signed-in',
    tags,
    summary: '这样登记或更正会落到哪个已关账的月份；什么也不写入',
    request: { params: object, body: json(z.strictObject({ key: key.optional(), values })) },
    answer: z.object({ period: late }),
  }),
  create: endpoint({
    method: 'post',
    path: '/records/{object}',
    access: 'signed-in',
    tags,
    summary: '登记一条记录',
    request: {
      params: object,
      body: json(
        z.strictObject({
          values,
          endPrevious: z.boolean().optional().describe('让同一个人或产品原来有效的那一条到生效日为止'),
        }),
      ),
    },
    answer: z.object({ key, late }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/records/{object}',
    access: 'signed-in',
    tags,
    summary: '更正一条记录；在你打开之后被别人改过的会被拒绝',
    request: { params: object, body: json(z.strictObject({ key, version: z.string().max(60), values })) },
    answer: z.object({ key, late }),
  }),
  remove: endpoint({
    method: 'delete',
    path: '/records/{object}',
    access: 'signed-in',
    tags,
    summary: '删除一条记录',
    request: { params: object, body: json(z.strictObject({ key, version: z.string().max(60) })) },
    answer: z.object({ key, late }),
  }),
}

/**
 * Kinds entered on a page of their own, which checks more than a row can: the state of the month, what a score stands
 * in for, whose department rates, who approves a raise, and who agreed to a filing. Here they are only read.
 */
const onOwnPage = new Set([
  'catalogue_filing',
  'monthly_score',
  'exceptional_score',
  'cooperation_rating',
  'work_record',
])

function writable({ id, label }: RecordObject): void {
  if (id === 'catalogue_filing') throw new Refusal('filing_own_page')
  if (onOwnPage.has(id)) throw new Refusal('record_own_page', { object: label })
}

/** The object and whose business it is; 404 for what is not there. */
function found(id: string): { readonly object: RecordObject; readonly resource: Resource } {
  const known = vocabulary.objects.find((own) => own.id === id)
  const resource = known && resourceOfObject(known.id)
  if (!known || !resource) throw new Refusal('not_found')
  return { object: known, resource }
}

export function recordRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.objects, async (c) => {
      const targets = await readTargets(db)
      const objects = vocabulary.objects.flatMap((own) => {
        const resource = resourceOfObject(own.id)
        return resource && scopeOf(c.var.actor, 'read', resource)
          ? [describe(own, resource, c.var.actor, targets.get(own.id))]
          : []
      })
      return c.json({ objects }, 200)
    })
    .openapi(declared.list, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { format, filter, ...asked } = c.req.valid('query')
      const { actor } = c.var
      const query: ListQuery = { ...asked, filter: readFilter(filter), reach: reachOf(actor, known.id) }
      allow(actor, format === 'json' ? 'read' : 'export', resource)
      if (format === 'json') {
        const list = await lookAs(db, actor, (within) => listRecords(within, known, query))
        if (resource === 'pay' && list.rows.some((row) => row.person !== actor.person))
          await noteLookAtList(services, actor, known, query, list.rows.length)
        return c.json(list, 200)
      }
      return download(c, await exported(services, actor, known, query, format), format) as never
    })
    .openapi(declared.read, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      allow(actor, 'read', resource)
      const wanted = readKey(c.req.valid('query').key, known)
      const stored = await lookAs(db, actor, (within) => readRecord(within, known, wanted))
      await noteLook(services, actor, resource, known, stored.values, wanted)
      return c.json({ ...stored, may: mayOf(actor, resource, known) }, 200)
    })
    .openapi(declared.late, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      const { key: old, values: given } = c.req.valid('json')
      allow(actor, old ? 'update' : 'create', resource)
      const change = columnsOf(known, given)
      const period = await lookAs(db, actor, async (within) => {
        const before = old && (await rowOf(within, known, old))
        return asSystem(within, (system) =>
          lateName(system, known, { before, after: { ...before, ...change } }),
        )
      })
      return c.json({ period }, 200)
    })
    .openapi(declared.create, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      allow(actor, 'create', resource)
      writable(known)
      const { values: given, endPrevious: ending } = c.req.valid('json')
      const following = ending === true && succeeds(known)
      if (following) allow(actor, 'update', resource)
      const newKey = keyOf(known, given)
      const what = { action: 'create', subject: subjectOf(known, newKey), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const ended = following ? await endPrevious(within, known, given, actor.name) : 0
        await createRecord(within, known, given, actor.name)
        const after = await rowOf(within, known, newKey)
        const noted = await asSystem(within, (system) => leaveWord(system, known, { after }))
        return {
          answer: { key: newKey, late: noted },
          details: {
            ...(noted === null ? {} : { late: noted }),
            object: known.id,
            key: newKey,
            after: kept(resource, given),
            ...(ended > 0 ? { ended } : {}),
          },
        }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.update, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      allow(actor, 'update', resource)
      writable(known)
      const { key: old, version, values: given } = c.req.valid('json')
      const what = { action: 'update', subject: subjectOf(known, old), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const before = await readRecord(within, known, old)
        const stood = await rowOf(within, known, old)
        await updateRecord(within, known, { key: old, version, values: given, enteredBy: actor.name })
        const newKey = keyOf(known, { ...before.values, ...given })
        const after = await rowOf(within, known, newKey)
        const noted = await asSystem(within, (system) => leaveWord(system, known, { before: stood, after }))
        const changed = Object.fromEntries(Object.keys(given).map((id) => [id, before.values[id] ?? null]))
        const details = {
          object: known.id,
          key: old,
          before: kept(resource, changed),
          after: kept(resource, given),
          ...(noted === null ? {} : { late: noted }),
        }
        return { answer: { key: newKey, late: noted }, details }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.remove, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      allow(actor, 'remove', resource)
      writable(known)
      const { key: old, version } = c.req.valid('json')
      const what = { action: 'remove', subject: subjectOf(known, old), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const before = await readRecord(within, known, old)
        const stood = await rowOf(within, known, old)
        const noted = await asSystem(within, (system) => leaveWord(system, known, { before: stood }))
        await removeRecord(within, known, old, version)
        return {
          answer: { key: old, late: noted },
          details: {
            ...{ object: known.id, key: old, before: kept(resource, before.values) },
            ...(noted === null ? {} : { late: noted }),
          },
        }
      })
      return c.json(answer, 200)
    })
}

type Change = Parameters<typeof latePeriods>[2]

async function lateName(db: Database, { id }: RecordObject, change: Change): Promise<string | null> {
  return closedAmong(await latePeriods(db, id, change))
}

/** Tells the closed month a change falls into, and leaves word there. */
async function leaveWord(db: Database, { id }: RecordObject, change: Change): Promise<string | null> {
  const late = await latePeriods(db, id, change)
  await noteLate(db, id, late)
  return closedAmong(late)
}

function describe(
  own: RecordObject,
  resource: Resource,
  actor: Actor,
  target: TargetTable | undefined,
): z.infer<typeof objectShape> {
  return {
    id: own.id,
    label: own.label,
    english: own.english,
    resource,
    may: mayOf(actor, resource, own),
    succeeds: succeeds(own),
    fields: enteredFields(own).map((field) => describeField(own, field, target)),
    extras: extrasOf(own).map(({ id, label, english, kind, unit }) => ({
      ...{ id, label, english, kind },
      ...(unit === undefined ? {} : { unit }),
    })),
  }
}

function describeField(
  own: RecordObject,
  field: Field,
  target: TargetTable | undefined,
): z.infer<typeof fieldShape> {
  const { id, label, english, type, note } = field
  const column = target?.columns.get(field.columns[0] ?? '')
  const ofColumn =
    target?.checks.filter(({ columns: own }) => own.length === 1 && own[0] === field.columns[0]) ?? []
  const check = ofColumn.find(({ expression }) => choicesOf(expression) !== undefined)
  const choices = check && choicesOf(check.expression)
  const positive = ofColumn.some(({ expression }) => /^\(\w+ <> \(?0\)?(::numeric)?\)$/.test(expression))
  return {
    id,
    label,
    english,
    kind: type.kind,
    ...(type.kind === 'number' ? { unit: type.unit } : {}),
    ...(type.kind === 'reference' ? { object: type.object } : {}),
    required: column?.required === true && column.default === null,
    key: own.key.includes(field.columns[0] ?? ''),
    ...(choices ? { choices } : {}),
    ...(type.kind === 'text' ? { longest: longestOf(field) } : {}),
    ...(positive ? { positive } : {}),
    ...(note === undefined ? {} : { note }),
  }
}

function mayOf(actor: Actor, resource: Resource, { id }: RecordObject): string[] {
  const verbs = onOwnPage.has(id)
    ? (['export'] as const)
    : (['create', 'update', 'remove', 'approve', 'export'] as const)
  return verbs.filter((verb) => scopeOf(actor, verb, resource))
}

function readKey(text: string, own: RecordObject): string[] {
  try {
    const parsed = key.parse(JSON.parse(text))
    if (parsed.length === own.key.length) return parsed
  } catch {
    // The same answer as for a key of the wrong length.
  }
  throw new Refusal('request_invalid', { problems: 'key' })
}

function keyOf(own: RecordObject, given: Readonly<Record<string, string | boolean | null>>): string[] {
  return own.key.map((column) => {
    const field = enteredFields(own).find((candidate) => candidate.columns[0] === column)
    return String(given[field?.id ?? ''] ?? '')
  })
}

const subjectOf = (own: RecordObject, ofKey: readonly string[]) => `${own.label} ${ofKey.join(' / ')}`

/** Of pay and personal data the audit log keeps which fields changed, not what they were. */
function kept(resource: Resource, given: Readonly<Record<string, unknown>>): unknown {
  return resource === 'pay' || resource === 'personal' ? Object.keys(given) : given
}

/** Looking at another person's pay is itself recorded. */
async function noteLook(
  { db }: Services,
  actor: Actor,
  resource: Resource,
  own: RecordObject,
  of: Readonly<Record<string, string | boolean | null>>,
  ofKey: readonly string[],
): Promise<void> {
  if (resource !== 'pay' || of.person === actor.person) return
  await db.transaction((within) =>
    record(within, {
      actor: actor.name,
      action: 'look',
      subject: subjectOf(own, ofKey),
      details: { by: actor.kind },
    }),
  )
}

/** A list of other people's pay is one look at all of them. */
async function noteLookAtList(
  { db }: Services,
  actor: Actor,
  own: RecordObject,
  { q, filter, page }: ListQuery,
  rows: number,
): Promise<void> {
  await db.transaction((within) =>
    record(within, {
      actor: actor.name,
      action: 'look',
      subject: own.label,
      details: { q, filter, page, rows, by: actor.kind },
    }),
  )
}

/** All rows found, in one view of the database; that they left is recorded with their number. */
async function exported(
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
      const part = await listRecords(within, own, { ...query, page, size: batch, totals: 'without' })
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

/** What the list shows: the entered fields, what references are called, and what is worked out. */
function exportedColumns(
  own: RecordObject,
): { readonly id: string; readonly heading: string; readonly kind: Field['type']['kind'] }[] {
  const { labels } = labelColumns(own)
  return [
    ...enteredFields(own).flatMap(({ id, label, type }) => [
      { id, heading: label, kind: type.kind },
      ...(labels.has(id) ? [{ id: `${id}.name`, heading: `${label}名称`, kind: 'text' as const }] : []),
    ]),
    ...extrasOf(own).map(({ id, label, kind }) => ({ id, heading: label, kind })),
  ]
}

function cellOf(of: Field['type']['kind'], given: string | boolean | null): Cell {
  if (given === null || given === '') return { kind: 'empty', text: '' }
  if (typeof given === 'boolean') return { kind: 'text', text: given ? '是' : '否' }
  return { kind: of === 'number' ? 'number' : of === 'date' ? 'date' : 'text', text: given }
}
