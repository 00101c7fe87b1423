/** The organisation as of a day (M-1.4): units with their heads, groups with their members, and when things changed. */
import { z } from '@hono/zod-openapi'
import { asSystem, lookAs } from '../../access/as-actor.ts'
import type { Database } from '../../records/database.ts'
import { changeDays, teamsOn, unitsOn } from '../../records/organisation/organisation.ts'
import { changeLeader, endTeam, type RowChange } from '../../records/organisation/teams.ts'
import { closedAmong, latePeriods, noteLate } from '../../settlement/late/late.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { perform, type Services } from './services.ts'

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

const code = z.object({ code: z.string().min(1).max(100) })
/** The closed month it falls into, whose difference is an adjustment. */
const late = z.object({ late: z.string().nullable() })

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
  end: endpoint({
    method: 'post',
    path: '/organisation/teams/{code}/end',
    access: ['update', 'organisation'],
    tags,
    summary: '业务组解散，或并入另一个业务组；成员的任期随之结束或转过去（M-7.2）',
    request: {
      params: code,
      body: json(z.strictObject({ on: z.iso.date(), into: z.string().min(1).max(100).nullable() })),
    },
    answer: late,
  }),
  leader: endpoint({
    method: 'post',
    path: '/organisation/teams/{code}/leader',
    access: ['update', 'organisation'],
    tags,
    summary: '从某一天起换一名成员当组长，原组长留作组员（M-7.1）',
    request: {
      params: code,
      body: json(z.strictObject({ on: z.iso.date(), person: z.string().min(1).max(100) })),
    },
    answer: late,
  }),
}

export function organisationRoutes(services: Services) {
  const { db } = services
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
    .openapi(declared.end, async (c) => {
      const { code: ended } = c.req.valid('param')
      const given = c.req.valid('json')
      const what = { action: 'end-team', subject: `业务组 ${ended}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const changes = await endTeam(within, { team: ended, ...given, enteredBy: c.var.actor.name })
        return { answer: { late: await leaveWord(within, changes) }, details: { ...given, changes } }
      })
      return c.json(answer, 200)
    })
    .openapi(declared.leader, async (c) => {
      const { code: led } = c.req.valid('param')
      const given = c.req.valid('json')
      const what = { action: 'change-leader', subject: `业务组 ${led}`, as: 'actor' as const }
      const answer = await perform(services, c, what, async (within) => {
        const changes = await changeLeader(within, { team: led, ...given, enteredBy: c.var.actor.name })
        return { answer: { late: await leaveWord(within, changes) }, details: { ...given, changes } }
      })
      return c.json(answer, 200)
    })
}

/** Tells the first closed month the changes fall into, and leaves word there. */
function leaveWord(db: Database, changes: readonly RowChange[]): Promise<string | null> {
  return asSystem(db, async (system) => {
    const told: string[] = []
    for (const { object, ...rows } of changes) {
      const periods = await latePeriods(system, object, rows)
      await noteLate(system, object, periods)
      const closed = closedAmong(periods)
      if (closed !== null) told.push(closed)
    }
    return told.sort()[0] ?? null
  })
}
