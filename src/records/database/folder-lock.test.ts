import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { lockFolder } from './folder-lock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Another process that holds the folder until it is killed. */
async function otherHolder() {
  const module = new URL('./folder-lock.ts', import.meta.url).href
  const script = `
    import { lockFolder } from ${JSON.stringify(module)}
    lockFolder(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [first] = await once(child.stdout, 'data')
  expect(String(first)).toContain('held')
  return child
}

function refusalOf(work: () => unknown): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('It was not refused')
}

describe('the lock on the data folder', () => {
  test('names the live process that holds it, and is free at once after kill -9', async () => {
    const child = await otherHolder()
    const refusal = refusalOf(() => lockFolder(folder))
    expect(refusal.code).toBe('data_folder_in_use')
    expect(refusal.details.pid).toBe(child.pid)
    expect(refusal.message).toContain(`进程号 ${child.pid}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockFolder(folder).release()
  })

  test('a left-over lock file naming a process id that is alive again does not block', async () => {
    lockFolder(folder).release()
    // The file still names this very process, which is alive: only the system's lock counts.
    const lock = lockFolder(folder)
    lock.release()
  })

  test('a second opening in the same process is refused until the first is released', () => {
    const lock = lockFolder(folder)
    expect(refusalOf(() => lockFolder(folder)).code).toBe('data_folder_in_use')
    lock.release()
    lockFolder(folder).release()
  })

  test('a folder that is not there is named as unusable', () => {
    const refusal = refusalOf(() => lockFolder(join(folder, 'nowhere')))
    expect(refusal.code).toBe('data_folder_unusable')
    expect(refusal.message).toContain('nowhere')
  })
})
