/** What was imported, by whom and with what result; templates; taking an import back. */
import { PassThrough, Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { type Actor, scopeOf } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import { importable, mayWriteAll, permitUndo, refuseObject } from '../../access/may-import.ts'
import { resourceOfObject } from '../../access/protection.ts'
import { required } from '../../records/import/headings/columns.ts'
import { listImports, readImport } from '../../records/import/history.ts'
import { rejectedRows } from '../../records/import/import-upload.ts'
import { readTargets } from '../../records/import/target.ts'
import { writeTemplate } from '../../records/import/template.ts'
import { planUndo, undoImport } from '../../records/import/undo.ts'
import { uploadOfImport } from '../../records/import/uploads.ts'
import { Refusal } from '../../records/refusal.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { closedSince } from '../../settlement/closed-since.ts'
import { noteLateImport } from '../../settlement/late/late.ts'
import { endpoint, routes } from './endpoint.ts'
import { fileAnswer, listQuery } from './listing.ts'
import { perform, type Services } from './services.ts'
import { counts, rejectedWorkbook } from './uploads.ts'

const tags: [string] = ['导入']
const byId = z.object({ id: z.string().regex(/^\d{1,18}$/) })

const historyRow = z.object({
  id: z.string(),
  name: z.string(),
  imported_by: z.string(),
  imported_at: z.string(),
  objects: z.array(z.object({ id: z.string(), label: z.string(), english: z.string() })),
  ...counts,
  undone_at: z.string().nullable(),
  undone_by: z.string().nullable(),
})

const columnSum = z.object({ heading: z.string(), unit: z.string(), read: z.string(), accepted: z.string() })

const sheetRow = z.object({
  sheet: z.string(),
  object: z.string(),
  ...counts,
  skipped: z.number(),
  sums: z.array(columnSum),
  /** Rows that belonged to months closed by then; null for an import of before they were counted. */
  late: z.object({ rows: z.number(), periods: z.array(z.string()).readonly() }).nullable(),
  /** The first rows that were not taken; none when this person may not see such records. */
  rejections: z.array(z.object({ row: z.number(), reasons: z.array(z.string()) })),
})

const undo = z.object({
  file: z.string(),
  objects: z.array(
    z.object({ object: z.string(), label: z.string(), removed: z.number(), restored: z.number() }),
  ),
  reasons: z.array(z.string()),
})

const declared = {
  objects: endpoint({
    method: 'get',
    path: '/imports/objects',
    access: ['create', 'import'],
    tags,
    summary: '可以导入的记录种类和它们的列',
    answer: z.object({
      objects: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          english: z.string(),
          fields: z.array(z.object({ label: z.string(), english: z.string(), required: z.boolean() })),
        }),
      ),
    }),
  }),
  template: endpoint({
    method: 'get',
    path: '/imports/templates/{object}',
    access: ['create', 'import'],
    tags,
    summary: '一种记录的导入模板',
    request: { params: z.object({ object: z.string().regex(/^[a-z_]{1,40}$/) }) },
    answer: z.unknown(),
    file: ['xlsx'],
  }),
  list: endpoint({
    method: 'get',
    path: '/imports',
    access: ['read', 'import'],
    tags,
    summary: '导入的历史，最近的在前',
    request: { query: listQuery.omit({ format: true }) },
    answer: z.object({
      rows: z.array(historyRow),
      total: z.number(),
      sums: z.record(z.string(), z.string()),
    }),
  }),
  read: endpoint({
    method: 'get',
    path: '/imports/{id}',
    access: ['read', 'import'],
    tags,
    summary: '一次导入：各工作表的行数、合计和没有收下的行',
    request: { params: byId },
    answer: z.object({
      file: historyRow.extend({ sha256: z.string(), keptBefore: z.boolean() }),
      sheets: z.array(sheetRow),
      rejectedFile: z.boolean(),
      mayUndo: z.boolean(),
    }),
  }),
  rejected: endpoint({
    method: 'get',
    path: '/imports/{id}/rejected',
    access: ['read', 'import'],
    tags,
    summary: '一次导入没有收下的行和原因，存成工作簿',
    request: { params: byId },
    answer: z.unknown(),
    file: ['xlsx'],
  }),
  planUndo: endpoint({
    method: 'get',
    path: '/imports/{id}/undo',
    access: ['remove', 'import'],
    tags,
    summary: '撤回这次导入会删除和还原多少行，有什么妨碍',
    request: { params: byId },
    answer: undo,
  }),
  undo: endpoint({
    method: 'post',
    path: '/imports/{id}/undo',
    access: ['remove', 'import'],
    tags,
    summary: '撤回这次导入：删除它新增的行，还原它改过的行',
    request: { params: byId },
    answer: undo,
  }),
}

