/** Long work on the server: what is running for me, and following one of them. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Answer } from '../answer.ts'
import { del, get } from '../api.ts'
import type { MessageKey } from '../i18n.ts'
import { changedBy, endedSince } from './job-ends.ts'

/** `total` is 0 while it is not known; what `result` is, the kind of job says. */
export type Job = Omit<Answer<'/jobs/:id', 'get'>, 'result'> & { readonly result: unknown }

export const isActive = ({ status }: Job) => status === 'queued' || status === 'running'

export const stateText: Readonly<Record<Job['status'], MessageKey>> = {
  queued: 'jobs.stateQueued',
  running: 'jobs.stateRunning',
  done: 'jobs.stateDone',
  failed: 'jobs.stateFailed',
  cancelled: 'jobs.stateCancelled',
}

/** Often while something runs, seldom otherwise. */
const myJobs = queryOptions({
  queryKey: ['jobs'],
  queryFn: async ({ signal }) => (await get<Answer<'/jobs', 'get'>>('/jobs', { signal })).jobs,
  refetchInterval: ({ state }) => (state.data?.some(isActive) ? 2_000 : 60_000),
})

export const useMyJobs = () => useQuery(myJobs)

/** Asks again for whatever a job of mine has changed, wherever I am when it ends. Used once, in the frame. */
export function useRefreshAfterJobs(): void {
  const queries = useQueryClient()
  const { data } = useMyJobs()
  const seen = useRef<readonly Job[]>(undefined)
  useEffect(() => {
    if (!data) return
    const parts = new Set(endedSince(seen.current, data).flatMap(({ kind }) => changedBy[kind] ?? []))
    seen.current = data
    for (const part of parts) void queries.invalidateQueries({ queryKey: [part] })
  }, [data, queries])
}

/**
 * One job until it ends. `job` is what a POST answered: `const { job } = await post<{ job: string }>('/settlement/runs', …)`.
 * It survives closing the page: the tray finds it again.
 */
export function useJob(job: string | undefined) {
  const queries = useQueryClient()
  // The list learns of it, and looks often from now on.
  useEffect(() => {
    if (job !== undefined) void queries.invalidateQueries({ queryKey: myJobs.queryKey, exact: true })
  }, [job, queries])
  const query = useQuery({
    queryKey: ['jobs', job],
    enabled: job !== undefined,
    queryFn: ({ signal }) => get<Job>(`/jobs/${job}`, { signal }),
    refetchInterval: ({ state }) => (!state.data || isActive(state.data) ? 1_000 : false),
  })
  const cancel = useMutation({
    mutationFn: () => del(`/jobs/${job}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return { job: query.data, error: query.error, cancel: () => cancel.mutate(), cancelling: cancel.isPending }
}
