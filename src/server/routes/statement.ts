import type { Context } from 'hono'
import { html } from 'hono/html'
import { shiftPeriod } from '../../language/index.ts'
import { reasonsFor } from '../../publication/reasons.ts'
import { settledIfAny, settledIn } from '../../publication/settled.ts'
import { statement } from '../../publication/statement.ts'
import { explainer } from '../../settlement/explain.ts'
import { layout } from '../pages/layout.ts'
import { statementPage } from '../pages/statement.ts'
import { viewOf } from '../view.ts'
import type { RouteContext } from './context.ts'

export function statementRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const { t } = view
    const settled = await settledIn(db, versionOf, c.req.param('month') ?? '')
    const { period, run, version } = settled
    const before = await settledIfAny(db, versionOf, shiftPeriod(period, -1))
    const after = await settledIfAny(db, versionOf, shiftPeriod(period, 1))
    const found = await statement(db, settled, before, c.req.param('person') ?? '')
    const title = t.statementOf(found?.person.name ?? '', t.periodName(period.name))
    const frame = { title, month: period.name }
    if (!found)
      return c.html(layout(view, { ...frame, body: html`<p class="empty">${t.nothingPayable}</p>` }))
    const why = await explainer(db, version, run, period)
    const definitions = found.lines.map(({ item }) => item.definition)
    const reasons = await reasonsFor(why, found.object, [found.person.number], definitions)
    const body = statementPage(view, { settled, before, after, statement: found, reasons })
    return c.html(layout(view, { ...frame, body }))
  }
}
