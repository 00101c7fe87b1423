/** Ratings by other departments: each head's own, and who still owes one. M-5.2. */
import { z } from '@hono/zod-openapi'
import { type Actor, notAllowed, scopeOf } from '../../access/actor.ts'
import { CellsRefused } from '../../publication/reviews/cells.ts'
import { holdMonth, reviewMonth, stateOf } from '../../publication/reviews/month.ts'
import { departments, dueOn, headedBy, saveRatings, toRate } from '../../publication/reviews/ratings.ts'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, json, routes } from './endpoint.ts'
import * as shapes from './review-shapes.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['考评']
const ofMonth = z.object({ month: shapes.month })
const unitCode = z.string().min(1).max(60)

const declared = {
  mine: endpoint({
    method: 'get',
    path: '/reviews/{month}/ratings/mine',
    access: ['create', 'rating'],
    tags,
    summary: '我负责的部门要评价的人，和已经给出的评价',
    request: { params: ofMonth },
    answer: z.object({
      state: shapes.state,
      due: z.string(),
      units: z.array(z.object({ code: z.string(), name: z.string(), people: z.array(shapes.toRate) })),
    }),
  }),
  save: endpoint({
    method: 'post',
    path: '/reviews/{month}/ratings',
    access: ['create', 'rating'],
    tags,
    summary: '以自己负责的部门的名义评价',
    request: {
      params: ofMonth,
      body: json(
        z.strictObject({
          unit: unitCode,
          late: z.boolean().default(false),
          cells: z
            .array(
              z.strictObject({
                person: shapes.personNumber,
                value: z.string().max(20).nullable(),
                version: z.string().max(40).nullable(),
              }),
            )
            .min(1)
            .max(500),
        }),
      ),
    },
    answer: shapes.saved,
  }),
  departments: endpoint({
    method: 'get',
    path: '/reviews/{month}/ratings',
    access: ['read', 'rating'],
    tags,
    summary: '各部门评价了多少、还缺谁、哪些迟了',
    request: { params: ofMonth },
    answer: z.object({ due: z.string(), departments: z.array(shapes.department) }),
  }),
}

export function ratingRoutes(services: Services) {
  const { db, versionOf } = services
  return routes()
    .openapi(declared.mine, async (c) => {
      const rater = c.var.actor.person
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const headed = rater === null ? [] : await headedBy(db, month, rater)
      const units = []
      for (const unit of headed)
        units.push({ ...unit, people: await toRate(db, month, { unit: unit.code, rater: rater ?? '' }) })
      return c.json({ state: stateOf(month), due: dueOn(month), units }, 200)
    })
    .openapi(declared.save, async (c) => {
      const { actor } = c.var
      const { unit, cells, late } = c.req.valid('json')
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const batch = { unit, cells, rater: personOf(actor), enteredBy: actor.name }
      const what = {
        action: 'rate',
        subject: `协作评价 ${month.period.name} / ${unit}`,
        as: 'owner' as const,
      }
      try {
        const saved = await perform(services, c, what, async (within) => {
          await holdMonth(within, month, { late })
          const answers = await saveRatings(within, month, batch)
          return { answer: answers, details: { cells, late } }
        })
        return c.json({ saved: true, cells: saved }, 200)
      } catch (error) {
        if (error instanceof CellsRefused) return c.json({ saved: false, cells: [...error.cells] }, 200)
        throw error
      }
    })
    .openapi(declared.departments, async (c) => {
      const { actor } = c.var
      if (!['all', 'centre'].includes(scopeOf(actor, 'read', 'rating') ?? ''))
        throw notAllowed('read', 'rating')
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      return c.json({ due: dueOn(month), departments: await departments(db, month) }, 200)
    })
}

function personOf(actor: Actor): string {
  if (actor.person === null) throw new Refusal('review_needs_person')
  return actor.person
}
