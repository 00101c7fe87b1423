/** 绩效单: the months, the people of a month, one person's statement and year. M-6.2, X-3. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { allow } from '../../access/actor.ts'
import { asActor, asSystem, lookAs } from '../../access/as-actor.ts'
import { record } from '../../access/audit.ts'
import { noteLook } from '../../access/looks.ts'
import { shiftPeriod } from '../../language/index.ts'
import { isFinal } from '../../publication/months.ts'
import { paymentsOf } from '../../publication/payments.ts'
import { choicesIn, type People, type PeopleQuery, people, type SortKey } from '../../publication/people.ts'
import { reading } from '../../publication/reading.ts'
import { type Settled, settledIfAny, settledIn, settledPeriods } from '../../publication/settled.ts'
import { statement } from '../../publication/statement.ts'
import { clauseOf } from '../../publication/why/reason.ts'
import { yearOf } from '../../publication/year.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Cell } from '../../records/sheet/cell.ts'
import type { SheetToWrite } from '../../records/sheet/write.ts'
import { endpoint, routes } from './endpoint.ts'
import { download, listQuery, readFilter } from './listing.ts'
import { periodText } from './period-text.ts'
import type { Env, Services } from './services.ts'

const tags: [string] = ['绩效单']
export const monthParam = periodText
export const personParam = z.string().min(1).max(60)
const money = z.string().nullable()

const monthShape = z.object({ period: z.string(), status: z.string(), final: z.boolean() })

const item = z.object({ key: z.string(), name: z.string() })

const line = z.object({
  name: z.string(),
  amount: money,
  change: money,
  clause: z.object({ at: z.number(), title: z.string() }).nullable(),
})

const adjustment = z.object({
  from: z.string(),
  in: z.string(),
  amount: z.string(),
  approvedBy: z.string().nullable(),
  on: z.string().nullable(),
  trace: z.array(
    z.object({ variable: z.string(), before: money, after: money, unit: z.string().optional() }),
  ),
})

const personRow = z.record(z.string(), z.string().nullable())

const declared = {
  months: endpoint({
    method: 'get',
    path: '/statements',
    access: ['read', 'statement'],
    tags,
    summary: '有绩效单的月份，最近的在前',
    answer: z.object({ months: z.array(monthShape), person: z.string().nullable() }),
  }),
  month: endpoint({
    method: 'get',
    path: '/statements/{month}',
    access: ['read', 'statement'],
    tags,
    summary: '一个月：状态、项目和可以筛选的部门',
    request: { params: z.object({ month: monthParam }) },
    answer: monthShape.extend({
      policy: z.object({ id: z.number(), name: z.string(), version: z.string() }),
      payableName: z.string(),
      items: z.array(item),
      units: z.array(z.string()),
      positions: z.array(z.string()),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    }),
  }),
  people: endpoint({
    method: 'get',
    path: '/statements/{month}/people',
    access: ['read', 'statement'],
    tags,
    summary: '一个月里可以看的人，可以筛选、排序、分页、导出',
    request: { params: z.object({ month: monthParam }), query: listQuery },
    answer: z.object({
      rows: z.array(personRow),
      total: z.number(),
      sums: z.record(z.string(), z.string()),
    }),
  }),
  person: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}',
    access: ['read', 'statement'],
    tags,
    summary: '一个人的绩效单',
    request: { params: z.object({ month: monthParam, person: personParam }) },
    answer: monthShape.extend({
      person: z.object({
        number: z.string(),
        name: z.string(),
        unit: z.string(),
        position: z.string(),
      }),
      object: z.string(),
      payable: money,
      payableName: z.string(),
      change: money,
      compared: z.string().nullable(),
      mostChanged: z.string().nullable(),
      lines: z.array(line),
      adjustments: z.array(adjustment),
      later: z.array(adjustment),
      ledger: z.array(
        z.object({
          account: z.enum(['payable', 'carried']),
          kind: z.enum(['earned', 'adjusted', 'carried', 'paid', 'reversed']),
          amount: z.string(),
          on: z.string(),
          reason: z.string().nullable(),
        }),
      ),
      carried: money,
      policy: z.object({ id: z.number(), name: z.string(), version: z.string() }),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    }),
  }),
  year: endpoint({
    method: 'get',
    path: '/statements/{month}/people/{person}/year',
    access: ['read', 'statement'],
    tags,
    summary: '一个人这一年各月的应发和各项',
    request: { params: z.object({ month: monthParam, person: personParam }) },
    answer: z.object({
      months: z.array(monthShape.extend({ payable: money, items: z.record(z.string(), money) })),
    }),
  }),
}

export function statementRoutes(services: Services) {
  const { db, versionOf } = services
  return routes()
    .openapi(declared.months, async (c) => {
      unkept(c)
      const months = (await settledPeriods(db)).reverse()
      const shown = months.map(({ period, status }) => ({
        period: period.name,
        status,
        final: isFinal(status),
      }))
      return c.json({ months: shown, person: c.var.actor.person }, 200)
    })
    .openapi(declared.month, async (c) => {
      unkept(c)
      const settled = await settledIn(db, versionOf, c.req.valid('param').month)
      const found = await inMonth(services, c, settled, (mine) =>
        people(mine, settled, undefined, { limit: 0 }),
      )
      const choices = await inMonth(services, c, settled, (mine) => choicesIn(mine, settled))
      const { run } = settled
      return c.json(
        {
          ...headOf(settled),
          final: isFinal(run.status),
          payableName: settled.version.program.payable?.name.text ?? '',
          items: itemHeads(found),
          units: [...choices.units],
          positions: [...choices.positions],
          ...(await neighbours(services, settled)),
        },
        200,
      )
    })
    .openapi(declared.people, async (c) => {
      unkept(c)
      const { format, filter, ...asked } = c.req.valid('query')
      const { actor } = c.var
      allow(actor, format === 'json' ? 'read' : 'export', 'statement')
      const settled = await settledIn(db, versionOf, c.req.valid('param').month)
      const before = await settledIfAny(db, versionOf, shiftPeriod(settled.period, -1))
      const query = peopleQuery(asked, readFilter(filter))
      if (format !== 'json') {
        const sheet = await exported(services, c, settled, before, query, format)
        return download(c, sheet, format) as never
      }
      const found = await inMonth(services, c, settled, (mine) => people(mine, settled, before, query))
      const subject = `绩效单 ${settled.period.name} 名单`
      const others = found?.rows.some(({ number }) => number !== actor.person)
      if (others) await noteLook(db, actor, { subject, details: { people: found?.count ?? 0 } })
      return c.json(listOf(found), 200)
    })
    .openapi(declared.person, async (c) => {
      unkept(c)
      const answer = await reading({ ...asked(services, c), ...c.req.valid('param') }, async (open) => {
        const { mine, settled, before, person } = open
        const found = await statement(mine, settled, before, person)
        if (!found) throw new Refusal('not_found')
        const { program } = settled.version
        return {
          ...headOf(settled),
          final: isFinal(settled.run.status),
          person: found.person,
          object: found.object.id,
          payable: found.payable,
          payableName: found.payableName,
          change: found.change,
          compared: before?.period.name ?? null,
          mostChanged: found.mostChanged?.item.definition.name.text ?? null,
          lines: found.lines.map(({ item: { definition }, amount, change }) => ({
            name: definition.name.text,
            amount,
            change,
            clause: clauseOf(program, definition),
          })),
          ...(await paymentsOf(mine, settled, person)),
        }
      })
      const settled = await settledIn(db, versionOf, answer.period)
      return c.json({ ...answer, ...(await neighbours(services, settled)) } as never, 200)
    })
    .openapi(declared.year, async (c) => {
      unkept(c)
      const { month, person } = c.req.valid('param')
      const { period } = await settledIn(db, versionOf, month)
      const wanted = { year: period.name.slice(0, 4), person, length: period.length }
      const months = await yearOf(db, versionOf, c.var.actor, wanted)
      if (months.length === 0) throw new Refusal('not_found')
      // Whose it is, is theirs to see in the last of them, and noted.
      const last = months.at(-1)?.period ?? month
      await reading({ ...asked(services, c), month: last, person }, async () => undefined)
      return c.json({ months: months.map((own) => ({ ...own, final: isFinal(own.status) })) }, 200)
    })
}

/** Pay data is kept by no browser and no proxy. */
export function unkept(c: Context): void {
  c.header('cache-control', 'no-store')
}

