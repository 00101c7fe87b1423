/**
 * Who may do what, to whose: the one table. The server asks it, the pages are hidden by it, the manual prints it, and
 * row-level security reads a copy of it. A role that is not named may not.
 *
 * Scopes: own, group (the team one leads, and direct subordinates), unit, centre, all. Duties are kept apart: the system
 * administrator manages accounts and sees no pay; finance settles and a director closes; nobody approves their own.
 */
import type { Role, Scope } from './roles.ts'

export type Verb = 'read' | 'create' | 'update' | 'remove' | 'approve' | 'export'

type Rules = Readonly<Partial<Record<Role, Readonly<Partial<Record<Verb, Scope>>>>>>

export interface Permission {
  /** What the pages call it. */
  readonly label: string
  readonly rules: Rules
}

const all = { read: 'all' } as const
const enter = { read: 'all', create: 'all', update: 'all', remove: 'all', export: 'all' } as const
const look = { read: 'all', export: 'all' } as const

/** Everybody on the company's own staff. */
const staff = {
  administration: all,
  finance: all,
  director: all,
  'unit-head': all,
  'regional-manager': all,
  'sales-manager': all,
  salesperson: all,
  'project-manager': all,
  'service-lead': all,
  receptionist: all,
  engineer: all,
  auditor: all,
} as const satisfies Rules

/** What people sell and earn: one's own, those one leads, one's unit, one's centre. */
const bySales = {
  director: { read: 'centre', export: 'centre' },
  'unit-head': { read: 'unit', export: 'unit' },
  'regional-manager': { read: 'group', export: 'group' },
  'sales-manager': { read: 'group' },
  salesperson: { read: 'own' },
  'project-manager': { read: 'own' },
} as const satisfies Rules

/** One's own, for everybody employed. */
const ownOnly = {
  director: { read: 'own' },
  'unit-head': { read: 'own' },
  'regional-manager': { read: 'own' },
  'sales-manager': { read: 'own' },
  salesperson: { read: 'own' },
  'project-manager': { read: 'own' },
  'service-lead': { read: 'own' },
  receptionist: { read: 'own' },
  engineer: { read: 'own' },
} as const satisfies Rules

export const permissions = {
  organisation: { label: '组织与任职', rules: { ...staff, admin: all, administration: enter } },
  person: { label: '人员', rules: { ...staff, admin: all, administration: enter } },
  pay: {
    label: '固定工资标准',
    rules: { ...ownOnly, director: { read: 'centre' }, administration: enter, finance: look, auditor: all },
  },
  personal: {
    label: '身份证号、银行卡和电话',
    // To approve is to watch over changed bank cards: seen, or stopped.
    rules: { ...ownOnly, administration: enter, finance: { read: 'all', export: 'all', approve: 'all' } },
  },
  product: {
    label: '产品',
    rules: {
      ...staff,
      admin: all,
      finance: enter,
      'unit-head': { read: 'all', create: 'all', update: 'all', export: 'all' },
    },
  },
  filing: {
    label: '产品名录备案',
    rules: {
      ...staff,
      'unit-head': { read: 'all', create: 'all', update: 'all' },
      finance: { ...enter, approve: 'all' },
    },
  },
  price: { label: '公司基准定价', rules: { ...staff, finance: { ...enter, approve: 'all' } } },
  customer: {
    label: '客户',
    rules: {
      ...bySales,
      finance: enter,
      administration: all,
      'unit-head': { read: 'unit', create: 'unit', update: 'unit', export: 'unit' },
      'sales-manager': { read: 'group', create: 'own', update: 'group' },
      salesperson: { read: 'own', create: 'own', update: 'own' },
      'service-lead': all,
      receptionist: { read: 'all', create: 'all', update: 'all' },
      engineer: all,
      auditor: all,
    },
  },
  contract: {
    label: '合同',
    rules: {
      ...bySales,
      finance: enter,
      administration: { read: 'all', update: 'all' },
      'unit-head': { read: 'unit', create: 'unit', update: 'unit', export: 'unit' },
      'service-lead': all,
      auditor: look,
    },
  },
  money: { label: '回款与退款', rules: { ...bySales, finance: enter, administration: all, auditor: look } },
  'goods-return': {
    label: '退货',
    rules: {
      ...bySales,
      finance: enter,
      administration: all,
      'service-lead': { read: 'all', create: 'all' },
      auditor: look,
    },
  },
  complaint: {
    label: '客户投诉',
    rules: {
      ...bySales,
      administration: enter,
      'service-lead': enter,
      receptionist: { read: 'all', create: 'all', update: 'all' },
      auditor: look,
    },
  },
  score: {
    label: '月度考评',
    rules: {
      ...bySales,
      ...{ 'service-lead': { read: 'own' }, engineer: { read: 'own' }, receptionist: { read: 'own' } },
      administration: enter,
      finance: all,
      director: { read: 'centre', approve: 'centre', export: 'centre' },
      auditor: look,
    },
  },
  rating: {
    label: '部门协作评价',
    rules: {
      administration: { ...enter },
      finance: { read: 'all', create: 'all', update: 'all' },
      director: { read: 'centre' },
      'unit-head': { read: 'own', create: 'all', update: 'all' },
      'service-lead': { read: 'own', create: 'all', update: 'all' },
      auditor: look,
    },
  },
  policy: {
    label: '制度',
    rules: {
      ...staff,
      administration: { read: 'all', create: 'all', update: 'all', remove: 'all', export: 'all' },
      director: { read: 'all', approve: 'all' },
    },
  },
  'policy-draft': {
    label: '制度草案',
    rules: {
      administration: { read: 'all', create: 'all', update: 'all', remove: 'all' },
      director: all,
    },
  },
  settlement: {
    label: '结算',
    rules: {
      administration: all,
      finance: { read: 'all', create: 'all', update: 'all', export: 'all' },
      director: { read: 'all', approve: 'all', export: 'all' },
      'unit-head': all,
      auditor: look,
    },
  },
  statement: {
    label: '绩效工资单',
    rules: {
      ...bySales,
      ...{ 'service-lead': { read: 'unit' }, engineer: { read: 'own' }, receptionist: { read: 'own' } },
      administration: look,
      finance: look,
      auditor: look,
    },
  },
  import: {
    label: '导入',
    rules: {
      administration: { read: 'all', create: 'all', remove: 'all' },
      finance: { read: 'all', create: 'all', remove: 'all' },
      auditor: all,
    },
  },
  audit: { label: '审计日志', rules: { director: all, auditor: look, admin: all } },
  account: { label: '用户与角色', rules: { admin: enter, administration: all, auditor: all } },
  'api-key': { label: '接口密钥', rules: { admin: enter, auditor: all } },
  backup: { label: '备份与恢复', rules: { admin: enter } },
  setting: {
    label: '设置',
    rules: { admin: { read: 'all', update: 'all' }, administration: all, auditor: all },
  },
  job: { label: '后台任务', rules: { admin: all, auditor: all } },
} as const satisfies Readonly<Record<string, Permission>>

export type Resource = keyof typeof permissions

export const resources = Object.keys(permissions) as Resource[]

export function isResource(text: string): text is Resource {
  return Object.hasOwn(permissions, text)
}

export function rulesOf(resource: Resource): Rules {
  return permissions[resource].rules
}
