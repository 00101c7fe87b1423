/** Long work: started by a request, done by one worker at a time, followed from any page, taken up again after a restart. */
import { PgBoss } from 'pg-boss'
import { actorOf } from '../../access/accounts.ts'
import type { Actor } from '../../access/actor.ts'
import type { Look } from '../../access/looks.ts'
import type { Resource, Verb } from '../../access/permissions.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'

export interface Progress {
  /** Tells how far the work has come; throws JobCancelled once somebody asked to stop. */
  readonly tell: (done: number, total: number, stage: string) => Promise<void>
}

/**
 * One kind of work. It must be safe to begin again from the start: after a restart it is, with the rights its person
 * has by then. What it does belongs in transactions of its own.
 */
export interface JobKind<Input, Result> {
  readonly kind: string
  readonly work: (input: Input, context: { readonly actor: Actor } & Progress) => Promise<Result>
  /** What its result may be read with, by the roles of whoever reads it then: results outlive roles (trust 32). */
  readonly reading: readonly (readonly [Verb, Resource])[]
  /** The look at others' pay that reading its result is, if it is one. */
  readonly look?: (result: never, actor: Actor) => Look | undefined
}

export class JobCancelled extends Error {}

const queue = 'work'

/** Work of the system itself, for nobody in particular, with its own list of what waits. */
export interface Errand {
  readonly name: string
  /** What was left when the process ended. */
  readonly waiting: () => Promise<readonly string[]>
  /** @returns in how many seconds to come back to it, if at all. */
  readonly run: (id: string) => Promise<number | undefined>
}

export interface Jobs {
  /** Begins what waits of an errand. */
  readonly wake: (errand: string) => Promise<void>
  /** Writes a job down in the caller's transaction. @returns its id; it is certain to be done once that has committed. */
  readonly write: (
    within: Database,
    actor: Actor,
    job: { readonly kind: string; readonly title: string; readonly input: unknown },
  ) => Promise<string>
  /** Begins one that was written. */
  readonly send: (id: string) => Promise<void>
  readonly start: (actor: Actor, kind: string, title: string, input: unknown) => Promise<string>
  readonly stop: () => Promise<void>
}

interface JobRow {
  readonly job_id: string
  readonly kind: string
  readonly input: unknown
  readonly account_id: string
  readonly attempts: number
}

/** After this many beginnings a job that always takes the process with it is given up. */
const mostAttempts = 3

