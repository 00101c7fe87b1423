/** Prints `N passed, N failed` from what `npm test -- --results FOLDER` left; a failed step counts as one failure. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const tools = ['biome', 'tsc', 'knip']

function read(name) {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch {
    return undefined
  }
}

const steps = read('steps.json') ?? {}
const tests = read('vitest.json')
const passed = tests?.numPassedTests ?? 0
const failedSteps = tools.filter((tool) => !steps[tool]).length
// A file that does not load, or an error outside any test, fails the run without failing a test.
const failedTests = Math.max(tests?.numFailedTests ?? 0, steps.vitest ? 0 : 1)

console.log(`${passed} passed, ${failedSteps + failedTests} failed`)
