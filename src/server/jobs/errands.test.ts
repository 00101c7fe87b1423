import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { migrate } from '../../records/migrate.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { openJobs } from './jobs.ts'

test('what another process wrote down is found without being told', { timeout: 60_000 }, async () => {
  const db = await freshDatabase('postgres')
  await migrate(db)
  const waiting: string[] = []
  const done: string[] = []
  const errand = {
    name: 'errands-of-a-test',
    waiting: async () => [...waiting],
    run: async (id: string) => {
      if (waiting.includes(id)) done.push(id)
      waiting.splice(0)
      return undefined
    },
  }
  const jobs = await openJobs(db, [], (error) => expect(error).toBeUndefined(), [errand], 200)
  waiting.push('one')
  for (let at = 0; at < 200 && done.length === 0; at += 1) await sleep(50)
  expect(done).toEqual(['one'])
  await jobs.stop()
  await db.close()
})
