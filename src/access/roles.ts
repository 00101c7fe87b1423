/** The roles of design: who a person is to the system. An account may hold several, each from a day to a day. */

export const roles = {
  admin: { label: '系统管理员', english: 'System administrator' },
  administration: { label: '行政部', english: 'Administration department' },
  finance: { label: '财务部', english: 'Finance department' },
  director: { label: '营销总监/主管副总', english: 'Marketing director / vice president' },
  'unit-head': { label: '事业部负责人', english: 'Head of a business unit' },
  'regional-manager': { label: '区域经理', english: 'Regional manager' },
  'sales-manager': { label: '业务经理', english: 'Sales manager' },
  salesperson: { label: '业务员', english: 'Salesperson' },
  'project-manager': { label: '专案经理', english: 'Project manager' },
  'service-lead': { label: '售后主管', english: 'After-sales lead' },
  receptionist: { label: '客服接待员', english: 'Receptionist' },
  engineer: { label: '工程师', english: 'Engineer' },
  provider: { label: '特约服务商', english: 'Appointed service provider' },
  agency: { label: '代理公司', english: 'Agency' },
  auditor: { label: '只读审计', english: 'Read-only auditor' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly english: string }>>

export type Role = keyof typeof roles

export const roleIds = Object.keys(roles) as Role[]

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text)
}

/** Duties that check each other. */
const apart: readonly (readonly [Role, Role])[] = [
  ['finance', 'director'],
  ['finance', 'unit-head'],
  ['administration', 'director'],
  ['admin', 'finance'],
  ['admin', 'administration'],
  ['admin', 'director'],
  ['admin', 'auditor'],
  ['auditor', 'finance'],
  ['auditor', 'administration'],
  ['auditor', 'director'],
]

/** The pairs among these roles that one person had better not hold together. */
export const clashesIn = (held: readonly Role[]): readonly (readonly [Role, Role])[] =>
  apart.filter((pair) => pair.every((role) => held.includes(role)))

/** How far a permission reaches, from one's own to everybody's; the number is the one row-level security compares. */
export const scopes = { own: 1, group: 2, unit: 3, centre: 4, all: 5 } as const

export type Scope = keyof typeof scopes

export function wider(a: Scope | undefined, b: Scope | undefined): Scope | undefined {
  if (!a || !b) return a ?? b
  return scopes[a] >= scopes[b] ? a : b
}
