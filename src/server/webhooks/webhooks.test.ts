/** Webhooks tell what happened, signed, and reach nothing inside (trust 24). */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce } from '../../publication/announce.ts'
import { calculate, type Office, officeOn, seenIn } from '../api/settlement/testing.ts'
import { isPublicAddress } from './addresses.ts'
import { deliver } from './deliver.ts'
import { addressFor, checkTarget } from './target.ts'

describe('where a webhook may go', () => {
  const allowed = new Set(['hooks.example.com', '127.0.0.1:9000', '169.254.169.254', '[::1]'])
  test.each([
    'http://hooks.example.com/x',
    'https://user:secret@hooks.example.com/x',
    'https://hooks.example.com.evil.example/x',
    'https://hooks.example.com:8443/x',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433:9000/',
    'not an address',
  ])('not to %s', (url) => {
    // Decimal forms of 127.0.0.1 are that address, and no other host.
    if (url.includes('2130706433')) expect(checkTarget(url, allowed).host).toBe('127.0.0.1:9000')
    else expect(() => checkTarget(url, allowed)).toThrow()
  })

  test.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.20.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'name',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['93.184.216.34', '2606:4700::1111'])('%s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  test('one inner address among those of a name is enough to refuse it', async () => {
    const url = new URL('https://hooks.example.com/')
    const resolve = async () => [{ address: '93.184.216.34' }, { address: '10.0.0.5' }]
    await expect(addressFor(url, resolve)).rejects.toMatchObject({ code: 'webhook_address' })
    expect(await addressFor(url, async () => [{ address: '93.184.216.34' }])).toBe('93.184.216.34')
    await expect(addressFor(url, async () => [{ address: '127.0.0.1' }])).rejects.toThrow()
  })
})

describe('what is told', () => {
  let office: Office
  let receiver: Server
  let trap: Server
  let trapped = 0
  let answerWith = 200
  const got: { request: IncomingMessage; body: string }[] = []
  const portOf = (server: Server) => (server.address() as AddressInfo).port

  beforeAll(async () => {
    office = await officeOn('postgres', ['2026-01'])
    trap = createServer((_, answer) => {
      trapped += 1
      answer.end()
    })
    receiver = createServer((request, answer) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        got.push({ request, body })
        answer.writeHead(
          answerWith,
          answerWith === 302 ? { location: `http://127.0.0.1:${portOf(trap)}/` } : {},
        )
        answer.end()
      })
    })
    for (const server of [trap, receiver])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    receiver.close()
    trap.close()
    await office.services.jobs.stop()
    await office.db.close()
  })

  const subscribe = async () => {
    const url = `http://127.0.0.1:${portOf(receiver)}/hook`
    return office.admin('POST', '/webhooks', { url, events: ['statement.published', 'month.closed'] })
  }

  async function eventually(done: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 100; i++) {
      if (await done()) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('it did not happen')
  }

  test('a host is written whole, and is of no inner network (trust 24)', async () => {
    const wrong = [
      '*.example.cn',
      '169.254.169.254',
      '10.1.2.3:8443',
      '[fe80::1]',
      '0x7f000001',
      '2130706433',
      'a@b.cn',
      'b.cn/x',
    ]
    for (const host of wrong)
      expect(
        await office.admin('PUT', '/webhooks/hosts', { hosts: ['notice.example.cn', host] }),
      ).toMatchObject({
        status: 422,
        body: { code: 'webhook_host_name' },
      })
    const hosts = ['notice.example.cn', 'notice.example.cn:8443', '8.8.8.8']
    expect((await office.admin('PUT', '/webhooks/hosts', { hosts })).body).toEqual({ hosts })
    await office.admin('PUT', '/webhooks/hosts', { hosts: [] })
  })

  test('only administrators subscribe, and only to allowed hosts', async () => {
    expect((await office.finance('GET', '/webhooks')).status).toBe(403)
    expect(
      (await office.auditor('POST', '/webhooks', { url: 'https://a.example', events: ['month.closed'] }))
        .status,
    ).toBe(403)
    expect((await subscribe()).body.code).toBe('webhook_host')
    const hosts = [`127.0.0.1:${portOf(receiver)}`]
    expect((await office.admin('PUT', '/webhooks/hosts', { hosts })).body).toEqual({ hosts })
    expect((await subscribe()).body.secret).toMatch(/^whsec_/)
  })

  test('a published month is told once, signed, without amounts or names', async () => {
    const [kept] = await office.db.query<{ secret: string }>('select secret from webhook.subscription')
    await calculate(office, '2026-01')
    const seen = await seenIn(office, '2026-01')
    const { digest } = seen
    await office.director('POST', '/settlement/2026-01/review', seen)
    expect((await office.director('POST', '/settlement/2026-01/publish', seen)).status).toBe(200)
    await eventually(async () => got.length > 0)
    const [{ request, body } = got[0] ?? expect.fail()] = got
    const [, at, sent] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['hengji-signature'])) ?? []
    expect(sent).toBe(
      createHmac('sha256', kept?.secret ?? '')
        .update(`${at}.${body}`)
        .digest('hex'),
    )
    const told = JSON.parse(body)
    expect(told).toMatchObject({ event: 'statement.published', data: { period: '2026-01', digest } })
    expect(Object.keys(told.data).sort()).toEqual(['digest', 'period', 'policy'])
    await eventually(async () => (await deliveries()).some(({ status }) => status === 'delivered'))
    expect(got).toHaveLength(1)
  })

  const deliveries = () =>
    office.db.query<{ delivery_id: string; status: string; attempts: number; next_at: string | null }>(
      'select delivery_id, status, attempts, next_at from webhook.delivery order by created_at desc',
    )

  /** One that nobody but this test sends. */
  async function waiting(): Promise<string> {
    await announce(office.db, 'month.closed', { period: '2026-01' })
    return (await deliveries())[0]?.delivery_id ?? ''
  }

  test('a redirect is not followed, and is tried again later', async () => {
    answerWith = 302
    const pause = await deliver(office.db, await waiting())
    expect(pause).toBe(30)
    expect((await deliveries())[0]).toMatchObject({ status: 'waiting', attempts: 1 })
    expect(trapped).toBe(0)
    answerWith = 200
    // Not before its time, however often it is asked for.
    expect(await deliver(office.db, (await deliveries())[0]?.delivery_id ?? '')).toBeUndefined()
    expect((await deliveries())[0]).toMatchObject({ status: 'waiting', attempts: 1 })
  })

  test('a host that is no longer allowed, or now leads inside, gets nothing', async () => {
    const before = got.length
    const inside = await waiting()
    await deliver(office.db, inside, async () => [{ address: '10.0.0.1' }])
    expect((await deliveries())[0]).toMatchObject({ status: 'failed' })
    await office.admin('PUT', '/webhooks/hosts', { hosts: [] })
    await deliver(office.db, await waiting())
    expect((await deliveries())[0]).toMatchObject({ status: 'failed' })
    expect(got).toHaveLength(before)
  })

  test('the secret is shown once and the log to administrators', async () => {
    const { body } = await office.admin('GET', '/webhooks')
    expect(JSON.stringify(body)).not.toContain('whsec_')
    const [{ id }] = body.subscriptions
    const { body: log } = await office.admin('GET', `/webhooks/${id}/deliveries`)
    expect(log.deliveries.map(({ status }: { status: string }) => status).sort()).toEqual([
      'delivered',
      'failed',
      'failed',
      'waiting',
    ])
    expect((await office.salesperson('GET', `/webhooks/${id}/deliveries`)).status).toBe(403)
  })
})
