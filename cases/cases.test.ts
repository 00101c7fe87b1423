/** Every folder here is a rule with records and numbers worked by hand; a run must give the same numbers exactly. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { engines, freshDatabase } from '../src/records/testing/server.ts'
import { type Outcome, runPolicy } from '../src/settlement/standalone/run.ts'
import { borrowed } from './borrowed.ts'
import { actualRows, expectedRows, periodsOf, readExpectations } from './expected.ts'

const root = import.meta.dirname
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, title: titleOf(join(root, name, 'README.md')) }))

describe.each(engines)('golden cases on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test.each(cases)('$name: $title', async ({ name }) => {
    const folder = join(root, name)
    const expectations = await readExpectations(join(folder, 'expected'))
    const periods = periodsOf(expectations)
    expect(periods.length).toBeGreaterThan(0)
    for (const period of periods) {
      const outcome = await outcomeOf(folder, period)
      for (const expectation of expectations) {
        const place = `${expectation.name} ${period}`
        expect(actualRows(expectation, outcome), place).toEqual(expectedRows(expectation, period))
      }
    }
  })

  async function outcomeOf(folder: string, period: string): Promise<Outcome> {
    const open = async () => borrowed(db)
    const result = await runPolicy(join(folder, 'policy.md'), join(folder, 'records'), period, open)
    if ('invalid' in result) throw new Error(JSON.stringify(result.invalid, null, 2))
    return result.outcome
  }
})

function titleOf(readme: string): string {
  return /^# (.+)$/m.exec(readFileSync(readme, 'utf8'))?.[1] ?? ''
}
