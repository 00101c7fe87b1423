import type { Context } from 'hono'
import { reasonsFor } from '../../publication/reasons.ts'
import { settledIn } from '../../publication/settled.ts'
import { sourceRecord } from '../../publication/source-record.ts'
import { explainer } from '../../settlement/explain.ts'
import { layout } from '../pages/layout.ts'
import { whyPage } from '../pages/why.ts'
import { viewOf } from '../view.ts'
import { keyIn, objectIn, personIn, type RouteContext } from './context.ts'

export function whyRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const settled = await settledIn(db, versionOf, c.req.param('month') ?? '')
    const { period, run, version } = settled
    const object = objectIn(c, settled)
    const key = object && keyIn(c, object)
    const definition = version.program.definitions.find(
      (own) => own.object === object && own.name.text === c.req.param('item'),
    )
    if (!object || !key || !definition) return c.notFound()
    const why = await explainer(db, version, run, period)
    const [reason] = await reasonsFor(why, object, key, [definition])
    if (!reason) return c.notFound()
    const record = await sourceRecord(db, period, object, key)
    const body = whyPage(view, { where: { settled, person: personIn(c) }, reason, record })
    return c.html(layout(view, { title: definition.name.text, month: period.name, body }))
  }
}
