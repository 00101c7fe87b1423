import { rowsOf, type Tables } from '../tables.ts'

/** Names by code, for sheets that show names. */
export interface Names {
  readonly units: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
  readonly products: ReadonlyMap<string, string>
  readonly customers: ReadonlyMap<string, string>
}

export function namesIn(tables: Tables): Names {
  const names = (object: string, key: string) =>
    new Map(rowsOf(tables, object).map((row) => [row[key] ?? '', row.name ?? '']))
  return {
    units: names('unit', 'unit_code'),
    people: names('person', 'person_no'),
    teams: names('team', 'team_code'),
    products: names('product', 'product_code'),
    customers: names('customer', 'customer_code'),
  }
}
