import type { Deal } from './contracts.ts'
import { money } from './hard-cases/money.ts'
import { people } from './hard-cases/people.ts'
import { prices } from './hard-cases/prices.ts'
import { projects } from './hard-cases/projects.ts'
import { dealOf } from './hard-cases/told.ts'

const told = [...prices, ...money, ...people, ...projects]
/** A customer each, but that a sale is to who had the trial. */
const customers = new Map(told.map(({ number }, at) => [number, at]))

/** Contracts written by hand so that each can be worked out on paper; `README.md` lists what each one shows. */
export const hardCases: readonly Deal[] = told.map((own, at) =>
  dealOf(own, customers.get(own.trial ?? own.number) ?? at),
)

/** They have only contracts written by hand, so that whole statements can be checked on paper. */
export const byHandOnly: ReadonlySet<string> = new Set(['0030', '0045', '0059'])
