/** 工作台: what waits for me, my month so far, my team. */
import { z } from '@hono/zod-openapi'
import { scopeOf } from '../../access/actor.ts'
import { noteLook } from '../../access/looks.ts'
import { beginningOf, beginnings } from '../../publication/workbench/beginning.ts'
import { myMonth } from '../../publication/workbench/my-month.ts'
import { teamOf } from '../../publication/workbench/team.ts'
import { waitingFor, waitingKinds } from '../../publication/workbench/waiting.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Services } from './services.ts'
import { unkept } from './statements.ts'

const money = z.string().nullable()
const month = z.object({ period: z.string(), status: z.string(), payable: money, commission: money })

const declared = endpoint({
  method: 'get',
  path: '/workbench',
  access: 'signed-in',
  tags: ['工作台'],
  summary: '等我处理的事、我的本月、我的团队',
  answer: z.object({
    waiting: z.array(
      z.object({
        kind: z.enum(waitingKinds),
        since: z.string(),
        count: z.number(),
        about: z.string(),
        /** Of the import. */
        id: z.string().optional(),
      }),
    ),
    /** First steps of a company, for those they fall to; empty once a month was calculated. */
    beginning: z.array(
      z.object({ kind: z.enum(beginnings), done: z.boolean(), mine: z.boolean(), ready: z.boolean() }),
    ),
    mine: z
      .object({
        month,
        before: month.nullable(),
        forecast: z
          .object({
            low: z.string(),
            high: z.string(),
            open: z.string(),
            rate: z.string(),
            months: z.number(),
          })
          .nullable(),
        contracts: z.array(
          z.object({
            contract: z.string(),
            customer: z.string(),
            nextOn: z.string().nullable(),
            late: z.boolean(),
            next: money,
            open: z.string(),
          }),
        ),
      })
      .nullable(),
    team: z
      .object({
        months: z.array(month.extend({ people: z.number() })),
        units: z.array(z.object({ unit: z.string(), payable: z.string(), commission: money })),
        movements: z.array(
          z.object({
            number: z.string(),
            name: z.string(),
            unit: z.string(),
            payable: money,
            change: money,
          }),
        ),
      })
      .nullable(),
  }),
})

export function workbenchRoutes({ db, versionOf }: Services) {
  return routes().openapi(declared, async (c) => {
    unkept(c)
    const { actor } = c.var
    const scope = scopeOf(actor, 'read', 'statement')
    const answer = {
      waiting: await waitingFor(db, versionOf, actor),
      beginning: await beginningOf(db, actor),
      mine: scope ? await myMonth(db, versionOf, actor) : null,
      team: scope && scope !== 'own' ? await teamOf(db, versionOf, actor) : null,
    }
    const shown = answer.team?.movements.filter(({ number }) => number !== actor.person) ?? []
    const subject = `工作台 ${answer.team?.months.at(-1)?.period ?? ''} 变化最大的人`
    // Their pay is looked at here, too.
    if (shown.length > 0) await noteLook(db, actor, { subject, details: { people: shown.length } })
    return c.json(answer as never, 200)
  })
}
