/** Policy versions in the database: a document, its digest, and the result tables its runs fill.. */
import { createHash } from 'node:crypto'
import {
  check,
  describe,
  type Period,
  type Program,
  periodOf,
  position,
  shiftPeriod,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { createResultTables } from './result-tables.ts'
import { readsAdjustments, wordsOf } from './words.ts'

export interface PolicyVersion {
  readonly id: number
  readonly policy: string
  readonly version: string
  readonly digest: string
  readonly program: Program
}

interface VersionRow {
  readonly version_id: number
  readonly policy: string
  readonly version: string
  readonly document: string
  readonly digest: string
}

/** Documents checked last, because every page of a statement asks for its policy. A program never changes. */
const programs = new Map<string, Program>()
const mostPrograms = 16

/** Checks a document against the built-in words; refuses it with all its mistakes. */
export function checkPolicy(document: string): Program {
  const program = programs.get(document) ?? checkAgain(document)
  programs.delete(document)
  programs.set(document, program)
  const [oldest] = programs.keys()
  if (programs.size > mostPrograms && oldest !== undefined) programs.delete(oldest)
  return program
}

function checkAgain(document: string): Program {
  const { program, issues } = check(document, wordsOf(''))
  // Adjustments are those of the policy itself, whose name is known now.
  if (program && readsAdjustments(program))
    return check(document, wordsOf(program.document.meta.name)).program ?? program
  if (program) return program
  const lines = issues
    .filter((issue) => issue.severity === 'error')
    .map((issue) => {
      const { line, column } = position(document, issue.from)
      return `第 ${line} 行第 ${column} 列：${describe(issue)}`
    })
  throw new Refusal('policy_invalid', { issues: lines.join('\n') })
}

/**
 * Publishes a document as a version. The same document again is the version that exists; another document under a
 * version's number is refused, because what was settled by a version must stay readable.
 */
export async function publish(db: Database, document: string, actor: string): Promise<PolicyVersion> {
  const program = checkPolicy(document)
  if (program.declared.length > 0)
    throw new Refusal('policy_own_objects', {
      objects: program.declared.map((object) => object.label).join('、'),
    })
  const { name, version, period, from, to } = program.document.meta
  const digest = createHash('sha256').update(document).digest('hex')
  return db.transaction(async (within) => {
    const [known] = await within.query<VersionRow>(
      'select * from settlement.policy_version where policy = $1 and version = $2',
      [name, version],
    )
    if (known && known.digest !== digest) throw new Refusal('policy_version_taken', { policy: name, version })
    if (known) return asVersion(known, program)
    refuseMidPeriod(program)
    const [row] = await within.query<VersionRow>(
      `insert into settlement.policy_version (policy, version, document, digest, period_length, valid_from, valid_to, published_by)
       values ($1, $2, $3, $4, $5, $6::date, $7::date, $8) returning *`,
      [name, version, document, digest, period, from ?? null, to ?? null, actor],
    )
    if (!row) throw new Error('no version was written')
    await createResultTables(within, row.version_id, program)
    return asVersion(row, program)
  })
}

/** Refuses with policy_mid_period: a period is settled by one version, so none begins within it. */
export function refuseMidPeriod({ document }: Program): void {
  const { from, period } = document.meta
  if (from === undefined) return
  const own = periodOf(from, period)
  if (from !== own.first)
    throw new Refusal('policy_mid_period', { from, first: own.first, next: shiftPeriod(own, 1).first })
}

/** The version in force on the last day of a period; of several, the one that came into force last. */
export async function versionFor(db: Database, period: Period, policy?: string): Promise<PolicyVersion> {
  const rows = await db.query<VersionRow>(
    `select version_id, policy, version, document, digest from settlement.policy_version
     where ($2::text is null or policy = $2) and period_length = $3
       and (valid_from is null or valid_from <= $1::date) and (valid_to is null or valid_to >= $1::date)
     order by valid_from desc nulls last, version_id desc`,
    [period.last, policy ?? null, period.length],
  )
  const [row] = rows
  if (!row) throw new Refusal('policy_none', { period: period.name })
  const others = new Set(rows.map((other) => other.policy))
  if (others.size > 1) throw new Refusal('policy_which', { policies: [...others].join('、') })
  return asVersion(row, checkPolicy(row.document))
}

/** Refuses with policy_unknown: no version of that name was ever published. */
export async function refuseUnknownPolicy(db: Database, policy: string): Promise<void> {
  const known = await db.query('select from settlement.policy_version where policy = $1 limit 1', [policy])
  if (known.length === 0) throw new Refusal('policy_unknown', { policy })
}

export async function versionById(db: Database, id: number): Promise<PolicyVersion> {
  const [row] = await db.query<VersionRow>(
    'select version_id, policy, version, document, digest from settlement.policy_version where version_id = $1',
    [id],
  )
  if (!row) throw new Error(`no policy version ${id}`)
  return asVersion(row, checkPolicy(row.document))
}

function asVersion({ version_id, policy, version, digest }: VersionRow, program: Program): PolicyVersion {
  return { id: version_id, policy, version, digest, program }
}
