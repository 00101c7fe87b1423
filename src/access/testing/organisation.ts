/**
 * Who is within whose reach, worked out a second time, from the rows as they are and without SQL: what row-level
 * security answers is compared with it.
 */
import type { Database } from '../../records/database.ts'
import type { Protection } from '../protection.ts'
import type { Scope } from '../roles.ts'

interface Dated {
  readonly valid_from: string
  readonly valid_to: string | null
}

interface Facts {
  readonly people: readonly { person_no: string; left_on: string | null }[]
  readonly posts: readonly (Dated & { person_no: string; unit_code: string; superior_no: string | null })[]
  readonly members: readonly (Dated & { team_code: string; person_no: string; role: string })[]
  readonly units: readonly { unit_code: string; kind: string; parent_code: string | null }[]
  readonly placements: readonly (Dated & { unit_code: string; parent_code: string | null })[]
  readonly contracts: readonly {
    contract_no: string
    customer_code: string
    unit_code: string
    salesperson_no: string
  }[]
  readonly shares: readonly { contract_no: string; person_no: string }[]
}

export async function readFacts(db: Database): Promise<Facts> {
  const rows = <T extends object>(columns: string, table: string) =>
    db.query<T>(`select ${columns} from record.${table}`)
  return {
    people: await rows('person_no, left_on', 'person'),
    posts: await rows('person_no, unit_code, superior_no, valid_from, valid_to', 'assignment'),
    members: await rows('team_code, person_no, role, valid_from, valid_to', 'team_membership'),
    units: await rows('unit_code, kind, parent_code', 'unit'),
    placements: await rows('unit_code, parent_code, valid_from, valid_to', 'unit_placement'),
    contracts: await rows('contract_no, customer_code, unit_code, salesperson_no', 'contract'),
    shares: await rows('contract_no, person_no', 'credit_share'),
  }
}

const holds = ({ valid_from, valid_to }: Dated, day: string) =>
  valid_from <= day && (valid_to === null || valid_to > day)

export interface Asker {
  readonly person: string | null
  readonly name: string
  readonly scope: Scope | undefined
  readonly day: string
}

function unitsOf(facts: Facts, { person, scope, day }: Asker): Set<string> {
  const parent = (code: string) =>
    facts.placements.find((own) => own.unit_code === code && holds(own, day))?.parent_code ??
    facts.units.find((own) => own.unit_code === code)?.parent_code ??
    null
  const kind = (code: string) => facts.units.find((own) => own.unit_code === code)?.kind
  const above = (code: string): string[] => {
    const up = kind(code) === '中心' ? null : parent(code)
    return up === null ? [code] : [code, ...above(up)]
  }
  if (scope !== 'unit' && scope !== 'centre') return new Set()
  const own = facts.posts
    .filter((post) => post.person_no === person && holds(post, day))
    .map((p) => p.unit_code)
  const tops =
    scope === 'unit' ? own : [...own, ...own.flatMap(above).filter((code) => kind(code) === '中心')]
  const inside = (code: string | null): boolean =>
    code !== null && (tops.includes(code) || inside(parent(code)))
  return new Set(facts.units.map((unit) => unit.unit_code).filter(inside))
}

function peopleOf(facts: Facts, asker: Asker): Set<string> {
  const { person, scope, day } = asker
  if (scope === undefined || scope === 'all' || person === null) return new Set()
  const reached = new Set([person])
  if (scope === 'own') return reached
  const units = unitsOf(facts, asker)
  const led = facts.members
    .filter((own) => own.person_no === person && own.role === '组长' && holds(own, day))
    .map((own) => own.team_code)
  for (const { person_no, left_on } of facts.people) {
    const lastSeen = left_on !== null && left_on < day ? left_on : day
    const inTeam = facts.members.some(
      (own) => own.person_no === person_no && led.includes(own.team_code) && holds(own, lastSeen),
    )
    const inPost = facts.posts.some(
      (own) =>
        own.person_no === person_no &&
        holds(own, lastSeen) &&
        (own.superior_no === person || units.has(own.unit_code)),
    )
    if (inTeam || inPost) reached.add(person_no)
  }
  return reached
}

type Row = Readonly<Record<string, string | null>>

/** Whether a row of a table is within reach of whoever asks. */
export function reaches(facts: Facts, asker: Asker, { owner }: Protection, row: Row): boolean {
  const { scope, name } = asker
  if (scope === undefined) return false
  if (scope === 'all' || owner.by === 'everybody') return true
  if (!('column' in owner)) return false
  const key = row[owner.column] ?? ''
  const people = peopleOf(facts, asker)
  const units = unitsOf(facts, asker)
  const contracts = facts.contracts.filter(
    (own) =>
      people.has(own.salesperson_no) ||
      units.has(own.unit_code) ||
      facts.shares.some((share) => share.contract_no === own.contract_no && people.has(share.person_no)),
  )
  if (owner.by === 'person') return people.has(key)
  if (owner.by === 'unit') return units.has(key)
  if (owner.by === 'contract' || owner.by === 'signer')
    return contracts.some((own) => own.contract_no === key)
  return row.entered_by === name || contracts.some((own) => own.customer_code === key)
}
