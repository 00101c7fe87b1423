/**
 * What a list shows beside the entered fields, worked out from other records as of a day. Row-level security holds inside
 * them: who sees some contracts of a customer counts those.
 */
import type { Choice, RecordObject } from '../../language/vocabulary.ts'

export interface Extra {
  readonly id: string
  readonly label: string
  readonly english: string
  readonly kind: 'text' | 'number' | 'date'
  readonly unit?: string
  /** The only values there are. */
  readonly choices?: readonly Choice[]
  /** Over the row `t`; `:on` is the day. */
  readonly sql: string
}

const holds = (alias: string, day: string) =>
  `${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`

/** Who has left stands where they last were. */
const postDay = 'least(:on, t.left_on)'

const post = (column: string, joins = '') =>
  `(select ${column} from record.assignment a ${joins} where a.person_no = t.person_no and ${holds('a', postDay)})`

const ofContracts = (value: string) =>
  `(select ${value} from record.contract c where c.customer_code = t.customer_code)`

/** Who paid: nobody knows contracts by their numbers. */
const customerOfContract: Extra = {
  id: 'customer_name',
  label: '客户',
  english: 'customer',
  kind: 'text',
  sql: `(select k.name from record.contract c join record.customer k on k.customer_code = c.customer_code
    where c.contract_no = t.contract_no)`,
}

const extras: Readonly<Record<string, readonly Extra[]>> = {
  person: [
    {
      id: 'unit_name',
      label: '部门',
      english: 'unit',
      kind: 'text',
      sql: post('u.name', 'join record.unit u on u.unit_code = a.unit_code'),
    },
    { id: 'position', label: '岗位', english: 'position', kind: 'text', sql: post('a.position') },
    {
      id: 'team_name',
      label: '业务组',
      english: 'team',
      kind: 'text',
      sql: `(select g.name from record.team_membership m join record.team g on g.team_code = m.team_code
        where m.person_no = t.person_no and ${holds('m', postDay)})`,
    },
    {
      id: 'superior_name',
      label: '上级',
      english: 'superior',
      kind: 'text',
      sql: post('s.name', 'join record.person s on s.person_no = a.superior_no'),
    },
    {
      id: 'employment',
      label: '在职',
      english: 'employment',
      kind: 'text',
      choices: [
        { value: '未入职', english: 'not yet hired' },
        { value: '在职', english: 'employed' },
        { value: '已离职', english: 'left' },
      ],
      sql: `case when t.hired_on > :on then '未入职' when t.left_on < :on then '已离职' else '在职' end`,
    },
  ],
  receipt: [customerOfContract],
  customer: [
    {
      id: 'contracts',
      label: '合同数',
      english: 'contracts',
      kind: 'number',
      sql: ofContracts('count(*)'),
    },
    {
      id: 'turnover',
      label: '营业额合计',
      english: 'turnover',
      kind: 'number',
      unit: '元',
      sql: ofContracts('coalesce(sum(c.turnover), 0)'),
    },
    {
      id: 'last_signed',
      label: '最近签订',
      english: 'last signed',
      kind: 'date',
      sql: ofContracts('max(c.signed_on)'),
    },
  ],
  product: [
    {
      id: 'base_price',
      label: '基准价',
      english: 'base price',
      kind: 'number',
      unit: '元',
      sql: `(select b.price from record.base_price b where b.product_code = t.product_code and ${holds('b', ':on')})`,
    },
    {
      id: 'price_since',
      label: '价格生效日',
      english: 'price since',
      kind: 'date',
      sql: `(select b.valid_from from record.base_price b where b.product_code = t.product_code and ${holds('b', ':on')})`,
    },
    {
      id: 'filing',
      label: '备案',
      english: 'filing',
      kind: 'text',
      choices: [
        { value: '已备案', english: 'filed' },
        { value: '未备案', english: 'not filed' },
      ],
      sql: `case when exists (select from record.catalogue_filing f where f.product_code = t.product_code and f.status = '已备案'
        and f.filed_on <= :on and (f.expires_on is null or f.expires_on > :on)) then '已备案' else '未备案' end`,
    },
  ],
}

export const extrasOf = (object: RecordObject): readonly Extra[] => extras[object.id] ?? []

/** `day` must be an ISO date; undefined is today. */
export function extraSql({ sql }: Extra, day: string | undefined): string {
  if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`not a day: ${day}`)
  return `(${sql.replaceAll(':on', day === undefined ? 'current_date' : `date '${day}'`)})`
}

export function extraShown(extra: Extra, day: string | undefined): string {
  const sql = extraSql(extra, day)
  return extra.kind === 'number' ? `trim_scale(${sql}::numeric)::text` : `${sql}::text`
}
