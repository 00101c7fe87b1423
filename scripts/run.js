/**
 * `node scripts/run.js [node options] file.ts …`: installs what is missing, then runs the file on Node 24.
 *
 * One step and not a `pre…` script, because npm leaves those out where install scripts are off.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundledNode, isNewEnough, root } from './bootstrap.js'

const args = process.argv.slice(2)
const [file = ''] = args

if (isNewEnough(process.versions.node) && !file.startsWith('-')) {
  process.argv.splice(1, 2, join(root, file))
  await import(pathToFileURL(join(root, file)).href)
} else {
  const child = spawn(bundledNode, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1)
  })
}
