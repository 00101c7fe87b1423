import { writeFile } from 'node:fs/promises'
import { format } from '../language/index.ts'
import { type Command, readArguments, readDocument } from './command.ts'

const formatUsage = 'fmt 制度.md [--check]'

export const formatDocument: Command = {
  name: 'fmt',
  usage: formatUsage,
  summary: '整理制度的写法，不改变意思',
  async run(args) {
    const { positionals, values } = readArguments(formatUsage, args, [1, Number.POSITIVE_INFINITY], {
      check: { type: 'boolean' },
    })
    let changed = 0
    for (const path of positionals) {
      const text = await readDocument(path)
      const tidy = format(text)
      if (tidy === text) continue
      changed += 1
      process.stdout.write(`${path}\n`)
      if (!values.check) await writeFile(path, tidy)
    }
    return values.check && changed > 0 ? 1 : 0
  },
}
