/** The built web application: small enough for a phone, handed out safely. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { serveWeb } from './serve-web.ts'
import { buildWeb } from './web.ts'

interface Chunk {
  readonly file: string
  readonly name?: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

let folder = ''
let app = new Hono()

beforeAll(async () => {
  folder = await buildWeb()
  app = new Hono().get('/api/known', (c) => c.json({})).use('*', serveWeb(folder))
})

const manifest = () =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, Chunk>

function needed(keys: readonly string[]): ReadonlySet<string> {
  const chunks = manifest()
  const found = new Set<string>()
  const visit = (key: string) => {
    if (found.has(key)) return
    found.add(key)
    for (const next of chunks[key]?.imports ?? []) visit(next)
  }
  keys.map(visit)
  return found
}

const firstLoad = () =>
  needed(['index.html', 'pages/sign-in/sign-in-page.tsx', 'pages/workbench/workbench-page.tsx'])

test('what is loaded from sign-in to the workbench is at most 450 kB compressed', () => {
  const chunks = manifest()
  const files = new Set(
    [...firstLoad()].flatMap((key) => [chunks[key]?.file ?? '', ...(chunks[key]?.css ?? [])]),
  )
  const size = [...files].reduce((sum, file) => sum + readFileSync(join(folder, `${file}.gz`)).length, 0)
  expect(size).toBeGreaterThan(100_000)
  expect(size).toBeLessThanOrEqual(450_000)
})

test('charts and the editor are loads of their own', () => {
  const chunks = manifest()
  for (const key of firstLoad()) {
    const text = readFileSync(join(folder, chunks[key]?.file ?? ''), 'utf8')
    expect(text.includes('echarts.apache.org') || /\bcm-editor\b/.test(text), key).toBe(false)
  }
})

test('a built application is not built again', async () => {
  const told: string[] = []
  expect(await buildWeb((line) => told.push(line))).toBe(folder)
  expect(told).toEqual([])
})

test('the page is never kept, and its policy and its nonce agree', async () => {
  const [first, second] = [await app.request('/contracts/HT-1'), await app.request('/')]
  const nonce = /csp-nonce" content="([^"]+)"/.exec(await first.text())?.[1]
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(first.headers.get('content-security-policy')).toContain("worker-src 'self';")
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(await second.text()).not.toContain(nonce)
})

test('the page holds no script of its own', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page.match(/<script(?![^>]*\bsrc=)/g)).toBeNull()
  expect(page.match(/\son\w+=/g)).toBeNull()
})

test('files are kept for ever and sent compressed to those who accept it', async () => {
  const file = `/${manifest()['index.html']?.file}`
  const packed = await app.request(file, { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const plain = await app.request(file)
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect((await plain.arrayBuffer()).byteLength).toBeGreaterThan((await packed.arrayBuffer()).byteLength)
})

test('what is missing is missing: files, routes of the server, the manifest, other folders', async () => {
  for (const path of ['/assets/none.js', '/api/none', '/api']) {
    expect((await app.request(path)).status, path).toBe(404)
  }
  for (const path of ['/manifest.json', '/assets/../../../package.json', '/%2e%2e/package.json']) {
    expect((await app.request(path)).headers.get('content-type'), path).not.toContain('json')
  }
  expect((await app.request('/contracts', { method: 'POST' })).status).toBe(404)
})
