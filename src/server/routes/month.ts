import type { Context } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { shiftPeriod } from '../../language/index.ts'
import { type PeopleQuery, people, type SortKey, unitsIn } from '../../publication/people.ts'
import { settledIfAny, settledIn, settledPeriods } from '../../publication/settled.ts'
import { changeOf, totalsOf } from '../../publication/totals.ts'
import { layout } from '../pages/layout.ts'
import { monthPage } from '../pages/month.ts'
import { viewOf } from '../view.ts'
import type { RouteContext } from './context.ts'

/** What is not understood in the address is left out. */
const query = z.object({
  month: z.string().max(20).optional().catch(undefined),
  q: z.string().trim().min(1).max(50).optional().catch(undefined),
  unit: z.string().min(1).max(200).optional().catch(undefined),
  sort: z
    .string()
    .regex(/^(number|name|unit|position|payable|change|item\d{1,2})$/)
    .optional()
    .catch(undefined),
  order: z.enum(['asc', 'desc']).optional().catch(undefined),
})

const mostPeople = 1000
const mostMonths = 24

export function monthRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const { t } = view
    const asked = query.parse(c.req.query())
    const periods = (await settledPeriods(db)).slice(-mostMonths)
    const month = asked.month ?? periods.at(-1)?.period.name
    if (month === undefined)
      return c.html(layout(view, { title: t.month, body: html`<p class="empty">${t.nothingSettled}</p>` }))
    const settled = await settledIn(db, versionOf, month)
    const before = await settledIfAny(db, versionOf, shiftPeriod(settled.period, -1))
    const totals = await totalsOf(db, settled)
    const everybody = await people(db, settled, undefined, { limit: 0 })
    const wanted = peopleQuery(asked)
    const found = await people(db, settled, before, wanted)
    const frame = { title: t.periodName(month), month, current: 'month' as const }
    if (!totals || !everybody || !found)
      return c.html(layout(view, { ...frame, body: html`<p class="empty">${t.nothingPayable}</p>` }))
    const earlier = before && (await totalsOf(db, before))
    const body = monthPage(view, {
      settled,
      totals,
      before,
      change: earlier && (await changeOf(db, totals.payable, earlier.payable)),
      periods: await withTotals({ db, versionOf }, periods, settled.period.length),
      everybody,
      people: found,
      units: await unitsIn(db, settled),
      query: wanted,
    })
    return c.html(layout(view, { ...frame, body }))
  }
}

/** Without a wish, those who are owed most come first. */
function peopleQuery({ q, unit, sort, order }: z.infer<typeof query>): PeopleQuery {
  if (sort === undefined) return { text: q, unit, sort: 'payable', descending: true, limit: mostPeople }
  return { text: q, unit, sort: sort as SortKey, descending: order === 'desc', limit: mostPeople }
}

async function withTotals(
  { db, versionOf }: RouteContext,
  periods: Awaited<ReturnType<typeof settledPeriods>>,
  length: string,
) {
  const same = periods.filter(({ period }) => period.length === length)
  const totals = []
  for (const entry of same) {
    const settled = await settledIn(db, versionOf, entry.period.name)
    totals.push({ ...entry, total: (await totalsOf(db, settled))?.payable ?? '0' })
  }
  return totals
}
