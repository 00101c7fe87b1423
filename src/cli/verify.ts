import { verifyChain } from '../access/audit.ts'
import { versionById } from '../settlement/policy-version.ts'
import { runOf } from '../settlement/run.ts'
import { verify as verifyRun } from '../settlement/verify.ts'
import { type Command, readArguments, readPeriod } from './command.ts'
import { connectionOptions, withDatabase } from './connection.ts'

const usage = 'verify [2026-10]'

export const verify: Command = {
  name: 'verify',
  usage,
  summary: '重新计算一个期间并核对摘要，核对台账和审计链',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [0, 1], connectionOptions)
    return withDatabase(values, async (db) => {
      const [month] = positionals
      const checks = []
      if (month !== undefined) {
        const period = readPeriod(month)
        const run = await runOf(db, period, values['policy-name'])
        checks.push(...(await verifyRun(db, await versionById(db, run.version_id), period)))
      }
      const chain = await verifyChain(db)
      const detail =
        chain.brokenAt === undefined
          ? `${chain.entries} 条，末尾 ${chain.head.slice(0, 16)}`
          : `第 ${chain.brokenAt} 条对不上`
      checks.push({ what: '审计链', ok: chain.brokenAt === undefined, detail })
      for (const { what, ok, detail: text } of checks)
        process.stdout.write(`${ok ? '✓' : '✗'} ${what}：${text}\n`)
      return checks.every((check) => check.ok) ? 0 : 1
    })
  },
}
