import type { Context } from 'hono'
import { settledIn } from '../../publication/settled.ts'
import { sourceRecord } from '../../publication/source-record.ts'
import { layout } from '../pages/layout.ts'
import { recordPage } from '../pages/why.ts'
import { viewOf } from '../view.ts'
import { keyIn, objectIn, personIn, type RouteContext } from './context.ts'

export function recordRoute({ db, versionOf }: RouteContext) {
  return async (c: Context) => {
    const view = viewOf(new URL(c.req.url))
    const settled = await settledIn(db, versionOf, c.req.param('month') ?? '')
    const object = objectIn(c, settled)
    const key = object && keyIn(c, object)
    const record = object && key && (await sourceRecord(db, settled.period, object, key))
    if (!record) return c.notFound()
    const body = recordPage(view, { settled, person: personIn(c) }, record)
    return c.html(layout(view, { title: record.object.label, month: settled.period.name, body }))
  }
}
