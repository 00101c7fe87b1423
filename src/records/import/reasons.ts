/** Why a row was not taken, as data; the text is made in one place. */
export interface Reason {
  readonly code: ReasonCode
  /** The heading of the column in the file. */
  readonly heading?: string
  readonly value?: string
  /** Further facts the text of the code names. */
  readonly other?: string
}

const texts = {
  missing: '没有填写',
  cell_error: '单元格是错误值 {value}，请改正公式或直接填写',
  merged_number: '是合并单元格，分不清每一行各是多少，请取消合并后逐行填写',
  too_long: '超过 {other} 个字，请缩短',
  not_a_date: '“{value}”不是日期，请写成 2026-03-05 这样的形式',
  date_ambiguous: '“{value}”分不清年月日，请写成 2026-03-05 这样的形式',
  date_impossible: '“{value}”这一天不存在，或不在 1900 年至 2199 年之间',
  not_a_number: '“{value}”不是数字',
  number_grouping: '“{value}”的千位分隔位置不对，请去掉分隔符再填',
  number_unit: '“{value}”里的单位“{other}”不适用于这一列',
  number_scientific: '“{value}”是科学计数法，可能已经丢失了尾数，请写出完整的数字',
  number_dash: '“{value}”分不清是 0 还是没有，请填 0 或留空',
  number_date: '是日期 {value}，不是数字，请检查单元格的格式',
  finer_than_fen: '“{value}”比分还小，收付的金额最多两位小数，请核对',
  not_whole: '“{value}”应当是整数',
  ratio_ambiguous: '“{value}”分不清是 {value}% 还是 {other}%，请写成 {value}% 或 {other}%',
  not_yes_no: '“{value}”应当填“是”或“否”',
  not_a_period: '“{value}”不是期间，请写成 2026-10 这样的形式',
  period_ambiguous: '“{value}”分不清是 1 月还是 10 月，请写成 2026-01 或 2026-10',
  code_scientific: '“{value}”是科学计数法，编号的后几位已经丢失；请把这一列的格式设为“文本”，再重新填写编号',
  code_digits_lost:
    '“{value}”超过 15 位，Excel 已经把后面的数字改成了 0；请把这一列的格式设为“文本”，再重新填写',
  code_date: '被 Excel 当成了日期 {value}；请把这一列的格式设为“文本”，再重新填写编号',
  code_boolean: '是 {value}，不是编号',
  duplicate_same: '与第 {other} 行完全相同，只取了第一次出现的那一行',
  duplicate_different: '{value} 在这张表里出现了多次（第 {other} 行），内容不一致，不能确定以哪一行为准',
  reference_missing: '“{value}”在“{other}”里找不到',
  reference_ambiguous: '“{value}”在“{other}”里有多个同名的，请填写编号',
  reference_mismatch: '“{value}”与同一行里填写的编号不是同一个',
  rule: '{other}',
  overlap: '与{other}的时间重叠或内容冲突（{value}）',
  database: '数据库没有接受这一行：{other}',
} as const satisfies Record<string, string>

export type ReasonCode = keyof typeof texts

export function reasonText(reason: Reason): string {
  const text = texts[reason.code].replace(
    /\{(value|other)\}/g,
    (_, name: 'value' | 'other') => reason[name] ?? '',
  )
  return reason.heading === undefined ? text : `${reason.heading}：${text}`
}
