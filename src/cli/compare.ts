import type { Period } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { compareRuns, type Difference } from '../settlement/compare.ts'
import { type PolicyVersion, versionById } from '../settlement/policy-version.ts'
import { type Run, runOf } from '../settlement/run.ts'
import { tryPolicy } from '../settlement/try.ts'
import { type Command, readArguments, readDocument, readFormat, readPeriod } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'

const usage = 'compare 2026-10 (2026-09 | --policy 制度草案.md) [--all] [--format json|text]'

export const compare: Command = {
  name: 'compare',
  usage,
  summary: '逐人比较两个期间，或比较现行制度与一份草案在同一期间的结果（不留下任何东西）',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [1, 2], {
      ...connectionOptions,
      policy: { type: 'string' },
      all: { type: 'boolean' },
      format: { type: 'string' },
    })
    const [first = '', second] = positionals
    const draft = values.policy
    const format = readFormat(usage, values.format, 'text')
    if ((second === undefined) === (draft === undefined)) throw new Refusal('command_usage', { usage })
    return withDatabase(values, async (db) => {
      const before = await load(db, readPeriod(first), values['policy-name'])
      const { differences: found, problems } =
        draft === undefined
          ? { differences: await againstPeriod(db, before, readPeriod(second ?? '')), problems: [] }
          : await tryPolicy(db, before.version, await readDocument(draft), readPeriod(first), actorOf(values))
      for (const { object, key, variable, message } of problems)
        process.stderr.write(`草案有问题：${object} ${key} 的“${variable}”：${message}\n`)
      const { payable } = before.version.program
      const shown =
        values.all || !payable ? found : found.filter((line) => line.variable === payable.name.text)
      process.stdout.write(format === 'json' ? `${JSON.stringify(shown, null, 2)}\n` : tableOf(shown))
      return problems.length > 0 ? 1 : 0
    })
  },
}

interface Loaded {
  readonly run: Run
  readonly version: PolicyVersion
}

async function load(db: Database, period: Period, policy: string | undefined): Promise<Loaded> {
  const run = await runOf(db, period, policy)
  return { run, version: await versionById(db, run.version_id) }
}

async function againstPeriod(db: Database, before: Loaded, period: Period): Promise<Difference[]> {
  const after = await load(db, period, before.run.policy)
  return compareRuns(
    db,
    { program: before.version.program, run: before.run },
    { program: after.version.program, run: after.run },
    'person',
  )
}

function tableOf(lines: readonly Difference[]): string {
  if (lines.length === 0) return '没有差异。\n'
  return lines
    .map(
      ({ key, variable, before, after }) =>
        `${key}\t${variable}\t${before ?? '（无）'}\t${after ?? '（无）'}\n`,
    )
    .join('')
}
