/** Answers while the sample company is being prepared, and hands over once the application is there. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Answer } from './listen.ts'
import { layout } from './pages/layout.ts'
import { protect } from './protection.ts'
import { icon, styleSheet } from './style.ts'
import { viewOf } from './view.ts'

export function waitingRoom(): { readonly answer: Answer; readonly open: (application: Answer) => void } {
  const room = waiting()
  let application: Answer = (request) => room.fetch(request)
  return {
    answer: (request, env) => application(request, env),
    open: (ready) => {
      application = ready
    },
  }
}

function waiting(): Hono {
  const app = new Hono()
  app.use(protect())
  app.get('/style.css', (c) => c.body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }))
  app.all('*', (c) => {
    const view = viewOf(new URL(c.req.url))
    const { starting, startingHelp } = view.t
    const body = html`<h1>${starting}</h1><p role="status">${startingHelp}</p>`
    return c.html(layout(view, { title: starting, body, refresh: 3 }), 503, { 'retry-after': '3' })
  })
  return app
}
