import { adjust } from './adjust.ts'
import { backup, restore } from './backup.ts'
import { checkDocument } from './check.ts'
import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { explain } from './explain.ts'
import { exportResults } from './export.ts'
import { formatDocument } from './fmt.ts'
import { importRecords, template } from './import.ts'
import { init } from './init.ts'
import { run } from './run.ts'
import { samples } from './samples.ts'
import { settlePeriod } from './settle.ts'
import {
  closePeriod,
  payPeriod,
  publishPeriod,
  reopenPeriod,
  reviewPeriod,
  softClosePeriod,
} from './steps.ts'
import { verify } from './verify.ts'

export const commands: readonly Command[] = [
  init,
  samples,
  importRecords,
  template,
  checkDocument,
  formatDocument,
  settlePeriod,
  explain,
  compare,
  reviewPeriod,
  publishPeriod,
  softClosePeriod,
  reopenPeriod,
  closePeriod,
  payPeriod,
  adjust,
  exportResults,
  verify,
  backup,
  restore,
  run,
]

export function help(): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return `衡绩命令行。用法：npm run -s hengji -- <命令> [参数]

${lines.join('\n')}

数据默认放在 data 文件夹，用 --data 文件夹 或 --url postgres://… 换一处；--actor 写明经手人；
同一期间有几份制度时用 --policy-name 写明是哪一份。
每个命令加 --help 看它的用法。
`
}