export const asked = ({ db, versionOf }: Services, c: Context<Env>) => ({ db, versionOf, actor: c.var.actor })

const headOf = ({ run, version, period }: Settled) => ({
  period: period.name,
  status: run.status,
  policy: { id: version.id, name: version.policy, version: version.version },
})

function inMonth<T>(
  { db }: Services,
  c: Context<Env>,
  { period }: Settled,
  work: (mine: Services['db']) => Promise<T>,
  enter = lookAs,
): Promise<T> {
  return enter(db, c.var.actor, work, { on: period.last })
}

async function neighbours({ db, versionOf }: Services, { period }: Settled) {
  const [previous, next] = [
    await settledIfAny(db, versionOf, shiftPeriod(period, -1)),
    await settledIfAny(db, versionOf, shiftPeriod(period, 1)),
  ]
  return { previous: previous?.period.name ?? null, next: next?.period.name ?? null }
}

const itemKey = (at: number) => `item${'abcdefghijklmnopqrstuvwxyz'[at] ?? ''}`

const itemHeads = (found: People | undefined) =>
  (found?.items ?? []).map(({ definition }, at) => ({ key: itemKey(at), name: definition.name.text }))

/** Letters, because a sort key has no digits. */
function sortKey(id: string): SortKey {
  const letter = /^item([a-z])$/.exec(id)?.[1]
  if (letter) return `item${'abcdefghijklmnopqrstuvwxyz'.indexOf(letter)}`
  if (['number', 'name', 'unit', 'position', 'payable', 'change'].includes(id)) return id as SortKey
  throw new Refusal('request_invalid', { problems: `sort: ${id}` })
}

