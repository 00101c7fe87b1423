/** Signing in by the company's identity provider: there and back, and nothing else of better-auth's own routes. */
import { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '../../records/refusal.ts'
import type { Env, Services } from './services.ts'

export function identityProviderRoutes({ auth, identityProviderLabel }: Services): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/auth/company', async (c) => {
    if (identityProviderLabel === undefined) throw new Refusal('not_found')
    const answer = await auth.api.signInSocial({
      body: { provider: 'company', callbackURL: '/', errorCallbackURL: '/sign-in?refused=company' },
      headers: c.req.raw.headers,
      asResponse: true,
    })
    for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
    const { url } = z.object({ url: z.string().optional() }).parse(await answer.json())
    return url ? c.redirect(url) : c.redirect('/sign-in?refused=company')
  })
  app.get('/auth/callback/company', (c) => {
    if (identityProviderLabel === undefined) throw new Refusal('not_found')
    return auth.handler(c.req.raw)
  })
  return app
}
