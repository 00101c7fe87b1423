/** What every answer carries (ASVS 3.4), and who is answered at all. */
import type { MiddlewareHandler } from 'hono'

const headers = {
  // What is no page of ours runs nothing and shows nothing; the application's page brings a policy of its own.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  // Most of what is here is pay data, which browsers and proxies do not keep.
  'cache-control': 'no-store',
}

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

export function isLoopback(host: string): boolean {
  return loopbackNames.test(host) || host === '::1'
}

/**
 * Answers only to the names people open it by, this machine's own among them: another site may point its own name at
 * our address and read what the browser then gets.
 */
export function protect(url?: string): MiddlewareHandler {
  const own = url === undefined ? undefined : new URL(url).host
  const encrypted = url?.startsWith('https://') === true
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    if (isLoopback(host) || host === own) await next()
    else c.res = c.text('这不是衡绩的地址。请用管理员给的地址打开。\nThis is not the address of Hengji.', 421)
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value)
    if (encrypted) c.header('strict-transport-security', 'max-age=31536000')
  }
}
