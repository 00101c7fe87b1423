/** The states of a settlement, in order, and which step leads from which to which. The database repeats it (0430). */

export const runStatuses = ['calculated', 'reviewed', 'published', 'soft-closed', 'closed', 'paid'] as const

export type RunStatus = (typeof runStatuses)[number]

export const statusNames: Readonly<Record<RunStatus, string>> = {
  calculated: '已计算',
  reviewed: '已复核',
  published: '已公布',
  'soft-closed': '已暂关',
  closed: '已关账',
  paid: '已发放',
}

export const statusEnglish: Readonly<Record<RunStatus, string>> = {
  calculated: 'calculated',
  reviewed: 'reviewed',
  published: 'published',
  'soft-closed': 'closed for now',
  closed: 'closed',
  paid: 'paid',
}

/** For a refusal's text, in both languages. */
export const statusIn = (status: RunStatus) => ({
  status: statusNames[status],
  statusEnglish: statusEnglish[status],
})

export type Step = 'review' | 'publish' | 'soft-close' | 'close' | 'pay' | 'reopen'

/** What each step is called, from which states it can be taken and where it leads. */
export const steps: Readonly<
  Record<
    Step,
    {
      readonly name: string
      readonly english: string
      readonly from: readonly RunStatus[]
      readonly to: RunStatus
    }
  >
> = {
  review: { name: '复核', english: 'review', from: ['calculated'], to: 'reviewed' },
  publish: { name: '公布', english: 'publish', from: ['reviewed'], to: 'published' },
  'soft-close': { name: '暂时关账', english: 'close for now', from: ['published'], to: 'soft-closed' },
  // Closing what was only reviewed publishes it on the way.
  close: { name: '关账', english: 'close', from: ['reviewed', 'published', 'soft-closed'], to: 'closed' },
  pay: { name: '发放', english: 'mark as paid', from: ['closed'], to: 'paid' },
  reopen: { name: '重新打开', english: 'reopen', from: ['published', 'soft-closed'], to: 'calculated' },
}

/** For a refusal's text, in both languages. */
export const stepIn = (step: Step) => ({ action: steps[step].name, actionEnglish: steps[step].english })

/** After these steps the month takes no more scores. */
export const sealing: readonly string[] = ['review', 'publish', 'close'] satisfies readonly Step[]

/** Results that may still be replaced. */
export function isOpen(status: RunStatus): boolean {
  return status === 'calculated' || status === 'reviewed'
}

export function isClosed(status: RunStatus): boolean {
  return status === 'closed' || status === 'paid'
}
