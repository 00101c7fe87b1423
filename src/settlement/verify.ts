/** Proves a period: the document, the stored results, the records and the ledger still are what was decided on. */
import { createHash } from 'node:crypto'
import type { Period } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { digestOf, inputParts, resultDigest } from './digest.ts'
import type { PolicyVersion } from './policy-version.ts'
import { findRun, partitionOf, type Run, storedResults } from './run.ts'
import { settle } from './settle.ts'
import { isClosed } from './states.ts'

export interface Check {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
}

class Rollback extends Error {}

/** Makes every digest again, computes the period again, adds up the ledger, and leaves nothing behind. */
export async function verify(db: Database, version: PolicyVersion, period: Period): Promise<Check[]> {
  const run = await findRun(db, version, period)
  if (!run) return [{ what: '结算', ok: false, detail: `${period.name} 还没有结算` }]
  return [
    await text(db, version, run),
    await results(db, version, run),
    ...(await records(db, version, period, run)),
    ...(await ledger(db, version, run)),
  ]
}

async function text(db: Database, version: PolicyVersion, run: Run): Promise<Check> {
  const [row] = await db.query<{ document: string }>(
    'select document from settlement.policy_version where version_id = $1',
    [version.id],
  )
  const digest = createHash('sha256')
    .update(row?.document ?? '')
    .digest('hex')
  return compared('制度文本', run.policy_digest, digest)
}

/** A draft that was settled again in part has no digest until its review. */
async function results(db: Database, version: PolicyVersion, run: Run): Promise<Check> {
  if (run.result_digest === '') return { what: '结果', ok: true, detail: '复核时才生成摘要' }
  return compared('结果', run.result_digest, await resultDigest(db, storedResults(version.program, run)))
}

/**
 * The records give the results again; or they have changed since, and approved adjustments say by how much (X-3):
 * then computing the period again gives what the shadow of those adjustments gave.
 */
async function records(db: Database, version: PolicyVersion, period: Period, run: Run): Promise<Check[]> {
  const digest = await again(db, version, period)
  const explained = digest !== run.result_digest && (await adjusted(db, run, digest))
  const computed = run.result_digest === '' ? '复核时才生成摘要' : `${run.result_digest} / ${digest}`
  const ok = run.result_digest === '' || digest === run.result_digest || explained
  const late = explained ? '，差额已经调整' : ok ? '' : '，记录有变化的请运行 adjust'
  const checks = [{ what: '重新计算', ok, detail: `${computed}${late}` }]
  if (run.input_digest === null) return [...checks, { what: '记录', ok: true, detail: '复核时才生成摘要' }]
  const inputs = await digestOf(db, inputParts(version.program, period))
  const same = compared('记录', run.input_digest, inputs)
  // Records that changed without touching a result are no harm.
  const harmless = !same.ok && ok
  return [
    ...checks,
    harmless ? { ...same, ok, detail: `${same.detail}，复核之后有变化，结果不受影响或已经调整` } : same,
  ]
}

async function again(db: Database, version: PolicyVersion, period: Period): Promise<string> {
  let digest = ''
  try {
    await db.transaction(async (within) => {
      digest = (await settle(within, { version, period, actor: 'verify', kind: 'trial' })).result_digest
      throw new Rollback()
    })
  } catch (error) {
    if (!(error instanceof Rollback)) throw error
  }
  return digest
}

async function adjusted(db: Database, run: Run, digest: string): Promise<boolean> {
  const [found] = await db.query<{ waiting: string; same: boolean }>(
    `select count(*) filter (where approved_by is null)::text as waiting,
       coalesce((array_agg(shadow_digest order by adjustment_id desc))[1] = $2, false) as same
     from settlement.adjustment where run_id = $1`,
    [run.run_id, digest],
  )
  return found?.waiting === '0' && found.same
}

/**
 * Every closed amount and every approved adjustment is in the ledger once, and nothing else claims to come from them;
 * what has been carried up to the period is what the period carries on; what was paid is what was owed.
 */
async function ledger(db: Database, version: PolicyVersion, run: Run): Promise<Check[]> {
  const { payable, carried } = version.program
  if (!payable || !isClosed(run.status)) return []
  const results = partitionOf(run, payable.object)
  const balance = carried ? `r."${carried.id}"` : '0'
  const [found] = await db.query<{
    total: string
    earned: string
    adjusted: string
    carried: string
    paid: string
  }>(
    `select (select coalesce(trim_scale(sum(amount)), 0)::text from settlement.ledger_entry where run_id = $1 and kind = 'earned') as total,
       (select count(*)::text from (select "K1" as person_no, "${payable.id}" as amount from ${results} where "${payable.id}" <> 0) r
         full join (select person_no, amount from settlement.ledger_entry where run_id = $1 and kind = 'earned') e using (person_no)
         where r.amount is distinct from e.amount) as earned,
       (select count(*)::text from (select * from settlement.adjustment where run_id = $1 and approved_by is not null) a
         full join (select * from settlement.ledger_entry where adjustment_id in (select adjustment_id from settlement.adjustment where run_id = $1)) e using (adjustment_id)
         where a.amount is distinct from e.amount or a.person_no <> e.person_no) as adjusted,
       (select count(*)::text from ${results} r
         full join (select person_no, sum(amount) as amount from settlement.ledger_entry where policy = $2 and account = 'carried' and period <= $3 group by 1) e on e.person_no = r."K1"
         where coalesce(${balance}, 0) <> coalesce(e.amount, 0)) as carried,
       (select count(*)::text from (select person_no, sum(amount) filter (where kind <> 'paid') as owed, -sum(amount) filter (where kind = 'paid') as paid
           from settlement.ledger_entry where policy = $2 and period = $3 and account = 'payable' group by 1) e
         where coalesce(paid, 0) <> case when $4 then greatest(owed, 0) else 0 end) as paid`,
    [run.run_id, run.policy, run.period, run.status === 'paid'],
  )
  const wrong = Number(found?.earned) + Number(found?.adjusted) + Number(found?.carried) + Number(found?.paid)
  const detail = `应付合计 ${found?.total}${wrong === 0 ? '' : `，${wrong} 笔与结果或调整对不上`}`
  return [{ what: '台账', ok: wrong === 0, detail }]
}

function compared(what: string, kept: string, made: string): Check {
  return { what, ok: kept === made, detail: kept === made ? kept : `${kept} / ${made}` }
}
