import { expect, test } from 'vitest'
import { jobKinds } from '../../src/server/jobs/kinds.ts'
import { changedBy, endedSince } from './job-ends.ts'

const job = (id: string, status: string) => ({ id, kind: 'settle', status })

test('a job has ended once: when it ran before, or was not there yet', () => {
  const before = [job('a', 'running'), job('b', 'done'), job('c', 'queued')]
  const now = [job('a', 'done'), job('b', 'done'), job('c', 'running'), job('d', 'failed')]
  expect(endedSince(before, now).map(({ id }) => id)).toEqual(['a', 'd'])
  expect(endedSince(now, now)).toEqual([])
})

test('what had ended before the page was opened ends nothing', () => {
  expect(endedSince(undefined, [job('a', 'done')])).toEqual([])
})

test('of every kind of job it is known what it changes', () => {
  const kinds = jobKinds({} as never).map(({ kind }) => kind)
  expect(Object.keys(changedBy).sort()).toEqual(kinds.sort())
})
