/** Brings the sample company's year into a database the way a company would: workbooks, import, policy, twelve months. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audited } from '../src/access/audit.ts'
import { type Period, parsePeriod } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import { importFolder } from '../src/records/import/import-folder.ts'
import { close, review } from '../src/settlement/close.ts'
import { publish, versionFor } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { createSampleAccounts, sampleSubject } from './accounts.ts'
import { writeSampleCompany } from './workbooks.ts'

/** The year the sample company kept its books for. */
const months: readonly Period[] = Array.from({ length: 12 }, (_, at) =>
  parsePeriod(`2026-${String(at + 1).padStart(2, '0')}`),
).filter((period) => period !== undefined)

/** Who does what: nobody checks their own work. */
const actors = {
  importer: '罗玉珍（0054）',
  publisher: '罗玉珍（0054）',
  settler: '贾秋实（0055）',
  checker: '沈知远（0001）',
} as const

const policyFile = fileURLToPath(new URL('../policies/marketing-and-service.md', import.meta.url))

export type LoadStep =
  | { readonly step: 'workbooks' }
  | { readonly step: 'import'; readonly file: string; readonly rows: number }
  | { readonly step: 'publish' }
  | { readonly step: 'settle'; readonly period: string; readonly done: number; readonly of: number }

/**
 * Imports the sample company, publishes the principal policy, settles the year and closes all but the last month. What
 * is there already stays: a second call does nothing, and one after an interruption goes on where that one stopped.
 * Records of somebody else stay as they are, without the sample company.
 */
export async function loadSampleCompany(db: Database, onStep: (step: LoadStep) => void): Promise<void> {
  const present = await whatIsThere(db)
  if (present === 'others') return
  if (present === 'nothing') await importCompany(db, onStep)
  if (await lacksPolicy(db)) {
    onStep({ step: 'publish' })
    await publishPolicy(db)
  }
  await createSampleAccounts(db)
  await settleYear(db, onStep)
}

/** Whoever has records, but none that came in as the sample company's, is somebody else. */
async function whatIsThere(db: Database): Promise<'nothing' | 'sample' | 'others'> {
  const [found] = await db.query<{ people: boolean; sample: boolean }>(
    `select exists (select from record.person) as people,
       exists (select from audit.entry where action = 'import' and subject = $1) as sample`,
    [sampleSubject],
  )
  if (!found?.people) return 'nothing'
  return found.sample ? 'sample' : 'others'
}

async function importCompany(db: Database, onStep: (step: LoadStep) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-sample-'))
  try {
    onStep({ step: 'workbooks' })
    await writeSampleCompany(folder)
    await audited(
      db,
      { actor: actors.importer, action: 'import', subject: sampleSubject },
      async (within) => {
        const results = await importFolder(within, folder, {
          actor: actors.importer,
          allOrNothing: true,
          onProgress: ({ file, rows }) => onStep({ step: 'import', file: basename(file), rows }),
        })
        if (results.some(({ importId }) => importId === null)) throw new Error('a sample row was rejected')
        return results
      },
      (results) => ({
        files: results.map(({ file, sha256, sheets }) => ({
          file,
          sha256,
          accepted: sheets.reduce((sum, sheet) => sum + sheet.accepted, 0),
        })),
      }),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function lacksPolicy(db: Database): Promise<boolean> {
  const [row] = await db.query<{ published: boolean }>(
    'select exists (select from settlement.policy_version) as published',
  )
  return row?.published !== true
}

async function publishPolicy(db: Database): Promise<void> {
  const document = await readFile(policyFile, 'utf8')
  await audited(
    db,
    { actor: actors.publisher, action: 'publish', subject: 'marketing-and-service' },
    (within) => publish(within, document, actors.publisher),
    ({ policy, version, digest }) => ({ policy, version, digest }),
  )
}

/** The policy looks back, so every month is settled, in order; the last one stays a draft. */
async function settleYear(db: Database, onStep: (step: LoadStep) => void): Promise<void> {
  const settled = new Set(
    (await db.query<{ period: string }>(`select period from settlement.run where kind = 'regular'`)).map(
      ({ period }) => period,
    ),
  )
  for (const [at, period] of months.entries()) {
    if (settled.has(period.name)) continue
    onStep({ step: 'settle', period: period.name, done: at + 1, of: months.length })
    // One transaction: an interruption never leaves a month that nobody goes on with.
    await db.transaction((within) => settleMonth(within, period, period !== months.at(-1)))
  }
}

async function settleMonth(db: Database, period: Period, closing: boolean): Promise<void> {
  const version = await versionFor(db, period)
  const subject = `${version.policy} ${period.name}`
  const { settler, checker } = actors
  const run = await audited(
    db,
    { actor: settler, action: 'settle', subject },
    (within) => settle(within, { version, period, actor: settler }),
    (done) => ({ run: done.run_id, result: done.result_digest, problems: done.problems }),
  )
  if (!closing || run.problems > 0) return
  const decision = { version, period, actor: checker, digest: run.result_digest }
  for (const [action, step] of [['review', review] as const, ['close', close] as const]) {
    await audited(
      db,
      { actor: checker, action, subject },
      (within) => step(within, decision),
      (done) => ({ run: done.run_id, result: done.result_digest, input: done.input_digest }),
    )
  }
}
