/** Where a webhook may go: hosts an administrator allowed, by https, to addresses that are nobody's inner network. Trust 24. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Refusal } from '../../records/refusal.ts'
import { isLoopback, isPublicAddress } from './addresses.ts'

/** The name of the setting: hosts, with their port when it is not the usual one, by commas, blanks or lines. */
export const hostsSetting = 'webhook-hosts'

export function readHosts(setting: string | undefined): ReadonlySet<string> {
  return new Set(
    (setting ?? '')
      .toLowerCase()
      .split(/[\s,，;；]+/)
      .filter(Boolean),
  )
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A host is written whole. Refuses with webhook_host_name patterns, addresses within a host, and inner networks. */
export function checkHost(host: string): void {
  const url = URL.parse(`https://${host}`)
  const plain = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const inner = isIP(plain) !== 0 && !isPublicAddress(plain) && !loopbackNames.has(url?.hostname ?? '')
  const whole = url !== null && (url.host === host || `${url.host}:443` === host)
  if (!whole || inner || !/^[\p{L}\p{N}.:[\]-]+$/u.test(host))
    throw new Refusal('webhook_host_name', { host })
}

/** Refuses an address that is not allowed now, however it got in. */
export function checkTarget(text: string, allowed: ReadonlySet<string>): URL {
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.hash) throw new Refusal('webhook_url', { url: text })
  const own = loopbackNames.has(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own))
    throw new Refusal('webhook_url', { url: text })
  if (!allowed.has(url.host)) throw new Refusal('webhook_host', { host: url.host })
  return url
}

export type Resolve = (host: string) => Promise<readonly { readonly address: string }[]>

const resolveAll: Resolve = (host) => lookup(host, { all: true })

/**
 * The address to connect to. Every address the name stands for must be public, so that none of them can be an inner
 * one; the connection then goes to this very address, and a name that changes in between leads nowhere else.
 */
export async function addressFor(url: URL, resolve: Resolve = resolveAll): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = await resolve(host)
  const own = loopbackNames.has(url.hostname)
  const wrong = found.find(({ address }) => !(own ? isLoopback(address) : isPublicAddress(address)))
  const [first] = found
  if (!first || wrong)
    throw new Refusal('webhook_address', { host: url.host, address: wrong?.address ?? '—' })
  return first.address
}
