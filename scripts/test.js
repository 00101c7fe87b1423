/**
 * `npm test`: format and lint, types and unused code beside each other, then the tests. Every step runs even when one fails.
 *
 * `--results FOLDER` also leaves the outcome as JSON for `.ci/run`. All other arguments go to Vitest.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const args = process.argv.slice(2)
const at = args.indexOf('--results')
const results = at < 0 ? undefined : args.splice(at, 2)[1]

const checks = [
  ['biome', 'check', '--error-on-warnings'],
  ['tsc', '--noEmit'],
  ['tsc', '--noEmit', '--project', 'web'],
  ['knip'],
]
const tests = ['vitest', 'run', ...args]

const start = ([tool, ...options], stdio) =>
  spawn(join(root, 'node_modules', '.bin', tool), options, {
    ...{ cwd: root, stdio },
    shell: process.platform === 'win32',
  })

/** @returns {Promise<boolean>} whether it went well */
const ended = (child) =>
  new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })

/** What it says comes in one piece, after it has ended: others run beside it. */
async function checked(step) {
  const child = start(step, ['ignore', 'pipe', 'pipe'])
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part))
  const well = await ended(child)
  process.stdout.write(`\n> ${step.join(' ')}\n${Buffer.concat(said)}`)
  return well
}

if (results) {
  mkdirSync(results, { recursive: true })
  tests.push(
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`],
  )
}

const outcome = {}
const went = await Promise.all(checks.map(checked))
// The types are checked twice, once for the server and once for the browser.
for (const [at, [tool]] of checks.entries()) outcome[tool] = went[at] && outcome[tool] !== false
const failed = Object.keys(outcome).filter((tool) => !outcome[tool])
if (failed.length > 0) console.log(`\n✗ 未通过 / failed: ${failed.join(', ')}`)
console.log(`\n> ${tests.join(' ')}`)
outcome.vitest = await ended(start(tests, 'inherit'))
if (results) writeFileSync(join(results, 'steps.json'), JSON.stringify(outcome))
process.exitCode = Object.values(outcome).every(Boolean) ? 0 : 1
