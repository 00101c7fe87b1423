import { month, type Rules } from './shared.ts'

/** Of monthly scores, raises above the cap, ratings and work records. */
export const reviewRules = {
  score_period_is_month: month,
  score_indicator_given: ['请填写指标', 'Give the indicator'],
  score_in_range: ['分数应当在 0 和 100 之间', 'The score must be between 0 and 100'],
  score_origin_known: ['来源应当是计算或录入', 'The origin must be computed or entered'],
  raise_period_is_month: month,
  raise_two_to_three: ['超常加分应当在 2 分和 3 分之间', 'An exceptional score adds between 2 and 3 points'],
  raise_has_reason: ['请写明加分的理由', 'Give the reason for the exceptional score'],
  raise_by_two_people: [
    '批准人不能是申请人，请由另一个人批准',
    'The approver cannot be the proposer; somebody else must approve',
  ],
  raise_not_for_oneself: [
    '不能批准给自己加分，请由另一个人批准',
    'Nobody approves their own exceptional score; somebody else must',
  ],
  raise_approval_complete: [
    '有批准时间的加分，请填写批准人',
    'An exceptional score with a time of approval also names its approver',
  ],
  rating_period_is_month: month,
  rating_in_range: ['协作评价的分数应当在 0 和 10 之间', 'A cooperation rating must be between 0 and 10'],
  work_period_is_month: month,
  work_kind_known: [
    '工作记录的类别应当是日报或周报',
    'The kind of work record must be daily report or weekly report',
  ],
  work_due_not_negative: ['应交份数不能是负数', 'The number of reports due cannot be negative'],
  work_submitted_within_due: [
    '实交份数应当在 0 和应交份数之间',
    'The number of reports submitted must be between 0 and the number due',
  ],
} as const satisfies Rules
