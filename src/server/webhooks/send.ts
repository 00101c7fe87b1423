/** One delivery: signed, to one address, without following anything. */
import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

/** `t=…,v1=…`: the receiver makes the same from the body as it came and refuses what is older than a few minutes. */
export function signature(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

export interface Sending {
  readonly url: URL
  /** Already checked. */
  readonly address: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const patience = 10_000

/** The status of the answer. A redirect is an answer like any other, and is not followed; the body is not read. */
export function send({ url, address, body, headers }: Sending): Promise<number> {
  const family = isIP(address) === 6 ? 6 : 4
  const pinned: LookupFunction = (_, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        timeout: patience,
        signal: AbortSignal.timeout(patience * 2),
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0)
        answer.destroy()
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', reject)
    sent.end(body)
  })
}
