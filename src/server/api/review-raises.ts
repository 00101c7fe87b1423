/** Raises above the cap: proposing, approving, refusing, withdrawing. M-5.3. */
import { z } from '@hono/zod-openapi'
import { type Actor, scopeOf } from '../../access/actor.ts'
import { asSystem, lookAs } from '../../access/as-actor.ts'
import { holdMonth, reviewMonth } from '../../publication/reviews/month.ts'
import {
  approveRaise,
  endRaise,
  mayDecide,
  proposeRaise,
  type RaiseRow,
  raises,
} from '../../publication/reviews/raises.ts'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, json, routes } from './endpoint.ts'
import * as shapes from './review-shapes.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['考评']
const ofMonth = z.object({ month: shapes.month })
const ofPerson = z.object({ month: shapes.month, person: shapes.personNumber })
const version = z.string().max(40)
const late = z.boolean().default(false)
const explanation = z.string().trim().max(500)
const done = z.object({ person: z.string() })

const declared = {
  list: endpoint({
    method: 'get',
    path: '/reviews/{month}/raises',
    access: ['read', 'score'],
    tags,
    summary: '超常加分：等待批准的在前',
    request: { params: ofMonth },
    answer: z.object({ raises: z.array(shapes.raise) }),
  }),
  propose: endpoint({
    method: 'post',
    path: '/reviews/{month}/raises',
    access: ['create', 'score'],
    tags,
    summary: '申请超常加分，写明理由',
    request: {
      params: ofMonth,
      body: json(
        z.strictObject({
          person: shapes.personNumber,
          points: z.string().regex(/^(2(\.\d{1,2})?|3(\.0{1,2})?)$/, '2–3'),
          reason: z.string().trim().min(4).max(1000),
          late,
        }),
      ),
    },
    answer: done,
  }),
  decide: endpoint({
    method: 'post',
    path: '/reviews/{month}/raises/{person}/decision',
    access: ['approve', 'score'],
    tags,
    summary: '第二人批准或不批准；不批准要写理由',
    request: {
      params: ofPerson,
      body: json(
        z.discriminatedUnion('approve', [
          z.strictObject({ approve: z.literal(true), version, late }),
          z.strictObject({ approve: z.literal(false), version, explanation: explanation.min(2), late }),
        ]),
      ),
    },
    answer: done,
  }),
  withdraw: endpoint({
    method: 'post',
    path: '/reviews/{month}/raises/{person}/withdrawal',
    access: ['create', 'score'],
    tags,
    summary: '申请人撤回还没有决定的申请',
    request: {
      params: ofPerson,
      body: json(z.strictObject({ version, explanation: explanation.default('') })),
    },
    answer: done,
  }),
}

export function raiseRoutes(services: Services) {
  const { db, versionOf } = services
  return routes()
    .openapi(declared.list, async (c) => {
      const { actor } = c.var
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const rows = await lookAs(db, actor, (within) => raises(within, month), { on: month.period.last })
      return c.json({ raises: rows.map((row) => ({ ...row, may: mayOf(actor, row) })) }, 200)
    })
    .openapi(declared.propose, async (c) => {
      const { actor } = c.var
      const { person, points, reason, late: confirmed } = c.req.valid('json')
      const proposer = personOf(actor)
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const what = {
        action: 'propose',
        subject: `超常加分 ${month.period.name} / ${person}`,
        as: 'actor' as const,
        on: month.period.last,
      }
      const answer = await perform(services, c, what, async (within) => {
        await asSystem(within, (own) => holdMonth(own, month, { late: confirmed }))
        await proposeRaise(within, month, { person, points, reason, proposer, enteredBy: actor.name })
        return { answer: { person }, details: { points, reason } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.decide, async (c) => {
      const { actor } = c.var
      const { month: name, person } = c.req.valid('param')
      const asked = c.req.valid('json')
      const decider = personOf(actor)
      const month = await reviewMonth(db, versionOf, name)
      const reach = { on: month.period.last }
      if (!(await lookAs(db, actor, (within) => mayDecide(within, person), reach)))
        throw new Refusal('not_found')
      const what = {
        action: asked.approve ? 'approve' : 'refuse',
        subject: `超常加分 ${name} / ${person}`,
        as: 'owner' as const,
      }
      const answer = await perform(services, c, what, async (within) => {
        // What is refused changes no score, so a sealed month need not stand in its way.
        if (asked.approve) await holdMonth(within, month, { late: asked.late })
        const decision = { person, version: asked.version, decider }
        if (asked.approve) await approveRaise(within, month, decision)
        else
          await endRaise(within, month, { ...decision, outcome: 'refused', explanation: asked.explanation })
        const details = asked.approve ? { late: asked.late } : { explanation: asked.explanation }
        return { answer: { person }, details }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.withdraw, async (c) => {
      const { actor } = c.var
      const { month: name, person } = c.req.valid('param')
      const asked = c.req.valid('json')
      const decider = personOf(actor)
      const month = await reviewMonth(db, versionOf, name)
      const what = { action: 'withdraw', subject: `超常加分 ${name} / ${person}`, as: 'owner' as const }
      const answer = await perform(services, c, what, async (within) => {
        await endRaise(within, month, { person, decider, outcome: 'withdrawn', ...asked })
        return { answer: { person }, details: { explanation: asked.explanation } }
      })
      return c.json(answer, 200)
    })
}

/** Proposing and approving are done by people, whose numbers stay with the raise. */
function personOf(actor: Actor): string {
  if (actor.person === null) throw new Refusal('review_needs_person')
  return actor.person
}

function mayOf(actor: Actor, { outcome, proposer, number }: RaiseRow) {
  const waiting = outcome === 'waiting' && actor.person !== null
  const concerned = actor.person === proposer.number
  return {
    decide:
      waiting &&
      !concerned &&
      actor.person !== number &&
      actor.kind === 'person' &&
      scopeOf(actor, 'approve', 'score') !== undefined,
    withdraw: waiting && concerned && scopeOf(actor, 'create', 'score') !== undefined,
  }
}
