import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface RunningPostgres {
  readonly url: string
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server of its own on a free port of 127.0.0.1, for tests and measurements.
 *
 * `settings` are server settings such as `{ fsync: 'off' }`. The server belongs to a keeper process that watches
 * this one: however this process ends, kill -9 included, the server stops and its files go.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningPostgres> {
  const file = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url))
  // Its own session: Ctrl-C in the terminal reaches this process only, so that closing stays in order.
  const keeper = spawn(process.execPath, [file, JSON.stringify(settings)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(keeper, 'exit')
  const first = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]().next()
  const line = await Promise.race([first.then((read) => read.value), exited.then(() => undefined)])
  if (!line) throw new Error('The PostgreSQL server for this run did not start; the reason is above')
  // Nothing more is read, and waiting for the keeper must not keep this process alive.
  keeper.stdout.destroy()
  keeper.unref()
  const stop = async () => {
    keeper.ref()
    keeper.stdin.end()
    await exited
  }
  return { url: line, stop }
}
