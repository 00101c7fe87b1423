/** What a start says on the terminal. */
import type { LoadStep } from '../../samples/load-company.ts'

export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

const files = new Set<string>()

/** One line per stage and per file. */
export function tell(step: LoadStep): void {
  if (step.step === 'import') {
    if (files.has(step.file)) return
    files.add(step.file)
  }
  say(sentence(step))
}

function sentence(step: LoadStep): string {
  if (step.step === 'workbooks') return '第一次启动：正在写出示例公司 2026 年的账册 …'
  if (step.step === 'import') return `正在导入 ${step.file} …`
  if (step.step === 'publish') return '正在发布制度 …'
  return `正在结算 ${step.period}（${step.done}/${step.of}）…`
}
