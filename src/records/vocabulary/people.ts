import { type RecordObject, type SourceParts, sourceOfParts } from '../../language/vocabulary.ts'
import { date, number, personHeadings, reference, text, validFrom, validTo, yesNo } from './fields.ts'

/**
 * Post, group and pay are those of the period's last day, or of the last day employed for someone who has left: people
 * stay visible after leaving because their contracts keep paying.
 */
const personParts: SourceParts = {
  select: `p.person_no, p.name, p.hired_on, case when p.left_on <= :last then p.left_on end as left_on, p.workplace,
    greatest(0, least(:last, p.left_on) - greatest(:first, p.hired_on) + 1) as employed_days,
    coalesce(p.left_on >= :last, true) as employed`,
  from: `from (
    select person_no, name, hired_on, left_on, workplace, least(:last, left_on) as day
    from record.person where hired_on <= :last
  ) p`,
  joins: [
    {
      sql: inForce('assignment', 'a'),
      columns: { unit_code: 'a.unit_code', position: 'a.position', superior_no: 'a.superior_no' },
    },
    { sql: inForce('team_membership', 'm'), columns: { team_code: 'm.team_code' } },
    {
      sql: inForce('fixed_pay', 'f'),
      columns: { base_pay: 'f.base_pay', allowance: 'f.allowance', fixed_pay: 'f.base_pay + f.allowance' },
    },
  ],
}

function inForce(table: string, alias: string): string {
  return `left join record.${table} ${alias} on ${alias}.person_no = p.person_no
    and ${alias}.valid_from <= p.day and (${alias}.valid_to is null or ${alias}.valid_to > p.day)`
}

export const person: RecordObject = {
  id: 'person',
  label: '员工',
  english: 'person',
  source: sourceOfParts(personParts),
  parts: personParts,
  key: ['person_no'],
  aliases: ['花名册', '员工花名册', '人员名单', '人员'],
  fields: [
    text(['number', '工号', 'number'], {
      column: 'person_no',
      aliases: personHeadings.filter((heading) => heading !== '工号'),
    }),
    text(['name', '姓名', 'name'], { aliases: ['员工姓名', '名字'] }),
    date(['hired_on', '入职日', 'hired on'], { aliases: ['入职日期', '入职时间', '到岗日期'] }),
    date(['left_on', '离职日', 'left on'], {
      nullable: true,
      aliases: ['离职日期', '离职时间'],
      note: ['在职的最后一天；空着表示在职。', 'The last day employed; empty while employed.'],
    }),
    text(['workplace', '工作地', 'workplace'], {
      nullable: true,
      aliases: ['工作地点', '工作城市', '社保地'],
      note: ['当地最低工资标准按此查找。', 'By this the local minimum wage is looked up.'],
    }),
    reference('unit', ['unit', '部门', 'unit'], { column: 'unit_code', nullable: true, derived: true }),
    text(['position', '岗位', 'position'], { nullable: true, derived: true }),
    reference('team', ['team', '业务组', 'team'], {
      column: 'team_code',
      nullable: true,
      derived: true,
    }),
    reference('person', ['superior', '上级', 'superior'], {
      column: 'superior_no',
      nullable: true,
      derived: true,
      reverse: '下属',
    }),
    number('元', ['base_pay', '基本工资', 'base pay'], {
      nullable: true,
      derived: true,
      confidential: 'pay',
    }),
    number('元', ['allowance', '岗位津贴', 'post allowance'], {
      nullable: true,
      derived: true,
      confidential: 'pay',
    }),
    number('元', ['fixed_pay', '固定工资', 'fixed pay'], {
      nullable: true,
      derived: true,
      confidential: 'pay',
      note: ['基本工资加岗位津贴，按月。', 'Base pay and post allowance, by the month.'],
    }),
    number('天', ['employed_days', '在职天数', 'days employed'], {
      derived: true,
      note: ['本期内在职的日历天数。', 'Calendar days employed within the period.'],
    }),
    yesNo(['employed', '在职', 'employed'], {
      derived: true,
      note: ['本期最后一天是否在职。', 'Whether employed on the last day of the period.'],
    }),
  ],
}

/** Nobody is paid for days before the first or after the last day employed, whatever the standard's own dates say. */
export const fixedPay: RecordObject = {
  id: 'fixed_pay',
  label: '固定工资标准',
  english: 'fixed pay',
  source: `(
    select x.person_no, x.base_pay, x.allowance, x.valid_from, x.valid_to,
      greatest(0, least(:last + 1, x.valid_to, p.left_on + 1) - greatest(:first, x.valid_from, p.hired_on)) as days
    from record.fixed_pay x join record.person p on p.person_no = x.person_no where x.valid_from <= :last
  )`,
  key: ['person_no', 'valid_from'],
  aliases: ['工资标准', '薪资标准', '定薪表', '调薪记录'],
  fields: [
    reference('person', ['person', '员工', 'person'], { column: 'person_no', aliases: personHeadings }),
    validFrom,
    validTo,
    number('元', ['base_pay', '基本工资', 'base pay'], {
      aliases: ['基本薪资', '底薪', '基薪'],
      confidential: 'pay',
    }),
    number('元', ['allowance', '岗位津贴', 'post allowance'], {
      aliases: ['津贴', '岗位补贴', '职务津贴'],
      note: ['不填为 0。', '0 when left empty.'],
      confidential: 'pay',
    }),
    number('天', ['days', '适用天数', 'days in the period'], {
      derived: true,
      note: [
        '这一标准在本期内适用的天数，只算在职的日子。',
        'Days of the period for which this pay holds; only days employed count.',
      ],
    }),
  ],
}
