/** Monthly appraisal: the sheet, its cells, what a score rests on, and a person's year. M-5. */
import { z } from '@hono/zod-openapi'
import { notAllowed, scopeOf } from '../../access/actor.ts'
import { asActor, asSystem, lookAs } from '../../access/as-actor.ts'
import { record } from '../../access/audit.ts'
import { basis } from '../../publication/reviews/basis.ts'
import {
  CellsRefused,
  cellsBefore,
  saveCells,
  scoreColumns,
  workColumns,
} from '../../publication/reviews/cells.ts'
import { changedSince } from '../../publication/reviews/freshness.ts'
import { history, historyMonths } from '../../publication/reviews/history.ts'
import { holdMonth, reviewMonth, reviewMonths, stateOf } from '../../publication/reviews/month.ts'
import { departments, dueOn, ratingCounts } from '../../publication/reviews/ratings.ts'
import { sheet } from '../../publication/reviews/sheet.ts'
import { sheetFile } from '../../publication/reviews/sheet-file.ts'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { download } from './listing.ts'
import * as shapes from './review-shapes.ts'
import { perform, type Services } from './services.ts'

const tags: [string] = ['考评']
const ofMonth = z.object({ month: shapes.month })
const ofPerson = z.object({ month: shapes.month, person: shapes.personNumber })

const declared = {
  months: endpoint({
    method: 'get',
    path: '/reviews',
    access: 'signed-in',
    tags,
    summary: '有结算的月份，和正在做的月份',
    answer: z.object({
      months: z.array(z.object({ month: z.string(), state: shapes.state })).readonly(),
      current: z.string(),
    }),
  }),
  sheet: endpoint({
    method: 'get',
    path: '/reviews/{month}/sheet',
    access: ['read', 'score'],
    tags,
    summary: '一个月的考评表：算出的分数、录入的分数、缺的和迟的',
    request: {
      params: ofMonth,
      query: z.strictObject({ format: z.enum(['json', 'xlsx', 'csv']).default('json') }),
    },
    answer: shapes.sheet,
  }),
  save: endpoint({
    method: 'post',
    path: '/reviews/{month}/cells',
    access: ['update', 'score'],
    tags,
    summary: '一次保存许多格：全部保存，或一格也不保存并逐格说明',
    request: {
      params: ofMonth,
      body: json(
        z.strictObject({
          late: z.boolean().default(false).describe('已经关账的月份：确认补录会成为往期调整'),
          cells: z
            .array(
              z.strictObject({
                person: shapes.personNumber,
                column: z.enum([...scoreColumns, ...workColumns]),
                value: z.string().max(20).nullable(),
                version: z.string().max(40).nullable(),
              }),
            )
            .min(1)
            .max(2000),
        }),
      ),
    },
    answer: shapes.saved,
  }),
  person: endpoint({
    method: 'get',
    path: '/reviews/{month}/people/{person}',
    access: ['read', 'score'],
    tags,
    summary: '一个人的分数从哪些记录来，和最近十二个月的得分',
    request: { params: ofPerson },
    answer: shapes.person,
  }),
}

export function reviewRoutes(services: Services) {
  const { db, versionOf } = services
  return routes()
    .openapi(declared.months, async (c) => c.json(await reviewMonths(db), 200))
    .openapi(declared.sheet, async (c) => {
      const { actor } = c.var
      const { format } = c.req.valid('query')
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const { last, name } = month.period
      if (format !== 'json' && !scopeOf(actor, 'export', 'score')) throw notAllowed('export', 'score')
      const enter = format === 'json' ? lookAs : asActor
      const found = await enter(
        db,
        actor,
        async (within) => {
          const rows = await sheet(within, month)
          const extra = await asSystem(within, async (own) => {
            if (format !== 'json')
              await record(own, {
                actor: actor.name,
                action: 'export',
                subject: `考评 ${name}`,
                details: { rows: rows.length, format, by: actor.kind },
              })
            return {
              changed: await changedSince(own, month),
              counts: await ratingCounts(own, month),
              raters: await departments(own, month),
            }
          })
          return { rows, ...extra }
        },
        { on: last },
      )
      if (format !== 'json') return download(c, sheetFile(name, found.rows), format) as never
      const run = month.settled?.run
      const seesRatings = ['all', 'centre'].includes(scopeOf(actor, 'read', 'rating') ?? '')
      const rows = found.rows.map((row) => ({
        ...row,
        ratings:
          seesRatings && row.kind === 'managing'
            ? {
                given: found.counts.get(row.number) ?? 0,
                expected: found.raters.filter(
                  ({ code, head }) => code !== row.unitCode && head.number !== row.number,
                ).length,
              }
            : null,
      }))
      const answer = {
        month: name,
        state: stateOf(month),
        run: run ? { status: run.status, at: run.snapshot_at, policy: run.policy } : null,
        changed: found.changed,
        ratingsDue: dueOn(month),
        rows,
        may: {
          edit: scopeOf(actor, 'update', 'score') !== undefined && !actor.readOnly,
          approve: scopeOf(actor, 'approve', 'score') !== undefined,
          export: scopeOf(actor, 'export', 'score') !== undefined,
          rate: scopeOf(actor, 'create', 'rating') !== undefined,
          overview: seesRatings,
          settle: scopeOf(actor, 'create', 'settlement') !== undefined,
        },
      }
      return c.json(answer, 200)
    })
    .openapi(declared.save, async (c) => {
      const { actor } = c.var
      const { cells, late } = c.req.valid('json')
      const month = await reviewMonth(db, versionOf, c.req.valid('param').month)
      const { last, name } = month.period
      const what = { action: 'update', subject: `考评 ${name}`, as: 'actor' as const, on: last }
      try {
        const saved = await perform(services, c, what, async (within) => {
          await asSystem(within, (own) => holdMonth(own, month, { late }))
          const before = await cellsBefore(within, month, cells)
          const answers = await saveCells(within, month, cells, actor.name)
          const after = Object.fromEntries(
            cells.map(({ person, column, value }) => [`${person} ${column}`, value]),
          )
          return { answer: answers, details: { before, after, late } }
        })
        return c.json({ saved: true, cells: saved }, 200)
      } catch (error) {
        if (error instanceof CellsRefused) return c.json({ saved: false, cells: [...error.cells] }, 200)
        throw error
      }
    })
    .openapi(declared.person, async (c) => {
      const { month: name, person } = c.req.valid('param')
      const month = await reviewMonth(db, versionOf, name)
      const months = await historyMonths(db, versionOf, month.period)
      const found = await lookAs(
        db,
        c.var.actor,
        async (within) => {
          const row = (await sheet(within, month)).find(({ number }) => number === person)
          if (!row) throw new Refusal('not_found')
          return {
            row,
            basis: await basis(within, month, person),
            history: await history(within, months, person),
          }
        },
        { on: month.period.last },
      )
      return c.json(found, 200)
    })
}
