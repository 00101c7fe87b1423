import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookiesOf } from './testing/services.ts'

const file = fileURLToPath(new URL('./start.ts', import.meta.url))
const running = new Set<ChildProcess>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-start-'))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

function start(settings: Record<string, string>): Started {
  const { PATH, HOME } = process.env
  const env = { ...(PATH ? { PATH } : {}), ...(HOME ? { HOME } : {}), PORT: '0', ...settings }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)))
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  return { child, said: () => said, ended }
}

/** The address it prints once it serves. */
async function served({ child, said }: Started): Promise<string> {
  for (;;) {
    const address = /已经启动：(http:\/\/\S+)/.exec(said())?.[1]
    if (address) return address
    if (child.exitCode !== null) throw new Error(said())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('a first start loads the sample company, a second finds it; one folder has one process', {
  timeout: 240_000,
}, async () => {
  const data = join(folder, 'data')
  const began = Date.now()
  const first = start({ HENGJI_DATA: data })
  const address = await served(first)
  const took = Date.now() - began
  expect(first.said()).toContain('正在导入 回款流水.csv')
  expect(first.said()).toContain('正在结算 2026-12（12/12）')
  const page = await (await fetch(address)).text()
  expect(page).toContain('<div id="root">')
  const contracts = await contractsOf(address)
  expect(contracts.total).toBeGreaterThan(700)

  const beside = start({ HENGJI_DATA: data })
  expect(await beside.ended).toBe(1)
  expect(beside.said()).toContain(`正在被另一个衡绩进程使用（进程号 ${first.child.pid}`)

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  await expect(fetch(address)).rejects.toThrow()

  const again = Date.now()
  const second = start({ HENGJI_DATA: data })
  const there = await served(second)
  expect(Date.now() - again).toBeLessThan(took / 2)
  expect(second.said()).not.toContain('正在')
  expect(await contractsOf(there)).toEqual(contracts)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

/** What finance sees of the contracts: their number and sums. */
async function contractsOf(address: string): Promise<{ total: number; sums: object }> {
  const own = { 'x-requested-with': 'hengji', 'content-type': 'application/json' }
  const body = JSON.stringify({ name: '0055', password: 'shuizhi-2026' })
  const signedIn = await fetch(`${address}/api/session`, { method: 'POST', headers: own, body })
  const cookie = cookiesOf(signedIn.headers)
  const answer = await fetch(`${address}/api/records/contract?size=1`, { headers: { cookie } })
  const { total, sums } = (await answer.json()) as { total: number; sums: object }
  return { total, sums }
}

test('a port that is taken is told at once, before anything is loaded', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    const port = (other.address() as { port: number }).port
    const data = join(folder, 'never')
    const late = start({ HENGJI_DATA: data, PORT: String(port) })
    expect(await late.ended).toBe(1)
    expect(late.said()).toContain(`端口 ${port} 已经被别的程序占用`)
    expect(late.said()).not.toMatch(/\bat \w+/)
    expect(existsSync(data)).toBe(false)
  } finally {
    other.close()
  }
})

test('mistakes in the settings are all printed, and nothing is started', async () => {
  const wrong = start({ HENGJI_SAMPLE: 'perhaps', PORT: 'x' })
  expect(await wrong.ended).toBe(2)
  expect(wrong.said()).toContain('HENGJI_SAMPLE 应当是')
  expect(wrong.said()).toContain('PORT 应当是')
})

test('a folder that cannot be used is told', async () => {
  const unusable = start({ HENGJI_DATA: join(file, 'data') })
  expect(await unusable.ended).toBe(1)
  expect(unusable.said()).toContain('无法使用')
})
