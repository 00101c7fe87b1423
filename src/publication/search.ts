/** Finds people, contracts, customers and clauses by a word, within what the caller may see. */
import type { Database } from '../records/database.ts'
import type { VersionOf } from './settled.ts'

export interface Found {
  readonly kind: 'contract' | 'customer' | 'person' | 'product' | 'clause'
  readonly title: string
  /** What tells it from others of the same name. */
  readonly detail: string
  /** Where the page is. */
  readonly to: string
}

interface Row {
  readonly kind: Found['kind']
  readonly key: string
  readonly title: string
  readonly detail: string | null
}

const each = 6

/** Row-level security applies; a table the caller may not read at all finds nothing. */
export async function search(db: Database, words: string): Promise<Found[]> {
  const rows = await db.query<Row>(searchSql, [words.toLowerCase()])
  return rows.map(({ kind, key, title, detail }) => ({
    kind,
    title,
    detail: detail ?? '',
    to: `/${folders[kind]}/${encodeURIComponent(key)}`,
  }))
}

const folders: Readonly<Record<Found['kind'], string>> = {
  contract: 'contracts',
  customer: 'customers',
  person: 'people',
  product: 'products',
  clause: 'policies',
}

const searchSql = `
  (select 'contract' as kind, c.contract_no as key, c.contract_no as title, k.name as detail
    from record.contract c left join record.customer k using (customer_code)
    where position($1 in lower(c.contract_no)) > 0 or position($1 in lower(k.name)) > 0
    order by c.signed_on desc, 2 limit ${each})
  union all
  (select 'customer', customer_code, name, customer_code from record.customer
    where position($1 in lower(name)) > 0 or position($1 in lower(customer_code)) > 0 order by 2 limit ${each})
  union all
  (select 'person', person_no, name, person_no from record.person
    where position($1 in lower(name)) > 0 or position($1 in lower(person_no)) > 0 order by left_on nulls first, 2 limit ${each})
  union all
  (select 'product', product_code, name, product_code from record.product
    where position($1 in lower(name)) > 0 or position($1 in lower(product_code)) > 0 order by 2 limit ${each})`

/** Clauses of the versions in force, by their titles. */
export async function searchClauses(db: Database, versionOf: VersionOf, words: string): Promise<Found[]> {
  const versions = await db.query<{ version_id: number; policy: string }>(
    `select distinct on (policy) version_id, policy from settlement.policy_version order by policy, version_id desc`,
  )
  const found: Found[] = []
  for (const { version_id, policy } of versions) {
    const { program } = await versionOf(version_id)
    for (const { title } of program.document.clauses)
      if (title.toLowerCase().includes(words.toLowerCase()))
        found.push({ kind: 'clause', title, detail: policy, to: `/policies/${version_id}` })
  }
  return found.slice(0, each)
}
