import type { RecordObject } from '../../language/vocabulary.ts'
import { contractHeadings, customerHeadings, date, prose, reference, text, yesNo } from './fields.ts'

export const customer: RecordObject = {
  id: 'customer',
  label: '客户',
  english: 'customer',
  source: 'record.customer',
  key: ['customer_code'],
  aliases: ['客户表', '客户名单', '客户档案'],
  fields: [
    text(['code', '客户编码', 'code'], {
      column: 'customer_code',
      aliases: ['客户编号', '客户代码'],
    }),
    text(['name', '名称', 'name'], { aliases: ['客户名称', '单位名称', '客户全称'] }),
    text(['region', '地区', 'region'], { nullable: true, aliases: ['区域', '所在地区', '省市'] }),
    text(['category', '类别', 'category'], {
      nullable: true,
      aliases: ['客户类别', '客户类型', '类型'],
    }),
  ],
}

/** A judgement made after the period is not yet visible in it. */
export const complaint: RecordObject = {
  id: 'complaint',
  label: '投诉',
  english: 'complaint',
  source: `(
    select complaint_no, customer_code, contract_no, person_no, complained_on, content,
      case when judged_on is null or judged_on <= :last then justified end as justified,
      case when judged_on <= :last then judged_on end as judged_on
    from record.complaint where complained_on <= :last
  )`,
  key: ['complaint_no'],
  aliases: ['客户投诉', '投诉记录', '投诉登记'],
  fields: [
    text(['number', '投诉编号', 'number'], {
      column: 'complaint_no',
      aliases: ['投诉单号', '投诉号'],
    }),
    reference('customer', ['customer', '客户', 'customer'], {
      column: 'customer_code',
      aliases: customerHeadings,
    }),
    reference('contract', ['contract', '合同', 'contract'], {
      column: 'contract_no',
      nullable: true,
      aliases: contractHeadings,
    }),
    reference('person', ['person', '责任人', 'person responsible'], {
      column: 'person_no',
      nullable: true,
      aliases: ['责任人工号', '被投诉人', '责任员工'],
    }),
    date(['complained_on', '投诉日', 'complained on'], { aliases: ['投诉日期', '投诉时间', '受理日期'] }),
    yesNo(['justified', '成立', 'justified'], {
      nullable: true,
      aliases: ['是否成立', '投诉成立', '是否属实'],
      note: ['判定之前空着。', 'Empty until it is judged.'],
    }),
    date(['judged_on', '判定日', 'judged on'], { nullable: true, aliases: ['判定日期', '结论日期'] }),
    prose(['content', '内容', 'content'], { aliases: ['投诉内容', '投诉事项', '事由'] }),
  ],
}
