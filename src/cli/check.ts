import { basename } from 'node:path'
import { check } from '../language/index.ts'
import { diagnosticOf } from '../settlement/standalone/run.ts'
import { wordsOf } from '../settlement/words.ts'
import { type Command, readArguments, readDocument, readFormat } from './command.ts'

const checkUsage = 'check 制度.md [--format json|text]'

export const checkDocument: Command = {
  name: 'check',
  usage: checkUsage,
  summary: '检查一份制度，一次列出全部错误和提醒',
  async run(args) {
    const { positionals, values } = readArguments(checkUsage, args, [1, 1], { format: { type: 'string' } })
    const [path = ''] = positionals
    const format = readFormat(checkUsage, values.format, 'text')
    const text = await readDocument(path)
    const { issues } = check(text, wordsOf(''))
    const found = issues.map((issue) => diagnosticOf(issue, text, basename(path)))
    if (format === 'json') process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    else {
      for (const issue of found) {
        const line = text.split(/\r?\n/)[(issue.line ?? 1) - 1] ?? ''
        const caret = `${blank(line.slice(0, Number(issue.column ?? 1) - 1))}^`
        process.stdout.write(
          `${path}:${issue.line}:${issue.column} ${issue.severity === 'error' ? '错误' : '提醒'}：${issue.message}\n  ${line}\n  ${caret}\n`,
        )
      }
      process.stdout.write(found.length === 0 ? '没有问题。\n' : `共 ${found.length} 处。\n`)
    }
    return found.some((issue) => issue.severity === 'error') ? 1 : 0
  },
}

/** As wide as the text on a terminal, where a Chinese character takes two columns. */
function blank(text: string): string {
  return [...text]
    .map((character) => (character === '\t' ? '\t' : character.charCodeAt(0) > 0x2e7f ? '  ' : ' '))
    .join('')
}
