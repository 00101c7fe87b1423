/**
 * Answers about all rows of a table, kept for as long as no row of it has changed (docs/decisions/0017). For readers who
 * see every row, which the database says each time: their answers are the same, whoever asks.
 */
import type { Database } from '../database.ts'

export interface Question {
  /** The one table the answer depends on, such as record.contract. */
  readonly table: string
  /** SQL that is true when row-level security leaves nothing of the table out. */
  readonly whole: string
  /** Gives one row, from nothing but the table and `params`. */
  readonly select: string
  readonly params: readonly unknown[]
}

interface Kept {
  readonly row: object
  /** What the answer was made from: a snapshot of PostgreSQL, and the server it was taken on. */
  readonly snapshot: string
  readonly server: string
}

export interface KeptAnswers {
  ask<Row extends object>(db: Database, question: Question): Promise<Row>
}

/** Of one database: numbers of transactions mean nothing in another. */
export function keepAnswers(most = 500): KeptAnswers {
  const answers = new Map<string, Kept>()
  return {
    async ask<Row extends object>(db: Database, question: Question) {
      const key = JSON.stringify(question)
      const kept = answers.get(key)
      if (kept && (await stillHolds(db, question, kept))) return kept.row as Row
      const { row, state } = await answer<Row>(db, question)
      if (!state) return row
      answers.delete(key)
      answers.set(key, { row, ...state })
      for (const oldest of answers.keys()) {
        if (answers.size <= most) break
        answers.delete(oldest)
      }
      return row
    },
  }
}

const server = 'pg_postmaster_start_time()::text'

async function stillHolds(db: Database, { table, whole }: Question, kept: Kept): Promise<boolean> {
  const [found] = await db.query<{ holds: boolean }>(
    `select ${whole} and ${server} = $3 and access.unchanged($1::regclass, $2::pg_snapshot) as holds`,
    [table, kept.snapshot, kept.server],
  )
  return found?.holds === true
}

interface Answered<Row> {
  readonly row: Row
  readonly state: Pick<Kept, 'snapshot' | 'server'> | undefined
}

/**
 * The answer and the snapshot it is from, in one statement. A transaction that has written sees what may never come to
 * be: what it is told is not kept.
 */
async function answer<Row extends object>(
  db: Database,
  { whole, select, params }: Question,
): Promise<Answered<Row>> {
  const [found] = await db.query<{ row: Row; keep: boolean; snapshot: string; server: string }>(
    `select to_jsonb(answer) as row, ${whole} and pg_current_xact_id_if_assigned() is null as keep,
       pg_current_snapshot()::text as snapshot, ${server} as server from (${select}) answer`,
    params,
  )
  if (!found) throw new Error('a question for one row had none')
  const { row, keep, ...state } = found
  return { row, state: keep ? state : undefined }
}
