import { chineseDate, date, named, number, text, ticked, typedMoney } from '../cells.ts'
import type { Layout } from '../sheet-layout.ts'
import type { Names } from './names.ts'

export function organisation({ units, people, teams }: Names): Record<string, Layout> {
  return {
    unit: {
      name: '部门表',
      columns: [
        { heading: '部门编码', ...text('unit_code') },
        { heading: '部门名称', ...text('name') },
        { heading: '部门类别', ...text('kind') },
        { heading: '上级部门', ...named('parent_code', units) },
        { heading: '设立日期', ...date('opened_on') },
        { heading: '撤销日期', ...date('closed_on') },
      ],
    },
    unit_placement: {
      name: '部门调整',
      columns: [
        { heading: '部门名称', ...named('unit_code', units) },
        { heading: '上级部门', ...named('parent_code', units) },
        { heading: '生效日期', ...chineseDate('valid_from') },
        { heading: '失效日期', ...chineseDate('valid_to') },
      ],
    },
    team: {
      name: '业务组',
      columns: [
        { heading: '组号', ...text('team_code') },
        { heading: '组名', ...text('name') },
        { heading: '部门名称', ...named('unit_code', units) },
        { heading: '组建日期', ...date('formed_on') },
        { heading: '解散日期', ...date('dissolved_on') },
        { heading: '并入小组', ...named('merged_into', teams) },
        { heading: '合并日期', ...date('merged_on') },
      ],
    },
    team_membership: {
      name: '小组成员',
      columns: [
        { heading: '小组', ...named('team_code', teams) },
        { heading: '工号', ...text('person_no') },
        { heading: '姓名', ...named('person_no', people) },
        { heading: '组内角色', ...text('role') },
        { heading: '开始日期', ...date('valid_from') },
        { heading: '失效日期', ...date('valid_to') },
      ],
    },
  }
}

export function roster({ units, people }: Names): Record<string, Layout> {
  return {
    person: {
      name: '花名册',
      title: '澄源水处理设备有限公司 2026 年员工花名册',
      columns: [
        { group: '基本信息', heading: '工号', ...text('person_no') },
        { group: '基本信息', heading: '姓名', ...text('name') },
        { group: '任职时间', heading: '入职日期', ...chineseDate('hired_on') },
        { group: '任职时间', heading: '离职日期', ...chineseDate('left_on') },
        { heading: '工作地点', ...text('workplace') },
      ],
      signed: '制表：行政部',
    },
    assignment: {
      name: '岗位异动',
      columns: [
        { heading: '工号', ...text('person_no') },
        { heading: '姓名', ...named('person_no', people) },
        { heading: '所属部门', ...named('unit_code', units) },
        { heading: '岗位名称', ...text('position') },
        { heading: '直接上级', ...named('superior_no', people) },
        { heading: '是否负责人', ...ticked('heads_unit', '是', '') },
        { heading: '起始日期', ...date('valid_from', 'chinese') },
        { heading: '失效日期', ...date('valid_to', 'chinese') },
      ],
    },
    fixed_pay: {
      name: '工资标准',
      title: '固定工资标准（含调薪记录）',
      note: '单位：元',
      columns: [
        { heading: '员工编号', ...text('person_no') },
        { heading: '姓名', ...named('person_no', people) },
        { group: '月工资', heading: '底薪', ...typedMoney('base_pay') },
        { group: '月工资', heading: '岗位津贴', ...number('allowance', 'grouped') },
        { heading: '生效日期', ...date('valid_from') },
        { heading: '失效日期', ...date('valid_to') },
      ],
    },
  }
}
