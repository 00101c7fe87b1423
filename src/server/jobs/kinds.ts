/** All kinds of long work there are. */
import type { Services } from '../api/services.ts'
import { verifyAudit } from './audit.ts'
import { makeBackup, proveBackup } from './backups.ts'
import { checkJob, importJob } from './import.ts'
import type { JobKind } from './jobs.ts'
import { policyEffect } from './policy-effect.ts'
import { proveSentBackup } from './sent-backups.ts'
import { findAdjustmentsJob, settleJob } from './settlement.ts'

export type JobServices = Pick<Services, 'db' | 'versionOf' | 'url' | 'folder' | 'log'>

export function jobKinds(services: JobServices): JobKind<never, unknown>[] {
  return [
    checkJob(services),
    importJob(services),
    policyEffect(services),
    settleJob(services),
    findAdjustmentsJob(services),
    makeBackup(services),
    proveBackup(services),
    proveSentBackup(services),
    verifyAudit(services),
  ]
}
