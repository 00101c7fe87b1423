import type { Command } from './command.ts'
import { explain } from './explain.ts'
import { run } from './run.ts'

export const commands: readonly Command[] = [explain, run]

export function help(): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return `衡绩命令行。用法：npm run -s hengji -- <命令> [参数]\n\n${lines.join('\n')}\n\n每个命令加 --help 看它的用法。\n`
}
