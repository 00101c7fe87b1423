import type { Context } from 'hono'
import { settledIn } from '../../publication/settled.ts'
import { problemsOf } from '../../settlement/problems.ts'
import { layout } from '../pages/layout.ts'
import { problemsPage } from '../pages/problems.ts'
import { viewOf } from '../view.ts'
import type { RouteContext } from './context.ts'

export function problemsRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const settled = await settledIn(db, versionOf, c.req.param('month') ?? '')
    const problems = await problemsOf(db, settled.version, settled.run)
    const title = view.t.problemsIn(view.t.periodName(settled.period.name))
    const frame = { title, month: settled.period.name, current: 'problems' as const }
    return c.html(layout(view, { ...frame, body: problemsPage(view, settled, problems) }))
  }
}
