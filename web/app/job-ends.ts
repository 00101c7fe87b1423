/** What a job changes, so that pages show it whether or not anybody watched the job to its end. */

interface Seen {
  readonly id: string
  readonly kind: string
  readonly status: string
}

const ended = ({ status }: Seen) => status !== 'queued' && status !== 'running'

/** First parts of the keys of queries, by kind of job. */
export const changedBy: Readonly<Record<string, readonly string[]>> = {
  settle: ['settlement', 'list', 'workbench', 'statement', 'statements', 'reviews', 'contract', 'policies'],
  'find-adjustments': ['settlement', 'list', 'workbench', 'statement'],
  import: [
    ...['imports', 'list', 'records', 'contract', 'contracts', 'organisation', 'people', 'filings'],
    ...['settlement', 'reviews', 'workbench'],
  ],
  'import-check': ['imports'],
  'policy-effect': ['policies'],
  backup: ['backups'],
  'backup-verify': ['backups'],
  'backup-verify-sent': ['backups'],
  'audit-verify': ['audit'],
}

/** Jobs that came to their end between two looks; at the first look none did. */
export function endedSince<Job extends Seen>(before: readonly Job[] | undefined, now: readonly Job[]): Job[] {
  if (!before) return []
  const known = new Map(before.map((job) => [job.id, job]))
  return now.filter((job) => {
    const earlier = known.get(job.id)
    return ended(job) && !(earlier && ended(earlier))
  })
}
