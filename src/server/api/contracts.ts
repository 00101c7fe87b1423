/** Contracts as a whole: the file with its money, entering one, trials, and what it earned whom. M-2, M-3, M-4. */
import { z } from '@hono/zod-openapi'
import { asSystem, lookAs } from '../../access/as-actor.ts'
import { noteLook } from '../../access/looks.ts'
import { reachOf, wholeOf } from '../../access/protection.ts'
import { contractEarnings, earningRuns } from '../../publication/contract-earnings.ts'
import { listContracts } from '../../records/contracts/list.ts'
import { priceInForce, readContract } from '../../records/contracts/read.ts'
import { createContract, endTrial, objectOf } from '../../records/contracts/write.ts'
import type { Database } from '../../records/database.ts'
import { rowOf } from '../../records/entry/edit.ts'
import { closedAmong, latePeriods, noteLate } from '../../settlement/late/late.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { countedQuery, readFilter } from './listing.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['合同']
const number = z.object({ number: z.string().min(1).max(100) })
const day = z.iso.date()
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rows = z.array(z.record(z.string(), cell))
const values = z.record(
  z.string().regex(/^[a-z_]{1,40}$/),
  z.union([z.string().max(10_000), z.boolean(), z.null()]),
)

const file = z.object({
  contract: z.record(z.string(), cell),
  lines: rows,
  concessions: rows,
  shares: rows,
  plan: rows,
  recognitions: rows,
  papers: rows,
  acceptances: rows,
  receipts: rows,
  refunds: rows,
  returns: rows,
  complaints: rows,
  related: rows,
  collected: rows,
})

const earning = z.object({
  period: z.string(),
  status: z.string(),
  policy: z.string(),
  person: z.string(),
  personName: z.string(),
  item: z.string(),
  amount: z.string().nullable(),
})

const newContract = z.strictObject({
  contract: values,
  lines: z
    .array(
      z.strictObject({ values, concessions: z.array(z.string().trim().min(1).max(500)).max(20).default([]) }),
    )
    .max(500),
  shares: z.array(values).max(50).default([]),
  plan: z.array(values).max(200).default([]),
  recognitions: z.array(values).max(400).default([]),
  papers: z.array(values).max(100).default([]),
})

const conversion = newContract.extend({ on: day })
/** `late`: the closed month it falls into, whose difference is an adjustment. */
const written = z.object({ number: z.string(), late: z.string().nullable() })

