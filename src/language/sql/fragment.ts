/** A piece of SQL for one value of one row. */
export interface Fragment {
  readonly sql: string
  /** SQL of the problem's number, null when there is none; absent when the value cannot be missing. */
  readonly problem: string | undefined
  /** The first computing level at which all columns it names exist. */
  readonly level: number
  /** A column or literal, so that naming it twice costs nothing. */
  readonly atom: boolean
  /** Set where the problem `of` says no more than that one of some columns is empty. */
  readonly missing?: { readonly of: string; readonly columns: readonly string[] }
  /** Columns that are not empty wherever this condition holds. */
  readonly proves?: readonly string[]
  /** Set where this condition says no more than that the columns it proves are not empty. */
  readonly onlyProves?: true
  /** SQL that holds for the same rows, without telling false from undecided: for WHERE and FILTER. */
  readonly where?: string
  /** Serves as well where a day is compared with days up to the last of the period. */
  readonly eventually?: string
  /** SQL without windows, for a row that is alone in its group. */
  readonly alone?: string
}

/** A condition as WHERE and FILTER take it. */
export function whereOf(condition: Fragment): string {
  return condition.where ?? condition.sql
}

export function literal(sql: string): Fragment {
  return { sql, problem: undefined, level: 1, atom: true }
}

/** Puts operands together; the problem of the first operand that has one is carried on. */
export function combine(sql: string, operands: readonly Fragment[], ownProblem?: string): Fragment {
  const problem = firstProblem([...operands.map((operand) => operand.problem), ownProblem])
  const columns = ownProblem === undefined ? operands.map(emptyColumns) : [undefined]
  return {
    sql,
    problem,
    level: Math.max(1, ...operands.map((operand) => operand.level)),
    atom: false,
    ...(problem !== undefined && columns.every((list) => list !== undefined)
      ? { missing: { of: problem, columns: columns.flat() } }
      : {}),
  }
}

/** Columns of which an empty one is the only problem of a value; undefined when there can be others. */
export function emptyColumns({ problem, missing }: Fragment): readonly string[] | undefined {
  if (problem === undefined) return []
  return missing?.of === problem ? missing.columns : undefined
}

export function firstProblem(problems: readonly (string | undefined)[]): string | undefined {
  const present = [...new Set(problems.filter((problem) => problem !== undefined))]
  return present.length > 1 ? `coalesce(${present.join(', ')})` : present[0]
}

export function quote(identifier: string): string {
  return `"${identifier.replace(/"/g, '""')}"`
}

/** A checked text literal. */
export function textLiteral(value: string): string {
  if (value.includes('\0')) throw new Error('text with NUL')
  return `'${value.replace(/'/g, "''")}'`
}

export function dateLiteral(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`not a day: ${day}`)
  return `date '${day}'`
}

/** The day that a fragment writes out. */
export function writtenDay({ sql }: Fragment): string | undefined {
  return /^date '(\d{4}-\d{2}-\d{2})'$/.exec(sql)?.[1]
}

export function decimalLiteral(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new Error(`not a decimal: ${value}`)
  // Whole numbers would be integers, which overflow.
  return `${value.startsWith('-') ? `(${value})` : value}${value.includes('.') ? '' : '::numeric'}`
}

/** The name under which a first stage stores a column of the records. */
export function carriedColumn(column: string): string {
  return `r.${column}`
}

/** The column beside a definition's value that holds the number of its problem. */
export function problemColumn(definition: { readonly id: string }): string {
  return definition.id.replace('L', 'P')
}
