/**
 * Owns one PostgreSQL server for the process that started this one: prints its address, stops it when standard
 * input closes, and removes every file. See `startPostgres`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { type Cluster, createCluster } from './postgres-cluster.ts'

const settings: Record<string, string> = JSON.parse(process.argv[2] ?? '{}')
const password = randomBytes(16).toString('hex')

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function start(cluster: Cluster, port: number): Promise<ChildProcess | undefined> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const place = ['-D', cluster.data, '-k', cluster.folder, '-h', '127.0.0.1', '-p', String(port)]
  const server = spawn(cluster.program('postgres'), [...place, ...options], {
    ...cluster.account,
    cwd: cluster.folder,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const log: string[] = []
  const lines = createInterface({ input: server.stderr })
  const ready = new Promise<boolean>((resolve) => {
    lines.on('line', (line) => {
      if (log.length < 100) log.push(line)
      if (line.includes('ready to accept connections')) resolve(true)
    })
    server.on('exit', () => resolve(false))
    server.on('error', () => resolve(false))
  })
  if (await ready) return server
  console.error(log.join('\n'))
  return undefined
}

async function main(): Promise<void> {
  const closed = Promise.race([once(process.stdin.resume(), 'close'), once(process, 'SIGTERM')])
  const cluster = createCluster(password)
  try {
    let server: ChildProcess | undefined
    let port = 0
    // Another process may take the port between finding and using it.
    for (let attempt = 0; attempt < 3 && !server; attempt++) {
      port = await freePort()
      server = await start(cluster, port)
    }
    if (!server) throw new Error('PostgreSQL did not start')
    const exited = once(server, 'exit')
    process.stdout.on('error', () => undefined)
    console.log(`postgres://hengji:${password}@127.0.0.1:${port}/postgres`)
    await Promise.race([closed, exited])
    server.kill('SIGINT')
    const slow = setTimeout(() => server.kill('SIGQUIT'), 5000)
    await exited
    clearTimeout(slow)
  } finally {
    rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

await main()
process.exit(0)
