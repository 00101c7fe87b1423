/** A file on its way into the records: sent, understood, checked, imported or withdrawn. Each person sees their own. */
import { PassThrough, Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Actor } from '../../access/actor.ts'
import { command } from '../../access/command.ts'
import { mayWriteAll, refuseObject } from '../../access/may-import.ts'
import { rejectedRows } from '../../records/import/import-upload.ts'
import { type FileProposal, proposeFile } from '../../records/import/proposal.ts'
import { writeRejections } from '../../records/import/rejections.ts'
import { readTargets } from '../../records/import/target.ts'
import { removeFile, shownName, sizes, storeFile } from '../../records/import/upload-file.ts'
import {
  chooseSheets,
  mostOpen,
  openUploads,
  readUpload,
  recordUpload,
  sheetReadings,
  sourceOf,
  sweepUploads,
  type Upload,
  withdrawUpload,
} from '../../records/import/uploads.ts'
import { Refusal } from '../../records/refusal.ts'
import { defaultLimits } from '../../records/sheet/limits.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { fileAnswer } from './listing.ts'
import { type Env, perform, repeatOf, type Services, startJob } from './services.ts'

const tags: [string] = ['导入']
const byId = z.object({ id: z.uuid() })
const jobAnswer = z.object({ job: z.string() })
const shortText = z.string().min(1).max(300)

const choice = z.strictObject({
  name: shortText,
  object: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  leaveOut: z.boolean().optional(),
  ignore: z.array(shortText).max(512),
  columns: z.array(z.strictObject({ heading: shortText, field: shortText })).max(512),
})

const column = z.object({
  heading: z.string(),
  place: z.string(),
  field: z.string().nullable(),
  certainty: z.enum(['exact', 'usual', 'name', 'person']).nullable(),
  ignored: z.string().nullable(),
  suggestions: z.array(z.string()),
  samples: z.array(z.string()),
})

const proposedSheet = z.object({
  name: z.string(),
  state: z.enum(['ready', 'open', 'skipped']),
  why: z.string().nullable(),
  object: z.string().nullable(),
  by: z.enum(['person', 'name', 'headings']).nullable(),
  headerRow: z.number().nullable(),
  columns: z.array(column),
  problems: z.array(z.string()),
  /** Whether this person may bring in such records. */
  may: z.boolean(),
})

export const counts = {
  read: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
}
const shown = z.record(z.string(), z.string().nullable())

const sheetFinding = z.object({
  sheet: z.string(),
  object: z.string(),
  objectId: z.string(),
  ...counts,
  sums: z
    .array(z.object({ heading: z.string(), unit: z.string(), read: z.string(), accepted: z.string() }))
    .readonly(),
  ignored: z.array(z.object({ heading: z.string(), why: z.string() })).readonly(),
  warnings: z.array(z.string()).readonly(),
  rejections: z.array(z.object({ row: z.number(), reasons: z.array(z.string()).readonly() })).readonly(),
  /** Rows that belong to closed months; results of before they were counted do not say. */
  late: z.object({ rows: z.number(), periods: z.array(z.string()).readonly() }).optional(),
  samples: z.object({
    added: z.array(z.object({ row: z.number(), values: shown })).readonly(),
    changed: z.array(z.object({ row: z.number(), values: shown, before: shown })).readonly(),
  }),
})

/** What a check or the import came to; `digest` is what is confirmed. */
const finding = z.object({ sheets: z.array(sheetFinding).readonly(), digest: z.string() })

const upload = z
  .object({
    id: z.string(),
    name: z.string(),
    bytes: z.string(),
    by: z.string(),
    at: z.string(),
    status: z.enum(['open', 'done', 'withdrawn', 'expired']),
    allOrNothing: z.boolean(),
    choices: z.array(choice),
    sheets: z.array(proposedSheet),
    checked: finding.nullable(),
    result: finding.nullable(),
    importId: z.string().nullable(),
    job: z.string().nullable(),
  })
  .openapi('Upload')

const brief = upload.pick({ id: true, name: true, bytes: true, by: true, at: true, status: true })
const access = ['create', 'import'] as const

