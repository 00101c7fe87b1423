/** Checking and importing an uploaded file, as jobs. */
import { z } from 'zod'
import type { Actor } from '../../access/actor.ts'
import { record } from '../../access/audit.ts'
import { permitImport, refuseObject } from '../../access/may-import.ts'
import type { ImportOptions } from '../../records/import/import-file.ts'
import { checkUpload, importUpload } from '../../records/import/import-upload.ts'
import type { FileSummary } from '../../records/import/summary.ts'
import { readUpload, type Upload } from '../../records/import/uploads.ts'
import { noteLateImport } from '../../settlement/late/late.ts'
import { follow } from './follow.ts'
import type { JobKind, Progress } from './jobs.ts'
import type { JobServices } from './kinds.ts'

interface Input {
  readonly upload: string
  /** Ids of the objects found when it was asked for. */
  readonly objects: readonly string[]
  /** Of the check that was confirmed. */
  readonly digest?: string
}

export interface ImportJobResult {
  readonly upload: string
  readonly importId: string | null
  readonly read: number
  readonly accepted: number
  readonly rejected: number
}

const input = z.object({ upload: z.uuid(), objects: z.array(z.string()), digest: z.string().default('') })

export function checkJob({ db, folder }: JobServices): JobKind<Input, ImportJobResult> {
  return {
    kind: 'import-check',
    reading: [['read', 'import']],
    async work(given, { actor, tell }) {
      const { upload, objects } = input.parse(given)
      for (const object of objects) refuseObject(actor, object)
      const read = await readUpload(db, actor.account, upload)
      const summary = await followed({ tell }, actor, (running) => checkUpload(db, folder, read, running))
      return resultOf(read, summary)
    },
  }
}

export function importJob({ db, folder }: JobServices): JobKind<Input, ImportJobResult> {
  return {
    kind: 'import',
    reading: [['read', 'import']],
    async work(given, { actor, tell }) {
      const { upload, objects, digest } = input.parse(given)
      for (const object of objects) refuseObject(actor, object)
      const read = await readUpload(db, actor.account, upload)
      const summary = await followed({ tell }, actor, (running) =>
        importUpload(db, folder, read, {
          ...running,
          digest,
          conclude: (within, done) => {
            running.check()
            return record(within, {
              actor: actor.name,
              action: 'import',
              subject: read.name,
              details: { import: done.importId, sha256: done.sha256, ...counts(done), by: actor.kind },
            })
          },
        }),
      )
      return resultOf(read, summary)
    },
  }
}

async function followed(
  progress: Progress,
  actor: Actor,
  work: (
    running: Pick<ImportOptions, 'actor' | 'onProgress' | 'permit' | 'late'> & {
      readonly actor: string
      /** Stops what somebody asked to stop, before it counts. */
      readonly check: () => void
    },
  ) => Promise<FileSummary>,
): Promise<FileSummary> {
  const following = follow(progress)
  const permit = permitImport(actor)
  try {
    return await work({
      actor: actor.name,
      check: following.check,
      onProgress: ({ sheet, rows }) => following.note(rows, 0, `${sheet}：已读 ${rows} 行`),
      late: (object, { within, importId, sheet }) => noteLateImport(within, object, { importId, sheet }),
      permit: (object, done) => {
        following.note(done.added + done.changed, 0, object.label)
        return permit(object, done)
      },
    })
  } finally {
    await following.end()
  }
}

function counts({ sheets }: FileSummary) {
  const sum = (of: 'read' | 'accepted' | 'rejected') => sheets.reduce((all, sheet) => all + sheet[of], 0)
  return { read: sum('read'), accepted: sum('accepted'), rejected: sum('rejected') }
}

function resultOf({ id }: Upload, summary: FileSummary): ImportJobResult {
  return { upload: id, importId: summary.importId, ...counts(summary) }
}
