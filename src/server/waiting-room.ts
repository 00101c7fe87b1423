/** Answers while everything is being prepared, and hands over once the application is there. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Answer } from './listen.ts'
import { protect } from './protection.ts'

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
  app.all('*', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="zh-CN">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <meta http-equiv="refresh" content="3" />
            <title>衡绩正在准备</title>
          </head>
          <body>
            <main>
              <h1>衡绩正在准备</h1>
              <p role="status">
                第一次启动要准备网页、导入示例公司并结算十二个月，不到两分钟；好了会自动打开。<span lang="en">
                  Getting ready; this page opens by itself.</span
                >
              </p>
            </main>
          </body>
        </html>`,
      503,
      { 'retry-after': '3' },
    ),
  )
  return app
}
