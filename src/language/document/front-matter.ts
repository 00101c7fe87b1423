import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import { periodOf, shiftPeriod } from '../period.ts'
import type { Span } from '../syntax/nodes.ts'
import { readDate } from '../types/number-text.ts'

export type PeriodLength = 'month' | 'quarter' | 'half' | 'year'

export interface FrontMatter {
  readonly name: string
  readonly version: string
  /** First and last day the policy is in force, as 2026-01-01; undefined when open. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly period: PeriodLength
  readonly scope: string
  /** Definitions that the ledger takes over when a period is closed, as written: 员工.应发工资. */
  readonly payable: (Span & { readonly value: string }) | undefined
  readonly carried: (Span & { readonly value: string }) | undefined
}

const lengths = new Map<string, PeriodLength>([
  ['月', 'month'],
  ['月度', 'month'],
  ['季', 'quarter'],
  ['季度', 'quarter'],
  ['半年', 'half'],
  ['年', 'year'],
  ['年度', 'year'],
])
const keys = ['制度', '版本', '生效日', '失效日', '期间', '范围', '应付项', '结转项']

/** Reads the head; `end` is where the body starts. */
export function readFrontMatter(text: string, report: Report): { meta: FrontMatter; end: number } {
  const match = /^\uFEFF?\s*---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) {
    report('front-matter-missing', { from: 0, to: 0 })
    return { meta: build(new Map(), { from: 0, to: 0 }, report), end: 0 }
  }
  const rule = match[0].indexOf('---')
  const start = match[0].indexOf('\n', rule) + 1
  return {
    meta: build(entries(match[1] ?? '', start, report), { from: rule, to: rule + 3 }, report),
    end: match[0].length,
  }
}

type Entries = ReadonlyMap<string, Span & { readonly value: string }>

/** Lines of the form 名称: 内容, with either colon; quotes around the content and remarks after # are left out. */
function entries(body: string, start: number, report: Report): Entries {
  const found = new Map<string, Span & { value: string }>()
  for (const line of body.matchAll(/[^\r\n]+/g)) {
    const from = start + line.index
    const content = line[0].replace(/(^|[ \t])#.*$/, '').trimEnd()
    if (content.trim() === '') continue
    const match = /^([ \t]*)([^:：]+?)([ \t]*[:：][ \t]*)(.*)$/.exec(content)
    const [, lead = '', name = '', colon = '', value = ''] = match ?? []
    const nameAt = from + lead.length
    const valueAt = nameAt + name.length + colon.length
    const span = { from: valueAt, to: valueAt + value.length }
    if (!match) report('front-matter-syntax', { from, to: from + content.length })
    else if (found.has(name)) report('name-twice', { from: nameAt, to: nameAt + name.length }, { name })
    else if (keys.includes(name))
      found.set(name, { value: value.replace(/^(["'“])(.*)(["'”])$/, '$2').trim(), ...span })
    else {
      const near = nearest(name, keys)
      report(
        'front-matter-key',
        { from: nameAt, to: nameAt + name.length },
        { name, keys: keys.join('、') },
        { suggestion: near, severity: 'warning' },
      )
    }
  }
  return found
}

function build(found: Entries, head: Span, report: Report): FrontMatter {
  const name = found.get('制度')?.value ?? ''
  if (name === '' && found.size > 0) report('front-matter-name', head)
  const period = found.get('期间')
  if (period && !lengths.has(period.value)) report('front-matter-period', period, { found: period.value })
  const from = dateOf(found, '生效日', report)
  const to = dateOf(found, '失效日', report)
  if (from && to && to < from) report('front-matter-dates', found.get('失效日') ?? head)
  const length = lengths.get(period?.value ?? '月') ?? 'month'
  if (from && midPeriod(from, length))
    report(
      'front-matter-mid-period',
      found.get('生效日') ?? head,
      { first: periodOf(from, length).first, next: shiftPeriod(periodOf(from, length), 1).first },
      { severity: 'warning' },
    )
  return {
    name,
    version: found.get('版本')?.value ?? '',
    from,
    to,
    period: length,
    scope: found.get('范围')?.value ?? '',
    payable: found.get('应付项'),
    carried: found.get('结转项'),
  }
}

/** A period is settled by one version: the one in force on its last day. */
const midPeriod = (from: string, length: PeriodLength): boolean => from !== periodOf(from, length).first

function dateOf(found: Entries, key: string, report: Report): string | undefined {
  const entry = found.get(key)
  if (!entry || entry.value === '') return undefined
  const date = readDate(entry.value)
  if (!date) report('date-invalid', entry, { found: entry.value })
  return date
}
