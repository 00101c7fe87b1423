/** Proves a closed period: the same records and policy give the same digests, and the ledger adds up. */
import type { Period } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { digestOf, inputParts } from './digest.ts'
import type { PolicyVersion } from './policy-version.ts'
import { findRun, partitionOf, type Run } from './run.ts'
import { settle } from './settle.ts'

export interface Check {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
}

class Rollback extends Error {}

/** Computes the period again, compares, and leaves nothing behind. */
export async function verify(db: Database, version: PolicyVersion, period: Period): Promise<Check[]> {
  const run = await findRun(db, version, period)
  if (!run) return [{ what: '结算', ok: false, detail: `${period.name} 还没有结算` }]
  const checks = [
    await stored(version, run),
    await again(db, version, period, run),
    await inputs(db, version, period, run),
    ...(await ledger(db, version, run)),
  ]
  return checks
}

async function stored(version: PolicyVersion, run: Run): Promise<Check> {
  return { what: '制度文本', ok: run.policy_digest === version.digest, detail: run.policy_digest }
}

async function again(db: Database, version: PolicyVersion, period: Period, run: Run): Promise<Check> {
  let digest = ''
  try {
    await db.transaction(async (within) => {
      digest = (await settle(within, { version, period, actor: 'verify', kind: 'trial' })).result_digest
      throw new Rollback()
    })
  } catch (error) {
    if (!(error instanceof Rollback)) throw error
  }
  return { what: '重新计算', ok: digest === run.result_digest, detail: `${run.result_digest} / ${digest}` }
}

async function inputs(db: Database, version: PolicyVersion, period: Period, run: Run): Promise<Check> {
  if (run.input_digest === null) return { what: '记录摘要', ok: true, detail: '复核时才记录' }
  const digest = await digestOf(db, inputParts(version.program, period))
  return { what: '记录摘要', ok: digest === run.input_digest, detail: `${run.input_digest} / ${digest}` }
}

/** Every closed amount is in the ledger once, and nothing else claims to come from the run. */
async function ledger(db: Database, version: PolicyVersion, run: Run): Promise<Check[]> {
  const { payable } = version.program
  if (!payable || (run.status !== 'closed' && run.status !== 'paid')) return []
  const [sums] = await db.query<{ results: string; entries: string }>(
    `select (select coalesce(trim_scale(sum("${payable.id}")), 0)::text from ${partitionOf(run, payable.object)}) as results,
       (select coalesce(trim_scale(sum(amount)), 0)::text from settlement.ledger_entry where run_id = $1 and account = 'payable' and kind = 'earned') as entries`,
    [run.run_id],
  )
  return [
    { what: '台账', ok: sums?.results === sums?.entries, detail: `${sums?.results} / ${sums?.entries}` },
  ]
}
