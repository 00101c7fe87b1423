/** What routes work with. */
import type { Context } from 'hono'
import type { Actor } from '../../access/actor.ts'
import { type Command, command, type Outcome } from '../../access/command.ts'
import type { Auth } from '../../access/sign-in/auth.ts'
import type { IdentityProvider } from '../../access/sign-in/provider.ts'
import type { VersionOf } from '../../publication/settled.ts'
import type { Database } from '../../records/database.ts'
import type { KeptAnswers } from '../../records/entry/kept-answers.ts'
import type { Jobs } from '../jobs/jobs.ts'

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
  const key = c.req.header('idempotency-key')
  const route = `${c.req.method} ${c.req.path}`
  const repeat = key ? { route, key: key.slice(0, 200), body: await c.req.text() } : undefined
  return command(db, c.var.actor, { ...what, repeat }, work)
}
