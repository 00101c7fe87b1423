/** SQL for what people are owed in a month and in the one before, which every figure of a review is made from. */
import type { CheckedDefinition } from '../../language/index.ts'
import { partitionOf } from '../../settlement/run.ts'
import { type Item, itemsOf } from '../items.ts'
import { sameDefinition } from '../people.ts'
import type { Settled } from '../settled.ts'

export interface PayableSql {
  readonly payable: CheckedDefinition
  readonly items: readonly Item[]
  /** One row per person of either month: person_no, pay, before, and terms and terms_before as arrays of the items. */
  readonly sql: string
}

/** Undefined when the policy names nothing payable. */
export function payableSql(settled: Settled, before: Settled | undefined): PayableSql | undefined {
  const { payable } = settled.version.program
  if (!payable) return undefined
  const items = itemsOf(settled.version.program)
  const list = (side: (item: Item) => string) => `array[${items.map(side).join(', ')}]::numeric[]`
  const signed = ({ sign }: Item, column: string) => `${sign < 0 ? '-' : ''}${column}`
  const now = list((item) => signed(item, `r."${item.definition.id}"`))
  const results = partitionOf(settled.run, payable.object)
  const earlier = before && sameDefinition(before.version.program, payable)
  if (!before || !earlier) {
    const none = list(() => 'null')
    return {
      payable,
      items,
      sql: `select r."K1" as person_no, r."${payable.id}" as pay, null::numeric as before, true as here, false as there,
        ${now} as terms, ${none} as terms_before from ${results} r`,
    }
  }
  const then = list((item) => {
    const old = sameDefinition(before.version.program, item.definition)
    return old ? signed(item, `b."${old.id}"`) : 'null'
  })
  return {
    payable,
    items,
    sql: `select coalesce(r."K1", b."K1") as person_no, r."${payable.id}" as pay, b."${earlier.id}" as before,
      r."K1" is not null as here, b."K1" is not null as there, ${now} as terms, ${then} as terms_before
      from ${results} r full join ${partitionOf(before.run, earlier.object)} b on b."K1" = r."K1"`,
  }
}
