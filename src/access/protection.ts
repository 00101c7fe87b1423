/**
 * Which table belongs to which resource, and whose each row is. A table of records, results or money that is missing
 * here has no policy for hengji_app, so requests cannot reach it; a test fails until it is named.
 */
import { type Actor, scopeOf } from './actor.ts'
import type { Resource, Verb } from './permissions.ts'

/**
 * By which column a row is somebody's: everybody's rows need only some scope, nobody's need all. A contract itself is its
 * signer's and its unit's, by what the row says, also of a row just being written.
 */
export type Owner =
  | { readonly by: 'person' | 'contract' | 'signer' | 'unit' | 'customer'; readonly column: string }
  | { readonly by: 'everybody' | 'nobody' }

export interface Protection {
  readonly table: string
  readonly resource: Resource
  readonly owner: Owner
  /** What requests may do to it directly; everything else happens in jobs of the owner. */
  readonly verbs: readonly Exclude<Verb, 'approve' | 'export'>[]
}

const everybody: Owner = { by: 'everybody' }
const byPerson: Owner = { by: 'person', column: 'person_no' }
const byContract: Owner = { by: 'contract', column: 'contract_no' }

const kept = ['read', 'create', 'update', 'remove'] as const
const read = ['read'] as const

const record = (table: string, resource: Resource, owner: Owner): Protection => ({
  table: `record.${table}`,
  resource,
  owner,
  verbs: kept,
})

export const protections: readonly Protection[] = [
  record('unit', 'organisation', everybody),
  record('unit_placement', 'organisation', everybody),
  record('assignment', 'organisation', everybody),
  record('team', 'organisation', everybody),
  record('team_membership', 'organisation', everybody),
  record('person', 'person', everybody),
  record('fixed_pay', 'pay', byPerson),
  record('product', 'product', everybody),
  record('catalogue_filing', 'filing', everybody),
  record('base_price', 'price', everybody),
  record('customer', 'customer', { by: 'customer', column: 'customer_code' }),
  record('contract', 'contract', { by: 'signer', column: 'contract_no' }),
  record('contract_line', 'contract', byContract),
  record('concession', 'contract', byContract),
  record('credit_share', 'contract', byContract),
  record('payment_plan', 'contract', byContract),
  record('recognition', 'contract', byContract),
  record('contract_paper', 'contract', byContract),
  record('acceptance', 'contract', byContract),
  record('receipt', 'money', byContract),
  record('refund', 'money', byContract),
  record('goods_return', 'goods-return', byContract),
  record('complaint', 'complaint', byPerson),
  record('monthly_score', 'score', byPerson),
  record('exceptional_score', 'score', byPerson),
  record('work_record', 'score', byPerson),
  // Given by heads of departments through the appraisal's routes, which check whose department it is.
  { ...record('cooperation_rating', 'rating', byPerson), verbs: read },
  { table: 'review.raise_decision', resource: 'score', owner: byPerson, verbs: read },
  { table: 'private.personal_data', resource: 'personal', owner: byPerson, verbs: kept },
  // Stopping one and having seen it is also for those who may not enter any: the routes see to it.
  { table: 'private.bank_card', resource: 'personal', owner: byPerson, verbs: ['read', 'create'] },
  { table: 'settlement.policy_version', resource: 'policy', owner: everybody, verbs: read },
  { table: 'settlement.policy_draft', resource: 'policy-draft', owner: everybody, verbs: kept },
  { table: 'settlement.run', resource: 'statement', owner: everybody, verbs: read },
  { table: 'settlement.reopening', resource: 'settlement', owner: everybody, verbs: read },
  { table: 'settlement.late_record', resource: 'settlement', owner: everybody, verbs: read },
  { table: 'settlement.adjustment', resource: 'statement', owner: byPerson, verbs: read },
  { table: 'settlement.ledger_entry', resource: 'statement', owner: byPerson, verbs: read },
  { table: 'filing.request', resource: 'filing', owner: everybody, verbs: ['read', 'create', 'update'] },
  { table: 'import.file', resource: 'import', owner: everybody, verbs: read },
  { table: 'import.sheet', resource: 'import', owner: everybody, verbs: read },
  { table: 'audit.entry', resource: 'audit', owner: everybody, verbs: read },
]

/** Objects of a policy's results: by which of their keys a row is somebody's. */
export const resultOwners: Readonly<
  Record<string, { readonly by: 'person' | 'contract' | 'unit' | 'team'; readonly column: string }>
> = {
  person: { by: 'person', column: 'K1' },
  contract: { by: 'contract', column: 'K1' },
  contract_line: { by: 'contract', column: 'K1' },
  credit_share: { by: 'person', column: 'K2' },
  receipt: { by: 'contract', column: 'K1' },
  refund: { by: 'contract', column: 'K1' },
  goods_return: { by: 'contract', column: 'K1' },
  unit: { by: 'unit', column: 'K1' },
  team: { by: 'team', column: 'K1' },
  team_membership: { by: 'person', column: 'K2' },
}

const reachedBy = { person: 'people', contract: 'contracts', signer: 'contracts', unit: 'units' } as const

/**
 * What holds for every row of a record's table, called `t`, that the actor reaches: nothing where all are reached. No
 * protection, which is the database's own; a hint by which it finds few rows among many. An array, because PostgreSQL
 * takes what a function returns for a thousand rows and then reads the whole table.
 */
export function reachOf(actor: Actor, object: string): string | undefined {
  const found = protections.find(({ table }) => table === `record.${object}`)
  if (!found || scopeOf(actor, 'read', found.resource) === 'all') return undefined
  const { owner, resource } = found
  if (!('column' in owner) || owner.by === 'customer') return undefined
  return `t."${owner.column}" = any (array(select access.${reachedBy[owner.by]}('${resource}', 'read')))`
}

/** SQL that is true when the policies made from the protections leave no row of the resource out for who asks. */
export const wholeOf = (resource: Resource): string => `access.scope('${resource}', 'read') = 5`

export function resourceOfObject(object: string): Resource | undefined {
  return protections.find(({ table }) => table === `record.${object}`)?.resource
}
