import { type RecordObject, type SourceParts, sourceOfParts } from '../../language/vocabulary.ts'
import {
  contractHeadings,
  customerHeadings,
  date,
  number,
  paymentKinds,
  personHeadings,
  prose,
  reference,
  text,
  unitHeadings,
  yesNo,
} from './fields.ts'

/**
 * What belongs to a contract is visible once the contract is signed, so that settling a past month again does not see
 * contracts of later months. A table is read under the alias `x`.
 */
export const visibleWithContract =
  'join record.contract c on c.contract_no = x.contract_no and c.signed_on <= :last'

/** What a source with `visibleWithContract` reads of contracts. */
export const withinContract = {
  reference: 'contract',
  table: 'record.contract c',
  columns: ['signed_on'],
} as const

/** Status and end are those of the period's last day. */
const contractParts: SourceParts = {
  select: `c.contract_no, c.kind, c.customer_code, c.unit_code, c.salesperson_no, c.signed_on, c.turnover, c.retention,
    c.retention_due_on, c.trial_contract_no, c.trial_ends_on,
    case when c.ended_on <= :last then c.ended_on end as ended_on,
    case when c.ended_on > :last then '履行中' else c.status end as status`,
  from: 'from record.contract c',
  joins: [
    {
      sql: `left join (
    select contract_no, min(accepted_on) as accepted_on from record.acceptance
      where accepted_on <= :last group by contract_no
  ) a on a.contract_no = c.contract_no`,
      columns: { accepted_on: 'a.accepted_on' },
    },
  ],
  where: 'c.signed_on <= :last',
}

export const contract: RecordObject = {
  id: 'contract',
  label: '合同',
  english: 'contract',
  source: sourceOfParts(contractParts),
  parts: contractParts,
  key: ['contract_no'],
  aliases: ['合同台账', '合同登记', '合同清单'],
  fields: [
    text(['number', '合同编号', 'number'], {
      column: 'contract_no',
      aliases: contractHeadings.filter((heading) => heading !== '合同编号'),
    }),
    text(['kind', '类型', 'kind'], {
      aliases: ['合同类型', '合同类别', '协议类型', '合同种类'],
      choices: {
        试用协议: 'trial agreement',
        直营购销合同: 'direct sale',
        技术改造协议: 'retrofit agreement',
        代理产品购销合同: 'agency product sale',
        合同能源管理合同: 'energy performance contract',
      },
      note: [
        '试用协议、直营购销合同、技术改造协议、代理产品购销合同或合同能源管理合同。',
        'Trial agreement, direct sale, retrofit agreement, agency product sale or energy performance contract.',
      ],
    }),
    reference('customer', ['customer', '客户', 'customer'], {
      column: 'customer_code',
      aliases: [...customerHeadings, '甲方', '需方'],
    }),
    reference('unit', ['unit', '部门', 'unit'], {
      column: 'unit_code',
      aliases: [...unitHeadings, '事业部', '签约部门'],
      note: ['签订合同的事业部。', 'The business unit that signed the contract.'],
    }),
    reference('person', ['salesperson', '业务员', 'salesperson'], {
      column: 'salesperson_no',
      aliases: ['业务员工号', '经办人', '销售员', '销售人员', '客户经理'],
      note: [
        '主要业务员。没有填写业绩归属的合同，业绩全部归他。',
        'The main salesperson, who is credited in full unless credit shares are given.',
      ],
    }),
    date(['signed_on', '签订日', 'signed on'], {
      aliases: ['签订日期', '签约日期', '签订时间', '签约日', '签约时间', '合同日期'],
    }),
    number('元', ['turnover', '营业额', 'turnover'], {
      aliases: ['合同营业额', '合同金额', '合同总额', '合同额', '合同总价'],
    }),
    number('元', ['retention', '质保金', 'retention money'], {
      aliases: ['质量保证金', '质保金金额'],
      note: ['不填为 0。', '0 when left empty.'],
    }),
    date(['retention_due_on', '质保期满日', 'retention due on'], {
      nullable: true,
      aliases: ['质保到期日', '质保期满日期', '质保期限'],
    }),
    reference('contract', ['trial', '试用协议', 'trial'], {
      column: 'trial_contract_no',
      nullable: true,
      reverse: '转化合同',
      aliases: ['试用协议编号', '试用协议号', '原试用协议'],
      note: [
        '由试用转化而来的合同，填写原试用协议的编号。',
        'For a contract that came of a trial, the number of the trial agreement.',
      ],
    }),
    date(['trial_ends_on', '试用截止日', 'trial ends on'], {
      nullable: true,
      aliases: ['试用到期日', '试用截止日期'],
    }),
    text(['status', '状态', 'status'], {
      aliases: ['合同状态', '履行状态', '执行状态'],
      choices: { 履行中: 'in progress', 已完成: 'completed', 已终止: 'terminated', 已退回: 'returned' },
      note: [
        '履行中、已完成、已终止或已退回；不填为履行中。结束日晚于本期的，本期仍为履行中。',
        'In progress, completed, terminated or returned; in progress when left empty, and in a period before its end.',
      ],
    }),
    date(['ended_on', '结束日', 'ended on'], {
      nullable: true,
      aliases: ['结束日期', '完成日期', '终止日期', '退回日期'],
      note: ['完成、终止或退回的那一天。', 'The day it was completed, terminated or returned.'],
    }),
    date(['accepted_on', '验收日', 'accepted on'], {
      nullable: true,
      derived: true,
      note: [
        '截至本期最后一天，最早一次验收的日期。',
        'The day of the first acceptance up to the last day of the period.',
      ],
    }),
  ],
}

