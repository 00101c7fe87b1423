/**
 * What each check and exclusion constraint of the tables in `record` asks for, in words for the person who entered the
 * row. Importing and the screens show these; PostgreSQL enforces them.
 */
import { longerThan, longestOf } from './entry/lengths.ts'
import { vocabulary } from './vocabulary.ts'

const page = (what: string, taken: string) =>
  `${what}不能是${taken}：在网址里它们另有意思，这样的${what}打不开自己的页面，请换一个`
const tidy = '编码不能为空，前后不能有空格'
const month = '期间应当是一个月份，写成 2026-10 这样的形式'
const amount = '金额应当是 0 至一万亿元之间的数'
const positive = '序号从 1 开始'
const ends = '失效日应当晚于生效日；只有一天有效的，失效日是第二天'
const payKinds = '款项类别应当是订金、进度款、验收款、质保金或其他'

const rules = {
  unit_code_tidy: tidy,
  unit_kind_known: '部门类别应当是中心、事业部、工程组或职能',
  unit_not_its_own_parent: '上级部门不能是部门自己',
  unit_closed_after_opened: '撤销日应当晚于设立日',
  placement_not_in_itself: '上级部门不能是部门自己',
  placement_ends_after_start: ends,
  placement_one_at_a_time: '同一个部门在同一天只能有一个上级部门，请检查生效日和失效日是否重叠',
  person_no_tidy: '工号不能为空，前后不能有空格',
  person_no_has_a_page: page('工号', '“.”或“..”'),
  person_left_after_hired: '离职日不能早于入职日',
  assignment_not_own_superior: '上级不能是员工自己',
  assignment_ends_after_start: ends,
  assignment_one_at_a_time: '同一名员工在同一天只能有一个任职，请检查生效日和失效日是否重叠',
  assignment_one_head_of_unit: '同一个部门在同一天只能有一名负责人',
  pay_base_in_range: amount,
  pay_allowance_in_range: amount,
  pay_ends_after_start: ends,
  pay_one_at_a_time: '同一名员工在同一天只能有一个固定工资标准，请检查生效日和失效日是否重叠',
  team_code_tidy: tidy,
  team_dissolved_after_formed: '解散日应当晚于成立日',
  team_not_merged_into_itself: '业务组不能并入自己',
  team_merger_complete: '并入业务组和并入日应当一起填写，或者都不填',
  membership_role_known: '角色应当是组长或组员',
  membership_ends_after_start: ends,
  membership_one_team_at_a_time: '同一名员工在同一天只能属于一个业务组，请检查生效日和失效日是否重叠',
  membership_one_leader_of_team: '同一个业务组在同一天只能有一名组长',
  product_code_tidy: tidy,
  product_code_has_a_page: page('编码', '“.”或“..”'),
  product_category_known: '产品类别应当是主营产品、代理产品、成套产品或服务',
  filing_status_known: '备案状态应当是已备案或已撤销',
  filing_ends_after_start: '失效日应当晚于备案日',
  filing_one_at_a_time: '同一个产品在同一天只能有一项有效的备案，请检查备案日和失效日是否重叠',
  price_in_range: '基准价应当是 0 至一万亿元之间的数',
  price_ends_after_start: ends,
  price_one_at_a_time: '同一个产品在同一天只能有一个基准价，请检查生效日和失效日是否重叠',
  customer_code_tidy: tidy,
  customer_code_has_a_page: page('编码', '“.”或“..”'),
  contract_no_tidy: '合同编号不能为空，前后不能有空格',
  contract_no_has_a_page: page('合同编号', '“new”“price”“.”或“..”'),
  contract_kind_known:
    '合同类型应当是试用协议、直营购销合同、技术改造协议、代理产品购销合同或合同能源管理合同',
  contract_turnover_in_range: '营业额应当是 0 至一万亿元之间的数',
  contract_retention_in_range: '质保金应当在 0 和营业额之间',
  contract_retention_due_after_signing: '质保期满日不能早于签订日',
  contract_trial_is_another: '试用协议不能是合同自己',
  contract_trial_comes_first: '试用协议本身不能再由另一份试用协议转化而来',
  contract_trial_ends_after_signing: '试用截止日不能早于签订日',
  contract_status_known: '合同状态应当是履行中、已完成、已终止或已退回',
  contract_ended_after_signing: '结束日不能早于签订日',
  contract_running_has_no_end: '履行中的合同不能有结束日；已经结束的，请把状态改为已完成、已终止或已退回',
  line_no_positive: positive,
  line_quantity_in_range: '数量应当大于 0',
  line_price_in_range: '单价应当是 0 至一万亿元之间的数',
  line_amount_in_range: amount,
  concession_no_positive: positive,
  concession_says_something: '请写明附加条件的内容',
  share_in_range: '比例应当在 0 和 100% 之间',
  plan_no_positive: positive,
  plan_amount_in_range: amount,
  plan_kind_known: payKinds,
  recognition_no_positive: positive,
  recognition_ends_after_start: '期间止不能早于期间起',
  recognition_amount_in_range: amount,
  recognition_periods_apart: '同一份合同的分享期不能重叠，请检查期间起和期间止',
  paper_name_given: '请填写资料名称',
  acceptance_no_given: '请填写验收单号',
  acceptance_kind_known: '验收类别应当是货品或工程',
  receipt_no_given: '请填写回款单号',
  receipt_amount_in_range: `${amount}；退给客户的款请登记为退款`,
  receipt_amount_not_zero: '回款的金额应当大于 0',
  receipt_kind_known: payKinds,
  refund_no_given: '请填写退款单号',
  refund_amount_not_zero: '退款的金额应当大于 0',
  refund_amount_in_range: `${amount}，退款也写正数`,
  return_no_given: '请填写退货单号',
  return_quantity_in_range: '数量应当大于 0，退货的数量也写正数',
  return_amount_in_range: `${amount}，退货也写正数`,
  complaint_no_tidy: tidy,
  complaint_judged_after_made: '判定日不能早于投诉日',
  complaint_judged_has_verdict: '填写了判定日的投诉，请同时填写是否成立',
  score_period_is_month: month,
  score_indicator_given: '请填写指标',
  score_in_range: '分数应当在 0 和 100 之间',
  score_origin_known: '来源应当是计算或录入',
  raise_period_is_month: month,
  raise_two_to_three: '超常加分应当在 2 分和 3 分之间',
  raise_has_reason: '请写明加分的理由',
  raise_by_two_people: '批准人不能是申请人，请由另一个人批准',
  raise_not_for_oneself: '不能批准给自己加分，请由另一个人批准',
  raise_approval_complete: '有批准时间的加分，请填写批准人',
  rating_period_is_month: month,
  rating_in_range: '协作评价的分数应当在 0 和 10 之间',
  work_period_is_month: month,
  work_kind_known: '工作记录的类别应当是日报或周报',
  work_due_not_negative: '应交份数不能是负数',
  work_submitted_within_due: '实交份数应当在 0 和应交份数之间',
} as const satisfies Record<string, string>

/** 合同的合同编号：超过 64 个字，请缩短. */
const lengths = vocabulary.objects.flatMap((object) =>
  object.fields
    .filter(({ type }) => type.kind === 'text')
    .map((field): [string, string] => [
      `${object.id}_${field.columns[0]}_length`,
      `${object.label}的${field.label}：${longerThan(longestOf(field))}`,
    ]),
)

const texts: ReadonlyMap<string, string> = new Map([...Object.entries(rules), ...lengths])

/** The rule behind a constraint's name in words; undefined for a name that is no rule about records. */
export function ruleText(constraint: string): string | undefined {
  return texts.get(constraint)
}
