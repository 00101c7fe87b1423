/** What people call the things a row refers to: a person's, customer's, unit's or product's name. */
import type { RecordObject } from '../../language/vocabulary.ts'

const named: Readonly<Record<string, string>> = {
  person: 'person_no',
  customer: 'customer_code',
  unit: 'unit_code',
  product: 'product_code',
  team: 'team_code',
}

export interface LabelColumns {
  readonly joins: readonly string[]
  /** Column SQL of the name, by field. */
  readonly labels: ReadonlyMap<string, string>
}

export function labelColumns(object: RecordObject): LabelColumns {
  const joins: string[] = []
  const labels = new Map<string, string>()
  for (const field of object.fields) {
    const key = field.type.kind === 'reference' ? named[field.type.object] : undefined
    if (field.derived || field.type.kind !== 'reference' || !key) continue
    const alias = `n${joins.length + 1}`
    joins.push(
      `left join record."${field.type.object}" ${alias} on ${alias}."${key}" = t."${field.columns[0]}"`,
    )
    labels.set(field.id, `${alias}.name`)
  }
  return { joins, labels }
}
