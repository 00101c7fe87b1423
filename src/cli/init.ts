import { fileURLToPath } from 'node:url'
import { audited } from '../access/audit.ts'
import { publish } from '../settlement/policy-version.ts'
import { type Command, readArguments, readDocument } from './command.ts'
import { actorOf, connectionOptions, withDatabase } from './connection.ts'

const usage = 'init [--policy 制度.md]'
const principal = fileURLToPath(new URL('../../policies/marketing-and-service.md', import.meta.url))

export const init: Command = {
  name: 'init',
  usage,
  summary: '建立数据库并发布制度（默认是营销及售后中心业绩考核管理办法）',
  async run(args) {
    const { values } = readArguments(usage, args, [0, 0], {
      ...connectionOptions,
      policy: { type: 'string' },
    })
    const actor = actorOf(values)
    const document = await readDocument(values.policy ?? principal)
    return withDatabase(values, async (db) => {
      const version = await audited(
        db,
        { actor, action: 'publish', subject: values.policy ?? 'marketing-and-service' },
        (within) => publish(within, document, actor),
        ({ policy, version: number, digest }) => ({ policy, version: number, digest }),
      )
      process.stdout.write(
        `数据库已经就绪。\n已发布：${version.policy} ${version.version}\n下一步：npm run -s hengji -- import 文件夹\n`,
      )
      return 0
    })
  },
}
