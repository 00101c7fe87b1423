import {
  chineseDate,
  counted,
  date,
  dottedDate,
  named,
  number,
  packedDate,
  tenThousands,
  text,
  ticked,
  typedMoney,
} from '../cells.ts'
import type { Layout } from '../sheet-layout.ts'
import type { Names } from './names.ts'

export function ledger(names: Names): Record<string, Layout> {
  return {
    contract: contractSheet(names),
    contract_line: {
      name: '合同明细',
      merged: 'contract_no',
      columns: [
        { heading: '合同编号', ...text('contract_no') },
        { heading: '行号', ...number('line_no') },
        { heading: '产品编码', ...text('product_code') },
        { heading: '产品名称', ...named('product_code', names.products) },
        { heading: '数量', ...number('quantity') },
        { group: '价格（元）', heading: '合同单价', ...number('unit_price', 'grouped') },
        { group: '价格（元）', heading: '合计金额', ...number('amount', 'grouped'), total: 'amount' },
      ],
    },
    concession: {
      name: '合同附加条件',
      columns: [
        { heading: '合同号', ...text('contract_no') },
        { heading: '合同行号', ...number('line_no') },
        { heading: '条件序号', ...number('item_no') },
        { heading: '条件内容', ...text('content') },
      ],
    },
    credit_share: {
      name: '业绩分配',
      title: '多人合作合同业绩分配表',
      columns: [
        { heading: '合同号', ...text('contract_no') },
        { heading: '业务员', ...named('person_no', names.people) },
        { heading: '分配比例', ...number('share', 'percent2') },
      ],
    },
    ...schedules(),
  }
}

function contractSheet({ units, people, customers }: Names): Layout {
  return {
    name: '合同台账',
    title: '2026 年合同台账（含以前年度未结清合同）',
    note: '单位：万元',
    columns: [
      { heading: '序号', ...counted },
      { heading: '合同编号', ...text('contract_no') },
      { heading: '合同类型', ...text('kind') },
      { heading: '客户名称', ...named('customer_code', customers) },
      { heading: '事业部', ...named('unit_code', units) },
      { heading: '业务员工号', ...text('salesperson_no') },
      { heading: '业务员姓名', ...named('salesperson_no', people) },
      { heading: '签订日期', ...dottedDate('signed_on') },
      { group: '金额', heading: '合同总额', ...tenThousands('turnover'), total: 'turnover' },
      { group: '金额', heading: '质量保证金', ...tenThousands('retention'), total: 'retention' },
      { heading: '质保期满日期', ...chineseDate('retention_due_on') },
      { group: '试用', heading: '原试用协议', ...text('trial_contract_no') },
      { group: '试用', heading: '试用到期日', ...date('trial_ends_on') },
      { heading: '履行状态', ...text('status') },
      { heading: '结束日期', ...date('ended_on') },
    ],
    signed: '审核：财务部',
  }
}

function schedules(): Record<string, Layout> {
  return {
    payment_plan: {
      name: '收款计划',
      columns: [
        { heading: '合同编号', ...text('contract_no') },
        { heading: '期数', ...number('instalment_no') },
        { heading: '计划付款日', ...packedDate('due_on') },
        { heading: '计划金额（万元）', ...tenThousands('amount'), total: 'amount' },
        { heading: '款项性质', ...text('kind') },
      ],
    },
    recognition: {
      name: '节能分享',
      title: '合同能源管理项目节能效益分享确认表',
      columns: [
        { heading: '合同编号', ...text('contract_no') },
        { heading: '分享期次', ...number('instalment_no') },
        { heading: '分享期起', ...date('from_on') },
        { heading: '分享期止', ...date('to_on') },
        { heading: '客户确认日', ...dottedDate('recognised_on') },
        { heading: '分享金额', ...typedMoney('amount'), total: 'amount' },
      ],
    },
    contract_paper: {
      name: '资料清单',
      columns: [
        { heading: '合同编号', ...text('contract_no') },
        { heading: '资料项目', ...text('name') },
        { heading: '应交日期', ...date('due_on') },
        { heading: '是否齐全', ...ticked('complete', '√', '×') },
        { heading: '上交日期', ...date('submitted_on') },
      ],
    },
  }
}
