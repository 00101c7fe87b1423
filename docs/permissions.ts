/** The table of permissions as a page, made from the program's own. `node docs/permissions.ts` writes it. */
import { writeFileSync } from 'node:fs'
import { verbNames } from '../src/access/actor.ts'
import { permissions, resources, rulesOf, type Verb } from '../src/access/permissions.ts'
import { type Role, roleIds, roles, type Scope } from '../src/access/roles.ts'

export const page = new URL('./permissions.md', import.meta.url)

const scopeNames: Readonly<Record<Scope, string>> = {
  own: '自己的',
  group: '本组',
  unit: '本部门',
  centre: '本中心',
  all: '全部',
}

export function permissionPage(): string {
  const sections = resources.map((resource) => {
    const rows = roleIds.flatMap((role) => {
      const held = heldBy(resource, role)
      return held === '' ? [] : [`| ${roles[role].label} | ${held} |`]
    })
    return `## ${permissions[resource].label}\n\n\`${resource}\`\n\n| 角色 | 可以 |\n| --- | --- |\n${rows.join('\n')}\n`
  })
  return `# 谁可以做什么

程序、网页和数据库的行级安全用的是同一张表（\`src/access/permissions.ts\`），这一页由它生成。没有写的就是不可以。一个账号有几个角色时，按最宽的算；范围按组织在那一天的样子算，看往月的绩效单按那个月最后一天（M-1.4）。

自己的：本人，和本人签的、分到业绩的合同。本组：本人带的业务组和直接下属。本部门：任职的部门和它下面的部门。本中心：所在的中心和它下面的部门。

${sections.join('\n')}`
}

/** Verbs of the same scope together: 查看、导出 全部；修改 本组. */
function heldBy(resource: (typeof resources)[number], role: Role): string {
  const held = Object.entries(rulesOf(resource)[role] ?? {}) as [Verb, Scope][]
  const byScope = Map.groupBy(held, ([, scope]) => scope)
  return [...byScope]
    .map(([scope, verbs]) => `${verbs.map(([verb]) => verbNames[verb]).join('、')}（${scopeNames[scope]}）`)
    .join('；')
}

if (import.meta.main) writeFileSync(page, permissionPage())
