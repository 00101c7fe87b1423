/** Running the system itself: accounts, keys, settings, backups, the audit log, and personal data behind its mask. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Env, Services } from '../services.ts'
import { accountRoutes } from './accounts.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { auditRoutes } from './audit.ts'
import { backupRoutes } from './backups.ts'
import { bankCardRoutes } from './bank-cards.ts'
import type { Declared } from './denied-words.ts'
import { personalDataRoutes } from './personal-data.ts'
import { settingRoutes } from './settings.ts'

export function systemRoutes(services: Services, everyRoute: () => readonly Declared[]) {
  return new OpenAPIHono<Env>()
    .route('/', accountRoutes(services))
    .route('/', apiKeyRoutes(services))
    .route('/', settingRoutes(services))
    .route('/', backupRoutes(services))
    .route('/', auditRoutes(services, everyRoute))
    .route('/', personalDataRoutes(services))
    .route('/', bankCardRoutes(services))
}