const declared = {
  send: endpoint({
    method: 'post',
    path: '/imports/uploads',
    sends: 'file',
    access,
    tags,
    summary: '上传一份 XLSX 或 CSV，请求的内容就是文件本身；什么也不写入',
    request: { query: z.strictObject({ name: z.string().min(1).max(300) }) },
    answer: upload,
  }),
  list: endpoint({
    method: 'get',
    path: '/imports/uploads',
    access,
    tags,
    summary: '我上传后还没有导入的文件',
    answer: z.object({ rows: z.array(brief) }),
  }),
  read: endpoint({
    method: 'get',
    path: '/imports/uploads/{id}',
    access,
    tags,
    summary: '一份上传的文件：怎样理解、检查的结果、导入的结果',
    request: { params: byId },
    answer: upload,
  }),
  choose: endpoint({
    method: 'patch',
    path: '/imports/uploads/{id}',
    access,
    tags,
    summary: '说明各工作表是什么、各列对应什么；检查过的要重新检查',
    request: {
      params: byId,
      body: json(z.strictObject({ sheets: z.array(choice).max(200), allOrNothing: z.boolean() })),
    },
    answer: upload,
  }),
  check: endpoint({
    method: 'post',
    path: '/imports/uploads/{id}/check',
    status: 202,
    access,
    tags,
    summary: '检查会改动什么，不写入',
    request: { params: byId },
    answer: jobAnswer,
  }),
  run: endpoint({
    method: 'post',
    path: '/imports/uploads/{id}/import',
    status: 202,
    access,
    tags,
    summary: '确认检查的结果，导入',
    request: { params: byId, body: json(z.strictObject({ digest: z.string().max(40) })) },
    answer: jobAnswer,
  }),
  withdraw: endpoint({
    method: 'delete',
    path: '/imports/uploads/{id}',
    access,
    tags,
    summary: '撤回一份还没有导入的文件；文件随即删除',
    request: { params: byId },
    answer: z.object({ id: z.string() }),
  }),
  rejected: endpoint({
    method: 'get',
    path: '/imports/uploads/{id}/rejected',
    access,
    tags,
    summary: '没有收下的行和原因，存成工作簿，改好可以直接再导入',
    request: { params: byId },
    answer: z.unknown(),
    file: ['xlsx'],
  }),
}

export function uploadRoutes(services: Services) {
  const { db, folder } = services
  return routes()
    .openapi(declared.send, async (c) => {
      const { actor } = c.var
      await sweepUploads(db, folder)
      const sent = await receive(services, c, shownName(c.req.valid('query').name))
      return c.json(await described(services, actor, sent), 200)
    })
    .openapi(declared.list, async (c) => {
      const rows = await openUploads(db, c.var.actor.account)
      return c.json(
        { rows: rows.map(({ id, name, bytes, by, at, status }) => ({ id, name, bytes, by, at, status })) },
        200,
      )
    })
    .openapi(declared.read, async (c) =>
      c.json(await described(services, c.var.actor, c.req.valid('param').id), 200),
    )
    .openapi(declared.choose, async (c) => {
      const { actor } = c.var
      const { id } = c.req.valid('param')
      const given = c.req.valid('json')
      for (const { object } of given.sheets) if (object !== undefined) refuseObject(actor, object)
      const read = await readUpload(db, actor.account, id)
      await refuseBusy(services, read)
      const what = { action: 'choose-import', subject: read.name, as: 'owner' as const }
      await perform(services, c, what, async (within) => {
        await chooseSheets(within, actor.account, id, given)
        return { answer: null }
      })
      return c.json(await described(services, actor, id), 200)
    })
    .openapi(declared.check, async (c) => {
      const read = await readUpload(db, c.var.actor.account, c.req.valid('param').id)
      return c.json({ job: await begin(services, c, read, { kind: 'import-check', digest: '' }) }, 200)
    })
    .openapi(declared.run, async (c) => {
      const read = await readUpload(db, c.var.actor.account, c.req.valid('param').id)
      const { digest } = c.req.valid('json')
      return c.json({ job: await begin(services, c, read, { kind: 'import', digest }) }, 200)
    })
    .openapi(declared.withdraw, async (c) => {
      const { actor } = c.var
      const { id } = c.req.valid('param')
      const read = await readUpload(db, actor.account, id)
      await refuseBusy(services, read)
      await perform(
        services,
        c,
        { action: 'withdraw-import', subject: read.name, as: 'owner' },
        async (within) => {
          await withdrawUpload(within, actor.account, id)
          return { answer: { id } }
        },
      )
      if (read.storedAs !== null) await removeFile(folder, read.storedAs)
      return c.json({ id }, 200)
    })
    .openapi(declared.rejected, async (c) => {
      const read = await readUpload(db, c.var.actor.account, c.req.valid('param').id)
      return (await rejectedWorkbook(services, c, read)) as never
    })
}

interface Beginning {
  readonly kind: 'import' | 'import-check'
  /** Of what the check found. */
  readonly digest: string
}

function begin(
  services: Services,
  c: Context<Env>,
  read: Upload,
  { kind, digest }: Beginning,
): Promise<string> {
  const title = `${kind === 'import' ? '导入' : '检查'} ${read.name}`
  return startJob(
    services,
    c,
    async (within) => {
      const own = { ...services, db: within }
      if (kind === 'import' && read.checked?.digest !== digest) throw new Refusal('import_not_checked')
      if (read.status !== 'open') throw new Refusal('upload_over')
      await refuseBusy(own, read)
      return {
        kind,
        title,
        input: { upload: read.id, objects: await objectsOf(own, c.var.actor, read), digest },
      }
    },
    {
      written: async (within, job) => {
        await within.query('update import.upload set job_id = $2::uuid where upload_id = $1::uuid', [
          read.id,
          job,
        ])
      },
    },
  )
}

