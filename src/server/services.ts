/** Puts together what the routes work with. */
import { createAuth } from '../access/sign-in/auth.ts'
import { versionsOf } from '../publication/settled.ts'
import type { Database } from '../records/database.ts'
import { keepAnswers } from '../records/entry/kept-answers.ts'
import { sweepUploads } from '../records/import/uploads.ts'
import type { Services } from './api/services.ts'
import type { Config } from './config.ts'
import { openJobs } from './jobs/jobs.ts'
import { jobKinds } from './jobs/kinds.ts'
import { sweepSentBackups } from './jobs/sent-backups.ts'
import { installationSecret } from './secret.ts'
import { webhookErrand } from './webhooks/errand.ts'

type Settings = Pick<Config, 'folder' | 'secret' | 'identityProvider'> & { readonly url?: string | undefined }

/** `address` is the listener's own, for when people open no other. */
export async function servicesOf(db: Database, settings: Settings, address: string): Promise<Services> {
  const url = settings.url ?? address.replace(/\/$/, '')
  const secret = await installationSecret(settings.folder, settings.secret)
  const { identityProvider, folder } = settings
  const log = (error: unknown) => console.error(error)
  await sweepUploads(db, folder)
  await sweepSentBackups(db, folder)
  const base = { db, versionOf: versionsOf(db), answers: keepAnswers(), url, folder, log }
  return {
    ...base,
    auth: createAuth(db, { url, secret, identityProvider }),
    identityProvider,
    jobs: await openJobs(db, jobKinds(base), log, [webhookErrand(db)]),
  }
}
