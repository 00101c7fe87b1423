import { also, amount, fromOne, page, paymentKinds, type Rules } from './shared.ts'

/** Of contracts and what belongs to one. */
export const contractRules = {
  contract_no_tidy: [
    '合同编号不能为空，前后不能有空格',
    'The contract number cannot be empty, nor begin or end with a space',
  ],
  contract_no_has_a_page: page(
    ['合同编号', 'contract number'],
    ['“new”“price”“.”或“..”', '“new”, “price”, “.” or “..”'],
  ),
  contract_kind_known: [
    '合同类型应当是试用协议、直营购销合同、技术改造协议、代理产品购销合同或合同能源管理合同',
    'The kind of contract must be trial agreement, direct sale, retrofit agreement, agency product sale or energy performance contract',
  ],
  contract_turnover_in_range: [
    '营业额应当是 0 至一万亿元之间的数',
    'The turnover must be between 0 and one trillion yuan',
  ],
  contract_retention_in_range: [
    '质保金应当在 0 和营业额之间，营业额不能小于 0',
    'The retention money must be between 0 and the turnover, which cannot be less than 0',
  ],
  contract_retention_due_after_signing: [
    '质保期满日不能早于签订日',
    'The retention cannot fall due before the contract is signed',
  ],
  contract_trial_is_another: ['试用协议不能是合同自己', 'A contract cannot be its own trial agreement'],
  contract_trial_comes_first: [
    '试用协议本身不能再由另一份试用协议转化而来',
    'A trial agreement cannot itself come of another trial agreement',
  ],
  contract_trial_ends_after_signing: [
    '试用截止日不能早于签订日',
    'The trial cannot end before the agreement is signed',
  ],
  contract_trial_is_a_trial: [
    '这里应当填一份试用协议的编号',
    'The number here must be that of a trial agreement',
  ],
  contract_trial_same_customer: [
    '试用协议应当是同一个客户的',
    'The trial agreement must be with the same customer',
  ],
  contract_status_known: [
    '合同状态应当是履行中、已完成、已终止或已退回',
    'The status must be in progress, completed, terminated or returned',
  ],
  contract_ended_after_signing: ['结束日不能早于签订日', 'The contract cannot end before it is signed'],
  contract_running_has_no_end: [
    '履行中的合同不能有结束日；已经结束的，请把状态改为已完成、已终止或已退回',
    'A contract in progress has no end. If it has ended, set its status to completed, terminated or returned',
  ],
  line_no_positive: fromOne,
  line_quantity_in_range: ['数量应当大于 0', 'The quantity must be more than 0'],
  line_price_in_range: [
    '单价应当是 0 至一万亿元之间的数',
    'The unit price must be between 0 and one trillion yuan',
  ],
  line_amount_in_range: amount,
  line_total_is_price_times_quantity: [
    '金额应当等于数量 × 单价（单价是四舍五入到分的，允许每件差半分）',
    'The amount must be the quantity × the unit price (half a fen a piece is allowed for a rounded unit price)',
  ],
  concession_no_positive: fromOne,
  concession_says_something: ['请写明附加条件的内容', 'Say what the concession is'],
  share_in_range: ['比例应当在 0 和 100% 之间', 'A credit share must be between 0 and 100%'],
  plan_no_positive: fromOne,
  plan_amount_in_range: amount,
  plan_kind_known: paymentKinds,
  recognition_no_positive: fromOne,
  recognition_ends_after_start: ['期间止不能早于期间起', 'The sharing period cannot end before it begins'],
  recognition_amount_in_range: amount,
  recognition_periods_apart: [
    '同一份合同的分享期不能重叠，请检查期间起和期间止',
    'Sharing periods of one contract cannot overlap. Check where they begin and end',
  ],
  paper_name_given: ['请填写资料名称', 'Give the name of the paper'],
  acceptance_no_given: ['请填写验收单号', 'Give the number of the acceptance'],
  acceptance_kind_known: ['验收类别应当是货品或工程', 'The kind of acceptance must be goods or works'],
  receipt_no_given: ['请填写回款单号', 'Give the number of the receipt'],
  receipt_amount_in_range: also(amount, [
    '；退给客户的款请登记为退款',
    '; enter what is paid back to the customer as a refund',
  ]),
  receipt_amount_not_zero: ['回款的金额应当大于 0', 'The amount of a receipt must be more than 0'],
  receipt_kind_known: paymentKinds,
  refund_no_given: ['请填写退款单号', 'Give the number of the refund'],
  refund_amount_not_zero: ['退款的金额应当大于 0', 'The amount of a refund must be more than 0'],
  refund_amount_in_range: also(amount, ['，退款也写正数', ', also of a refund']),
  refund_within_receipts: [
    '退款合计不能超过这份合同已经登记的回款',
    'Refunds cannot come to more than the receipts entered for the contract',
  ],
  return_no_given: ['请填写退货单号', 'Give the number of the goods return'],
  return_quantity_in_range: [
    '数量应当大于 0，退货的数量也写正数',
    'The quantity must be more than 0, also of goods returned',
  ],
  return_amount_in_range: also(amount, ['，退货也写正数', ', also of goods returned']),
  return_within_line: [
    '退货数量合计不能超过这一行明细的数量',
    'No more can be returned than the quantity of the contract line',
  ],
  return_within_turnover: [
    '退货金额合计不能超过合同的营业额',
    'Returns cannot come to more than the turnover of the contract',
  ],
} as const satisfies Rules
