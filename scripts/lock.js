import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// A holder refreshes its file every second, so one this old belongs to a process that was killed.
const abandonedAfter = 15_000

/** Runs `work` while no other process holds `file`; a lock left by a killed process is taken over. */
export async function holdLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let waited = 0; !take(file); waited++) {
    if (waited === 3)
      console.error('衡绩：另一个命令正在安装依赖，等它完成… / waiting for another installation …')
    await sleep(200)
  }
  const refresh = setInterval(() => existsSync(file) && utimesSync(file, new Date(), new Date()), 1000)
  const release = () => rmSync(file, { force: true })
  const interrupted = () => process.exit(130)
  process.on('exit', release).on('SIGINT', interrupted).on('SIGTERM', interrupted)
  try {
    await work()
  } finally {
    clearInterval(refresh)
    release()
    process.off('exit', release).off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isAbandoned(file)) rmSync(file, { force: true })
  return false
}

function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > abandonedAfter) return true
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return false
  } catch (error) {
    // ESRCH: the holder died. ENOENT: released meanwhile. EPERM: alive, another user's.
    return error.code === 'ESRCH'
  }
}
