/** An OpenID Connect provider on this machine that signs in whoever it is told to: code flow with PKCE, RS256. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export const client = { clientId: 'hengji', clientSecret: 'the-secret-of-the-client' }

/** Who signs in next, and what the provider does wrong. */
export interface Behaviour {
  claims: Record<string, unknown>
  /** Claims told at the userinfo endpoint instead. */
  userInfo?: Record<string, unknown>
  /** Signs with a key it does not publish. */
  foreignKey?: boolean
  noIdToken?: boolean
  discovery?: Record<string, unknown>
}

interface Grant {
  readonly challenge: string
  readonly redirect: string
  readonly nonce: string | null
}

export interface OpenIdProvider {
  readonly issuer: string
  readonly behaviour: Behaviour
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const digest = (value: string) => createHash('sha256').update(value).digest('base64url')
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function openIdProvider(): Promise<OpenIdProvider> {
  const own = pair()
  const foreign = pair()
  const grants = new Map<string, Grant>()
  const tokens = new Set<string>()
  let behaviour: Behaviour = { claims: {} }

  const describe = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    ...behaviour.discovery,
  })

  const authorize = (asked: URLSearchParams) => {
    const [redirect, challenge] = [asked.get('redirect_uri'), asked.get('code_challenge')]
    const proper =
      asked.get('client_id') === client.clientId &&
      asked.get('response_type') === 'code' &&
      asked.get('code_challenge_method') === 'S256' &&
      asked.get('scope')?.split(' ').includes('openid')
    if (!proper || !redirect || !challenge) return undefined
    const code = randomBytes(16).toString('hex')
    grants.set(code, { challenge, redirect, nonce: asked.get('nonce') })
    const back = new URL(redirect)
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString()
    return back.href
  }

  const exchange = (form: URLSearchParams, authorization = '') => {
    const code = form.get('code') ?? ''
    const grant = grants.get(code)
    grants.delete(code)
    const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
    const known =
      basic === `${client.clientId}:${client.clientSecret}` ||
      (form.get('client_id') === client.clientId && form.get('client_secret') === client.clientSecret)
    const asBefore =
      grant?.redirect === form.get('redirect_uri') &&
      grant?.challenge === digest(form.get('code_verifier') ?? '')
    if (!grant || !known || !asBefore) return undefined
    const access = randomBytes(16).toString('hex')
    tokens.add(access)
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: client.clientId, iat: now, exp: now + 300, nonce: grant.nonce }
    const id = signed({ ...claims, ...behaviour.claims }, (behaviour.foreignKey ? foreign : own).privateKey)
    const given = { access_token: access, token_type: 'Bearer', expires_in: 300 }
    return behaviour.noIdToken ? given : { ...given, id_token: id }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    const say = (body: unknown) => {
      response.statusCode = body === undefined ? 400 : 200
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(body ?? { error: 'invalid_request' }))
    }
    if (pathname === '/.well-known/openid-configuration') return say(describe())
    if (pathname === '/keys')
      return say({
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }],
      })
    if (pathname === '/token')
      return say(exchange(new URLSearchParams(await text(request)), request.headers.authorization))
    if (pathname === '/userinfo')
      return say(tokens.has(request.headers.authorization?.slice(7) ?? '') ? behaviour.userInfo : undefined)
    const back = pathname === '/authorize' ? authorize(searchParams) : undefined
    if (back === undefined) return say(undefined)
    response.writeHead(302, { location: back }).end()
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    get behaviour() {
      return behaviour
    },
    behave(next) {
      behaviour = next
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

function signed(claims: object, key: KeyObject): string {
  const content = `${part({ alg: 'RS256', kid: 'own', typ: 'JWT' })}.${part(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}
