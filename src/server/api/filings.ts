/** Product filing (M-2.2): the unit proposes, the R&D centre agrees, finance files; each step another person's. */
import { z } from '@hono/zod-openapi'
import { type Actor, allow, notAllowed, scopeOf } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import type { Database } from '../../records/database.ts'
import {
  agreeFiling,
  endFiling,
  type FilingRequest,
  fileFiling,
  headsResearch,
  listFilings,
  proposeFiling,
  readFiling,
  returnFiling,
  stateRefused,
} from '../../records/filing/requests.ts'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['产品备案']
const byId = z.object({ id: z.string().regex(/^\d{1,18}$/) })
const reason = z.string().trim().min(1).max(500)
const product = z.string().min(1).max(100)
const text = z.string().nullable()

const filing = z.object({
  ...{ id: z.string(), product: z.string(), productName: z.string(), reason: z.string() },
  state: z.enum(['提议', '研发同意', '已备案', '退回']),
  needsAgreement: z.boolean(),
  ...{ proposedBy: z.string(), proposedAt: z.string(), agreedBy: text, agreedAt: text },
  ...{ filedBy: text, filedAt: text, filedOn: text, returnedBy: text, returnedAt: text, returnReason: text },
  /** What this person may do with it now. */
  may: z.array(z.enum(['agree', 'file', 'return'])),
})

const done = z.object({ id: z.string() })

const declared = {
  list: endpoint({
    method: 'get',
    path: '/filings',
    access: ['read', 'filing'],
    tags,
    summary: '备案申请，没有办完的在前',
    request: { query: z.strictObject({ product: product.optional() }) },
    answer: z.object({ rows: z.array(filing), mayPropose: z.boolean(), mayEnd: z.boolean() }),
  }),
  propose: endpoint({
    method: 'post',
    path: '/filings',
    access: ['create', 'filing'],
    tags,
    summary: '提议把一个产品列入名录',
    request: { body: json(z.strictObject({ product, reason })) },
    answer: done,
  }),
  agree: endpoint({
    method: 'post',
    path: '/filings/{id}/agree',
    access: ['update', 'filing'],
    tags,
    summary: '研发中心同意',
    request: { params: byId },
    answer: done,
  }),
  file: endpoint({
    method: 'post',
    path: '/filings/{id}/file',
    access: ['approve', 'filing'],
    tags,
    summary: '财务备案，自备案日起有效',
    request: { params: byId, body: json(z.strictObject({ on: z.iso.date() })) },
    answer: done,
  }),
  return: endpoint({
    method: 'post',
    path: '/filings/{id}/return',
    access: ['update', 'filing'],
    tags,
    summary: '退回，写明原因',
    request: { params: byId, body: json(z.strictObject({ reason })) },
    answer: done,
  }),
  end: endpoint({
    method: 'post',
    path: '/filings/end',
    access: ['approve', 'filing'],
    tags,
    summary: '从某一天起，产品不再在名录中',
    request: { body: json(z.strictObject({ product, on: z.iso.date() })) },
    answer: z.object({ product: z.string() }),
  }),
}

interface Standing {
  readonly research: boolean
  readonly files: boolean
  readonly name: string
}

async function standingOf(db: Database, actor: Actor): Promise<Standing> {
  return {
    research: !actor.readOnly && (await headsResearch(db, actor.person)),
    files: !actor.readOnly && actor.kind !== 'key' && scopeOf(actor, 'approve', 'filing') !== undefined,
    name: actor.name,
  }
}

/** Who files does not also propose. */
const proposes = (actor: Actor) =>
  scopeOf(actor, 'create', 'filing') !== undefined && scopeOf(actor, 'approve', 'filing') === undefined

function mayOf(request: FilingRequest, { research, files, name }: Standing): ('agree' | 'file' | 'return')[] {
  const another = request.proposedBy !== name
  const waitsForResearch = request.state === '提议' && request.needsAgreement
  const waitsForFinance =
    request.state === '研发同意' || (request.state === '提议' && !request.needsAgreement)
  return [
    ...(waitsForResearch && research && another ? (['agree', 'return'] as const) : []),
    ...(waitsForFinance && files && another && request.agreedBy !== name
      ? (['file', 'return'] as const)
      : []),
  ]
}

export function filingRoutes(services: Services) {
  const { db } = services
  /** A step on one request, by who may take it now. */
  const subject = async (actor: Actor, id: string) => {
    const request = await lookAs(db, actor, (within) => readFiling(within, id))
    return `产品备案 ${request.product} ${request.productName}`
  }
  return routes()
    .openapi(declared.list, async (c) => {
      const { actor } = c.var
      const answer = await lookAs(db, actor, async (within) => ({
        standing: await standingOf(within, actor),
        rows: await listFilings(within, c.req.valid('query').product),
      }))
      const rows = answer.rows.map((row) => ({ ...row, may: mayOf(row, answer.standing) }))
      const mayPropose = !actor.readOnly && proposes(actor)
      return c.json({ rows, mayPropose, mayEnd: answer.standing.files }, 200)
    })
    .openapi(declared.propose, async (c) => {
      const { actor } = c.var
      const given = c.req.valid('json')
      if (!proposes(actor)) throw notAllowed('create', 'filing')
      const what = { action: 'propose', subject: `产品备案 ${given.product}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => ({
        answer: { id: await proposeFiling(within, { ...given, by: actor.name }) },
        details: { reason: given.reason },
      }))
      return c.json(answer, 200)
    })
    .openapi(declared.agree, async (c) => {
      const { actor } = c.var
      const { id } = c.req.valid('param')
      const what = { action: 'agree', subject: await subject(actor, id), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        if (!(await headsResearch(within, actor.person))) throw new Refusal('filing_not_research')
        await agreeFiling(within, id, actor.name)
        return { answer: { id } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.file, async (c) => {
      const { actor } = c.var
      const { id } = c.req.valid('param')
      const { on } = c.req.valid('json')
      const what = { action: 'file', subject: await subject(actor, id), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        await fileFiling(within, id, on, actor.name)
        return { answer: { id }, details: { on } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.return, async (c) => {
      const { actor } = c.var
      const { id } = c.req.valid('param')
      const given = c.req.valid('json')
      const what = { action: 'return', subject: await subject(actor, id), as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const request = await readFiling(within, id)
        if (!mayOf(request, await standingOf(within, actor)).includes('return')) throw stateRefused(request)
        await returnFiling(within, id, given.reason, actor.name)
        return { answer: { id }, details: given }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.end, async (c) => {
      const { actor } = c.var
      allow(actor, 'update', 'filing')
      const given = c.req.valid('json')
      const what = { action: 'end', subject: `产品备案 ${given.product}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        await endFiling(within, given.product, given.on, actor.name)
        return { answer: { product: given.product }, details: given }
      })
      return c.json(answer, 200)
    })
}