const declared = {
  list: endpoint({
    method: 'get',
    path: '/contracts',
    access: ['read', 'contract'],
    tags,
    summary: '合同列表，带已收款、回款比例和逾期未收',
    request: { query: countedQuery.omit({ format: true }) },
    answer: z.object({ rows, total: z.number().nullable(), sums: z.record(z.string(), z.string()) }),
  }),
  price: endpoint({
    method: 'get',
    path: '/contracts/price',
    access: ['read', 'price'],
    tags,
    summary: '某一天有效的基准价和备案（M-4.3、M-2.2）',
    request: { query: z.strictObject({ product: z.string().min(1).max(100), on: day }) },
    answer: z.object({
      name: z.string(),
      category: z.string(),
      price: z.string().nullable(),
      filed: z.boolean(),
    }),
  }),
  read: endpoint({
    method: 'get',
    path: '/contracts/{number}',
    access: ['read', 'contract'],
    tags,
    summary: '一份合同的全部内容',
    request: { params: number },
    answer: file,
  }),
  earned: endpoint({
    method: 'get',
    path: '/contracts/{number}/earned',
    access: ['read', 'statement'],
    tags,
    summary: '这份合同给谁带来了多少提成，按月',
    request: { params: number },
    answer: z.object({ earned: z.array(earning) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/contracts',
    access: ['create', 'contract'],
    tags,
    summary: '登记一份合同，连同明细、归属、付款计划和资料清单',
    request: { body: json(newContract) },
    answer: written,
  }),
  convert: endpoint({
    method: 'post',
    path: '/contracts/{number}/sale',
    access: ['create', 'contract'],
    tags,
    summary: '试用转为购销（M-2.3）',
    request: { params: number, body: json(conversion) },
    answer: written,
  }),
  giveBack: endpoint({
    method: 'post',
    path: '/contracts/{number}/returned',
    access: ['update', 'contract'],
    tags,
    summary: '试用退回（M-2.3）',
    request: { params: number, body: json(z.strictObject({ on: day })) },
    answer: written,
  }),
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** The company's day, wherever the server stands. */
export const today = () => days.format(new Date())

export function contractRoutes(services: Services) {
  const { db, versionOf, answers } = services
  return routes()
    .openapi(declared.list, async (c) => {
      const { filter, ...asked } = c.req.valid('query')
      const query = {
        ...asked,
        ...{ filter: readFilter(filter), reach: reachOf(c.var.actor, 'contract') },
        keeping: { answers, whole: wholeOf('contract') },
      }
      return c.json(await lookAs(db, c.var.actor, (within) => listContracts(within, query, today())), 200)
    })
    .openapi(declared.price, async (c) => {
      const { product, on } = c.req.valid('query')
      return c.json(await lookAs(db, c.var.actor, (within) => priceInForce(within, product, on)), 200)
    })
    .openapi(declared.read, async (c) => {
      const { number: wanted } = c.req.valid('param')
      const found = await lookAs(db, c.var.actor, (within) => readContract(within, wanted))
      return c.json(found as z.infer<typeof file>, 200)
    })
    .openapi(declared.earned, async (c) => {
      const { number: wanted } = c.req.valid('param')
      const runs = await earningRuns(db, versionOf)
      const earned = await lookAs(db, c.var.actor, async (within) => {
        await readContract(within, wanted)
        return contractEarnings(within, runs, wanted)
      })
      if (earned.some(({ person }) => person !== c.var.actor.person))
        await noteLook(db, c.var.actor, { subject: `合同 ${wanted} 的提成` })
      return c.json({ earned }, 200)
    })
    .openapi(declared.create, async (c) => {
      const { name } = c.var.actor
      const given = c.req.valid('json')
      const subject = `合同 ${String(given.contract.number ?? '')}`
      const answer = await perform(
        services,
        c,
        { action: 'create', subject, as: 'actor' },
        async (within) => {
          const made = await createContract(within, given, name)
          const late = await leaveWord(within, made)
          return { answer: { number: made, late }, details: given }
        },
      )
      return c.json(answer, 200)
    })
    .openapi(declared.convert, async (c) => {
      const { name } = c.var.actor
      const { number: trial } = c.req.valid('param')
      const { on, ...given } = c.req.valid('json')
      const what = { action: 'convert', subject: `合同 ${trial}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        await endTrial(within, trial, { as: '已完成', on, enteredBy: name })
        const contract = { ...given.contract, trial }
        const made = await createContract(within, { ...given, contract }, name)
        const late = await leaveWord(within, made)
        return { answer: { number: made, late }, details: { trial, ...given } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.giveBack, async (c) => {
      const { name } = c.var.actor
      const { number: trial } = c.req.valid('param')
      const { on } = c.req.valid('json')
      const what = { action: 'return-trial', subject: `合同 ${trial}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const before = await rowOf(within, objectOf('contract'), [trial])
        await endTrial(within, trial, { as: '已退回', on, enteredBy: name })
        const late = await leaveWord(within, trial, before)
        return { answer: { number: trial, late }, details: { on } }
      })
      return c.json(answer, 200)
    })
}

/** A contract that falls into a closed month: told, and left there to be looked for. */
async function leaveWord(
  db: Database,
  number: string,
  before?: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const after = await rowOf(db, objectOf('contract'), [number])
  return asSystem(db, async (system) => {
    const late = await latePeriods(system, 'contract', { before, after })
    await noteLate(system, 'contract', late)
    return closedAmong(late)
  })
}
