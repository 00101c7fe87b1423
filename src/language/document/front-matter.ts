/** The head of a document: name, version, effective dates, period and scope. */
import { isMap, isScalar, parseDocument, type Document as YamlDocument } from 'yaml'
import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
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

const lengths: Record<string, PeriodLength> = {
  月: 'month',
  季: 'quarter',
  季度: 'quarter',
  半年: 'half',
  年: 'year',
  年度: 'year',
}
const keys = ['制度', '版本', '生效日', '失效日', '期间', '范围', '应付项', '结转项']

/** Reads the head; `end` is where the body starts. */
export function readFrontMatter(text: string, report: Report): { meta: FrontMatter; end: number } {
  const match = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) {
    report('front-matter-missing', { from: 0, to: 0 })
    return { meta: build(new Map(), { from: 0, to: 0 }, report), end: 0 }
  }
  const start = match[0].indexOf('\n') + 1
  const body = (match[1] ?? '').replace(/^([^\s:：]+)：[ \t]*/gm, (all, key: string) =>
    `${key}:`.padEnd(all.length, ' '),
  )
  return { meta: build(entries(body, start, report), { from: 0, to: 3 }, report), end: match[0].length }
}

type Entries = ReadonlyMap<string, Span & { readonly value: string }>

function entries(body: string, start: number, report: Report): Entries {
  const yaml: YamlDocument = parseDocument(body, { schema: 'failsafe' })
  for (const error of yaml.errors) {
    report('front-matter-syntax', { from: start + error.pos[0], to: start + error.pos[1] })
  }
  const found = new Map<string, Span & { value: string }>()
  if (!isMap(yaml.contents)) return found
  for (const { key, value } of yaml.contents.items) {
    if (!isScalar(key) || !isScalar(value)) continue
    const span = { from: start + (value.range?.[0] ?? 0), to: start + (value.range?.[1] ?? 0) }
    const name = String(key.value)
    if (keys.includes(name)) found.set(name, { value: String(value.value).trim(), ...span })
    else
      report(
        'front-matter-key',
        { from: start + (key.range?.[0] ?? 0), to: start + (key.range?.[1] ?? 0) },
        { name, keys: keys.join('、') },
        { suggestion: nearest(name, keys) },
      )
  }
  return found
}

function build(found: Entries, head: Span, report: Report): FrontMatter {
  const name = found.get('制度')?.value ?? ''
  if (name === '' && found.size > 0) report('front-matter-name', head)
  const period = found.get('期间')
  if (period && !(period.value in lengths)) report('front-matter-period', period, { found: period.value })
  return {
    name,
    version: found.get('版本')?.value ?? '',
    from: dateOf(found, '生效日', report),
    to: dateOf(found, '失效日', report),
    period: lengths[period?.value ?? '月'] ?? 'month',
    scope: found.get('范围')?.value ?? '',
    payable: found.get('应付项'),
    carried: found.get('结转项'),
  }
}

function dateOf(found: Entries, key: string, report: Report): string | undefined {
  const entry = found.get(key)
  if (!entry || entry.value === '') return undefined
  const date = readDate(entry.value)
  if (!date) report('date-invalid', entry, { found: entry.value })
  return date
}
