import { writeSampleCompany } from '../../samples/workbooks.ts'
import { type Command, readArguments } from './command.ts'

const usage = 'samples 文件夹'

export const samples: Command = {
  name: 'samples',
  usage,
  summary: '写出示例公司 2026 年的工作簿，可以马上导入试用',
  async run(args) {
    const { positionals } = readArguments(usage, args, [1, 1], {})
    const paths = await writeSampleCompany(positionals[0] ?? '')
    process.stdout.write(`${paths.join('\n')}\n`)
    return 0
  },
}
