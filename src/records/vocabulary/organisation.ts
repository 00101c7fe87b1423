import type { RecordObject } from '../../language/vocabulary.ts'
import {
  date,
  number,
  personHeadings,
  reference,
  text,
  unitHeadings,
  validFrom,
  validTo,
  yesNo,
} from './fields.ts'

/**
 * The parent is the one in force on the period's last day: a recorded move (部门隶属) wins over the parent on the unit
 * itself. The centre is the nearest unit of that kind upwards, so that a policy can speak of a whole centre (M-5.2)
 * without walking the tree.
 */
const unitSource = `(
  with recursive placed as (
    select u.unit_code, u.name, u.kind, coalesce(p.parent_code, u.parent_code) as parent_code, u.opened_on, u.closed_on
      from record.unit u
      left join record.unit_placement p on p.unit_code = u.unit_code
        and p.valid_from <= :last and (p.valid_to is null or p.valid_to > :last)
  ), upward as (
    select unit_code, unit_code as above, kind, parent_code, 0 as steps from placed
    union all
    select w.unit_code, p.unit_code, p.kind, p.parent_code, w.steps + 1
      from upward w join placed p on p.unit_code = w.parent_code where w.kind <> '中心'
  ) cycle above set looped using path, centre as (
    select unit_code, above as centre_code from upward where kind = '中心' and not looped
  )
  select p.unit_code, p.name, p.kind, p.parent_code, p.opened_on, p.closed_on, c.centre_code, h.person_no as head_no
    from placed p
    left join centre c on c.unit_code = p.unit_code
    left join record.assignment h on h.unit_code = p.unit_code and h.heads_unit
      and h.valid_from <= :last and (h.valid_to is null or h.valid_to > :last)
)`

export const unit: RecordObject = {
  id: 'unit',
  label: '部门',
  english: 'unit',
  source: unitSource,
  key: ['unit_code'],
  aliases: ['组织机构', '部门表', '组织架构'],
  fields: [
    text(['code', '部门编码', 'code'], {
      column: 'unit_code',
      aliases: ['部门编号', '部门代码', '组织编码', '机构编码'],
    }),
    text(['name', '名称', 'name'], { aliases: ['部门名称', '部门', '组织名称', '机构名称'] }),
    text(['kind', '类别', 'kind'], {
      aliases: ['部门类别', '部门类型', '类型'],
      choices: { 中心: 'centre', 事业部: 'business unit', 工程组: 'works team', 职能: 'support function' },
      note: ['中心、事业部、工程组或职能。', 'Centre, business unit, works team or support function.'],
    }),
    reference('unit', ['parent', '上级部门', 'parent unit'], {
      column: 'parent_code',
      nullable: true,
      reverse: '下级部门',
      aliases: ['上级部门编码', '上级组织', '隶属部门'],
    }),
    date(['opened_on', '设立日', 'opened on'], { nullable: true, aliases: ['设立日期', '成立日期'] }),
    date(['closed_on', '撤销日', 'closed on'], { nullable: true, aliases: ['撤销日期'] }),
    reference('unit', ['centre', '中心', 'centre'], {
      column: 'centre_code',
      nullable: true,
      derived: true,
      reverse: '所辖部门',
      note: ['向上最近的中心，中心的中心是它自己。', 'The nearest centre above; a centre is its own.'],
    }),
    reference('person', ['head', '负责人', 'head'], {
      column: 'head_no',
      nullable: true,
      derived: true,
      reverse: '负责的部门',
      note: ['本期最后一天的部门负责人。', 'The head of the unit on the last day of the period.'],
    }),
  ],
}

export const unitPlacement: RecordObject = {
  id: 'unit_placement',
  label: '部门隶属',
  english: 'unit placement',
  source:
    '(select unit_code, parent_code, valid_from, valid_to from record.unit_placement where valid_from <= :last)',
  key: ['unit_code', 'valid_from'],
  note: {
    text: '只在部门换过上级时填写；没有填写的期间以部门表中的上级部门为准。',
    english: 'Only for units that changed their parent; otherwise the parent of the unit itself holds.',
  },
  aliases: ['部门调整', '组织调整'],
  fields: [
    reference('unit', ['unit', '部门', 'unit'], { column: 'unit_code', aliases: unitHeadings }),
    reference('unit', ['parent', '上级部门', 'parent unit'], {
      column: 'parent_code',
      reverse: '曾辖部门',
      aliases: ['上级部门编码', '上级组织'],
    }),
    validFrom,
    validTo,
  ],
}

