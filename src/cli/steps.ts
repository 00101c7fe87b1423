/** The steps of a month after its calculation, with the refusals and the messages to other programs that the pages have. */
import { audited } from '../access/audit.ts'
import { announceStep } from '../publication/announce.ts'
import { expectAppraised } from '../publication/review/appraisal.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { close, type Decision, pay, publishRun, review, softClose } from '../settlement/close.ts'
import { versionById } from '../settlement/policy-version.ts'
import { askToReopen, confirmReopening, withdrawReopening } from '../settlement/reopen.ts'
import { type Run, runById, runOf } from '../settlement/run.ts'
import { sealing, statusNames } from '../settlement/states.ts'
import { type Command, readArguments, readPeriod } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'

interface Deed {
  /** As the audit log has it from the pages, too. */
  readonly action: string
  readonly work: (db: Database, decision: Decision) => Promise<unknown>
  readonly details?: Readonly<Record<string, string>>
}

interface Given {
  readonly period: string
  readonly actor: string
  readonly digest: string | undefined
  readonly policy: string | undefined
  /** What the appraisal lacks does not hold the step up. */
  readonly known: boolean
}

/** Does it on the results that were seen, and says where the month stands afterwards. */
async function take(db: Database, { period: name, ...given }: Given, deed: Deed): Promise<void> {
  const period = readPeriod(name)
  const current = await runOf(db, period, given.policy)
  const version = await versionById(db, current.version_id)
  if (given.digest !== undefined && !current.result_digest.startsWith(given.digest))
    throw new Refusal('run_stale', {
      period: period.name,
      digest: current.result_digest.slice(0, 16),
      action: deed.action,
    })
  const decision = { version, period, actor: given.actor, digest: current.result_digest }
  const run = await audited(
    db,
    { actor: given.actor, action: deed.action, subject: `${version.policy} ${period.name}` },
    async (within) => {
      await deed.work(within, decision)
      const settled = { run: current, version, period }
      if (sealing.includes(deed.action) && !given.known) await expectAppraised(within, settled, {})
      const after = await runById(within, current.run_id)
      await announceStep(within, current, after)
      return after
    },
    (done) => ({ run: done.run_id, result: done.result_digest, input: done.input_digest, ...deed.details }),
  )
  process.stdout.write(`${period.name} ${statusNames[run.status]}\n`)
}

const stepOptions = { ...connectionOptions, digest: { type: 'string' }, known: { type: 'boolean' } } as const

function step(
  name: string,
  work: (db: Database, decision: Decision) => Promise<Run>,
  summary: string,
): Command {
  const usage = `${name} 2026-10 --actor 姓名 [--digest 看到的结果摘要] [--known]`
  return {
    name,
    usage,
    summary,
    async run(args) {
      const { positionals, values } = readArguments(usage, args, [1, 1], stepOptions)
      const given = givenIn(positionals, values)
      await withDatabase(values, (db) => take(db, given, { action: name, work }))
      return 0
    },
  }
}

function givenIn(
  [period = '']: readonly string[],
  values: {
    readonly actor?: string | undefined
    readonly digest?: string | undefined
    readonly 'policy-name'?: string | undefined
    readonly known?: boolean | undefined
  },
): Given {
  readPeriod(period)
  const { digest, 'policy-name': policy, known = false } = values
  return { period, actor: actorOf(values), digest, policy, known }
}

export const reviewPeriod = step('review', review, '复核一个没有问题的期间，要由结算人以外的人来做')
export const publishPeriod = step('publish', publishRun, '公布：结果对本人成为定稿')
export const softClosePeriod = step('soft-close', softClose, '暂时关账：说明理由、两个人同意才能重新打开')
export const closePeriod = step('close', close, '关账：结果从此不能更改，应发数记入台账')
export const payPeriod = step('pay', pay, '标记为已发放，台账记一次，要由关账人以外的人来做')

const reopenUsage =
  'reopen 2026-10 --actor 姓名 (--reason 理由 | --confirm | --withdraw) [--digest 看到的结果摘要]'

export const reopenPeriod: Command = {
  name: 'reopen',
  usage: reopenUsage,
  summary: '重新打开一个已公布或暂时关账的期间：一个人写明理由申请，另一个人 --confirm，或者 --withdraw 撤回',
  async run(args) {
    const { positionals, values } = readArguments(reopenUsage, args, [1, 1], {
      ...stepOptions,
      reason: { type: 'string' },
      confirm: { type: 'boolean' },
      withdraw: { type: 'boolean' },
    })
    const given = givenIn(positionals, values)
    const deed = reopeningOf(values)
    await withDatabase(values, (db) => take(db, given, deed))
    if (values.reason !== undefined) process.stdout.write('已申请重新打开，等另一个人 --confirm。\n')
    if (values.withdraw) process.stdout.write('已撤回重新打开的申请。\n')
    return 0
  },
}

interface Reopening {
  readonly reason?: string | undefined
  readonly confirm?: boolean | undefined
  readonly withdraw?: boolean | undefined
}

function reopeningOf({ reason, confirm, withdraw }: Reopening): Deed {
  const asked = [reason !== undefined, confirm === true, withdraw === true].filter(Boolean).length
  // As long as the pages want it.
  const why = reason?.trim() ?? ''
  if (asked !== 1 || (reason !== undefined && (why.length < 4 || why.length > 500)))
    throw new Refusal('command_usage', { usage: reopenUsage })
  if (confirm) return { action: 'reopen-confirm', work: confirmReopening }
  if (withdraw) return { action: 'reopen-withdraw', work: withdrawReopening }
  return {
    action: 'reopen-ask',
    work: (db, decision) => askToReopen(db, decision, why),
    details: { reason: why },
  }
}
