import { audited } from '../access/audit.ts'
import type { Database } from '../records/database.ts'
import { publish, versionFor } from '../settlement/policy-version.ts'
import { problemsOf } from '../settlement/problems.ts'
import { rerun } from '../settlement/rerun.ts'
import { partitionOf } from '../settlement/run.ts'
import { settle } from '../settlement/settle.ts'
import { statusNames } from '../settlement/states.ts'
import { type Command, readArguments, readDocument, readPeriod } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'
import { progress } from './progress.ts'

const usage = 'settle 2026-10 [--policy 制度.md] [--changed 合同编号,合同编号]'

export const settlePeriod: Command = {
  name: 'settle',
  usage,
  summary: '结算一个期间；可以反复运行，直到关账',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [1, 1], {
      ...connectionOptions,
      policy: { type: 'string' },
      changed: { type: 'string' },
    })
    const period = readPeriod(positionals[0] ?? '')
    const actor = actorOf(values)
    const show = progress()
    return withDatabase(values, async (db) => {
      if (values.policy !== undefined) await publishFile(db, values.policy, actor)
      const version = await versionFor(db, period, values['policy-name'])
      const onProgress = (done: number, total: number, what: string) =>
        show(`第 ${done}/${total} 步：${what}`)
      const options = { version, period, actor, onProgress }
      const contracts = values.changed?.split(/[,，]/)
      const run = await audited(
        db,
        { actor, action: contracts ? 'resettle' : 'settle', subject: `${version.policy} ${period.name}` },
        async (within) =>
          contracts
            ? (await rerun(within, options, [{ object: 'contract', keys: contracts }])).run
            : settle(within, options),
        (done) => ({
          run: done.run_id,
          result: done.result_digest,
          problems: done.problems,
          ...(contracts ? { contracts } : {}),
        }),
      )
      process.stdout.write(
        `${version.policy} ${version.version}\n${period.name} ${statusNames[run.status]}，结果摘要 ${run.result_digest.slice(0, 16) || '复核时生成'}\n`,
      )
      const { payable } = version.program
      if (payable) {
        const [sum] = await db.query<{ count: string; total: string }>(
          `select count(*) as count, trim_scale(coalesce(sum("${payable.id}"), 0))::text as total from ${partitionOf(run, payable.object)}`,
        )
        process.stdout.write(
          `${payable.object.label} ${sum?.count}，${payable.name.text}合计 ${sum?.total}\n`,
        )
      }
      const problems = await problemsOf(db, version, run, 20)
      if (run.problems > 0)
        process.stdout.write(
          `问题 ${run.problems} 个${run.problems > problems.length ? '，每处最多列 20 个' : ''}：\n`,
        )
      for (const { object, key, variable, message, clause } of problems) {
        process.stdout.write(`  ${object} ${key} 的“${variable}”：${message}　〔${clause}〕\n`)
      }
      return run.problems > 0 ? 1 : 0
    })
  },
}

async function publishFile(db: Database, path: string, actor: string): Promise<void> {
  const document = await readDocument(path)
  await audited(
    db,
    { actor, action: 'publish', subject: path },
    (within) => publish(within, document, actor),
    ({ policy, version, digest }) => ({ policy, version, digest }),
  )
}
