/** What is measured: a month of twelve, settled by the commission core or by the whole principal policy. */
import { readFile } from 'node:fs/promises'
import { type Period, parsePeriod } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import { type PolicyVersion, publish } from '../src/settlement/policy-version.ts'

export const period = parsePeriod('2026-06') as Period

const documents = {
  core: new URL('commission.md', import.meta.url),
  principal: new URL('../policies/marketing-and-service.md', import.meta.url),
}

export type Policy = keyof typeof documents

export async function published(db: Database, policy: Policy): Promise<PolicyVersion> {
  return publish(db, await readFile(documents[policy], 'utf8'), 'bench')
}
