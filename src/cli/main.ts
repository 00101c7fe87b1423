/** The command line: `npm run -s hengji -- <command>`. */

import { Refusal } from '../records/refusal.ts'
import { commands, help } from './commands.ts'

const [name = 'help', ...args] = process.argv.slice(2)
// Whoever reads the output may stop early, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const command = commands.find((other) => other.name === name)

if (!command) {
  const asked = ['help', '--help', '-h'].includes(name)
  ;(asked ? process.stdout : process.stderr).write(asked ? help() : `没有“${name}”这个命令。\n\n${help()}`)
  process.exitCode = asked ? 0 : 2
} else if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(`用法：npm run -s hengji -- ${command.usage}\n${command.summary}\n`)
} else {
  try {
    process.exitCode = await command.run(args)
  } catch (error) {
    process.stderr.write(error instanceof Refusal ? `${error.message}\n${hintFor(error)}` : bug(error))
    process.exitCode = error instanceof Refusal ? 2 : 70
  }
}

/** Refusals speak to who uses the pages; what the same step is called here. */
function hintFor({ code }: Refusal): string {
  if (code === 'policy_none') return '在命令行发布：settle --policy 文件\n'
  if (code === 'policy_which') return '在命令行写明：--policy-name 名称\n'
  return code === 'run_closed' ? '在命令行查找迟到的记录：adjust\n' : ''
}

/** A mistake of ours: what happened and where, without the sources around it. */
function bug(error: unknown): string {
  const place =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  return `程序内部出错，没有写入任何结果：${String(error)}\n${place.slice(0, 8).join('\n')}\n`
}
