/** An HTTP server on one address. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '../records/refusal.ts'

export interface Listening {
  readonly address: string
  close(): Promise<void>
}

/** `env` carries the connection, whose address counts and not what a header says. */
export type Answer = (request: Request, env?: unknown) => Response | Promise<Response>

/** Refuses with port_in_use. */
export async function listen(host: string, port: number, answer: Answer): Promise<Listening> {
  const server = createServer(getRequestListener((request, env) => answer(request, env)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)))
    server.listen(port, host.replace(/^\[(.*)\]$/, '$1'), resolve)
  })
  return { address: addressOf(server, host), close: () => stop(server) }
}

function explain(error: Error, port: number): Error {
  const taken = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  return taken ? new Refusal('port_in_use', { port, other: port < 65_535 ? port + 1 : 4870 }) : error
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}/`
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
