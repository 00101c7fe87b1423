import { expect, test } from 'vitest'
import { brokenRule } from './entry/broken-rule.ts'
import { contractRules } from './rules/contracts.ts'
import { organisationRules } from './rules/organisation.ts'
import { productRules } from './rules/products.ts'
import { reviewRules } from './rules/reviews.ts'
import { ruleOf } from './rules.ts'
import { vocabulary } from './vocabulary.ts'

const parts = [organisationRules, productRules, contractRules, reviewRules].map(Object.entries<unknown>)
const names = parts.flat().map(([name]) => name)

test('every rule is said once for its constraint, in Chinese and in plain English', () => {
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) {
    const [text, english] = ruleOf(name) ?? []
    expect(text, name).toMatch(/[\u4e00-\u9fff]/)
    expect(english, name).toMatch(/^(“|[A-Z])[^\u4e00-\u9fff]+[^.]$/)
  }
})

test('a rule that lists what may be chosen calls it by the names of the vocabulary', () => {
  const lists = vocabulary.objects.flatMap(({ fields }) =>
    fields.flatMap(({ choices = [] }) => (choices.length > 0 ? [choices] : [])),
  )
  expect(lists.length).toBeGreaterThan(8)
  for (const choices of lists) {
    const found = names
      .flatMap((name) => [ruleOf(name) ?? ['', '']])
      .filter(([text = '']) => choices.every(({ value }) => text.includes(value)))
    expect(found.length, choices[0]?.value).toBeGreaterThan(0)
    for (const { english } of choices) expect(found.map(([, words]) => words).join()).toContain(english)
  }
})

test('a broken rule is told in the reader’s language, several of them in one sentence', () => {
  const rules = ['contract_retention_in_range', 'person_name_length'].flatMap((name) => {
    const rule = ruleOf(name)
    return rule ? [rule] : []
  })
  const refused = brokenRule(...rules)
  expect(refused.message).toBe(
    '质保金应当在 0 和营业额之间，营业额不能小于 0；员工的姓名：超过 200 个字，请缩短',
  )
  expect(refused.in('en')).toBe(
    'The retention money must be between 0 and the turnover, which cannot be less than 0; The name of the person is longer than 200 characters; please shorten it',
  )
})
