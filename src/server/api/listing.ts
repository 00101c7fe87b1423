/** What every list takes, and the same list as a file. */
import { PassThrough, Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Filter } from '../../records/entry/conditions.ts'
import { Refusal } from '../../records/refusal.ts'
import type { SheetToWrite } from '../../records/sheet/write.ts'
import { writeCsv } from '../../records/sheet/write-csv.ts'
import { writeXlsx } from '../../records/sheet/write-xlsx.ts'
import { fileTypes } from './endpoint.ts'
import { hiddenKeyIn } from './hidden-keys.ts'

export const mostRows = 200
/** An export is read in pages of this many. */
export const exportBatch = 1000

export const listQuery = z.strictObject({
  q: z.string().max(100).optional(),
  sort: z
    .string()
    .regex(/^-?[a-z_]{1,40}(\.name)?$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(mostRows).default(50),
  filter: z.string().max(4000).optional().describe('JSON：字段 → 值、值的列表、{from, to} 或 {empty}'),
  format: z.enum(['json', 'xlsx', 'csv']).default('json').describe('xlsx 和 csv 导出全部找到的行'),
})

/** Lists whose rows and totals may be asked for apart: totals are the same on every page. */
export const countedQuery = listQuery.extend({
  totals: z.enum(['with', 'without', 'only']).default('with').describe('行数与合计：与行一起、不要，或只要'),
})

const filterValue = z.union([
  z.string().max(500),
  z.boolean(),
  z.array(z.string().max(500)).max(200),
  z.strictObject({ from: z.string().max(40).optional(), to: z.string().max(40).optional() }),
  z.strictObject({ empty: z.boolean() }),
])

const filterSchema = z.record(z.string().regex(/^[a-z_]{1,40}$/), filterValue)

/** Refuses with request_invalid. */
export function readFilter(text: string | undefined): Record<string, Filter> {
  if (text === undefined || text === '') return {}
  const hidden = hiddenKeyIn(text)
  if (hidden !== undefined) throw new Refusal('request_invalid', { problems: `filter: ${hidden}` })
  try {
    return filterSchema.parse(JSON.parse(text))
  } catch {
    throw new Refusal('request_invalid', { problems: 'filter' })
  }
}

const types = { xlsx: fileTypes.xlsx, csv: `${fileTypes.csv}; charset=utf-8` } as const

const moments = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' },
})

/** A moment as the pages show it, which is where the company is: 2026-01-31 09:30:00. */
export const inShanghai = (moment: string): string => moments.format(new Date(moment))

/** A sheet as a download. The name is encoded, whatever is in it (ASVS 5.4.2). */
export function download(c: Context, sheet: SheetToWrite, format: 'xlsx' | 'csv'): Response {
  const out = new PassThrough()
  const writing = format === 'xlsx' ? writeXlsx(out, [sheet]) : writeCsv(out, sheet)
  writing.catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return fileAnswer(c, Readable.toWeb(out) as ReadableStream, `${sheet.name}.${format}`, types[format])
}

export function fileAnswer(
  c: Context,
  body: ReadableStream | Uint8Array<ArrayBuffer>,
  name: string,
  type: string,
): Response {
  c.header('content-type', type)
  c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return c.body(body, 200)
}
