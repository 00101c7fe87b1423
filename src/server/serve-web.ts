/** Hands out the built web application. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context, MiddlewareHandler } from 'hono'
import { type WebFile, webFiles } from './web-files.ts'

/** Scripts are files of ours only; style elements are antd's and carry the nonce of the page they are made in. */
export const contentPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * `app.get('*', serveWeb(await buildWeb()))`, after the routes of `/api`. Files with a hash in their name may be kept
 * for ever; every other address is the application's page, which is never kept because its nonce is used once.
 */
export function serveWeb(folder: string): MiddlewareHandler {
  const files = webFiles(folder)
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const { path } = c.req
    const file = files.get(path)
    if (file) return answer(c, file, path.startsWith('/assets/'))
    if (path === '/api' || path.startsWith('/api/') || path.startsWith('/assets/')) return next()
    const nonce = randomBytes(16).toString('base64')
    c.header('content-security-policy', contentPolicy(nonce))
    c.header('cache-control', 'no-store')
    return c.html(page.replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`))
  }
}

function answer(c: Context, file: WebFile, forEver: boolean): Response {
  c.header('content-type', file.type)
  c.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
  c.header('vary', 'accept-encoding')
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = (['br', 'gzip'] as const).find((name) => file[name] && accepted.includes(name))
  if (encoding) c.header('content-encoding', encoding)
  return c.body((encoding && file[encoding]) ?? file.plain)
}