/** What the file holds; refuses what is not understood, and what is not this person's to bring in. */
async function objectsOf(services: Services, actor: Actor, read: Upload): Promise<string[]> {
  const { sheets } = await propose(services, read)
  const open = sheets.flatMap(({ name, state, why, problems }) =>
    state === 'open' ? [`${name}：${[why, ...problems].filter(Boolean).join('；')}`] : [],
  )
  if (open.length > 0) throw new Refusal('import_headings', { problems: open.join('；') })
  const objects = sheets.flatMap(({ state, object }) => (state === 'ready' && object ? [object] : []))
  if (objects.length === 0) throw new Refusal('file_empty', { file: read.name })
  for (const object of objects) refuseObject(actor, object)
  return objects
}

/** Stored first, then opened: what is no table, or built to do harm, is refused and does not stay. */
async function receive({ db, folder }: Services, c: Context<Env>, name: string): Promise<string> {
  const { actor } = c.var
  if ((await openUploads(db, actor.account)).length >= mostOpen)
    throw new Refusal('upload_too_many', { most: mostOpen })
  const limit = Math.max(defaultLimits.csvBytes, defaultLimits.xlsxBytes)
  const stated = Number(c.req.header('content-length') ?? 0)
  if (stated > limit) throw new Refusal('file_too_large', sizes(name, stated, limit))
  const body = c.req.raw.body
  if (body === null) throw new Refusal('file_empty', { file: name })
  const stored = await storeFile(body as NodeStream, { folder, name, limits: defaultLimits })
  try {
    let kept = false
    const repeat = await repeatOf(c, `${name} ${stored.sha256}`)
    const what = { action: 'upload', subject: name, as: 'owner' as const, repeat }
    const sent = await command(db, actor, what, async (within) => {
      const id = await recordUpload(within, { ...stored, name, account: actor.account, by: actor.name })
      const read = await readUpload(within, actor.account, id)
      const known = { vocabulary, targets: await readTargets(within) }
      const { sha256 } = await proposeFile(await sourceOf(folder, read), new Map(), known)
      kept = true
      return { answer: id, details: { bytes: stored.bytes, sha256 } }
    })
    if (!kept) await removeFile(folder, stored.storedAs)
    return sent
  } catch (error) {
    await removeFile(folder, stored.storedAs)
    throw error
  }
}

async function propose({ db, folder }: Services, read: Upload): Promise<FileProposal> {
  const known = { vocabulary, targets: await readTargets(db) }
  return proposeFile(await sourceOf(folder, read), sheetReadings(read.choices), known)
}

/** With how it is understood now, while the file is there. */
async function described(services: Services, actor: Actor, id: string): Promise<z.infer<typeof upload>> {
  const { storedAs, ...read } = await readUpload(services.db, actor.account, id)
  const found = storedAs === null ? { sheets: [] } : await propose(services, { storedAs, ...read })
  const sheets = found.sheets.map((sheet) => ({
    ...sheet,
    columns: sheet.columns.map((own) => ({
      ...own,
      suggestions: [...own.suggestions],
      samples: [...own.samples],
    })),
    problems: [...sheet.problems],
    may:
      sheet.object === null ||
      mayWriteAll(actor, 'create', sheet.object) ||
      mayWriteAll(actor, 'update', sheet.object),
  }))
  const choices = read.choices.map((own) => ({
    ...own,
    ignore: [...own.ignore],
    columns: own.columns.map((chosen) => ({ ...chosen })),
  }))
  return { ...read, choices, sheets }
}

async function refuseBusy({ db }: Services, { job }: Upload): Promise<void> {
  const [row] = await db.query<{ status: string }>('select status from job.job where job_id = $1::uuid', [
    job,
  ])
  if (row && (row.status === 'queued' || row.status === 'running')) throw new Refusal('upload_busy')
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The rows of the last check or of the import, as the file has them, each with its reasons. */
export async function rejectedWorkbook(
  { db, folder }: Services,
  c: Context<Env>,
  read: Upload,
): Promise<Response> {
  const summary = read.result ?? read.checked
  if (!summary) throw new Refusal('not_found')
  for (const { objectId } of summary.sheets) refuseObject(c.var.actor, objectId)
  const rows = await rejectedRows(db, read.id)
  if (rows.length === 0) throw new Refusal('not_found')
  const sheets = summary.sheets.map(({ sheet, object, headings }) => ({
    ...{ sheet, object, headings },
    rejections: rows.filter((row) => row.sheet === sheet),
  }))
  const source = await sourceOf(folder, read)
  const out = new PassThrough()
  writeRejections({ file: read.name, sha256: summary.sha256, source, sheets }, out).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  const name = `${read.name.replace(/\.[^.]*$/, '')}-未收下.xlsx`
  return fileAnswer(c, Readable.toWeb(out) as ReadableStream, name, xlsx)
}
