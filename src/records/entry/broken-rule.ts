/** A record that breaks rules, told in their own words. */
import { Refusal } from '../refusal.ts'
import type { Rule } from '../rules/shared.ts'

export const brokenRule = (...rules: readonly Rule[]): Refusal =>
  new Refusal('record_rule', {
    rule: rules.map(([text]) => text).join('；'),
    ruleEnglish: rules.map(([, english]) => english).join('; '),
  })
