/** Why a number on a statement is what it is: formula, rows behind it, source records, the clause. M-6.2. */
import { z } from '@hono/zod-openapi'
import { asSystem } from '../../access/as-actor.ts'
import type { CheckedDefinition } from '../../language/index.ts'
import { type Reading, reading } from '../../publication/reading.ts'
import { originOf, sourceRecord } from '../../publication/source-record.ts'
import { clauseText } from '../../publication/why/clause.ts'
import { type Reason, type Row, reasonOf } from '../../publication/why/reason.ts'
import { rowsBehind } from '../../publication/why/rows.ts'
import { isVisible } from '../../publication/why/visible.ts'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Services } from './services.ts'
import { asked, monthParam, personParam, unkept } from './statements.ts'

const tags: [string] = ['绩效单']
const params = z.object({ month: monthParam, person: personParam })
const keyText = z.string().max(800).describe('JSON：主键各列')
const objectId = z.string().regex(/^[a-z_]{1,40}$/)
const name = z.string().min(1).max(80)

const shape = z.object({
  kind: z.enum(['number', 'date', 'text', 'boolean', 'row']),
  unit: z.string().optional(),
})
const place = z.object({ object: z.string(), key: z.array(z.string()), name: z.string() })

/** A tree: written as what it is in TypeScript, and told to OpenAPI as an object. */
const reason = z
  .custom<Reason>(() => true)
  .openapi({ type: 'object', description: '公式、代入的值、条款和构成' })

const declared = {
  reason: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}/reason',
    access: ['read', 'statement'],
    tags,
    summary: '一个数为什么是这样：公式、代入的值、构成它的数，逐层打开',
    request: { params, query: z.strictObject({ object: objectId, key: keyText, name }) },
    answer: z.object({ reason }),
  }),
  rows: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}/rows',
    access: ['read', 'statement'],
    tags,
    summary: '合计、计数背后的行；不在可以看的范围里的只给出行数',
    request: {
      params,
      query: z.strictObject({
        object: objectId,
        key: keyText,
        name,
        input: z.coerce.number().int().min(0).max(500),
        page: z.coerce.number().int().min(1).max(100_000).default(1),
        size: z.coerce.number().int().min(1).max(200).default(20),
      }),
    },
    answer: z.object({
      object: z.string(),
      label: z.string(),
      shape,
      rows: z.array(
        z.object({
          key: z.array(z.string()),
          title: z.string().nullable(),
          value: z.string().nullable(),
          opens: place.nullable(),
        }),
      ),
      total: z.number(),
      hidden: z.number(),
    }),
  }),
  record: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}/record',
    access: ['read', 'statement'],
    tags,
    summary: '一条原始记录，和它来自哪个文件的哪一行',
    request: { params, query: z.strictObject({ object: objectId, key: keyText }) },
    answer: z.object({
      object: z.string(),
      label: z.string(),
      key: z.array(z.string()),
      values: z.array(z.object({ label: z.string(), value: z.string().nullable(), shape })),
      origin: z
        .object({
          file: z.string().nullable(),
          row: z.number().nullable(),
          by: z.string().nullable(),
          at: z.string(),
        })
        .nullable(),
    }),
  }),
  clause: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}/clause',
    access: ['read', 'statement'],
    tags,
    summary: '条款的原文，标出正在看的公式',
    request: {
      params,
      query: z.strictObject({
        at: z.coerce.number().int().min(0).max(10_000),
        object: objectId.optional(),
        name: name.optional(),
      }),
    },
    answer: z.object({
      title: z.string(),
      version: z.number(),
      parts: z.array(
        z.object({
          kind: z.enum(['words', 'formula', 'table']),
          text: z.string(),
          marked: z.tuple([z.number(), z.number()]).nullable(),
        }),
      ),
    }),
  }),
}

export function statementReasonRoutes(services: Services) {
  return routes()
    .openapi(declared.reason, async (c) => {
      unkept(c)
      const query = c.req.valid('query')
      const found = await reading({ ...asked(services, c), ...c.req.valid('param') }, async (open) => {
        const row = await visibleRow(open, query.object, query.key)
        return reasonOf(open, row, definitionIn(open, row, query.name))
      })
      if (!found) throw new Refusal('not_found')
      return c.json({ reason: found }, 200)
    })
    .openapi(declared.rows, async (c) => {
      unkept(c)
      const { object, key, name: wanted, input, page, size } = c.req.valid('query')
      const found = await reading({ ...asked(services, c), ...c.req.valid('param') }, async (open) => {
        const row = await visibleRow(open, object, key)
        const definition = definitionIn(open, row, wanted)
        return rowsBehind(open, row, { definition, input, page, size })
      })
      return c.json(found as never, 200)
    })
    .openapi(declared.record, async (c) => {
      unkept(c)
      const query = c.req.valid('query')
      const found = await reading({ ...asked(services, c), ...c.req.valid('param') }, async (open) => {
        const { object, key } = rowOf(open, query.object, query.key)
        const { period } = open.settled
        // As the reader: a record that is not theirs is not there, and so are its fields that come from others.
        const own = await sourceRecord(open.mine, period, object, key)
        if (!own) throw new Refusal('not_found')
        const origin = await asSystem(open.mine, (all) => originOf(all, period, object, key))
        return {
          object: object.id,
          label: object.label,
          key: [...key],
          values: own.values.map(({ field, value }) => ({
            label: field.label,
            value,
            shape: fieldShape(field),
          })),
          origin: origin ?? null,
        }
      })
      return c.json(found as never, 200)
    })
    .openapi(declared.clause, async (c) => {
      unkept(c)
      const { at, object, name: wanted } = c.req.valid('query')
      const quoted = { ...asked(services, c), ...c.req.valid('param'), noted: 'never' as const }
      const found = await reading(quoted, async ({ settled }) => {
        const { program, document } = { ...settled.version, document: settled.version.program.document }
        const definition = program.definitions.find(
          (own) => own.object.id === object && own.name.text === wanted,
        )
        const text = clauseText(document, at, definition)
        return text && { ...text, version: settled.version.id }
      })
      if (!found) throw new Refusal('not_found')
      return c.json(found as never, 200)
    })
}

function rowOf({ settled }: Reading, id: string, keyJson: string): Row {
  const object = settled.version.program.names.objects.find((own) => own.id === id)
  if (!object) throw new Refusal('not_found')
  const key = readKey(keyJson)
  if (key.length !== object.key.length) throw new Refusal('request_invalid', { problems: 'key' })
  return { object, key }
}

async function visibleRow(open: Reading, id: string, keyJson: string): Promise<Row> {
  const row = rowOf(open, id, keyJson)
  if (!(await isVisible(open.mine, open.settled.period, row.object, row.key))) throw new Refusal('not_found')
  return row
}

function readKey(text: string): string[] {
  try {
    return z.array(z.string().min(1).max(200)).min(1).max(4).parse(JSON.parse(text))
  } catch {
    throw new Refusal('request_invalid', { problems: 'key' })
  }
}

function definitionIn({ settled }: Reading, { object }: Row, wanted: string): CheckedDefinition {
  const found = settled.version.program.definitions.find(
    (own) => own.object === object && own.name.text === wanted,
  )
  if (!found) throw new Refusal('not_found')
  return found
}

function fieldShape({ type }: { readonly type: { readonly kind: string; readonly unit?: string } }) {
  if (type.kind === 'number') return { kind: 'number' as const, unit: type.unit ?? '数' }
  return { kind: type.kind === 'reference' ? ('text' as const) : (type.kind as 'date' | 'text' | 'boolean') }
}
