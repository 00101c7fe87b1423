/** Late facts of closed months: looking for them, seeing what they change for whom, and approving by a second person. X-3. */
import { z } from '@hono/zod-openapi'
import { scopeOf } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import { noteLook } from '../../../access/looks.ts'
import { approveAdjustments } from '../../../settlement/adjust.ts'
import { adjustmentGroups } from '../../../settlement/adjustment-list.ts'
import { refuseUnknownPolicy } from '../../../settlement/policy-version.ts'
import { policyRuns } from '../../../settlement/run.ts'
import { isClosed } from '../../../settlement/states.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { perform, type Services, startJob } from '../services.ts'
import { amount, month, period, periodNamed, seesWhole, settledOf, tags } from './look.ts'

const group = z.object({
  policy: z.string(),
  period,
  inPeriod: period,
  digest: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  people: z.number(),
  total: amount,
  lines: z
    .array(
      z.object({
        id: z.number(),
        number: z.string(),
        name: z.string(),
        amount,
        earlier: amount.nullable(),
        trace: z
          .array(
            z.object({
              ...{ variable: z.string(), before: z.string().nullable(), after: z.string().nullable() },
              unit: z.string().optional(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  /** Whether this person may approve it now: the role, and not their own proposal. */
  mayApprove: z.boolean(),
})

/** Over the network nobody types it, so nobody shortens it. */
const wholeDigest = z.string().regex(/^[0-9a-f]{64}$/)

const declared = {
  list: endpoint({
    method: 'get',
    path: '/settlement/adjustments',
    access: ['read', 'settlement'],
    tags,
    summary: '往期调整，待批准的在前',
    request: { query: z.strictObject({ period: period.optional() }) },
    answer: z.object({ groups: z.array(group) }),
  }),
  find: endpoint({
    method: 'post',
    path: '/settlement/adjustments/searches',
    access: ['create', 'settlement'],
    tags,
    summary: '重算已关账的期间，找出迟到的记录差多少',
    status: 202,
    request: {
      body: json(
        z.strictObject({
          policy: z.string().min(1).max(200),
          periods: z.array(period).min(1).max(24).optional().describe('不写就是全部已关账的期间'),
        }),
      ),
    },
    answer: z.object({ job: z.string() }),
  }),
  approve: endpoint({
    method: 'post',
    path: '/settlement/{period}/adjustments/approve',
    access: ['approve', 'settlement'],
    tags,
    summary: '批准一个已关账期间的全部待批准调整，由提出人以外的人来做',
    request: { ...month, body: json(z.strictObject({ digest: wholeDigest })) },
    answer: z.object({ approved: z.number(), inPeriod: period.nullable() }),
  }),
}

export function adjustmentRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.list, async (c) => {
      const { actor } = c.var
      const { period: of } = c.req.valid('query')
      const found = seesWhole(actor)
        ? await adjustmentGroups(db, of)
        : await lookAs(db, actor, (within) => adjustmentGroups(within, of))
      const approver = actor.kind !== 'key' && scopeOf(actor, 'approve', 'settlement') !== undefined
      const groups = found.map((own) => ({
        ...own,
        mayApprove: approver && own.approvedBy === null && own.proposedBy !== actor.name,
      }))
      if (groups.length > 0) await noteLook(db, actor, { subject: '调整' })
      return c.json({ groups }, 200)
    })
    .openapi(declared.find, async (c) => {
      const { policy, periods } = c.req.valid('json')
      await refuseUnknownPolicy(db, policy)
      const job = await startJob(services, c, async (within) => {
        const runs = await policyRuns(within, policy)
        const closed = runs.filter(({ status }) => isClosed(status)).map((run) => run.period)
        const chosen = periods ? closed.filter((name) => periods.includes(periodNamed(name).name)) : closed
        return { kind: 'find-adjustments', title: '查找迟到的记录', input: { policy, periods: chosen } }
      })
      return c.json({ job }, 200)
    })
    .openapi(declared.approve, async (c) => {
      const settled = await settledOf(services, c.req.valid('param').period, c.req.valid('query').policy)
      const { digest } = c.req.valid('json')
      const subject = `${settled.run.policy} ${settled.run.period}`
      const what = { action: 'adjust-approve', subject, as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        const done = await approveAdjustments(within, { ...settled, actor: c.var.actor.name, digest })
        const adjustments = done.map(({ adjustment_id, person_no, amount: of }) => ({
          adjustment_id,
          person_no,
          amount: of,
        }))
        return {
          answer: { approved: done.length, inPeriod: done[0]?.in_period ?? null },
          details: { adjustments },
        }
      })
      return c.json(answer, 200)
    })
}
