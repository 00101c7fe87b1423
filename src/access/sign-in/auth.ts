/** better-auth, reduced to what is used: its core with passwords and TOTP, and one company identity provider. */
import { randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Database } from '../../records/database.ts'
import { databaseAdapter } from './adapter.ts'
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from './password.ts'
import { discoveryUrlOf, type IdentityProvider, personOf, type Tokens } from './provider.ts'

export interface SignInSettings {
  /** The address people open, such as https://hengji.example.cn. */
  readonly url: string
  readonly secret: string
  readonly identityProvider?: IdentityProvider | undefined
}

const minute = 60

/** Idle sign-ins end after two hours, all after twelve. */
export const idleMinutes = 120
const longestHours = 12

/** Nothing of this is reachable from outside but through the routes of src/server/routes/session.ts. */
export function createAuth(db: Database, { url, secret, identityProvider }: SignInSettings) {
  return betterAuth({
    appName: '衡绩',
    baseURL: url,
    basePath: '/api/auth',
    secret,
    database: databaseAdapter(db),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Counted in our own table, by name and by network (src/access/sign-in/attempts.ts).
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: longestHours * 60 * minute,
      // The last use is noted in passing (src/server/api/authenticate.ts), and the cookie lasts as long as the sign-in may.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    // An account made by an administrator is the provider's account of the same address, when the provider has verified it.
    account: { accountLinking: { enabled: identityProvider !== undefined } },
    onAPIError: { errorURL: refusedAddress },
    advanced: {
      cookiePrefix: 'hengji',
      useSecureCookies: url.startsWith('https://'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      database: { generateId: () => randomUUID(), joins: true },
    },
    plugins: [
      twoFactor({ issuer: '衡绩' }),
      { id: 'half-signed-in', endpoints: { halfSignedIn } },
      ...(identityProvider ? [genericOAuth({ config: [oauthOf(identityProvider)] })] : []),
    ],
  })
}

/** Whose password was right and whose code is still wanted; null without the cookie that says so. */
const halfSignedIn = createAuthEndpoint.serverOnly({ method: 'GET' }, async (ctx) => {
  const { createAuthCookie, secret, internalAdapter } = ctx.context
  const waiting = await ctx.getSignedCookie(createAuthCookie('two_factor').name, secret)
  const found = waiting ? await internalAdapter.findVerificationValue(waiting) : null
  return { account: found?.value ?? null }
})

/** Where whoever the provider could not sign in finds themselves. */
export const refusedAddress = '/sign-in?refused=company'

export type Auth = ReturnType<typeof createAuth>

/** Who the provider knows may come in only when we know them too: nobody signs up this way. */
function oauthOf(provider: IdentityProvider) {
  return {
    providerId: 'company',
    discoveryUrl: discoveryUrlOf(provider),
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    getUserInfo: (tokens: Tokens) => personOf(provider, tokens),
  }
}
