/** Looks at another person's pay, each an entry of the audit log before it is answered. Requirement X-6. */
import type { Database } from '../records/database.ts'
import type { Actor } from './actor.ts'
import { record } from './audit.ts'

export interface Look {
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
  /** Whether it is noted however lately it was noted before, such as a file that leaves. */
  readonly eachTime?: boolean
}

/** Looking at one thing for a while is one look. */
const oneLook = 10 * 60_000
/** Remembered by this process only: after a restart a look is noted once more, never once less. */
const noted = new WeakMap<Database, Map<string, number>>()

/**
 * To be called outside of the transaction that read what is looked at: who only reads waits for nobody, while on the
 * embedded database an entry waits for the end of a settlement.
 */
export async function noteLook(
  db: Database,
  actor: Actor,
  { subject, details = {}, eachTime = false }: Look,
): Promise<void> {
  const looks = noted.get(db) ?? new Map<string, number>()
  noted.set(db, looks)
  const what = `${actor.account}\n${subject}`
  if (!eachTime && (looks.get(what) ?? 0) > Date.now() - oneLook) return
  await db.transaction((within) =>
    record(within, {
      ...{ actor: actor.name, action: 'look', subject },
      details: { ...details, by: actor.kind },
    }),
  )
  if (looks.size > 10_000) looks.clear()
  looks.set(what, Date.now())
}
