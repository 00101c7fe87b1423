/** The steps of a month, each bound to the digest that was shown, and asking for a second person. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Verb } from '../../../access/permissions.ts'
import { announceStep } from '../../../publication/announce.ts'
import { expectAppraised, type OpenAppraisal } from '../../../publication/review/appraisal.ts'
import type { Database } from '../../../records/database.ts'
import { close, type Decision, pay, publishRun, review, softClose } from '../../../settlement/close.ts'
import { askToReopen, confirmReopening, withdrawReopening } from '../../../settlement/reopen.ts'
import type { Run } from '../../../settlement/run.ts'
import { runStatuses, type Step, sealing } from '../../../settlement/states.ts'
import { webhooks } from '../../webhooks/errand.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { type Env, perform, type Services } from '../services.ts'
import { month, settledOf, tags } from './look.ts'

const digest = z.string().min(1).max(64).describe('你看到的结果摘要；之后又结算过就会被拒绝')
const body = json(z.strictObject({ digest }))
const count = z.number().int().min(0).max(1_000_000).default(0)
const open = z
  .strictObject({ raises: count, ratings: count, gaps: count, work: count })
  .describe('你看到的考评还差的（见 figures 的 appraisal）；差得更多就会被拒绝')
const sealed = json(z.strictObject({ digest, open: open.optional() }))
const answer = z.object({ period: z.string(), status: z.enum(runStatuses), digest: z.string() })

const step = <P extends string, B extends typeof body | typeof sealed>(
  path: P,
  verb: Verb,
  summary: string,
  asks: B,
) =>
  endpoint({
    method: 'post',
    path: `/settlement/{period}/${path}`,
    access: [verb, 'settlement'],
    tags,
    summary,
    request: { ...month, body: asks },
    answer,
  })

const declared = {
  review: step('review', 'approve', '复核：由结算人以外的人确认', sealed),
  publish: step('publish', 'approve', '公布：结果对本人成为定稿', sealed),
  softClose: step('soft-close', 'approve', '暂时关账：说明理由、两个人同意才能重新打开', body),
  close: step('close', 'approve', '关账：记入台账，从此不能更改', sealed),
  pay: step('pay', 'update', '标记为已发放，台账记一次', body),
  confirm: step('reopening/confirm', 'approve', '确认重新打开', body),
  ask: endpoint({
    method: 'post',
    path: '/settlement/{period}/reopening',
    access: ['update', 'settlement'],
    tags,
    summary: '申请重新打开一个已公布或暂时关账的期间',
    request: { ...month, body: json(z.strictObject({ digest, reason: z.string().trim().min(4).max(500) })) },
    answer: z.object({ reopening: z.number() }),
  }),
  withdraw: endpoint({
    method: 'delete',
    path: '/settlement/{period}/reopening',
    access: ['update', 'settlement'],
    tags,
    summary: '撤回重新打开的申请',
    request: month,
    answer: z.object({ reopening: z.number() }),
  }),
  decline: endpoint({
    method: 'post',
    path: '/settlement/{period}/reopening/decline',
    access: ['approve', 'settlement'],
    tags,
    summary: '不同意重新打开',
    request: month,
    answer: z.object({ reopening: z.number() }),
  }),
}

type Work = (db: Database, decision: Decision) => Promise<Run>

export function stepRoutes(services: Services) {
  const take = async (c: Context<Env>, name: Step | 'reopen-confirm', work: Work) => {
    const { period, policy } = asked(c)
    const { digest: seen, open: known } = bodyOf(c)
    const settled = await settledOf(services, period, policy)
    const subject = `${settled.run.policy} ${period}`
    const answer = await perform(services, c, { action: name, subject, as: 'owner' }, async (db) => {
      const decision = { ...settled, actor: c.var.actor.name, digest: seen }
      const run = await work(db, decision)
      const open = sealing.includes(name) ? await expectAppraised(db, settled, known) : ''
      await announceStep(db, settled.run, run)
      const details = {
        ...{ run: run.run_id, result: run.result_digest, input: run.input_digest },
        ...(open ? { open } : {}),
      }
      return { answer: { period, status: run.status, digest: run.result_digest }, details }
    })
    await services.jobs.wake(webhooks)
    return answer
  }
  const drop = async (c: Context<Env>, action: string) => {
    const { period, policy } = asked(c)
    const settled = await settledOf(services, period, policy)
    const subject = `${settled.run.policy} ${period}`
    return perform(services, c, { action, subject, as: 'owner' }, async (db) => {
      const { reopening_id } = await withdrawReopening(db, { ...settled, actor: c.var.actor.name })
      return { answer: { reopening: reopening_id }, details: { run: settled.run.run_id } }
    })
  }
  return routes()
    .openapi(declared.review, async (c) => c.json(await take(c, 'review', review), 200))
    .openapi(declared.publish, async (c) => c.json(await take(c, 'publish', publishRun), 200))
    .openapi(declared.softClose, async (c) => c.json(await take(c, 'soft-close', softClose), 200))
    .openapi(declared.close, async (c) => c.json(await take(c, 'close', close), 200))
    .openapi(declared.pay, async (c) => c.json(await take(c, 'pay', pay), 200))
    .openapi(declared.confirm, async (c) => c.json(await take(c, 'reopen-confirm', confirmReopening), 200))
    .openapi(declared.ask, async (c) => {
      const { digest: seen, reason } = c.req.valid('json')
      const settled = await settledOf(services, c.req.valid('param').period, c.req.valid('query').policy)
      const subject = `${settled.run.policy} ${settled.run.period}`
      const asking = { action: 'reopen-ask', subject, as: 'owner' as const }
      const given = await perform(services, c, asking, async (db) => {
        const decision = { ...settled, actor: c.var.actor.name, digest: seen }
        const { reopening_id } = await askToReopen(db, decision, reason)
        return { answer: { reopening: reopening_id }, details: { run: settled.run.run_id, reason } }
      })
      return c.json(given, 200)
    })
    .openapi(declared.withdraw, async (c) => c.json(await drop(c, 'reopen-withdraw'), 200))
    .openapi(declared.decline, async (c) => c.json(await drop(c, 'reopen-decline'), 200))
}

/** What the routes above have validated, which their handlers' common part takes as text. */
type Valid = { valid(target: 'param' | 'query' | 'json'): Readonly<Record<string, string>> }

function asked(c: Context<Env>): { readonly period: string; readonly policy: string | undefined } {
  const { valid } = validOf(c)
  return { period: valid('param').period ?? '', policy: valid('query').policy }
}

interface Seen {
  readonly digest: string
  readonly open?: OpenAppraisal
}

function bodyOf(c: Context<Env>): Required<Seen> {
  const { digest: seen, open: known } = validOf(c).valid('json') as unknown as Seen
  return { digest: seen, open: known ?? { raises: 0, ratings: 0, gaps: 0, work: 0 } }
}

function validOf(c: Context<Env>): Valid {
  const { req } = c
  return { valid: (target) => (req as unknown as Valid).valid(target) }
}
