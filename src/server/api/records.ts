/** Every kind of record by one set of routes: what there is, lists, one row, entering, correcting, taking away. */
import type { z } from '@hono/zod-openapi'
import { type Actor, allow, scopeOf } from '../../access/actor.ts'
import { asSystem, lookAs } from '../../access/as-actor.ts'
import { noteLook } from '../../access/looks.ts'
import type { Resource } from '../../access/permissions.ts'
import { reachOf, resourceOfObject, wholeOf } from '../../access/protection.ts'
import { type Field, type RecordObject, unitInEnglish } from '../../language/vocabulary.ts'
import type { Database } from '../../records/database.ts'
import { doubtsOf } from '../../records/entry/doubts.ts'
import {
  columnsOf,
  createRecord,
  readRecord,
  removeRecord,
  rowOf,
  updateRecord,
} from '../../records/entry/edit.ts'
import { extrasOf } from '../../records/entry/extras.ts'
import { enteredFields, isConfidential } from '../../records/entry/fields.ts'
import { longestOf } from '../../records/entry/lengths.ts'
import { type ListQuery, listRecords } from '../../records/entry/list.ts'
import { endPrevious, succeeds } from '../../records/entry/succession.ts'
import { readTargets, type TargetTable } from '../../records/import/target.ts'
import { Refusal } from '../../records/refusal.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { closedAmong, latePeriods, noteLate } from '../../settlement/late/late.ts'
import { routes } from './endpoint.ts'
import { download, readFilter } from './listing.ts'
import { exportedRecords } from './record-export.ts'
import { declared, type fieldShape, key, type objectShape } from './record-shapes.ts'
import { perform, type Services } from './services.ts'

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

function writable({ id, label, english }: RecordObject): void {
  if (id === 'catalogue_filing') throw new Refusal('filing_own_page')
  if (onOwnPage.has(id)) throw new Refusal('record_own_page', { object: label, objectEnglish: english })
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
      const query: ListQuery = {
        ...asked,
        ...{ filter: readFilter(filter), reach: reachOf(actor, known.id) },
        keeping: { answers: services.answers, whole: wholeOf(resource) },
      }
      allow(actor, format === 'json' ? 'read' : 'export', resource)
      if (format === 'json') {
        const list = await lookAs(db, actor, (within) => listRecords(within, known, query))
        if (isConfidential(known) && list.rows.some((row) => row.person !== actor.person))
          await noteLookAtList(db, actor, known, query, list.rows.length)
        return c.json(list, 200)
      }
      return download(c, await exportedRecords(services, actor, known, query, format), format) as never
    })
    .openapi(declared.read, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      allow(actor, 'read', resource)
      const wanted = readKey(c.req.valid('query').key, known)
      const stored = await lookAs(db, actor, (within) => readRecord(within, known, wanted))
      if (isConfidential(known) && stored.values.person !== actor.person)
        await noteLook(db, actor, { subject: subjectOf(known, wanted), eachTime: true })
      return c.json({ ...stored, may: mayOf(actor, resource, known) }, 200)
    })
    .openapi(declared.late, async (c) => {
      const { object: known, resource } = found(c.req.valid('param').object)
      const { actor } = c.var
      const asked = c.req.valid('json')
      const removing = 'remove' in asked
      const { key: old } = asked
      allow(actor, removing ? 'remove' : old ? 'update' : 'create', resource)
      if (old) refuseMisfit(old, known)
      const change = removing ? {} : columnsOf(known, asked.values)
      const answer = await lookAs(db, actor, async (within) => {
        const before = old && (await rowOf(within, known, old))
        const after = removing ? undefined : { ...before, ...change }
        const doubts = after ? await doubtsOf(within, known.id, after, old) : []
        const period = await asSystem(within, (system) => lateName(system, known, { before, after }))
        return { period, doubts: doubts.map(([text, english]) => ({ text, english })) }
      })
      return c.json(answer, 200)
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
            after: kept(known, given),
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
      refuseMisfit(old, known)
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
          before: kept(known, changed),
          after: kept(known, given),
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
      refuseMisfit(old, known)
      const what = { action: 'remove', subject: subjectOf(known, old), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const before = await readRecord(within, known, old)
        const stood = await rowOf(within, known, old)
        const noted = await asSystem(within, (system) => leaveWord(system, known, { before: stood }))
        await removeRecord(within, known, old, version)
        return {
          answer: { key: old, late: noted },
          details: {
            ...{ object: known.id, key: old, before: kept(known, before.values) },
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
    extras: extrasOf(own).map(({ id, label, english, kind, unit, choices }) => ({
      ...{ id, label, english, kind },
      ...(unit === undefined ? {} : { unit, unitEnglish: unitInEnglish(unit) }),
      ...(choices === undefined ? {} : { choices }),
    })),
  }
}

function describeField(
  own: RecordObject,
  field: Field,
  target: TargetTable | undefined,
): z.infer<typeof fieldShape> {
  const { id, label, english, type, note, choices } = field
  const { confidential = null, prose = false } = field
  const column = target?.columns.get(field.columns[0] ?? '')
  const ofColumn =
    target?.checks.filter(({ columns: own }) => own.length === 1 && own[0] === field.columns[0]) ?? []
  const positive = ofColumn.some(({ expression }) => /^\(\w+ <> \(?0\)?(::numeric)?\)$/.test(expression))
  return {
    id,
    label,
    english,
    kind: type.kind,
    ...(type.kind === 'number' ? { unit: type.unit, unitEnglish: unitInEnglish(type.unit) } : {}),
    ...(type.kind === 'reference' ? { object: type.object } : {}),
    required: column?.required === true && column.default === null,
    key: own.key.includes(field.columns[0] ?? ''),
    confidential,
    prose,
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
    refuseMisfit(parsed, own)
    return parsed
  } catch {
    // The same answer as for a key of the wrong length.
    throw new Refusal('request_invalid', { problems: 'key' })
  }
}

/** A key has as many parts as its kind of record says. */
function refuseMisfit(given: readonly string[], own: RecordObject): void {
  if (given.length !== own.key.length) throw new Refusal('request_invalid', { problems: 'key' })
}

function keyOf(own: RecordObject, given: Readonly<Record<string, string | boolean | null>>): string[] {
  return own.key.map((column) => {
    const field = enteredFields(own).find((candidate) => candidate.columns[0] === column)
    return String(given[field?.id ?? ''] ?? '')
  })
}

const subjectOf = (own: RecordObject, ofKey: readonly string[]) => `${own.label} ${ofKey.join(' / ')}`

/** Of pay and personal data the audit log keeps which fields changed, not what they were. */
function kept(own: RecordObject, given: Readonly<Record<string, unknown>>): unknown {
  return isConfidential(own) ? Object.keys(given) : given
}

/** A list of other people's pay is one look at all of them. */
const noteLookAtList = (
  db: Database,
  actor: Actor,
  { label }: RecordObject,
  { q, filter, page }: ListQuery,
  rows: number,
) => noteLook(db, actor, { subject: label, details: { q, filter, page, rows }, eachTime: true })
