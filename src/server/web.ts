/** The web application: built when its sources changed, and handed out. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOfWeb } from './web-sources.ts'

const builds = fileURLToPath(new URL('../../.cache/web/', import.meta.url))
const builder = fileURLToPath(new URL('./web-build.ts', import.meta.url))

/**
 * The folder with the built application, made now if its sources changed. `tell` hears one line when it takes a
 * moment. Two processes may build at once; the first to finish wins, and the other's work is the same.
 */
export async function buildWeb(tell: (line: string) => void = () => {}): Promise<string> {
  const finished = join(builds, digestOfWeb())
  if (existsSync(finished)) return finished
  mkdirSync(builds, { recursive: true })
  tell('正在准备网页（只在程序更新后第一次启动时）…')
  const draft = join(builds, `draft-${process.pid}-${Date.now()}`)
  try {
    await bundle(draft)
    forgetOthers(draft)
    renameSync(draft, finished)
  } catch (error) {
    if (!existsSync(finished)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return finished
}

/** Builds into the folder; `root` is another entrance than web/. */
export function bundle(folder: string, root?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builder, folder, ...(root ? [root] : [])], {
      // What the bundler says belongs on stderr. Tests run with another NODE_ENV, which would change the result.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the web application was not built (exit ${code})`)),
    )
  })
}

/** Earlier builds, but not what another process is writing. */
function forgetOthers(draft: string): void {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name)
    if (folder !== draft && !name.startsWith('draft')) rmSync(folder, { recursive: true, force: true })
  }
}
