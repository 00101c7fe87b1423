import type { Context } from 'hono'
import { html } from 'hono/html'
import { settledIn, settledPeriods } from '../../publication/settled.ts'
import { layout } from '../pages/layout.ts'
import { policyPage } from '../pages/policy.ts'
import { viewOf } from '../view.ts'
import type { RouteContext } from './context.ts'

/** Without a number: the version that settled the last month. */
export function policyRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const { t } = view
    const asked = c.req.param('version')
    const [known] =
      asked === undefined
        ? []
        : await db.query<{ version_id: number }>(
            'select version_id from settlement.policy_version where version_id::text = $1',
            [asked],
          )
    if (asked !== undefined && !known) return c.notFound()
    const last = (await settledPeriods(db)).at(-1)
    const frame = { title: t.policy, current: 'policy' as const, month: last?.period.name }
    const version = known
      ? await versionOf(known.version_id)
      : last && (await settledIn(db, versionOf, last.period.name)).version
    if (!version)
      return c.html(layout(view, { ...frame, body: html`<p class="empty">${t.nothingSettled}</p>` }))
    return c.html(layout(view, { ...frame, title: version.policy, body: policyPage(view, version) }))
  }
}
