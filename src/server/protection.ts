/** What every answer carries (ASVS 3.4), and who is answered at all. */
import type { MiddlewareHandler } from 'hono'
import { layout } from './pages/layout.ts'
import { messagePage } from './pages/message.ts'
import { viewOf } from './view.ts'

const headers = {
  // No script at all, and nothing from anywhere else.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

export function isLoopback(host: string): boolean {
  return loopbackNames.test(host) || host === '::1'
}

/**
 * Loopback names only: a web site elsewhere may point its own name at 127.0.0.1 and read what the browser then gets.
 * Pages are pay data and are not kept by browsers or proxies.
 */
export function protect(): MiddlewareHandler {
  return async (c, next) => {
    const view = viewOf(new URL(c.req.url))
    if (!isLoopback(c.req.header('host') ?? '')) {
      const { wrongHost, notFound } = view.t
      c.res = await c.html(
        layout(view, { title: notFound, body: messagePage(view, notFound, wrongHost) }),
        421,
      )
    } else await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
}
