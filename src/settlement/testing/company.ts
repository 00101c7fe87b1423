/** The sample company in a fresh database, with the principal policy published. */
import { readFile } from 'node:fs/promises'
import { sampleCompany } from '../../../samples/company.ts'
import { batchesOf, loadRecords } from '../../../samples/load.ts'
import { type Period, parsePeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'
import { type Engine, freshDatabase } from '../../records/testing/server.ts'
import { close, review } from '../close.ts'
import { type PolicyVersion, publish } from '../policy-version.ts'
import { partitionOf, type Run } from '../run.ts'
import { settle } from '../settle.ts'

export const policyFile = new URL('../../../policies/marketing-and-service.md', import.meta.url)

export async function companyOn(engine: Engine): Promise<{ db: Database; version: PolicyVersion }> {
  const db = await freshDatabase(engine)
  await migrate(db)
  await loadRecords(db, batchesOf(sampleCompany()))
  return { db, version: await publish(db, await readFile(policyFile, 'utf8'), '人事') }
}

export function month(name: string): Period {
  const period = parsePeriod(name)
  if (!period) throw new Error(`not a period: ${name}`)
  return period
}

export async function settleAndClose(db: Database, version: PolicyVersion, period: Period): Promise<Run> {
  await settle(db, { version, period, actor: '财务' })
  await review(db, { version, period, actor: '主管' })
  return close(db, { version, period, actor: '主管' })
}

/** One value of one row, exactly; null when there is a problem, undefined when there is no such row. */
export async function storedValue(
  db: Database,
  version: PolicyVersion,
  run: Run,
  object: string,
  key: readonly string[],
  name: string,
): Promise<string | null | undefined> {
  const definition = version.program.definitions.find(
    (own) => own.object.label === object && own.name.text === name,
  )
  if (!definition) throw new Error(`no ${object}.${name}`)
  const where = key.map((_, i) => `"K${i + 1}"::text = $${i + 1}`).join(' and ')
  const text =
    definition.valueType.kind === 'number'
      ? `trim_scale("${definition.id}")::text`
      : `"${definition.id}"::text`
  const [row] = await db.query<{ value: string | null }>(
    `select ${text} as value from ${partitionOf(run, definition.object)} where ${where}`,
    key,
  )
  return row?.value
}
