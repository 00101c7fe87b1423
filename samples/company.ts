import { addCatalogue } from './catalogue.ts'
import { addComplaints } from './complaints.ts'
import { addDeal } from './contracts.ts'
import { hardCases } from './hard-cases.ts'
import { customerNamed, regions } from './names.ts'
import { addOrganisation } from './organisation.ts'
import { randomFrom } from './random.ts'
import { addReviews } from './reviews.ts'
import { ordinaryDeals } from './sales.ts'
import { add, emptyTables, type Tables } from './tables.ts'

/** Everything the sample company wrote down about 2026: about 60 people and 800 contracts. */
export function sampleCompany(seed = 2026): Tables {
  const tables = emptyTables()
  addOrganisation(tables)
  addCatalogue(tables)
  const deals = [...ordinaryDeals(randomFrom(seed, 1)), ...hardCases]
  const customers = new Set(deals.map((deal) => deal.customer))
  for (const code of [...customers].toSorted()) {
    const number = Number(code.slice(1))
    add(tables, 'customer', {
      customer_code: code,
      region: regions[number % regions.length] ?? null,
      ...customerNamed(number),
    })
  }
  for (const deal of deals) addDeal(tables, deal)
  addComplaints(
    randomFrom(seed, 2),
    tables,
    deals.filter((deal) => deal.lines.some(({ price }) => price > 0n)),
  )
  addReviews(randomFrom(seed, 3), tables, deals)
  return tables
}
