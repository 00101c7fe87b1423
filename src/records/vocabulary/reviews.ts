import type { RecordObject } from '../../language/vocabulary.ts'
import { number, personHeadings, prose, reference, text } from './fields.ts'

export const monthlyScore: RecordObject = {
  id: 'monthly_score',
  label: '月度评分',
  english: 'monthly score',
  source: 'record.monthly_score',
  key: ['person_no', 'indicator'],
  period: 'period',
  aliases: ['月度考评', '考评分数', '月度考核'],
  fields: [
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    text(['indicator', '指标', 'indicator'], { aliases: ['考核指标', '考评指标', '项目'] }),
    text(['period', '期间', 'period'], {
      aliases: ['月份', '考核月份', '所属期间'],
      note: ['如 2026-10。', 'Such as 2026-10.'],
    }),
    number('分', ['score', '分数', 'score'], { aliases: ['得分', '评分'] }),
    text(['origin', '来源', 'origin'], {
      aliases: ['分数来源'],
      choices: { 计算: 'computed', 录入: 'entered' },
      note: [
        '计算或录入；缺少记录时由人录入的分数写“录入”。不填为录入。',
        'Computed or entered; a score given by hand for want of records is entered. Entered when left empty.',
      ],
    }),
    prose(['remark', '说明', 'remark'], { nullable: true, aliases: ['备注', '评语'] }),
  ],
}

/** A raise above the cap counts only once a second person has approved it (M-5.3). */
export const exceptionalScore: RecordObject = {
  id: 'exceptional_score',
  label: '超常加分',
  english: 'exceptional score',
  source: `(
    select person_no, period, points, reason, proposed_by, approved_by
    from record.exceptional_score where approved_by is not null
  )`,
  key: ['person_no'],
  period: 'period',
  aliases: ['突出贡献加分', '特殊加分'],
  fields: [
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    text(['period', '期间', 'period'], {
      aliases: ['月份', '考核月份', '所属期间'],
      note: ['如 2026-10。', 'Such as 2026-10.'],
    }),
    number('分', ['points', '加分', 'points'], {
      aliases: ['加分值', '分值'],
      note: ['2 至 3 分。', '2 to 3 points.'],
    }),
    prose(['reason', '理由', 'reason'], { aliases: ['加分理由', '事由', '突出事迹'] }),
    reference('person', ['proposer', '申请人', 'proposer'], {
      column: 'proposed_by',
      reverse: '申请的加分',
      aliases: ['申请人工号', '提名人'],
    }),
    reference('person', ['approver', '批准人', 'approver'], {
      column: 'approved_by',
      reverse: '批准的加分',
      aliases: ['批准人工号', '审批人'],
      note: ['不能是申请人，也不能是本人。', 'Neither the proposer nor the person who gets the points.'],
    }),
  ],
}

export const cooperationRating: RecordObject = {
  id: 'cooperation_rating',
  label: '协作评价',
  english: 'cooperation rating',
  source: 'record.cooperation_rating',
  key: ['person_no', 'unit_code'],
  period: 'period',
  aliases: ['部门协作评价', '协作评分', '配合度评价'],
  fields: [
    reference('person', ['person', '被评人', 'person rated'], {
      column: 'person_no',
      aliases: [...personHeadings, '被评人工号', '被评价人'],
    }),
    reference('unit', ['unit', '评价部门', 'rating unit'], {
      column: 'unit_code',
      reverse: '给出的协作评价',
      aliases: ['评分部门', '评价部门编码', '协作部门'],
    }),
    text(['period', '期间', 'period'], {
      aliases: ['月份', '考核月份', '所属期间'],
      note: ['如 2026-10。', 'Such as 2026-10.'],
    }),
    number('分', ['score', '分数', 'score'], { aliases: ['得分', '评分'] }),
  ],
}

export const workRecord: RecordObject = {
  id: 'work_record',
  label: '工作记录',
  english: 'work record',
  source: 'record.work_record',
  key: ['person_no', 'kind'],
  period: 'period',
  aliases: ['日报周报', '日报统计', '工作记录统计'],
  fields: [
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    text(['period', '期间', 'period'], {
      aliases: ['月份', '所属期间'],
      note: ['如 2026-10。', 'Such as 2026-10.'],
    }),
    text(['kind', '类别', 'kind'], {
      aliases: ['记录类别', '报告类别'],
      choices: { 日报: 'daily report', 周报: 'weekly report' },
      note: ['日报或周报。', 'Daily or weekly report.'],
    }),
    number('个', ['due_count', '应交份数', 'due'], { aliases: ['应交', '应交数', '应提交份数'] }),
    number('个', ['submitted_count', '实交份数', 'submitted'], {
      aliases: ['实交', '实交数', '已交份数', '已提交份数'],
    }),
  ],
}
