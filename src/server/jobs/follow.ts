/** Progress of work that runs in one transaction, from where nothing but that transaction's database may be used. */
import { JobCancelled, type Progress } from './jobs.ts'

export interface Following {
  /** To be called from within; throws JobCancelled once somebody asked to stop. */
  readonly note: (done: number, total: number, stage: string) => void
  /** Throws JobCancelled once somebody asked to stop. */
  readonly check: () => void
  readonly end: () => Promise<void>
}

const every = 700

/** Tells from outside what was noted inside, one telling at a time. On PGlite that waits until the transaction is over. */
export function follow({ tell }: Progress): Following {
  let noted: Parameters<Progress['tell']> = [0, 0, '']
  let cancelled: JobCancelled | undefined
  let telling: Promise<void> | undefined
  const timer = setInterval(() => {
    // Again also what has been told: the answer says whether somebody asked to stop while the work waits for a lock.
    if (telling) return
    telling = tell(...noted)
      .catch((error: unknown) => {
        if (error instanceof JobCancelled) cancelled = error
      })
      .finally(() => {
        telling = undefined
      })
  }, every)
  const check = () => {
    if (cancelled) throw cancelled
  }
  return {
    check,
    note(...now) {
      noted = now
      check()
    },
    async end() {
      clearInterval(timer)
      await telling
    },
  }
}
