import { expect, test } from 'vitest'
import { waitingRoom } from './waiting-room.ts'

const ask = (host = 'localhost') => new Request('http://localhost:4870/', { headers: { host } })

test('whoever is early is asked to wait, and then answered', async () => {
  const room = waitingRoom()
  const early = await room.answer(ask())
  expect(early.status).toBe(503)
  expect(early.headers.get('retry-after')).toBe('3')
  expect(early.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await early.text()).toContain('衡绩正在准备')
  expect((await room.answer(ask('example.com'))).status).toBe(421)
  room.open(() => new Response('ready'))
  expect(await (await room.answer(ask())).text()).toBe('ready')
})
