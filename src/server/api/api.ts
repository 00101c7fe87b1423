/** The whole interface, /api: every page uses it, and so may other programs (OpenAPI at /api/docs). */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../../records/refusal.ts'
import { authenticate } from './authenticate.ts'
import { contractRoutes } from './contracts.ts'
import { docsPage } from './docs.ts'
import { failure } from './failure.ts'
import { filingRoutes } from './filings.ts'
import { hiddenKeyIn } from './hidden-keys.ts'
import { identityProviderRoutes } from './identity-provider.ts'
import { importRoutes } from './imports.ts'
import { jobRoutes } from './jobs.ts'
import { unknownField } from './mistakes.ts'
import { described } from './openapi.ts'
import { organisationRoutes } from './organisation.ts'
import { policyRoutes } from './policies.ts'
import { policyDraftRoutes } from './policy-drafts.ts'
import { policyTrialRoutes } from './policy-trials.ts'
import { recordRoutes } from './records.ts'
import { raiseRoutes } from './review-raises.ts'
import { ratingRoutes } from './review-ratings.ts'
import { reviewRoutes } from './reviews.ts'
import { searchRoutes } from './search.ts'
import type { Env, Services } from './services.ts'
import { sessionRoutes } from './session.ts'
import { settlementRoutes } from './settlement.ts'
import { statementPdfRoutes } from './statement-pdf.ts'
import { statementReasonRoutes } from './statement-reasons.ts'
import { statementRoutes } from './statements.ts'
import { routesOf } from './system/denied-words.ts'
import { systemRoutes } from './system/system.ts'
import { uploadRoutes } from './uploads.ts'
import { webhookRoutes } from './webhooks.ts'
import { workbenchRoutes } from './workbench.ts'

const description = {
  openapi: '3.1.0',
  info: {
    title: '衡绩 Hengji',
    version: '1',
    description:
      '金额是十进制文本；出错时答 { code, message, details }，Accept-Language: en 时 message 是英文。全部错误代码在 x-errors。',
  },
  servers: [{ url: '/api' }],
}

/** JSON is read whole before anybody looks at it, also of who has not signed in. Files are limited where they arrive. */
const largestJson = 4
const jsonLimit = bodyLimit({
  maxSize: largestJson * 1024 ** 2,
  onError: () => {
    throw new Refusal('request_too_large', { limit: largestJson })
  },
})
const limitJson: MiddlewareHandler<Env> = (c, next) =>
  /json/i.test(c.req.header('content-type') ?? '') ? jsonLimit(c, next) : next()

/** Refused as any other field that is not there. */
const refuseHiddenKeys: MiddlewareHandler<Env> = async (c, next) => {
  const isJson = /json/i.test(c.req.header('content-type') ?? '')
  const found = isJson ? hiddenKeyIn(await c.req.text()) : undefined
  if (found !== undefined)
    throw new Refusal('request_invalid', { problems: unknownField(found, c.get('language') ?? 'zh') })
  await next()
}

export function api(services: Services) {
  const app = new OpenAPIHono<Env>()
  app.use(authenticate(services))
  app.use(limitJson)
  app.use(refuseHiddenKeys)
  app.onError(failure(services))
  app.notFound(() => {
    throw new Refusal('not_found')
  })
  app.route('/', identityProviderRoutes(services))
  const typed = app
    .route('/', sessionRoutes(services))
    .route('/', jobRoutes(services))
    .route('/', recordRoutes(services))
    .route('/', contractRoutes(services))
    .route('/', searchRoutes(services))
    .route('/', statementRoutes(services))
    .route('/', statementReasonRoutes(services))
    .route('/', statementPdfRoutes(services))
    .route('/', reviewRoutes(services))
    .route('/', raiseRoutes(services))
    .route('/', ratingRoutes(services))
    .route('/', uploadRoutes(services))
    .route('/', importRoutes(services))
    .route('/', filingRoutes(services))
    .route('/', organisationRoutes(services))
    .route('/', policyRoutes(services))
    .route('/', policyDraftRoutes(services))
    .route('/', policyTrialRoutes(services))
    .route('/', settlementRoutes(services))
    .route('/', webhookRoutes(services))
    .route('/', workbenchRoutes(services))
    .route(
      '/',
      systemRoutes(services, () => routesOf(app)),
    )
  const told = () => described(app.getOpenAPI31Document(description))
  app.get('/openapi.json', (c) => c.json(told()))
  app.get('/docs', (c) => c.html(docsPage(told())))
  return typed
}

export type Api = ReturnType<typeof api>
