import { chineseDate, date, dottedDate, named, number, text, ticked, typedMoney } from '../cells.ts'
import type { Layout } from '../sheet-layout.ts'
import type { Names } from './names.ts'

export function acceptances(): Record<string, Layout> {
  return {
    acceptance: {
      name: '验收单',
      title: '货品及工程验收单登记',
      columns: [
        { heading: '合同编号', ...text('contract_no') },
        { heading: '验收单编号', ...text('acceptance_no') },
        { heading: '签收日期', ...chineseDate('accepted_on') },
        { heading: '验收类别', ...text('kind') },
      ],
    },
  }
}

export function returns(): Record<string, Layout> {
  return {
    goods_return: {
      name: '退货记录',
      columns: [
        { heading: '合同号', ...text('contract_no') },
        { heading: '退货编号', ...text('return_no') },
        { heading: '合同行号', ...number('line_no') },
        { heading: '退货日期', ...date('returned_on') },
        { heading: '退货数量', ...number('quantity') },
        { heading: '退货金额', ...number('amount', 'grouped'), total: 'amount' },
      ],
    },
    refund: {
      name: '退款记录',
      columns: [
        { heading: '合同号', ...text('contract_no') },
        { heading: '退款编号', ...text('refund_no') },
        { heading: '退款日期', ...dottedDate('refunded_on') },
        { heading: '退款金额（元）', ...typedMoney('amount'), total: 'amount' },
        { heading: '退款事由', ...text('reason') },
        { heading: '原收款单号', ...text('receipt_no') },
      ],
    },
  }
}

export function complaints({ customers, people }: Names): Record<string, Layout> {
  return {
    complaint: {
      name: '投诉记录',
      title: '客户投诉登记表',
      columns: [
        { heading: '投诉编号', ...text('complaint_no') },
        { heading: '客户名称', ...named('customer_code', customers) },
        { heading: '合同编号', ...text('contract_no') },
        { heading: '被投诉人', ...named('person_no', people) },
        { heading: '投诉日期', ...date('complained_on', 'chinese') },
        { group: '处理结论', heading: '是否成立', ...ticked('justified', '是', '否') },
        { group: '处理结论', heading: '判定日期', ...date('judged_on', 'chinese') },
        { heading: '投诉内容', ...text('content') },
      ],
    },
  }
}
