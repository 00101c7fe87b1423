/** Progress of work that runs in one transaction, from where nothing but that transaction's database may be used. */
import { JobCancelled, type Progress } from './jobs.ts'

export interface Following {
  /** To be called from within; throws JobCancelled once somebody asked to stop. */
  readonly note: (done: number, total: number, stage: string) => void
  readonly end: () => Promise<void>
}

const every = 700

/** Tells from outside what was noted inside, one telling at a time. On PGlite that waits until the transaction is over. */
export function follow({ tell }: Progress): Following {
  let noted: Parameters<Progress['tell']> | undefined
  let cancelled: JobCancelled | undefined
  let telling: Promise<void> | undefined
  const timer = setInterval(() => {
    if (noted === undefined || telling) return
    const now = noted
    noted = undefined
    telling = tell(...now)
      .catch((error: unknown) => {
        if (error instanceof JobCancelled) cancelled = error
      })
      .finally(() => {
        telling = undefined
      })
  }, every)
  return {
    note(...now) {
      noted = now
      if (cancelled) throw cancelled
    },
    async end() {
      clearInterval(timer)
      await telling
    },
  }
}
