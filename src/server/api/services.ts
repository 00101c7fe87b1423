/** What routes work with. */
import type { Context } from 'hono'
import type { Actor } from '../../access/actor.ts'
import { type Command, command, type Outcome, once } from '../../access/command.ts'
import type { Auth } from '../../access/sign-in/auth.ts'
import type { IdentityProvider } from '../../access/sign-in/provider.ts'
import type { VersionOf } from '../../publication/settled.ts'
import type { Database } from '../../records/database.ts'
import type { KeptAnswers } from '../../records/entry/kept-answers.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { refuseHalfCharacters } from './half-characters.ts'

export interface Services {
  readonly db: Database
  readonly auth: Auth
  readonly versionOf: VersionOf
  readonly answers: KeptAnswers
  /** The address people open. */
  readonly url: string
  /** Where files of this installation are kept: uploads, backups. */
  readonly folder: string
  readonly identityProvider: IdentityProvider | undefined
  readonly jobs: Jobs
  readonly log: (error: unknown) => void
}

export type Language = 'zh' | 'en'

export interface Env {
  Variables: {
    actor: Actor
    language: Language
    /** For errors people copy to us. */
    reference: string
  }
}

/** Does what a request asks, once, however often it is sent with the same Idempotency-Key. */
export async function perform<T>(
  { db }: Services,
  c: Context<Env>,
  what: Omit<Command, 'repeat'>,
  work: (db: Database) => Promise<Outcome<T>>,
): Promise<T> {
  await refuseHalfCharacters(c)
  return command(db, c.var.actor, { ...what, repeat: await repeatOf(c) }, work)
}

export interface NewJob {
  readonly kind: string
  readonly title: string
  readonly input: unknown
}

/**
 * Starts a job once for each Idempotency-Key. What may speak against it is asked in `work`, where a repeated request no
 * longer comes; it may also name a job that is under way.
 */
export async function startJob(
  { db, jobs }: Services,
  c: Context<Env>,
  work: (within: Database) => Promise<NewJob | string>,
  {
    file,
    written = async () => {},
  }: {
    /** Tells a file that was sent from another. */
    readonly file?: string
    readonly written?: (within: Database, job: string) => Promise<void>
  } = {},
): Promise<string> {
  const { actor } = c.var
  await refuseHalfCharacters(c)
  let fresh = false
  const job = await once(db, actor, await repeatOf(c, file), async (within) => {
    const wanted = await work(within)
    if (typeof wanted === 'string') return wanted
    fresh = true
    const id = await jobs.write(within, actor, wanted)
    await written(within, id)
    return id
  })
  if (fresh) await jobs.send(job)
  return job
}

const longestKey = 200

/**
 * The answer says that the key was heard. One too long to be kept whole is refused: cut, it might be another's. Refuses
 * with request_invalid.
 */
export async function repeatOf(c: Context<Env>, file?: string): Promise<Command['repeat']> {
  const key = c.req.header('idempotency-key')
  if (!key) return undefined
  if (key.length > longestKey)
    throw new Refusal('request_invalid', {
      problems: `Idempotency-Key：最多 ${longestKey} 个字`,
      problemsEnglish: `Idempotency-Key: at most ${longestKey} characters`,
    })
  c.header('idempotency-key', encodeURIComponent(key))
  const asked = new URL(c.req.url).search
  return { route: `${c.req.method} ${c.req.path}`, key, body: `${asked}\n${file ?? (await c.req.text())}` }
}