/** Base price and filing are those of the signing date (M-4.3, M-2.2). Prices of one product never overlap: one match. */
const lineSource = `(
  select x.contract_no, x.line_no, x.product_code, x.quantity, x.unit_price, x.amount, p.price as base_price,
    f.product_code is not null as filed, k.contract_no is not null as conceded
  from record.contract_line x
  ${visibleWithContract}
  left join record.base_price p on p.product_code = x.product_code
    and p.valid_from <= c.signed_on and (p.valid_to is null or p.valid_to > c.signed_on)
  left join record.catalogue_filing f on f.product_code = x.product_code and f.status = '已备案'
    and f.filed_on <= c.signed_on and (f.expires_on is null or f.expires_on > c.signed_on)
  left join (select contract_no, line_no from record.concession group by contract_no, line_no) k
    on k.contract_no = x.contract_no and k.line_no = x.line_no
)`

export const contractLine: RecordObject = {
  id: 'contract_line',
  label: '合同明细',
  english: 'contract line',
  source: lineSource,
  within: withinContract,
  key: ['contract_no', 'line_no'],
  aliases: ['合同产品明细', '销售明细', '合同清单明细'],
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    number('数', ['line_no', '行号', 'line number'], { aliases: ['明细行号', '序号', '明细号'] }),
    reference('product', ['product', '产品', 'product'], {
      column: 'product_code',
      aliases: ['产品编码', '产品编号', '产品代码', '物料编码', '货号'],
    }),
    number('个', ['quantity', '数量', 'quantity'], { aliases: ['合同数量', '销售数量'] }),
    number('元/个', ['unit_price', '单价', 'unit price'], { aliases: ['合同单价', '销售单价', '成交单价'] }),
    number('元', ['amount', '金额', 'amount'], { aliases: ['合计金额', '小计', '总价', '价税合计'] }),
    number('元/个', ['base_price', '基准价', 'base price'], {
      nullable: true,
      derived: true,
      note: ['签订日有效的公司基准价。', 'The company base price in force on the signing date.'],
    }),
    yesNo(['filed', '已备案', 'filed'], {
      derived: true,
      note: [
        '签订日该产品是否在已备案的产品名录中。',
        'Whether the product was in the filed catalogue on the signing date.',
      ],
    }),
    yesNo(['conceded', '有附加条件', 'has concessions'], {
      derived: true,
      note: [
        '这一行是否以附加条件换取了价格。',
        'Whether the price of this line was bought with concessions.',
      ],
    }),
  ],
}

export const concession: RecordObject = {
  id: 'concession',
  label: '附加条件',
  english: 'concession',
  source: `(select x.contract_no, x.line_no, x.item_no, x.content from record.concession x ${visibleWithContract})`,
  within: withinContract,
  key: ['contract_no', 'line_no', 'item_no'],
  aliases: ['合同附加条件', '附加承诺'],
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    number('数', ['line_no', '行号', 'line number'], { aliases: ['明细行号', '合同行号'] }),
    number('数', ['item_no', '序号', 'item number'], { aliases: ['条件序号', '条款序号'] }),
    prose(['content', '内容', 'content'], { aliases: ['条件内容', '附加条件内容', '条件'] }),
    reference('contract_line', ['line', '合同明细', 'contract line'], {
      columns: ['contract_no', 'line_no'],
      derived: true,
    }),
  ],
}

