/** The places in a program where a value can turn out to be missing or impossible. */
import type { Span } from '../syntax/nodes.ts'

export const problemTexts = {
  missing: '没有填“{field}”',
  'missing-row': '没有对应的“{object}”',
  'out-of-scope': '“{object}”这一行不在计算范围内，没有“{field}”',
  'not-whole': '“{formula}”不是整数，不能作天数或月数',
  'division-by-zero': '除数为零：{formula}',
  'no-row': '表“{table}”里没有对应的行',
  'no-cell': '表“{table}”里“{column}”是空的',
  'no-tier': '表“{table}”里没有一档包含这个值',
  'no-step': '“{indicator}”的计分规则里没有一段包含这个值',
  'no-records': '没有符合条件的记录，“{function}”取不到值',
  'not-unique': '应当只有一条记录，实际有多条：{formula}',
  'no-earlier': '“{variable}”没有{period}的结果',
  'no-weight': '分摊的权重合计为零',
  'negative-weight': '分摊的权重不能是负数',
  'total-differs': '同一组里要分摊的总额不一样',
  'total-places': '要分摊的总额须先舍入到 {places} 位小数',
  'share-not-one': '份额之和不等于 100%',
  stated: '{message}',
} as const

export type ProblemCode = keyof typeof problemTexts

/** Problems that 缺省 may replace: something is not there, as opposed to wrong. */
const absent = new Set<ProblemCode>([
  'missing',
  'missing-row',
  'out-of-scope',
  'no-row',
  'no-cell',
  'no-records',
  'no-earlier',
])

export interface Site extends Span {
  /** What the problem column holds. Odd when the problem is that something is absent. */
  readonly number: number
  readonly object: string
  /** Column id of the definition in which it arises. */
  readonly variable: string
  readonly code: ProblemCode
  readonly values: Readonly<Record<string, string>>
}

export function siteNumber(index: number, code: ProblemCode): number {
  return (index + 1) * 2 + (absent.has(code) ? 1 : 0)
}

/** The Chinese sentence for a problem. */
export function problemText(site: Pick<Site, 'code' | 'values'>): string {
  return problemTexts[site.code].replace(/\{(\w+)\}/g, (_, name: string) => site.values[name] ?? '')
}
