/** The whole server: what is asked at /api, and the web application for every other address. */
import { Hono } from 'hono'
import { api } from './api/api.ts'
import type { Services } from './api/services.ts'
import { protect } from './protection.ts'
import { serveWeb } from './serve-web.ts'

/** @param webFolder where `buildWeb` left the web application. */
export function application(services: Services, webFolder: string): Hono {
  const app = new Hono({ strict: false })
  app.use(protect(services.url))
  app.route('/api', api(services))
  app.get('*', serveWeb(webFolder))
  app.all('*', (c) => c.json({ code: 'not_found', message: '没有这个地址。', details: {} }, 404))
  return app
}
