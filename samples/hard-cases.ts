import type { Deal } from './contracts.ts'
import { money } from './hard-cases/money.ts'
import { people } from './hard-cases/people.ts'
import { prices } from './hard-cases/prices.ts'
import { projects } from './hard-cases/projects.ts'
import { dealOf } from './hard-cases/told.ts'

/** Contracts written by hand so that each can be worked out on paper; `README.md` lists what each one shows. */
export const hardCases: readonly Deal[] = [...prices, ...money, ...people, ...projects].map(dealOf)

/** They have only contracts written by hand, so that whole statements can be checked on paper. */
export const byHandOnly: ReadonlySet<string> = new Set(['0030', '0045', '0059'])
