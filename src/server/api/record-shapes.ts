/** What the routes of records take and answer. */
import { z } from '@hono/zod-openapi'
import { endpoint, json } from './endpoint.ts'
import { countedQuery } from './listing.ts'

const tags: [string] = ['记录']
/** The closed month that stays as it is; the difference is an adjustment. Null when there is none. */
const late = z.string().nullable()
// Longer than any field may be: what is too long for its field is told in its words.
const value = z.union([z.string().max(10_000), z.boolean(), z.null()])
const values = z.record(z.string(), value)
export const key = z.array(z.string().min(1).max(200)).min(1).max(4)
const object = z.object({ object: z.string().regex(/^[a-z_]{1,40}$/) })

export const fieldShape = z.object({
  id: z.string(),
  label: z.string(),
  english: z.string(),
  kind: z.enum(['text', 'number', 'date', 'boolean', 'reference']),
  unit: z.string().optional(),
  unitEnglish: z.string().optional(),
  object: z.string().optional(),
  required: z.boolean(),
  key: z.boolean(),
  /** What it tells of somebody that is not everybody's to see; null is nothing. */
  confidential: z.enum(['pay', 'personal']).nullable(),
  /** Paragraphs, not a name. */
  prose: z.boolean(),
  /** The only values there are, and what each is called in English. */
  choices: z
    .array(z.object({ value: z.string(), english: z.string() }))
    .readonly()
    .optional(),
  /** Characters of a text. */
  longest: z.number().optional(),
  /** Of a number: it must be more than 0. */
  positive: z.boolean().optional(),
  note: z.object({ text: z.string(), english: z.string() }).optional(),
})

export const objectShape = z.object({
  id: z.string(),
  label: z.string(),
  english: z.string(),
  resource: z.string(),
  may: z.array(z.string()),
  /** Entering a row may end the one before it. */
  succeeds: z.boolean(),
  fields: z.array(fieldShape),
  /** Columns of the list that are worked out from other records. */
  extras: z.array(
    fieldShape.pick({
      ...{ id: true, label: true, english: true, kind: true },
      ...{ unit: true, unitEnglish: true, choices: true },
    }),
  ),
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
  total: z.number().nullable(),
  sums: z.record(z.string(), z.string()),
})

const lateQuestion = z.union([
  z.strictObject({ key: key.optional(), values }),
  z.strictObject({ key, remove: z.literal(true) }),
])

export const declared = {
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
    once: false,
    access: 'signed-in',
    tags,
    summary: '这样登记、更正或删除会落到哪个已关账的月份，有什么像是写错的；什么也不写入',
    request: { params: object, body: json(lateQuestion) },
    answer: z.object({ period: late, doubts: z.array(z.object({ text: z.string(), english: z.string() })) }),
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