export const assignment: RecordObject = {
  id: 'assignment',
  label: '任职',
  english: 'assignment',
  source: `(
    select person_no, unit_code, position, superior_no, heads_unit, valid_from, valid_to,
      greatest(0, least(:last + 1, valid_to) - greatest(:first, valid_from)) as days
    from record.assignment where valid_from <= :last
  )`,
  key: ['person_no', 'valid_from'],
  aliases: ['任职记录', '岗位异动', '人事异动', '调岗记录'],
  fields: [
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    reference('unit', ['unit', '部门', 'unit'], { column: 'unit_code', aliases: unitHeadings }),
    text(['position', '岗位', 'position'], { aliases: ['职位', '职务', '岗位名称'] }),
    reference('person', ['superior', '上级', 'superior'], {
      column: 'superior_no',
      nullable: true,
      reverse: '下属任职',
      aliases: ['直接上级', '上级工号', '主管', '汇报对象'],
    }),
    yesNo(['heads_unit', '是负责人', 'heads the unit'], {
      aliases: ['部门负责人', '是否负责人'],
      note: ['是否为该部门的负责人；不填为否。', 'Whether the person heads the unit; no when left empty.'],
    }),
    validFrom,
    validTo,
    number('天', ['days', '任期天数', 'days in the period'], {
      derived: true,
      note: ['这一任职在本期内的天数。', 'Days of the period in this post.'],
    }),
  ],
}

export const team: RecordObject = {
  id: 'team',
  label: '业务组',
  english: 'team',
  source: `(
    select t.team_code, t.name, t.unit_code, t.formed_on, m.person_no as leader_no,
      case when t.dissolved_on <= :last then t.dissolved_on end as dissolved_on,
      case when t.merged_on <= :last then t.merged_into end as merged_into,
      case when t.merged_on <= :last then t.merged_on end as merged_on
    from record.team t
    left join record.team_membership m on m.team_code = t.team_code and m.role = '组长'
      and m.valid_from <= :last and (m.valid_to is null or m.valid_to > :last)
    where t.formed_on <= :last
  )`,
  key: ['team_code'],
  aliases: ['销售小组', '小组'],
  fields: [
    text(['code', '业务组编码', 'code'], {
      column: 'team_code',
      aliases: ['业务组编号', '小组编号', '组号'],
    }),
    text(['name', '名称', 'name'], { aliases: ['业务组名称', '小组名称', '组名'] }),
    reference('unit', ['unit', '部门', 'unit'], { column: 'unit_code', aliases: unitHeadings }),
    date(['formed_on', '成立日', 'formed on'], { aliases: ['成立日期', '组建日期'] }),
    date(['dissolved_on', '解散日', 'dissolved on'], { nullable: true, aliases: ['解散日期'] }),
    reference('team', ['merged_into', '并入业务组', 'merged into'], {
      nullable: true,
      reverse: '被合并的业务组',
      aliases: ['合并至', '并入小组'],
    }),
    date(['merged_on', '并入日', 'merged on'], { nullable: true, aliases: ['并入日期', '合并日期'] }),
    reference('person', ['leader', '组长', 'leader'], {
      column: 'leader_no',
      nullable: true,
      derived: true,
      reverse: '所带业务组',
      note: ['本期最后一天的组长。', 'The leader on the last day of the period.'],
    }),
  ],
}

export const teamMembership: RecordObject = {
  id: 'team_membership',
  label: '业务组成员',
  english: 'team membership',
  source: `(
    select team_code, person_no, role, valid_from, valid_to,
      greatest(0, least(:last + 1, valid_to) - greatest(:first, valid_from)) as days
    from record.team_membership where valid_from <= :last
  )`,
  key: ['team_code', 'person_no', 'valid_from'],
  aliases: ['小组成员', '组员'],
  fields: [
    reference('team', ['team', '业务组', 'team'], {
      column: 'team_code',
      aliases: ['业务组编码', '业务组编号', '小组编号', '组号', '小组'],
    }),
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    text(['role', '角色', 'role'], {
      aliases: ['组内角色', '身份'],
      choices: { 组长: 'leader', 组员: 'member' },
      note: ['组长或组员；不填为组员。', 'Leader or member; member when left empty.'],
    }),
    validFrom,
    validTo,
    number('天', ['days', '在组天数', 'days in the period'], {
      derived: true,
      note: ['在本期内属于这个业务组的天数。', 'Days of the period in this team.'],
    }),
  ],
}
