import { chineseMonth, named, number, text } from '../cells.ts'
import type { Layout } from '../sheet-layout.ts'
import type { Names } from './names.ts'

export function reviewBook({ people, units }: Names): Record<string, Layout> {
  const who = [
    { heading: '工号', ...text('person_no') },
    { heading: '姓名', ...named('person_no', people) },
  ]
  return {
    monthly_score: {
      name: '月度考评',
      title: '月度考评打分（缺少记录的指标由主管评定）',
      columns: [
        { heading: '考核月份', ...chineseMonth('period') },
        ...who,
        { heading: '考核指标', ...text('indicator') },
        { heading: '得分', ...number('score') },
        { heading: '分数来源', ...text('origin') },
        { heading: '备注', ...text('remark') },
      ],
    },
    exceptional_score: {
      name: '突出贡献加分',
      columns: [
        { heading: '月份', ...text('period') },
        ...who,
        { heading: '加分值', ...number('points') },
        { heading: '突出事迹', ...text('reason') },
        { heading: '提名人', ...named('proposed_by', people) },
        { heading: '审批人', ...named('approved_by', people) },
      ],
    },
    cooperation_rating: {
      name: '部门协作评价',
      columns: [
        { heading: '考核月份', ...chineseMonth('period') },
        { heading: '被评价人', ...named('person_no', people) },
        { heading: '评分部门', ...named('unit_code', units) },
        { heading: '评分', ...number('score') },
      ],
    },
    work_record: {
      name: '日报周报',
      title: '日报、周报提交统计',
      columns: [
        ...who,
        { heading: '月份', ...chineseMonth('period') },
        { heading: '报告类别', ...text('kind') },
        { group: '份数', heading: '应交', ...number('due_count') },
        { group: '份数', heading: '实交', ...number('submitted_count') },
      ],
    },
  }
}
