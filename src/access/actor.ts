/** Who asks: an account signed in, a key acting as one, or the system itself on somebody's behalf. */
import { Refusal } from '../records/refusal.ts'
import { permissions, type Resource, resources, rulesOf, type Verb } from './permissions.ts'
import { type Role, type Scope, wider } from './roles.ts'

export interface Actor {
  readonly account: string
  /** 姓名（工号）, as decisions and the audit log name them. */
  readonly name: string
  readonly person: string | null
  readonly roles: readonly Role[]
  /** A key never approves; what the system does by itself is told apart from what a person did. */
  readonly kind: 'person' | 'key' | 'system'
  readonly readOnly: boolean
}

/** The widest scope among the actor's roles; undefined is nowhere. */
export function scopeOf(actor: Actor, verb: Verb, resource: Resource): Scope | undefined {
  const rules = rulesOf(resource)
  return actor.roles.map((role) => rules[role]?.[verb]).reduce<Scope | undefined>(wider, undefined)
}

/** The first of the two questions: may this role do it at all. Whose it is, row-level security decides. */
export function allow(actor: Actor, verb: Verb, resource: Resource): Scope {
  const scope = scopeOf(actor, verb, resource)
  const held =
    verb !== 'read' && verb !== 'export' && (actor.readOnly || (actor.kind === 'key' && verb === 'approve'))
  if (!scope || held) throw notAllowed(verb, resource)
  return scope
}

/** In the words of the pages, whatever the language. */
export function notAllowed(verb: Verb, resource: Resource): Refusal {
  return new Refusal('not_allowed', {
    ...{ verb: verbNames[verb], verbEnglish: verb },
    ...{ resource: permissions[resource].label, resourceEnglish: resource },
  })
}

export const verbNames: Readonly<Record<Verb, string>> = {
  read: '查看',
  create: '新增',
  update: '修改',
  remove: '删除',
  approve: '批准',
  export: '导出',
}

export const verbIds = Object.keys(verbNames) as Verb[]

/** Everything the actor may, for the pages to hide by: resource → verb → scope. */
export function allowances(actor: Actor): Partial<Record<Resource, Partial<Record<Verb, Scope>>>> {
  return Object.fromEntries(
    resources
      .map((resource) => {
        const held = verbIds.flatMap((verb) => {
          const scope = scopeOf(actor, verb, resource)
          return scope ? [[verb, scope] as const] : []
        })
        return [resource, Object.fromEntries(held)] as const
      })
      .filter(([, held]) => Object.keys(held).length > 0),
  )
}