export async function openJobs(
  db: Database,
  kinds: readonly JobKind<never, unknown>[],
  log: (error: unknown) => void,
  errands: readonly Errand[] = [],
  /** Milliseconds between looking for errands that another process left. */
  lookEvery = 60_000,
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values = []) => ({ rows: await run(db, text, values) }) },
    schema: 'boss',
    backend: db.engine === 'pglite' ? 'pglite' : 'postgres',
    supervise: true,
    schedule: false,
  })
  boss.on('error', log)
  await boss.start()
  await boss.createQueue(queue)
  await boss.work<{ job: string }>(queue, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([message]) => {
    if (message) await doJob(db, kinds, message.data.job, log)
  })
  // What was queued or running when the process ended has lost its message or will get it late: it is sent again.
  const open = await db.query<{ job_id: string }>(
    `select job_id from job.job where status in ('queued', 'running') order by created_at`,
  )
  for (const { job_id } of open) await boss.send(queue, { job: job_id })
  for (const errand of errands) await begin(boss, errand, log)
  // What the command line wrote down, in a process of its own.
  const looking = setInterval(() => void lookAgain(boss, errands, log), lookEvery).unref()
  const write: Jobs['write'] = async (within, actor, { kind, title, input }) => {
    if (!kinds.some((known) => known.kind === kind)) throw new Error(`no such kind of job: ${kind}`)
    const [row] = await within.query<{ job_id: string }>(
      `insert into job.job (kind, title, input, account_id, actor) values ($1, $2, $3::jsonb, $4, $5) returning job_id`,
      [kind, title, JSON.stringify(input), actor.account, actor.name],
    )
    if (!row) throw new Error('no job was written')
    return row.job_id
  }
  const send: Jobs['send'] = async (id) => {
    await boss.send(queue, { job: id })
  }
  return {
    async wake(name) {
      const errand = errands.find((known) => known.name === name)
      if (errand) await sendAll(boss, errand)
    },
    write,
    send,
    async start(actor, kind, title, input) {
      const id = await write(db, actor, { kind, title, input })
      await send(id)
      return id
    },
    stop() {
      clearInterval(looking)
      return boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

async function begin(boss: PgBoss, errand: Errand, log: (error: unknown) => void): Promise<void> {
  await boss.createQueue(errand.name)
  await boss.work<{ id: string }>(
    errand.name,
    { pollingIntervalSeconds: 2, batchSize: 1 },
    async ([message]) => {
      if (!message) return
      const again = await errand.run(message.data.id).catch((error: unknown) => {
        log(error)
        return undefined
      })
      if (again !== undefined) await boss.send(errand.name, message.data, { startAfter: again })
    },
  )
  await sendAll(boss, errand)
}

async function lookAgain(boss: PgBoss, errands: readonly Errand[], log: (error: unknown) => void) {
  for (const errand of errands) await sendAll(boss, errand).catch(log)
}

/** One message per thing that waits, however often it is asked for. */
async function sendAll(boss: PgBoss, { name, waiting }: Errand): Promise<void> {
  for (const id of await waiting()) await boss.send(name, { id })
}

/** pg-boss also sends several statements at once, which take no parameters, and wants the rows of all. */
async function run(db: Database, text: string, values: readonly unknown[]): Promise<object[]> {
  return values.length > 0 ? db.query(text, values) : (await db.exec(text)).flat()
}

async function doJob(
  db: Database,
  kinds: readonly JobKind<never, unknown>[],
  id: string,
  log: (error: unknown) => void,
): Promise<void> {
  const [row] = await db.query<JobRow>(
    `update job.job set status = 'running', started_at = clock_timestamp(), attempts = attempts + 1
     where job_id = $1::uuid and status in ('queued', 'running') returning job_id, kind, input, account_id, attempts`,
    [id],
  )
  if (!row) return
  try {
    if (row.attempts > mostAttempts)
      throw new Error(`job ${id} was begun ${mostAttempts} times without an end`)
    const kind = kinds.find((known) => known.kind === row.kind)
    if (!kind) throw new Error(`no such kind of job: ${row.kind}`)
    const actor = await actorOf(db, row.account_id)
    if (!actor) throw new Refusal('not_signed_in')
    const result = await kind.work(row.input as never, { actor, tell: teller(db, id) })
    await end(db, id, 'done', { result })
  } catch (error) {
    await fail(db, id, error, log)
  }
}

function teller(db: Database, id: string): Progress['tell'] {
  return async (done, total, stage) => {
    const [row] = await db.query<{ cancel_requested: boolean }>(
      `update job.job set done = $2, total = $3, stage = $4 where job_id = $1::uuid returning cancel_requested`,
      [id, done, total, stage],
    )
    if (row?.cancel_requested) throw new JobCancelled()
  }
}

async function fail(db: Database, id: string, error: unknown, log: (error: unknown) => void): Promise<void> {
  if (error instanceof JobCancelled) return end(db, id, 'cancelled', {})
  if (error instanceof Refusal) {
    const { code, message, details } = error
    return end(db, id, 'failed', { error: { code, message, english: error.in('en'), details } })
  }
  log(error)
  const reference = id.slice(0, 8)
  return end(db, id, 'failed', {
    error: {
      code: 'internal',
      message: `系统出了错，什么也没有改动。编号：${reference}`,
      english: `Something went wrong; nothing was changed. Reference: ${reference}`,
      details: { reference },
    },
  })
}

async function end(
  db: Database,
  id: string,
  status: 'done' | 'failed' | 'cancelled',
  { result, error }: { readonly result?: unknown; readonly error?: unknown },
): Promise<void> {
  await db.query(
    `update job.job set status = $2, result = $3::jsonb, error = $4::jsonb, ended_at = clock_timestamp() where job_id = $1::uuid`,
    [
      id,
      status,
      result === undefined ? null : JSON.stringify(result),
      error === undefined ? null : JSON.stringify(error),
    ],
  )
}
