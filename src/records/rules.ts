/**
 * What each check and exclusion constraint of the tables in `record` asks for, in words for the person who entered the
 * row. Importing and the screens show these; PostgreSQL enforces them.
 */
import { longerThan, longestOf } from './entry/lengths.ts'
import { contractRules } from './rules/contracts.ts'
import { organisationRules } from './rules/organisation.ts'
import { productRules } from './rules/products.ts'
import { reviewRules } from './rules/reviews.ts'
import type { Rule } from './rules/shared.ts'
import { vocabulary } from './vocabulary.ts'

const rules: Readonly<Record<string, Rule>> = {
  ...organisationRules,
  ...productRules,
  ...contractRules,
  ...reviewRules,
}

/** 合同的合同编号：超过 64 个字，请缩短. */
const lengths = vocabulary.objects.flatMap((object) =>
  object.fields
    .filter(({ type }) => type.kind === 'text')
    .map((field): [string, Rule] => {
      const [text, english] = longerThan(longestOf(field))
      return [
        `${object.id}_${field.columns[0]}_length`,
        [
          `${object.label}的${field.label}：${text}`,
          `The ${field.english} of the ${object.english} is ${english}`,
        ],
      ]
    }),
)

const all: ReadonlyMap<string, Rule> = new Map([...Object.entries(rules), ...lengths])

/** The rule behind a constraint's name in words; undefined for a name that is no rule about records. */
export function ruleOf(constraint: string): Rule | undefined {
  return all.get(constraint)
}
