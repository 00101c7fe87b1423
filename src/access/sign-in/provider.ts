/** A company's own identity provider (OpenID Connect): what it says of itself, and of whoever signs in by it. */
import { z } from 'zod'

export interface IdentityProvider {
  readonly label: string
  /** Its issuer, or the address of its discovery document. */
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** For tests only: a provider on this machine may be asked without encryption. No setting says this. */
  readonly unencryptedLoopback?: boolean
}

const wellKnown = '/.well-known/openid-configuration'

export function discoveryUrlOf({ discoveryUrl }: IdentityProvider): string {
  return discoveryUrl.endsWith(wellKnown) ? discoveryUrl : discoveryUrl.replace(/\/$/, '') + wellKnown
}

const discovery = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).min(1),
})

export type Discovery = z.infer<typeof discovery>

/**
 * What the provider says of itself. Throws when that is not to be relied on: not encrypted, issued under another name, or
 * leading to addresses that are not encrypted.
 */
export async function discover(provider: IdentityProvider): Promise<Discovery> {
  const url = discoveryUrlOf(provider)
  checkAddress(provider, url)
  const found = discovery.parse(await fetchJson(url))
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = found
  if (issuer.replace(/\/$/, '') + wellKnown !== url)
    throw new Error(`${url} speaks for another issuer, ${issuer}`)
  for (const address of [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint])
    if (address !== undefined) checkAddress(provider, address)
  return found
}

/** Codes, secrets and pay records' owners travel to these addresses. */
function checkAddress({ unencryptedLoopback }: IdentityProvider, address: string): void {
  const { protocol, hostname, username } = new URL(address)
  const forTests = unencryptedLoopback === true && protocol === 'http:' && hostname === '127.0.0.1'
  if ((protocol !== 'https:' && !forTests) || username !== '')
    throw new Error(`the identity provider's address ${address} is not encrypted`)
}

const claims = z.object({
  sub: z.string().min(1),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
})

type Claims = z.infer<typeof claims>

export interface Tokens {
  readonly idToken?: string | undefined
  readonly accessToken?: string | undefined
}

/**
 * Who signed in. The ID token's signature, issuer, audience, age and nonce have been checked by then; without such a
 * token nobody comes in. Providers may tell the address at a second place only (OpenID Connect Core 5.4).
 */
export async function personOf(provider: IdentityProvider, tokens: Tokens) {
  const told = await toldOf(provider, tokens).catch(() => undefined)
  if (told?.email === undefined) return null
  return {
    id: told.sub,
    sub: told.sub,
    email: told.email,
    emailVerified: told.email_verified === true || told.email_verified === 'true',
    name: told.name ?? told.email,
  }
}

async function toldOf(
  provider: IdentityProvider,
  { idToken, accessToken }: Tokens,
): Promise<Claims | undefined> {
  if (!idToken) return undefined
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()
  const own = claims.parse(JSON.parse(payload))
  if (own.email !== undefined) return own
  const more = await userInfo(provider, accessToken)
  return more?.sub === own.sub ? more : undefined
}

async function userInfo(provider: IdentityProvider, accessToken?: string): Promise<Claims | undefined> {
  const { userinfo_endpoint } = await discover(provider)
  if (!userinfo_endpoint || !accessToken) return undefined
  return claims.parse(await fetchJson(userinfo_endpoint, { authorization: `Bearer ${accessToken}` }))
}

async function fetchJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const signal = AbortSignal.timeout(10_000)
  const answer = await fetch(url, {
    headers: { accept: 'application/json', ...headers },
    redirect: 'error',
    signal,
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.json()
}
