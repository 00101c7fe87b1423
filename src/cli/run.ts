import { type RunResult, runPolicy } from '../settlement/standalone/run.ts'
import { type Command, readArguments, readFormat } from './command.ts'

const usage = 'run 制度.md --records 文件夹 --period 2026-10 [--format json|text]'

export const run: Command = {
  name: 'run',
  usage,
  summary: '直接运行一份自带对象的制度，记录放在一个文件夹里，不需要任何准备',
  async run(args) {
    const { positionals, values } = readArguments(usage, args, [1, 1], {
      records: { type: 'string' },
      period: { type: 'string' },
      format: { type: 'string' },
    })
    const format = readFormat(usage, values.format, 'json')
    const result = await runPolicy(positionals[0] ?? '', values.records ?? '.', values.period ?? '')
    return print(result, format === 'text')
  },
}

/** 0 without problems, 1 with problems, 2 when the document or the records are invalid. */
function print(result: RunResult, asText: boolean): number {
  if ('invalid' in result) {
    process.stderr.write(`${JSON.stringify(result.invalid, null, 2)}\n`)
    return 2
  }
  const { outcome } = result
  process.stdout.write(asText ? textOf(outcome) : `${JSON.stringify(outcome, null, 2)}\n`)
  return outcome.problems.length > 0 ? 1 : 0
}

function textOf(outcome: Extract<RunResult, { outcome: unknown }>['outcome']): string {
  const tables = Object.entries(outcome.results).map(([object, rows]) => {
    const headings = Object.keys(rows[0] ?? {})
    const lines = rows.map((row) => headings.map((heading) => row[heading] ?? '—').join('\t'))
    return [`【${object}】`, headings.join('\t'), ...lines].join('\n')
  })
  const problems = outcome.problems.map(
    ({ object, key, variable, message }) => `${object} ${key} 的“${variable}”：${message}`,
  )
  const tail = problems.length > 0 ? `\n\n问题 ${problems.length} 个：\n${problems.join('\n')}` : ''
  return `${outcome.policy} ${outcome.period}\n\n${tables.join('\n\n')}${tail}\n`
}