export function importRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.objects, async (c) => {
      const targets = await readTargets(db)
      const objects = importable(c.var.actor).map(({ id, label, english, fields }) => {
        const table = targets.get(id)
        const entered = fields.filter((field) => field.derived !== true)
        return {
          ...{ id, label, english },
          fields: entered.map((field) => ({
            label: field.label,
            english: field.english,
            required: table !== undefined && required(field, table),
          })),
        }
      })
      return c.json({ objects }, 200)
    })
    .openapi(declared.template, async (c) => {
      const { object: id } = c.req.valid('param')
      const object = vocabulary.objects.find((own) => own.id === id)
      if (!object) throw new Refusal('not_found')
      refuseObject(c.var.actor, id)
      const out = new PassThrough()
      writeTemplate(db, object, out).catch((error: unknown) =>
        out.destroy(error instanceof Error ? error : new Error(String(error))),
      )
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      return fileAnswer(c, Readable.toWeb(out) as ReadableStream, `${object.label}-模板.xlsx`, type) as never
    })
    .openapi(declared.list, async (c) => {
      const query = c.req.valid('query')
      const list = await lookAs(db, c.var.actor, (within) => listImports(within, query))
      return c.json({ ...list, rows: list.rows.map(named) }, 200)
    })
    .openapi(declared.read, async (c) =>
      c.json(await detail(services, c.var.actor, c.req.valid('param').id), 200),
    )
    .openapi(declared.rejected, async (c) => {
      const upload = await uploadOfImport(db, c.req.valid('param').id)
      if (!upload) throw new Refusal('not_found')
      return (await rejectedWorkbook(services, c, upload)) as never
    })
    .openapi(declared.planUndo, async (c) => {
      const found = await planUndo(db, undoing(c.var.actor, c.req.valid('param').id))
      return c.json(presented(found), 200)
    })
    .openapi(declared.undo, async (c) => {
      const { id } = c.req.valid('param')
      const { file, sheets } = await lookAs(db, c.var.actor, (within) => readImport(within, id))
      const what = { action: 'undo-import', subject: file.name, as: 'owner' as const }
      const done = await perform(services, c, what, async (within) => {
        for (const own of vocabulary.objects)
          if (sheets.some(({ object }) => object === own.id))
            await noteLateImport(within, own, { importId: id })
        const undone = await undoImport(within, undoing(c.var.actor, id))
        return { answer: presented(undone), details: { import: id, objects: undone.objects } }
      })
      return c.json(done, 200)
    })
}

/** With what the objects are called: who sees that an import was need not see the records. */
function named<Row extends { readonly objects: readonly string[] }>(row: Row) {
  const objects = row.objects.map((id) => {
    const found = vocabulary.objects.find((own) => own.id === id)
    return { id, label: found?.label ?? id, english: found?.english ?? id }
  })
  return { ...row, objects }
}

const undoing = (actor: Actor, importId: string) => ({
  importId,
  actor: actor.name,
  closedSince,
  permit: permitUndo(actor),
})

const presented = (found: Awaited<ReturnType<typeof planUndo>>): z.infer<typeof undo> => ({
  file: found.file,
  objects: found.objects.map((own) => ({ ...own })),
  reasons: [...found.reasons],
})

/** Reasons quote what stood in the file, so they are for whoever may see such records. */
async function detail({ db }: Services, actor: Actor, id: string) {
  const { file, sheets } = await lookAs(db, actor, (within) => readImport(within, id))
  const upload = await uploadOfImport(db, id)
  const rows = upload ? await rejectedRows(db, upload.id) : []
  const maySee = (object: string) => {
    const resource = resourceOfObject(object)
    return resource !== undefined && scopeOf(actor, 'read', resource) === 'all'
  }
  return {
    file: named(file),
    sheets: sheets.map((sheet) => ({
      ...sheet,
      sums: maySee(sheet.object) ? sheet.sums.map((sum) => ({ ...sum })) : [],
      rejections: maySee(sheet.object) ? rows.filter((row) => row.sheet === sheet.sheet).slice(0, 200) : [],
    })),
    rejectedFile:
      rows.length > 0 &&
      upload?.storedAs !== null &&
      sheets.every(
        ({ object }) => mayWriteAll(actor, 'create', object) || mayWriteAll(actor, 'update', object),
      ),
    mayUndo:
      file.undone_at === null &&
      file.keptBefore &&
      scopeOf(actor, 'remove', 'import') !== undefined &&
      sheets.every(
        ({ object, added, changed }) =>
          (added === 0 || mayWriteAll(actor, 'remove', object)) &&
          (changed === 0 || mayWriteAll(actor, 'update', object)),
      ),
  }
}
