import type { RecordObject } from '../../language/vocabulary.ts'
import { visibleWithContract, withinContract } from './contracts.ts'
import { contractHeadings, date, number, paymentKinds, prose, reference, text } from './fields.ts'

/**
 * A deposit counts from the contract's first acceptance (M-4.4); money that came before the contract was signed counts
 * from the signing date, or it would fall into a month that does not know the contract. Both days are kept with the
 * receipt (migration 0300). A first acceptance after the period is not known in it.
 */
const receiptSource = `(
  select contract_no, receipt_no, received_on, amount, kind,
    case when counted_on <= :last then counted_on end as counted_on, counted_on as counted_on_eventually
  from record.receipt where visible_on <= :last
)`

const contractField = reference('contract', ['contract', '合同', 'contract'], {
  column: 'contract_no',
  aliases: contractHeadings,
})

export const receipt: RecordObject = {
  id: 'receipt',
  label: '回款',
  english: 'receipt',
  source: receiptSource,
  presupposes: 'contract',
  key: ['contract_no', 'receipt_no'],
  aliases: ['回款记录', '收款记录', '回款明细', '收款明细', '到账记录'],
  fields: [
    contractField,
    text(['number', '回款单号', 'number'], {
      column: 'receipt_no',
      aliases: ['收款单号', '回款编号', '收款编号', '流水号', '凭证号'],
    }),
    date(['received_on', '收款日', 'received on'], {
      aliases: ['收款日期', '回款日期', '到账日期', '收款时间', '回款日'],
    }),
    number('元', ['amount', '金额', 'amount'], { aliases: ['回款金额', '收款金额', '到账金额'] }),
    text(['kind', '款项类别', 'kind'], {
      aliases: ['款项性质', '款项类型', '收款类别', '回款类别'],
      choices: paymentKinds,
      note: [
        '订金、进度款、验收款、质保金或其他。',
        'Deposit, progress payment, acceptance payment, retention or other.',
      ],
    }),
    date(['counted_on', '计入日', 'counted on'], {
      eventually: 'counted_on_eventually',
      nullable: true,
      derived: true,
      note: [
        '计入回款率的日期：订金自客户签署验收单起计入，未验收的空着。',
        'The day from which it counts as collected: a deposit from the day the customer signs the acceptance; empty until then.',
      ],
    }),
  ],
}

export const acceptance: RecordObject = {
  id: 'acceptance',
  label: '验收',
  english: 'acceptance',
  source: `(
    select x.contract_no, x.acceptance_no, x.accepted_on, x.kind from record.acceptance x
    ${visibleWithContract} where x.accepted_on <= :last
  )`,
  within: withinContract,
  key: ['contract_no', 'acceptance_no'],
  aliases: ['验收记录', '验收单', '验收台账'],
  fields: [
    contractField,
    text(['number', '验收单号', 'number'], { column: 'acceptance_no', aliases: ['验收编号', '验收单编号'] }),
    date(['accepted_on', '验收日', 'accepted on'], { aliases: ['验收日期', '签收日期', '验收时间'] }),
    text(['kind', '类别', 'kind'], {
      aliases: ['验收类别', '验收类型', '类型'],
      choices: { 货品: 'goods', 工程: 'works' },
      note: ['货品或工程。', 'Goods or works.'],
    }),
  ],
}

export const refund: RecordObject = {
  id: 'refund',
  label: '退款',
  english: 'refund',
  source: `(
    select x.contract_no, x.refund_no, x.refunded_on, x.amount, x.reason, x.receipt_no from record.refund x
    ${visibleWithContract} where x.refunded_on <= :last
  )`,
  within: withinContract,
  key: ['contract_no', 'refund_no'],
  aliases: ['退款记录', '退款明细'],
  fields: [
    contractField,
    text(['number', '退款单号', 'number'], { column: 'refund_no', aliases: ['退款编号'] }),
    date(['refunded_on', '退款日', 'refunded on'], { aliases: ['退款日期', '退款时间'] }),
    number('元', ['amount', '金额', 'amount'], {
      aliases: ['退款金额'],
      note: ['退出的金额写正数。', 'Write what is paid back as a positive number.'],
    }),
    prose(['reason', '原因', 'reason'], { nullable: true, aliases: ['退款原因', '退款事由'] }),
    text(['receipt_no', '回款单号', 'receipt number'], {
      nullable: true,
      aliases: ['原回款单号', '原收款单号'],
      note: ['退的是哪一笔回款。', 'The receipt that is paid back.'],
    }),
    reference('receipt', ['receipt', '原回款', 'receipt'], {
      columns: ['contract_no', 'receipt_no'],
      nullable: true,
      derived: true,
    }),
  ],
}

export const goodsReturn: RecordObject = {
  id: 'goods_return',
  label: '退货',
  english: 'goods return',
  source: `(
    select x.contract_no, x.return_no, x.line_no, x.returned_on, x.quantity, x.amount from record.goods_return x
    ${visibleWithContract} where x.returned_on <= :last
  )`,
  within: withinContract,
  key: ['contract_no', 'return_no'],
  aliases: ['退货记录', '退货明细'],
  fields: [
    contractField,
    text(['number', '退货单号', 'number'], { column: 'return_no', aliases: ['退货编号'] }),
    number('数', ['line_no', '行号', 'line number'], {
      nullable: true,
      aliases: ['明细行号', '合同行号'],
      note: [
        '退的是合同的哪一行；整单退货空着。',
        'Which line of the contract is returned; empty when everything is.',
      ],
    }),
    date(['returned_on', '退货日', 'returned on'], { aliases: ['退货日期', '退货时间'] }),
    number('个', ['quantity', '数量', 'quantity'], {
      aliases: ['退货数量'],
      note: ['写正数。', 'A positive number.'],
    }),
    number('元', ['amount', '金额', 'amount'], {
      aliases: ['退货金额'],
      note: ['写正数。', 'A positive number.'],
    }),
    reference('contract_line', ['line', '合同明细', 'contract line'], {
      columns: ['contract_no', 'line_no'],
      nullable: true,
      derived: true,
    }),
  ],
}
