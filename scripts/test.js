/**
 * `npm test`: format and lint, types, unused code, then the tests. Every step runs even when one fails.
 *
 * `--results FOLDER` also leaves the outcome as JSON for `.ci/run`. All other arguments go to Vitest.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const args = process.argv.slice(2)
const at = args.indexOf('--results')
const results = at < 0 ? undefined : args.splice(at, 2)[1]

const steps = [
  ['biome', 'check', '--error-on-warnings'],
  ['tsc', '--noEmit'],
  ['tsc', '--noEmit', '--project', 'web'],
  ['knip'],
  ['vitest', 'run', ...args],
]

function run([tool, ...options]) {
  console.log(`\n> ${[tool, ...options].join(' ')}`)
  const program = join(root, 'node_modules', '.bin', tool)
  const shell = process.platform === 'win32'
  return spawnSync(program, options, { cwd: root, stdio: 'inherit', shell }).status === 0
}

if (results) {
  mkdirSync(results, { recursive: true })
  steps
    .at(-1)
    .push('--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`)
}

const outcome = {}
for (const step of steps) {
  const failed = Object.keys(outcome).filter((tool) => !outcome[tool])
  if (step[0] === 'vitest' && failed.length > 0) console.log(`\n✗ 未通过 / failed: ${failed.join(', ')}`)
  // The types are checked twice, once for the server and once for the browser.
  outcome[step[0]] = run(step) && outcome[step[0]] !== false
}
if (results) writeFileSync(join(results, 'steps.json'), JSON.stringify(outcome))
process.exitCode = Object.values(outcome).every(Boolean) ? 0 : 1
