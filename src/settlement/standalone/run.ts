/** Runs a policy that brings its own objects, on records in a folder, with nothing set up beforehand. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  check,
  describe,
  type Issue,
  type Period,
  type Program,
  parsePeriod,
  position,
  reference,
} from '../../language/index.ts'
import { type Database, openDatabase } from '../../records/database.ts'
import { type Computed, compute } from '../compute.ts'
import { earlierPeriods } from './earlier.ts'
import { createTables } from './load.ts'
import { type Problem, presentProblems, presentResults, type ResultRow } from './present.ts'
import {
  checkPeriods,
  checkReferences,
  issue,
  type OpenedRecords,
  openRecords,
  type ReadRows,
  type RecordIssue,
  readRows,
} from './records.ts'

export interface Diagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly file: string
  readonly line?: number
  readonly column?: number | string
  /** Page of the language reference. */
  readonly help?: string
}

export interface Outcome {
  readonly policy: string
  readonly period: string
  /** By object label; decimals as text, exactly. */
  readonly results: Readonly<Record<string, readonly ResultRow[]>>
  readonly problems: readonly Problem[]
}

/** The outcome, or everything that is wrong with the document or the records. */
export type RunResult =
  | { readonly outcome: Outcome; readonly warnings: readonly Diagnostic[] }
  | { readonly invalid: readonly Diagnostic[] }

/** `open` makes the empty database to compute in; it is closed at the end. */
export async function runPolicy(
  policyPath: string,
  folder: string,
  periodText: string,
  open: () => Promise<Database> = () => openDatabase({ memory: true }),
): Promise<RunResult> {
  const text = await readFile(policyPath, 'utf8').catch((): undefined => undefined)
  if (text === undefined)
    return { invalid: [issue('policy-file', policyPath, '找不到这个制度文件，或不能读取。')] }
  const { files, unread, issues } = await openRecords(folder)
  const perPeriod = new Set(
    [...files].filter(([, file]) => file.sheet.headings.includes('期间')).map(([name]) => name),
  )
  const checked = check(text, { objects: [] }, { perPeriod })
  const diagnostics = checked.issues.map((found) => diagnosticOf(found, text, basename(policyPath)))
  const { program } = checked
  const period = parsePeriod(periodText)
  if (!period)
    issues.push(
      issue('period', '--period', `期间“${periodText}”不对，请写成 2026-10、2026-Q3、2026-H2 或 2026。`),
    )
  else if (program && period.length !== program.document.meta.period) {
    issues.push(
      issue(
        'period',
        '--period',
        `制度按${lengthNames[program.document.meta.period]}考核，“${periodText}”不是这样的期间。`,
      ),
    )
  }
  const read = program ? readAll(program, { files, unread }, issues) : new Map<string, ReadRows>()
  if (!program || !period || issues.length > 0) return { invalid: [...diagnostics, ...issues] }
  const outcome = await settleAll(program, period, read, open)
  return { outcome, warnings: diagnostics }
}

const lengthNames = { month: '月', quarter: '季', half: '半年', year: '年' } as const

/** An issue of the language with its place in the file. */
export function diagnosticOf(found: Issue, text: string, file: string): Diagnostic {
  const { code, severity } = found
  return {
    code,
    severity,
    message: describe(found),
    file,
    ...position(text, found.from),
    help: reference(found),
  }
}

function readAll(
  { declared, document }: Program,
  { files, unread }: Pick<OpenedRecords, 'files' | 'unread'>,
  issues: RecordIssue[],
): Map<string, ReadRows> {
  const read = new Map<string, ReadRows>()
  const length = { name: document.meta.period, text: lengthNames[document.meta.period] }
  for (const object of declared) {
    const file = files.get(object.label)
    if (file) {
      const rows = readRows(object, file, issues)
      checkPeriods(object, rows, length, issues)
      read.set(object.id, rows)
    } else if (!unread(object.label))
      issues.push(
        issue(
          'records-file',
          `${object.label}.csv`,
          `文件夹里没有“${object.label}”的记录，请放入 ${object.label}.csv 或 ${object.label}.xlsx。`,
        ),
      )
  }
  checkReferences(declared, read, issues)
  return read
}

async function settleAll(
  program: Program,
  period: Period,
  read: ReadonlyMap<string, ReadRows>,
  open: () => Promise<Database>,
): Promise<Outcome> {
  const database = await open()
  try {
    // Temporary tables belong to one connection.
    return await database.transaction(async (db) => {
      await createTables(db, program.declared, read)
      const done = new Map<string, Computed>()
      for (const earlier of earlierPeriods(program, period, read))
        done.set(earlier.name, await settleOne(db, program, earlier, done))
      const computed = await settleOne(db, program, period, done)
      return {
        policy: program.document.meta.name,
        period: period.name,
        results: await presentResults(db, program, period, computed),
        problems: await presentProblems(db, computed),
      }
    })
  } finally {
    await database.close()
  }
}

async function settleOne(
  db: Database,
  program: Program,
  period: Period,
  done: ReadonlyMap<string, Computed>,
): Promise<Computed> {
  return compute(db, program, period, {
    table: (kind, name) => `"${kind} ${name} ${period.name}"`,
    settledPeriods: () => [...done.keys()].flatMap((name) => parsePeriod(name) ?? []),
    earlier: (object, earlier) => {
      const result = done.get(earlier.name)?.results.find((other) => other.object === object)
      return (
        result && {
          table: result.table,
          columns: Object.fromEntries(result.definitions.map((own) => [own.name.text, own.id])),
        }
      )
    },
  })
}
