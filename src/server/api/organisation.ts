/** The organisation as of a day (M-1.4): units with their heads, groups with their members, and when things changed. */
import { z } from '@hono/zod-openapi'
import { lookAs } from '../../access/as-actor.ts'
import { changeDays, teamsOn, unitsOn } from '../../records/organisation/organisation.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Services } from './services.ts'

const tags: [string] = ['组织']
const asOf = { query: z.strictObject({ on: z.iso.date() }) }
const text = z.string().nullable()

const unit = z.object({
  ...{ code: z.string(), name: z.string(), kind: z.string(), parent: text, head: text, headName: text },
  people: z.number(),
})

const team = z.object({
  ...{ code: z.string(), name: z.string(), unit: z.string(), unitName: z.string() },
  ...{ formedOn: z.string(), dissolvedOn: text, mergedInto: text, mergedOn: text },
  members: z.array(
    z.object({
      ...{ person: z.string(), name: z.string(), role: z.string(), from: z.string(), to: text },
      now: z.boolean(),
    }),
  ),
})

const declared = {
  units: endpoint({
    method: 'get',
    path: '/organisation',
    access: ['read', 'organisation'],
    tags,
    summary: '某一天的部门、负责人和人数，以及组织变动过的日子',
    request: asOf,
    answer: z.object({
      units: z.array(unit),
      changes: z.array(z.object({ on: z.string(), count: z.number() })),
    }),
  }),
  teams: endpoint({
    method: 'get',
    path: '/organisation/teams',
    access: ['read', 'organisation'],
    tags,
    summary: '业务组和进出过的每个人，以某一天为准',
    request: asOf,
    answer: z.object({ teams: z.array(team) }),
  }),
}

export function organisationRoutes({ db }: Services) {
  return routes()
    .openapi(declared.units, async (c) => {
      const { on } = c.req.valid('query')
      const answer = await lookAs(db, c.var.actor, async (within) => ({
        units: await unitsOn(within, on),
        changes: await changeDays(within),
      }))
      return c.json(answer, 200)
    })
    .openapi(declared.teams, async (c) => {
      const { on } = c.req.valid('query')
      const teams = await lookAs(db, c.var.actor, (within) => teamsOn(within, on))
      return c.json(
        { teams: teams.map((own) => ({ ...own, members: own.members.map((member) => ({ ...member })) })) },
        200,
      )
    })
}
