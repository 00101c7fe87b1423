/** Runs a compiled program for one period: a table per stage, then a result table per object. */

import {
  type CheckedDefinition,
  type CompiledStage,
  compile,
  type EarlierResults,
  type Period,
  type Program,
  type RecordObject,
  type ResultColumn,
  resultTables,
  type Site,
  type Stage,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'

export interface ObjectResult {
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  readonly table: string
  readonly columns: readonly ResultColumn[]
  /** How the table can be made again from the tables of the stages. */
  readonly sql: string
}

export interface Computed {
  readonly results: readonly ObjectResult[]
  /** Tables of the stages, to be dropped when no longer needed. */
  readonly stageTables: readonly string[]
  readonly sites: readonly Site[]
  readonly failing: ReadonlySet<CheckedDefinition>
}

export interface ComputeOptions {
  /** Makes a table name from a short one: `stage 3` or `result d1`. */
  readonly table: (kind: 'stage' | 'result', name: string) => string
  readonly earlier?: (object: RecordObject, period: Period) => EarlierResults | undefined
  readonly settledPeriods?: (object: RecordObject) => readonly Period[]
  /** `temporary` tables live as long as the connection. */
  readonly temporary?: boolean
  readonly onStage?: (done: number, total: number, stage: Stage) => void
}

/** Computes into tables that must not exist yet; the caller owns the transaction and the names. */
export async function compute(
  db: Database,
  program: Program,
  period: Period,
  options: ComputeOptions,
): Promise<Computed> {
  const request = {
    period,
    stageTable: (stage: Stage) => options.table('stage', String(stage.index)),
    earlier: options.earlier ?? (() => undefined),
    settledPeriods: options.settledPeriods ?? (() => []),
  }
  const compiled = compile(program, request)
  const create = options.temporary ? 'create temp table' : 'create table'
  for (const stage of compiled.stages) {
    await store(db, create, request.stageTable(stage), stage)
    options.onStage?.(stage.index + 1, compiled.stages.length, stage)
  }
  const results: ObjectResult[] = []
  for (const { object, definitions, columns, sql, stage } of resultTables(compiled, request)) {
    const table = stage ? request.stageTable(stage) : options.table('result', object.id)
    if (!stage) await db.exec(`${create} ${table} as ${sql}`)
    results.push({ object, definitions, table, columns, sql })
  }
  return {
    results,
    stageTables: compiled.stages.map(request.stageTable),
    sites: compiled.sites,
    failing: compiled.failing,
  }
}

/** The statistics let the planner choose well in later stages. */
async function store(db: Database, create: string, table: string, stage: CompiledStage): Promise<void> {
  await db.exec(`${create} ${table} as ${stage.sql}`)
  await db.exec(`analyze ${table}`)
}
