/** The web application: who may ask, the routes, and what is said when something is refused or fails. */
import { Hono } from 'hono'
import { Refusal } from '../records/refusal.ts'
import type { Services } from './api/services.ts'
import { layout } from './pages/layout.ts'
import { messagePage } from './pages/message.ts'
import { monthRoute } from './routes/month.ts'
import { policyRoute } from './routes/policy.ts'
import { problemsRoute } from './routes/problems.ts'
import { recordRoute } from './routes/record.ts'
import { statementRoute } from './routes/statement.ts'
import { whyRoute } from './routes/why.ts'
import { icon, styleSheet } from './style.ts'
import { type Html, type View, viewOf } from './view.ts'

/**
 * Pages over a database that somebody else opened and closes; nothing here changes data. `log` hears of bugs.
 * Without sign-in: to be reached from this machine only.
 */
export function oldPages(services: Services): Hono {
  const { db, versionOf, log } = services
  const app = new Hono({ strict: false })
  const context = { db, versionOf }
  app.get('/style.css', (c) =>
    c.body(styleSheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/', monthRoute(context))
  app.get('/statements/:month/:person', statementRoute(context))
  app.get('/why/:month/:object/:item', whyRoute(context))
  app.get('/records/:month/:object', recordRoute(context))
  app.get('/policy/:version?', policyRoute(context))
  app.get('/problems/:month', problemsRoute(context))
  app.notFound((c) => {
    const view = viewOf(new URL(c.req.url))
    return c.html(message(view, view.t.notFound, view.t.notFoundHelp), 404)
  })
  app.onError((error, c) => {
    const view = viewOf(new URL(c.req.url))
    if (error instanceof Refusal) {
      const text = view.t.refusals[error.code] ?? error.message
      const title = error.status === 404 ? view.t.notFound : view.t.failed
      return c.html(message(view, title, text), error.status === 404 ? 404 : 400)
    }
    log(error)
    return c.html(message(view, view.t.failed, view.t.failedHelp), 500)
  })
  return app
}

function message(view: View, title: string, help: string): Html {
  return layout(view, { title, body: messagePage(view, title, help) })
}
