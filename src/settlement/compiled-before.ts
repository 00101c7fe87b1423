/**
 * The SQL of a program for a period, kept as long as the program: a month is settled again and again until it is right.
 * Names of tables differ from run to run, so placeholders stand in for them.
 */
import {
  type Compiled,
  type CompiledStage,
  type CompileRequest,
  compileByStage,
  type Program,
  type Stage,
} from '../language/index.ts'

const kept = new WeakMap<Program, Map<string, Compiled>>()
/** A year looked back on, and the month at hand. */
const mostPeriods = 13

/** Tables of a run, by the index of their stage. */
export interface TableNames {
  readonly stages: readonly string[]
  readonly groups: readonly string[]
}

/** No text in SQL holds NUL, so nothing else is taken for it. */
const stageTable = ({ index }: Stage) => `\0${index}\0`
const groupTable = ({ index }: Stage) => `\0${index} group\0`

export function withNames(sql: string, { stages, groups }: TableNames): string {
  return sql.replace(/\0(\d+)( group)?\0/g, (_, index, own) => (own ? groups : stages)[Number(index)] ?? '')
}

/**
 * Compiles a stage at a time, or brings back what was compiled before.
 * @param how basis tells the earlier results that the SQL reads; it is not kept when not given.
 */
export function* compiledStages(
  program: Program,
  request: Omit<CompileRequest, 'stageTable' | 'groupTable'>,
  { basis, groupsApart }: { readonly basis: string | undefined; readonly groupsApart: boolean },
): Generator<CompiledStage, Compiled, void> {
  const key = basis === undefined ? undefined : `${request.period.name} ${groupsApart} ${basis}`
  const known = key === undefined ? undefined : kept.get(program)?.get(key)
  if (known) {
    yield* known.stages
    return known
  }
  const compiled = yield* compileByStage(program, {
    ...request,
    stageTable,
    ...(groupsApart ? { groupTable } : {}),
  })
  if (key !== undefined) keep(program, key, compiled)
  return compiled
}

function keep(program: Program, key: string, compiled: Compiled): void {
  const periods = kept.get(program) ?? new Map<string, Compiled>()
  kept.set(program, periods.set(key, compiled))
  const [oldest] = periods.keys()
  if (periods.size > mostPeriods && oldest !== undefined) periods.delete(oldest)
}
