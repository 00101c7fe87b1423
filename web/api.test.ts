import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, addressOf, get, patch, post, whenSignedOut } from './api.ts'

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

function server(response: Response) {
  const asked = vi.fn(async (_url: string, _init: RequestInit) => response)
  vi.stubGlobal('fetch', asked)
  return () => {
    const [url, init] = asked.mock.calls.at(-1) ?? ['', {}]
    return { url, method: init.method, headers: new Headers(init.headers), body: init.body }
  }
}

afterEach(() => vi.unstubAllGlobals())

test('what is not given is left out of the address', () => {
  expect(addressOf('/contracts', { q: '', page: 2, sort: undefined })).toBe('/api/contracts?page=2')
  expect(addressOf('/jobs')).toBe('/api/jobs')
})

test('a write says that it comes from our page, and a POST carries one key per action', async () => {
  const asked = server(answer(200, { id: 1 }))
  await post('/contracts', { number: 'HT-1' })
  const first = asked()
  expect(first.headers.get('x-requested-with')).toBe('hengji')
  expect(first.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
  expect(first.body).toBe('{"number":"HT-1"}')
  server(answer(200, {}))
  await post('/contracts', {}, { key: 'mine' })
  const patched = server(answer(200, {}))
  await patch('/contracts/HT-1', {})
  expect(patched().method).toBe('PATCH')
})

test('a double click sends a request once; a later one is another', async () => {
  const asked = vi.fn(async () => answer(200, { job: 7 }))
  vi.stubGlobal('fetch', asked)
  const both = [post('/backups', {}), post('/backups', {})]
  expect(await Promise.all(both)).toEqual([{ job: 7 }, { job: 7 }])
  expect(asked).toHaveBeenCalledTimes(1)
  await Promise.all([post('/backups', {}), post('/backups', { note: 'x' })])
  expect(asked).toHaveBeenCalledTimes(3)
})

test('reading carries neither', async () => {
  const asked = server(answer(200, []))
  await get('/contracts')
  expect(asked().headers.get('x-requested-with')).toBeNull()
  expect(asked().headers.get('idempotency-key')).toBeNull()
})

test('a refusal keeps its code, message and details', async () => {
  server(answer(409, { code: 'period_closed', message: '10月已关账', details: { month: '2026-10' } }))
  const error = await get('/contracts').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    status: 409,
    code: 'period_closed',
    message: '10月已关账',
    details: { month: '2026-10' },
  })
})

test('an answer that is no refusal of ours still has a code', async () => {
  server(new Response('Bad gateway', { status: 502 }))
  await expect(get('/contracts')).rejects.toMatchObject({ status: 502, code: 'http_502' })
})

test('only not being signed in leads to the sign-in page, a wrong password does not', async () => {
  const left = vi.fn()
  whenSignedOut(left)
  server(answer(401, { code: 'sign_in_failed', message: '' }))
  await expect(post('/session')).rejects.toThrow(ApiError)
  expect(left).not.toHaveBeenCalled()
  server(answer(401, { code: 'not_signed_in', message: '' }))
  await expect(get('/session')).rejects.toThrow(ApiError)
  expect(left).toHaveBeenCalledOnce()
})

test('a server out of reach is told apart from one that refuses', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed to fetch')
  })
  await expect(get('/session')).rejects.toMatchObject({ status: 0, code: 'network' })
})
