import type { RecordObject } from '../../language/vocabulary.ts'
import { longerThan } from '../entry/lengths.ts'
import { ruleOf } from '../rules.ts'
import type { MatchedColumn } from './headings/columns.ts'
import type { TargetTable } from './target.ts'

type Check = TargetTable['checks'][number]

/** Rules that say more than a comparison of columns. */
const special: Readonly<Record<string, string>> = {
  contract_trial_comes_first: '试用协议本身不能再写“试用协议”一列，只有由试用转化而来的合同才填写',
  contract_running_has_no_end: '状态为“履行中”的合同不能有结束日',
  contract_retention_in_range: '质保金不能小于 0，也不能超过营业额',
  team_merger_complete: '“并入业务组”和“并入日”要么都填，要么都不填',
  complaint_judged_has_verdict: '填写了判定日，就要填写投诉是否成立',
  raise_two_to_three: '加分应在 2 分至 3 分之间',
  raise_by_two_people: '批准人不能是申请人',
  raise_not_for_oneself: '批准人不能是被加分的本人',
  raise_approval_complete: '没有批准人，就不能有批准时间',
  work_submitted_within_due: '实交份数不能小于 0，也不能超过应交份数',
}

/** A table's rule in words, from its SQL; the columns go by their headings in the sheet. */
export function ruleText(
  check: Check,
  object: RecordObject,
  table: TargetTable,
  columns: readonly MatchedColumn[] = [],
): string {
  const label = (column: string) =>
    columns.find((matched) => matched.role === 'value' && matched.field.columns[0] === column)?.heading ??
    object.fields.find((field) => field.columns[0] === column)?.label ??
    column
  return (
    special[check.name] ??
    oneColumn(check, label) ??
    twoColumns(check, label, table) ??
    ruleOf(check.name)?.[0] ??
    `不符合规则 ${check.name}`
  )
}

function oneColumn({ columns, expression }: Check, label: (column: string) => string): string | undefined {
  const [column = ''] = columns
  if (columns.length !== 1) return undefined
  const word = label(column)
  const choices = choicesOf(expression)
  if (choices !== undefined) return `${word}：只能填写${choices.join('、')}`
  if (expression.includes('btrim')) return `${word}：不能是空白，前后也不能有空格`
  if (expression.includes('~')) return `${word}：应当是一个月份，如 2026-10`
  const longest = /^\(char_length\(\(?\w+\)?(?:::text)?\) <= (\d+)\)$/.exec(expression)?.[1]
  if (longest !== undefined) return `${word}：${longerThan(Number(longest))[0]}`
  const bounds = [...expression.matchAll(/(>=|<=|>|<) ['(]*(-?[\d.]+)/g)]
  if (bounds.length === 0) return undefined
  return `${word}：${bounds.map(([, sign = '', number = '']) => bound(sign, number)).join('，')}`
}

function bound(sign: string, number: string): string {
  const figure = number === '1000000000000' ? '一万亿' : ` ${number}`
  if (sign === '>') return `应当大于${figure}`
  if (sign === '>=') return `不能小于${figure}`
  return sign === '<' ? `应当小于${figure}` : `不能超过${figure}`
}

function twoColumns(
  { expression }: Check,
  label: (column: string) => string,
  table: TargetTable,
): string | undefined {
  const match = /^\((\w+) (>=|>|<>) (\w+)\)$/.exec(expression)
  if (match === null) return undefined
  const [, left = '', sign, right = ''] = match
  if (sign === '<>') return `${label(left)}不能与${label(right)}相同`
  const [before, after] = table.columns.get(left)?.type === 'date' ? ['早于', '晚于'] : ['小于', '大于']
  return sign === '>'
    ? `${label(left)}应当${after}${label(right)}`
    : `${label(left)}不能${before}${label(right)}`
}

/** The values a rule `column in (…)` allows; undefined for any other rule. */
export function choicesOf(expression: string): string[] | undefined {
  const list = /^\(\w+ = ANY \(ARRAY\[(.*)\]\)\)$/.exec(expression)?.[1]
  return list === undefined
    ? undefined
    : [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"))
}