/** A contract without rows of its own is credited to its salesperson in full, as most contracts are. */
export const creditShare: RecordObject = {
  id: 'credit_share',
  label: '业绩归属',
  english: 'credit share',
  source: `(
    select c.contract_no, coalesce(x.person_no, c.salesperson_no) as person_no, coalesce(x.share, 1) as share,
      x.contract_no is null as alone
    from record.contract c left join record.credit_share x on x.contract_no = c.contract_no
    where c.signed_on <= :last
  )`,
  key: ['contract_no', 'person_no'],
  within: { ...withinContract, columns: ['salesperson_no', 'signed_on'] },
  alone: { reference: 'contract', column: 'alone' },
  aliases: ['业绩分配', '业绩分成', '提成分配'],
  note: {
    text: '只有多人分享业绩的合同才需要填写，同一合同的比例合计必须为 100%。',
    english: 'Only for contracts whose credit is shared; the shares of one contract must sum to 100%.',
  },
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    reference('person', ['person', '员工', 'person'], {
      column: 'person_no',
      aliases: [...personHeadings, '业务员', '归属人'],
    }),
    number('比率', ['share', '比例', 'share'], { aliases: ['归属比例', '分配比例', '业绩比例', '分成比例'] }),
  ],
}

export const paymentPlan: RecordObject = {
  id: 'payment_plan',
  label: '付款计划',
  english: 'payment plan',
  source: `(
    select x.contract_no, x.instalment_no, x.due_on, x.amount, x.kind from record.payment_plan x
    ${visibleWithContract}
  )`,
  within: withinContract,
  key: ['contract_no', 'instalment_no'],
  aliases: ['收款计划', '回款计划', '应收计划'],
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    number('数', ['instalment_no', '期次', 'instalment'], { aliases: ['期数', '期号', '付款期次'] }),
    date(['due_on', '应付日', 'due on'], { aliases: ['应付日期', '应收日期', '计划付款日', '计划回款日期'] }),
    number('元', ['amount', '金额', 'amount'], {
      aliases: ['应付金额', '应收金额', '计划金额', '计划回款金额'],
    }),
    text(['kind', '款项类别', 'kind'], {
      nullable: true,
      aliases: ['款项性质', '款项类型', '付款类别'],
      choices: paymentKinds,
      note: [
        '订金、进度款、验收款、质保金或其他。',
        'Deposit, progress payment, acceptance payment, retention or other.',
      ],
    }),
  ],
}

export const recognition: RecordObject = {
  id: 'recognition',
  label: '收入确认',
  english: 'recognition',
  source: `(
    select x.contract_no, x.instalment_no, x.from_on, x.to_on, x.amount,
      case when x.recognised_on <= :last then x.recognised_on end as recognised_on
    from record.recognition x ${visibleWithContract}
  )`,
  within: withinContract,
  key: ['contract_no', 'instalment_no'],
  aliases: ['节能分享', '收入确认计划', '分享期确认'],
  note: {
    text: '合同能源管理合同按已确认的分享期计入营业额。',
    english: 'The turnover of an energy performance contract counts by sharing periods that were confirmed.',
  },
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    number('数', ['instalment_no', '期次', 'instalment'], { aliases: ['期数', '期号', '分享期次'] }),
    date(['from_on', '期间起', 'from'], { aliases: ['期间开始', '分享期起', '起始日期', '开始日期'] }),
    date(['to_on', '期间止', 'to'], {
      aliases: ['期间结束', '分享期止', '截止日期', '结束日期'],
      note: ['含当天。', 'This day included.'],
    }),
    date(['recognised_on', '确认日', 'recognised on'], {
      nullable: true,
      aliases: ['确认日期', '客户确认日', '收入确认日期'],
      note: [
        '客户确认本期节能量的日期，确认之前空着。',
        'The day the customer confirmed the savings of this period; empty until then.',
      ],
    }),
    number('元', ['amount', '金额', 'amount'], { aliases: ['确认金额', '分享金额', '收入金额'] }),
  ],
}

/** A paper handed in after the period was still missing in it. */
export const contractPaper: RecordObject = {
  id: 'contract_paper',
  label: '合同资料',
  english: 'contract paper',
  source: `(
    select x.contract_no, x.name, x.due_on,
      x.complete and coalesce(x.submitted_on <= :last, true) as complete,
      case when x.submitted_on <= :last then x.submitted_on end as submitted_on
    from record.contract_paper x ${visibleWithContract}
  )`,
  within: withinContract,
  key: ['contract_no', 'name'],
  aliases: ['合同资料清单', '业务资料', '资料清单'],
  fields: [
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      aliases: contractHeadings,
    }),
    text(['name', '资料名称', 'name'], { aliases: ['资料', '文件名称', '资料项目'] }),
    date(['due_on', '应交日', 'due on'], { aliases: ['应交日期', '应提交日期', '截止日期'] }),
    yesNo(['complete', '齐备', 'complete'], { aliases: ['是否齐备', '是否齐全', '齐全', '是否提交'] }),
    date(['submitted_on', '提交日', 'submitted on'], {
      nullable: true,
      aliases: ['提交日期', '交付日期', '上交日期'],
    }),
  ],
}