type Asked = Pick<z.infer<typeof listQuery>, 'q' | 'sort' | 'page' | 'size'>

function peopleQuery(
  { q, sort = '-payable', page, size }: Asked,
  filter: ReturnType<typeof readFilter>,
): PeopleQuery {
  const { unit, position, ...other } = filter
  const [unknown] = Object.keys(other)
  if (unknown) throw new Refusal('request_invalid', { problems: `filter: ${unknown}` })
  return {
    text: q?.trim() || undefined,
    units: several(unit),
    positions: several(position),
    sort: sortKey(sort.replace(/^-/, '')),
    descending: sort.startsWith('-'),
    limit: size,
    offset: (page - 1) * size,
  }
}

function several(wanted: ReturnType<typeof readFilter>[string] | undefined): readonly string[] | undefined {
  if (wanted === undefined) return undefined
  if (typeof wanted === 'string') return [wanted]
  if (Array.isArray(wanted)) return wanted as readonly string[]
  throw new Refusal('request_invalid', { problems: 'filter' })
}

function listOf(found: People | undefined) {
  const rows = (found?.rows ?? []).map(({ items, ...row }) => ({
    ...row,
    ...Object.fromEntries(items.map((value, at) => [itemKey(at), value])),
  }))
  const sums: Record<string, string> = {
    ...Object.fromEntries((found?.itemTotals ?? []).map((value, at) => [itemKey(at), value])),
    payable: found?.total ?? '0',
    ...(found?.changeTotal ? { change: found.changeTotal } : {}),
  }
  return { rows, total: found?.count ?? 0, sums }
}

const mostExported = 100_000

async function exported(
  services: Services,
  c: Context<Env>,
  settled: Settled,
  before: Settled | undefined,
  query: PeopleQuery,
  format: string,
): Promise<SheetToWrite> {
  const { actor } = c.var
  const name = `绩效单 ${settled.period.name}`
  const write = async (mine: Services['db']) => {
    const found = await people(mine, settled, before, { ...query, limit: mostExported, offset: 0 })
    const details = { format, rows: found?.rows.length ?? 0, q: query.text, by: actor.kind }
    await asSystem(mine, (all) =>
      record(all, { actor: actor.name, action: 'export', subject: name, details }),
    )
    const payableName = settled.version.program.payable?.name.text ?? ''
    const headings = [
      '工号',
      '姓名',
      '部门',
      '岗位',
      ...itemHeads(found).map((own) => own.name),
      payableName,
      '比上期',
    ]
    const text = (value: string): Cell => ({ kind: value === '' ? 'empty' : 'text', text: value })
    const number = (value: string | null): Cell =>
      value === null ? { kind: 'empty', text: '' } : { kind: 'number', text: value }
    const rows = (found?.rows ?? []).map((row) => [
      ...[row.number, row.name, row.unit, row.position].map(text),
      ...[...row.items, row.payable, row.change].map(number),
    ])
    return { name, columns: headings.map((heading) => ({ heading })), rows }
  }
  // What leaves is noted in the same transaction.
  return inMonth(services, c, settled, write, asActor)
}
