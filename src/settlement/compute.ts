/** Runs a compiled program for one period: a table per stage, then a result table per object. */

import {
  type CheckedDefinition,
  type EarlierResults,
  type Period,
  type Program,
  planStages,
  type RecordObject,
  type ResultColumn,
  resultTables,
  type Site,
  type Stage,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { compiledStages, withNames } from './compiled-before.ts'

export interface ObjectResult {
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  readonly table: string
  readonly columns: readonly ResultColumn[]
}

export interface Computed {
  readonly results: readonly ObjectResult[]
  /** Tables of stages that are no results, to be dropped when no longer needed. */
  readonly stageTables: readonly string[]
  readonly sites: readonly Site[]
  readonly failing: ReadonlySet<CheckedDefinition>
}

/** A table to be made of what a query selects. */
export interface Target {
  readonly table: string
  /** A result is all there is of an object; a stage is a step on the way. */
  readonly kind: 'stage' | 'result'
  readonly object: RecordObject
  readonly columns: readonly ResultColumn[]
  readonly sql: string
}

export interface ComputeOptions {
  /** Makes a table name from a short one: `stage 3` or `result d1`. */
  readonly table: (kind: 'stage' | 'result', name: string) => string
  /** The statements that make a table; temporary tables, which live as long as the connection, when not given. */
  readonly create?: (target: Target) => string
  readonly earlier?: (object: RecordObject, period: Period) => EarlierResults | undefined
  readonly settledPeriods?: (object: RecordObject) => readonly Period[]
  /** Tells these earlier results from others, so that SQL compiled before can serve again. */
  readonly basis?: string
  /** Stores the aggregates by which 计算范围 looks for rows in a statement of their own. */
  readonly groupsApart?: boolean
  /** Between two statements that may take long. */
  readonly between?: () => Promise<void>
  readonly onStage?: (done: number, total: number, stage: Stage) => void
}

const atOnce = async () => {}
const temporary = ({ table, sql }: Target) => `create temp table ${table} as ${sql}`

/** Computes into tables that must not exist yet; the caller owns the transaction and the names. */
export async function compute(
  db: Database,
  program: Program,
  period: Period,
  options: ComputeOptions,
): Promise<Computed> {
  const { table, create = temporary, between = atOnce, onStage, groupsApart = false, basis } = options
  const plan = planStages(program)
  const { names, kindOf, nameOf, groupOf } = tablesOf(plan, table)
  const request = {
    period,
    whole: true,
    earlier: options.earlier ?? (() => undefined),
    settledPeriods: options.settledPeriods ?? (() => []),
  }
  const steps = compiledStages(program, request, { groupsApart, basis })
  let step = steps.next()
  while (!step.done) {
    const stage = step.value
    const { object, columns, group } = stage
    if (group !== undefined) {
      const sql = withNames(group, names)
      const target = { table: groupOf(stage), kind: 'stage', object, columns: [], sql } as const
      await store(db, create, target, { analysed: numbered('k', object), between })
      await between()
    }
    const target = {
      table: nameOf(stage),
      kind: kindOf(stage),
      object,
      columns,
      sql: withNames(stage.sql, names),
    }
    const stored = store(db, create, target, { analysed: lookedAt(target, stage.days), between })
    // Should compiling throw, what the database says of this stage is not waited for.
    stored.catch(() => undefined)
    step = steps.next()
    await stored
    await between()
    onStage?.(stage.index + 1, plan.length, stage)
  }
  const compiled = step.value
  return {
    results: resultTables(compiled, { ...request, stageTable: nameOf }).map(
      ({ object, definitions, columns }) => ({
        object,
        definitions,
        table: table('result', object.id),
        columns,
      }),
    ),
    stageTables: [
      ...compiled.stages.filter((stage) => kindOf(stage) === 'stage').map(nameOf),
      ...compiled.stages.filter(({ group }) => group !== undefined).map(groupOf),
    ],
    sites: compiled.sites,
    failing: compiled.failing,
  }
}

/** What the tables of a run are called: the last stage of an object is its result. */
function tablesOf(plan: readonly Stage[], table: ComputeOptions['table']) {
  const last = new Map(plan.map(({ object, index }) => [object, index]))
  const kindOf = ({ object, index }: Stage): Target['kind'] =>
    last.get(object) === index ? 'result' : 'stage'
  const names = {
    stages: plan.map((stage) =>
      kindOf(stage) === 'result' ? table('result', stage.object.id) : table('stage', String(stage.index)),
    ),
    groups: plan.map(({ index }) => table('stage', `${index} group`)),
  }
  return {
    names,
    kindOf,
    nameOf: ({ index }: Stage) => names.stages[index] ?? '',
    groupOf: ({ index }: Stage) => names.groups[index] ?? '',
  }
}

const numbered = (letter: 'K' | 'k', { key }: RecordObject) => key.map((_, i) => `${letter}${i + 1}`)

/** Later stages join by keys and leave out rows with problems or days: statistics of these let the planner choose well. */
function lookedAt({ object, columns, kind }: Target, days: readonly string[]): string[] {
  const problems = columns.map((column) => column.name).filter((name) => name.startsWith('P'))
  return [...numbered('K', object), ...problems, ...(kind === 'stage' ? days : [])]
}

async function store(
  db: Database,
  create: (target: Target) => string,
  target: Target,
  { analysed, between }: { readonly analysed: readonly string[]; readonly between: () => Promise<void> },
): Promise<void> {
  await db.exec(create(target))
  await between()
  await db.exec(`analyze ${target.table} (${analysed.map((name) => `"${name}"`).join(', ')})`)
}
