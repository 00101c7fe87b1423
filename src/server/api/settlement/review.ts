/** What an approver looks at: problems by cause, figures, guard rails, completeness, two months per person, the payroll file. */
import { z } from '@hono/zod-openapi'
import { scopeOf } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import { record } from '../../../access/audit.ts'
import { payCards } from '../../../access/bank-cards.ts'
import { noteLook } from '../../../access/looks.ts'
import { payrollOf } from '../../../publication/payroll.ts'
import { openAppraisal } from '../../../publication/review/appraisal.ts'
import { comparePeople } from '../../../publication/review/compare.ts'
import { completenessOf } from '../../../publication/review/completeness.ts'
import { figuresOf } from '../../../publication/review/figures.ts'
import { enteredOwn, guardRailsOf } from '../../../publication/review/guard-rails.ts'
import { problemGroups } from '../../../settlement/problem-groups.ts'
import { endpoint, routes } from '../endpoint.ts'
import { download } from '../listing.ts'
import type { Services } from '../services.ts'
import { amount, look, month, period, policyName, seesWhole, settledBefore, settledOf, tags } from './look.ts'

const problemGroup = z.object({
  number: z.number(),
  object: z.string(),
  objectLabel: z.string(),
  variable: z.string(),
  code: z.string(),
  message: z.string(),
  clause: z.string(),
  count: z.number(),
  remedy: z.enum(['fill', 'enter', 'correct', 'policy', 'earlier']),
  keys: z.array(z.array(z.string()).readonly()).readonly(),
})

const movement = z.object({
  number: z.string(),
  name: z.string(),
  now: amount.nullable(),
  before: amount.nullable(),
  change: amount,
  kind: z.enum(['new', 'gone', 'changed']),
  item: z.string(),
  itemChange: amount,
})

const share = z
  .object({ expected: z.number(), reached: z.number(), missing: z.array(z.string()).readonly() })
  .nullable()

const review = z.object({
  figures: z
    .object({
      totals: z.object({
        people: z.number(),
        payable: amount,
        average: amount,
        before: z.object({ period, people: z.number(), payable: amount }).nullable(),
        change: amount.nullable(),
        changePercent: z.string().nullable(),
        items: z.array(z.object({ name: z.string(), amount, change: amount.nullable() })).readonly(),
      }),
      movements: z.array(movement).readonly(),
      distribution: z
        .array(z.object({ from: amount, to: amount, people: z.number(), before: z.number() }))
        .readonly(),
    })
    .nullable(),
  guardRails: z.array(
    z.object({
      rail: z.enum(['negative', 'below-minimum', 'nothing', 'jump', 'own-entry']),
      count: z.number(),
      people: z
        .array(
          z.object({
            number: z.string(),
            name: z.string(),
            now: amount.nullable(),
            before: amount.nullable(),
          }),
        )
        .readonly(),
    }),
  ),
  completeness: z.object({
    contracts: share,
    people: share,
    stale: z.array(z.object({ object: z.string(), label: z.string(), count: z.number() })).readonly(),
  }),
  /** Null for who does not see the whole month, and where nobody is appraised. */
  appraisal: z
    .object({ raises: z.number(), ratings: z.number(), gaps: z.number(), work: z.number() })
    .nullable(),
})

const declared = {
  problems: endpoint({
    method: 'get',
    path: '/settlement/{period}/problems',
    access: ['read', 'settlement'],
    tags,
    summary: '一个期间的问题，按原因归类，指出要改的记录',
    request: month,
    answer: z.object({ groups: z.array(problemGroup) }),
  }),
  review: endpoint({
    method: 'get',
    path: '/settlement/{period}/figures',
    access: ['read', 'settlement'],
    tags,
    summary: '复核要看的：合计、变动最大的人、分布、异常、是否齐全',
    request: {
      ...month,
      query: z.strictObject({
        policy: policyName,
        jump: z.coerce.number().int().min(1).max(1000).default(30),
      }),
    },
    answer: review,
  }),
  compare: endpoint({
    method: 'get',
    path: '/settlement/{period}/compared',
    access: ['read', 'settlement'],
    tags,
    summary: '逐人比较两个期间，变动大的在前',
    request: {
      ...month,
      query: z.strictObject({
        policy: policyName,
        with: period,
        q: z.string().max(100).optional(),
        page: z.coerce.number().int().min(1).max(10_000).default(1),
        size: z.coerce.number().int().min(1).max(200).default(50),
      }),
    },
    answer: z.object({
      rows: z.array(movement),
      total: z.number(),
      sums: z.record(z.string(), z.string()),
    }),
  }),
  payroll: endpoint({
    method: 'get',
    path: '/settlement/{period}/payroll',
    access: ['export', 'settlement'],
    tags,
    summary: '关账以后的工资表，带合计和控制摘要；导出会记入审计',
    request: { ...month, query: z.strictObject({ policy: policyName, format: z.enum(['xlsx', 'csv']) }) },
    answer: z.unknown(),
    file: ['xlsx', 'csv'],
  }),
}

export function reviewRoutes(services: Services) {
  return routes()
    .openapi(declared.problems, async (c) => {
      const { actor } = c.var
      const settled = await settledOf(services, c.req.valid('param').period, c.req.valid('query').policy)
      const groups = await look(services, actor, settled.period, (db) =>
        problemGroups(db, settled.version, settled.run),
      )
      return c.json({ groups }, 200)
    })
    .openapi(declared.review, async (c) => {
      const { policy, jump } = c.req.valid('query')
      const settled = await settledOf(services, c.req.valid('param').period, policy)
      const before = await settledBefore(services, settled)
      const ownEntries = await enteredOwn(services.db, settled.period)
      const answer = await look(services, c.var.actor, settled.period, async (db) => ({
        figures: (await figuresOf(db, settled, before)) ?? null,
        guardRails: await guardRailsOf(db, settled, before, { jumpPercent: jump, ownEntries }),
        completeness: await completenessOf(db, settled),
        appraisal: seesWhole(c.var.actor) ? await openAppraisal(db, settled) : null,
      }))
      await noteLook(services.db, c.var.actor, { subject: `结算 ${settled.period.name} 合计与变动` })
      return c.json(answer, 200)
    })
    .openapi(declared.compare, async (c) => {
      const { policy, with: other, ...page } = c.req.valid('query')
      const settled = await settledOf(services, c.req.valid('param').period, policy)
      const before = await settledOf(services, other, settled.run.policy)
      const answer = await look(services, c.var.actor, settled.period, (db) =>
        comparePeople(db, settled, before, page),
      )
      await noteLook(services.db, c.var.actor, {
        subject: `结算 ${settled.period.name} 与 ${other} 逐人比较`,
      })
      return c.json(answer, 200)
    })
    .openapi(declared.payroll, async (c) => {
      const { policy, format } = c.req.valid('query')
      const { actor } = c.var
      const settled = await settledOf(services, c.req.valid('param').period, policy)
      // Whole numbers go to those who may export them, and are read as them.
      const withCards = scopeOf(actor, 'export', 'personal') === 'all'
      const cards = withCards ? await lookAs(services.db, actor, payCards) : undefined
      const { sheet, people, total } = await look(services, actor, settled.period, (db) =>
        payrollOf(db, settled, cards),
      )
      const { run } = settled
      const subject = `${run.policy} ${run.period}`
      const details = { format, people, total, cards: withCards, result: run.result_digest, by: actor.kind }
      // Before the file leaves, not after: what is not recorded is not handed out.
      await services.db.transaction((db) =>
        record(db, { actor: actor.name, action: 'export-payroll', subject, details }),
      )
      return download(c, sheet, format) as never
    })
}
