import { audited } from '../access/audit.ts'
import { type Adjustment, approveAdjustments, findAdjustments } from '../settlement/adjust.ts'
import { versionById } from '../settlement/policy-version.ts'
import { runOf } from '../settlement/run.ts'
import { type Command, readArguments, readPeriod } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'

const usage = 'adjust 2026-09 [--approve [--digest 看到的摘要]] --actor 姓名'

export const adjust: Command = {
  name: 'adjust',
  usage,
  summary: '找出迟到的记录使已关账期间差多少，在未关账的期间调整；--approve 由另一个人批准',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [1, 1], {
      ...connectionOptions,
      approve: { type: 'boolean' },
      digest: { type: 'string' },
    })
    const period = readPeriod(positionals[0] ?? '')
    const actor = actorOf(values)
    return withDatabase(values, async (db) => {
      const run = await runOf(db, period, values['policy-name'])
      const version = await versionById(db, run.version_id)
      const work = values.approve ? approveAdjustments : findAdjustments
      const adjustments = await audited(
        db,
        {
          actor,
          action: values.approve ? 'adjust-approve' : 'adjust',
          subject: `${version.policy} ${period.name}`,
        },
        (within) =>
          work(within, {
            version,
            period,
            actor,
            ...(values.digest === undefined ? {} : { digest: values.digest }),
          }),
        (done) => ({
          adjustments: done.map(({ adjustment_id, person_no, amount }) => ({
            adjustment_id,
            person_no,
            amount,
          })),
        }),
      )
      const waiting = adjustments.find((adjustment) => adjustment.approved_by === null)
      process.stdout.write(adjustments.length === 0 ? '没有差异。\n' : adjustments.map(textOf).join(''))
      if (waiting) process.stdout.write(`待批准的差额，摘要 ${waiting.shadow_digest.slice(0, 16)}\n`)
      return 0
    })
  },
}

function textOf({ person_no, amount, in_period, trace, approved_by }: Adjustment): string {
  const changes = trace.map(
    ({ variable, before, after }) => `    ${variable}：${before ?? '（无）'} → ${after ?? '（无）'}\n`,
  )
  return `${person_no} ${amount} 元，计入 ${in_period}${approved_by === null ? '（待批准）' : `（${approved_by} 已批准）`}\n${changes.join('')}`
}
