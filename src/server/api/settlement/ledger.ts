/** The ledger: entries and balances, of whom one may see. */
import { z } from '@hono/zod-openapi'
import { allow } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import { record } from '../../../access/audit.ts'
import { noteLook } from '../../../access/looks.ts'
import type { Database } from '../../../records/database.ts'
import type { Cell } from '../../../records/sheet/cell.ts'
import { type LedgerQuery, ledgerBalances, ledgerEntries } from '../../../settlement/ledger.ts'
import { endpoint, routes } from '../endpoint.ts'
import { download, exportBatch, inShanghai } from '../listing.ts'
import type { Services } from '../services.ts'
import { amount, period, seesWhole, tags } from './look.ts'

const query = z.strictObject({
  q: z.string().max(100).optional(),
  person: z.string().max(40).optional(),
  period: period.optional(),
  sort: z.string().max(40).optional(),
  filter: z.string().max(4000).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(['json', 'xlsx', 'csv']).default('json'),
})

const page = <R extends z.ZodType>(row: R) =>
  z.object({
    rows: z.array(row).readonly(),
    total: z.number(),
    sums: z.record(z.string(), z.string()).readonly(),
  })

const declared = {
  entries: endpoint({
    method: 'get',
    path: '/settlement/ledger',
    access: ['read', 'settlement'],
    tags,
    summary: '台账的每一笔，最近的在前',
    request: { query },
    answer: page(
      z.object({
        entry: z.string(),
        policy: z.string(),
        number: z.string(),
        name: z.string(),
        period,
        account: z.enum(['payable', 'carried']),
        kind: z.enum(['earned', 'adjusted', 'carried', 'paid', 'reversed']),
        amount,
        enteredBy: z.string(),
        enteredAt: z.string(),
      }),
    ),
  }),
  balances: endpoint({
    method: 'get',
    path: '/settlement/balances',
    access: ['read', 'settlement'],
    tags,
    summary: '每个人的应付余额、结转和已发放',
    request: { query },
    answer: page(
      z.object({ number: z.string(), name: z.string(), payable: amount, carried: amount, paid: amount }),
    ),
  }),
}

interface Sheet {
  readonly name: string
  readonly headings: readonly (readonly [string, string, 'text' | 'number'])[]
}

const entrySheet: Sheet = {
  name: '台账',
  headings: [
    ['entry', '序号', 'text'],
    ['number', '工号', 'text'],
    ['name', '姓名', 'text'],
    ['period', '期间', 'text'],
    ['account', '账户', 'text'],
    ['kind', '种类', 'text'],
    ['amount', '金额', 'number'],
    ['enteredBy', '记账人', 'text'],
    ['enteredAt', '记账时间（北京时间）', 'text'],
  ],
}

const balanceSheet: Sheet = {
  name: '台账余额',
  headings: [
    ['number', '工号', 'text'],
    ['name', '姓名', 'text'],
    ['payable', '应付余额', 'number'],
    ['carried', '结转', 'number'],
    ['paid', '已发放', 'number'],
  ],
}

export function ledgerRoutes(services: Services) {
  const { db } = services
  type Asked = z.infer<typeof query>
  type Actor = Parameters<typeof seesWhole>[0]
  type Read<Row> = (within: Database, asked: LedgerQuery) => Promise<{ rows: readonly Row[]; total: number }>
  const reading = <T>(actor: Actor, work: (within: Database) => Promise<T>) =>
    seesWhole(actor) ? db.transaction(work) : lookAs(db, actor, work)

  /** All rows found; that they left is recorded. */
  const exported = async <Row extends object>(
    actor: Actor,
    read: Read<Row>,
    asked: Asked,
    { name, headings }: Sheet,
  ) => {
    allow(actor, 'export', 'settlement')
    const rows = await reading(actor, async (within) => {
      const all: Cell[][] = []
      for (let at = 1; ; at += 1) {
        const part = await read(within, { ...asked, page: at, size: exportBatch })
        all.push(...part.rows.map((row) => headings.map(([key, , kind]) => cellOf(row, key, kind))))
        if (part.rows.length < exportBatch) return all
      }
    })
    const details = {
      rows: rows.length,
      format: asked.format,
      q: asked.q,
      period: asked.period,
      by: actor.kind,
    }
    await db.transaction((own) =>
      record(own, { actor: actor.name, action: 'export', subject: name, details }),
    )
    return { name, columns: headings.map(([, heading]) => ({ heading })), rows }
  }
  /** What others are owed and were paid is looked at here. */
  const noted = async (actor: Actor, { name }: Sheet, rows: readonly { readonly number: string }[]) => {
    if (rows.some(({ number }) => number !== actor.person)) await noteLook(db, actor, { subject: name })
  }
  return routes()
    .openapi(declared.entries, async (c) => {
      const asked = c.req.valid('query')
      const { actor } = c.var
      if (asked.format !== 'json')
        return download(c, await exported(actor, ledgerEntries, asked, entrySheet), asked.format) as never
      const found = await reading(actor, (within) => ledgerEntries(within, asked))
      await noted(actor, entrySheet, found.rows)
      return c.json(found, 200)
    })
    .openapi(declared.balances, async (c) => {
      const asked = c.req.valid('query')
      const { actor } = c.var
      if (asked.format !== 'json')
        return download(c, await exported(actor, ledgerBalances, asked, balanceSheet), asked.format) as never
      const found = await reading(actor, (within) => ledgerBalances(within, asked))
      await noted(actor, balanceSheet, found.rows)
      return c.json(found, 200)
    })
}

/** As the page says it. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { payable: '应付', carried: '结转' },
  kind: { earned: '应发', adjusted: '往期调整', carried: '结转', paid: '发放', reversed: '冲销' },
}

function cellOf(row: object, key: string, kind: 'text' | 'number'): Cell {
  const value = (row as Readonly<Record<string, unknown>>)[key]
  if (value === null || value === undefined || value === '') return { kind: 'empty', text: '' }
  if (key === 'enteredAt') return { kind, text: inShanghai(String(value)) }
  return { kind, text: words[key]?.[String(value)] ?? String(value) }
}
